// Maintenance of an instrument: what is under way and planned, planning more, taking it back or ending it.
import '../web/styles/desk.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { useNoRight } from '../catalogue/right.part.tsx'
import { Button } from '../web/field.tsx'
import { fullStretch } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { FeedBox } from './feed.part.tsx'
import { keeperWords } from './keeper.words.ts'
import { maintenanceWords as words } from './maintenance.words.ts'
import { MaintenanceForm } from './maintenanceform.part.tsx'
import { listAvailability, listMaintenance, type Maintenance, removeMaintenance } from './schedule.contract.ts'

export function MaintenancePage() {
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  return (
    <Read of={instrument}>
      {({ institutionId, laneCount }) => <MaintenanceOf id={id} institutionId={institutionId} laneCount={laneCount} />}
    </Read>
  )
}

function MaintenanceOf({ id, institutionId, laneCount }: { id: string; institutionId: string; laneCount: number }) {
  const say = useSay()
  const noRight = useNoRight('booking.maintain', institutionId, keeperWords.right)
  const noFeed = useNoRight('booking.approve', institutionId, keeperWords.right)
  const planned = useRead(listMaintenance, { id }, { enabled: noRight === undefined, staleTime: 0 })
  return (
    <>
      <p className="why">{say(words.lead)}</p>
      {noRight === undefined && (
        <section className="keep-section" aria-labelledby="maintenance-planned">
          <h2 id="maintenance-planned">{say(words.planned)}</h2>
          <Read of={planned} rows={3}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title={words.noneTitle} why={words.noneWhy} />
              ) : (
                <ul className="desk-list">
                  {items.map((item) => (
                    <Planned key={item.id} item={item} hasLanes={laneCount > 1} />
                  ))}
                </ul>
              )
            }
          </Read>
        </section>
      )}
      <MaintenanceForm id={id} laneCount={laneCount} noRight={noRight} />
      {noFeed === undefined && <FeedBox instrumentId={id} />}
    </>
  )
}

function Planned({ item, hasLanes }: { item: Maintenance; hasLanes: boolean }) {
  const say = useSay()
  const [isAsking, setIsAsking] = useState(false)
  const send = useSend(removeMaintenance, { refresh: [listMaintenance, listAvailability] })
  const isUnderWay = Date.parse(item.startsAt) <= Date.now()
  const slot = fullStretch(item.startsAt, item.endsAt)
  return (
    <li>
      <div>
        <p>
          <b>{slot}</b> <span className={isUnderWay ? 'tag warn' : 'tag'}>{say(isUnderWay ? words.underWay : words.toCome)}</span>
        </p>
        <p className="muted">
          {hasLanes && `${say(words.laneOf, { lane: item.lane })}　`}
          {item.reason}
        </p>
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      </div>
      <div className="buttons">
        {isAsking ? (
          <>
            <Button size="small" kind="danger" isBusy={send.isPending} onPress={() => send.mutate({ id: item.id })}>
              {say(words.sure)}
            </Button>
            <Button size="small" onPress={() => setIsAsking(false)}>
              {say(words.back)}
            </Button>
          </>
        ) : (
          <Button
            size="small"
            kind="danger"
            label={say(isUnderWay ? words.endNamed : words.removeNamed, { slot })}
            onPress={() => setIsAsking(true)}
          >
            {say(isUnderWay ? words.end : words.remove)}
          </Button>
        )}
      </div>
    </li>
  )
}
