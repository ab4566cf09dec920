// Hours of a month side by side, for whoever operates the instruments: what differs is explained or accepted.
import '../web/styles/desk.css'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { addDays, hours, moment, shanghaiDay } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listMeterHours, type MeterHours, settleMeterHours, type settlementStates } from './meterhours.contract.ts'
import { meterHourWords as words } from './meterhours.words.ts'

type Settlement = (typeof settlementStates)[number]
const firstOf = (day: string) => `${day.slice(0, 7)}-01`

export function MeterHoursPage() {
  const say = useSay()
  useTitle(say(words.title))
  const today = firstOf(shanghaiDay(Date.now()))
  const [month, setMonth] = useState(today)
  const reading = useRead(listMeterHours, { month })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside day-pager">
          <Button size="small" label={say(words.earlier)} onPress={() => setMonth(firstOf(addDays(month, -1)))}>
            ‹
          </Button>
          <span>{month.slice(0, 7)}</span>
          <Button size="small" label={say(words.later)} onPress={() => setMonth(firstOf(addDays(month, 31)))}>
            ›
          </Button>
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noneTitle} why={words.noneWhy} />
          ) : (
            <table className="table to-list">
              <TableHead
                columns={[
                  words.instrument,
                  { num: words.reserved },
                  { num: words.metered },
                  { num: words.declared },
                  { num: words.unclear },
                  words.difference,
                ]}
              />
              <tbody>
                {items.map((item) => (
                  <HoursRow key={item.instrumentId} item={item} month={month} />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </>
  )
}

function HoursRow({ item, month }: { item: MeterHours; month: string }) {
  const say = useSay()
  const name = useName()
  const instrument = name({ nameZh: item.instrumentNameZh, nameEn: item.instrumentNameEn })
  return (
    <tr>
      <td data-label={say(words.instrument)}>
        <Link to="/work/instruments/$id/power" params={{ id: item.instrumentId }}>
          {instrument}
        </Link>{' '}
        <span className="muted">{item.innerCode}</span>
      </td>
      <td className="num" data-label={say(words.reserved)}>
        {hours(item.reservedSeconds)}
      </td>
      <td className="num" data-label={say(words.metered)}>
        {hours(item.meteredSeconds)}
      </td>
      <td className="num" data-label={say(words.declared)}>
        {hours(item.declaredSeconds)}
      </td>
      <td className="num" data-label={say(words.unclear)}>
        {hours(item.unclearSeconds)}
      </td>
      <td data-label={say(words.difference)}>
        <Difference item={item} month={month} instrument={instrument} />
      </td>
    </tr>
  )
}

function Difference({ item, month, instrument }: { item: MeterHours; month: string; instrument: string }) {
  const say = useSay()
  const [asks, setAsks] = useState<Settlement>()
  const { differs, settlement } = item
  if (differs.length === 0) return <span className="tag good">{say(words.within)}</span>
  return (
    <>
      {differs.map((one) => (
        <span key={one} className={settlement ? 'tag' : 'tag warn'}>
          {say(words[`differs_${one}`])}
        </span>
      ))}{' '}
      {settlement && (
        <span>
          <span className="tag info">{say(words[`state_${settlement.state}`])}</span>{' '}
          <span className="note">
            {say(words.settledBy, { name: settlement.byName, at: moment(settlement.at), note: settlement.note })}
          </span>
        </span>
      )}
      {!settlement && !asks && (
        <div className="buttons">
          {(['explain', 'accept'] as const).map((action) => (
            <Button
              key={action}
              size="small"
              label={say(words.actNamed, { action: say(words[action]), instrument })}
              onPress={() => setAsks(action === 'explain' ? 'explained' : 'accepted')}
            >
              {say(words[action])}
            </Button>
          ))}
        </div>
      )}
      {asks && !settlement && <SettleForm instrumentId={item.instrumentId} month={month} state={asks} onBack={() => setAsks(undefined)} />}
    </>
  )
}

type FormProps = { instrumentId: string; month: string; state: Settlement; onBack: () => void }

function SettleForm({ instrumentId, month, state, onBack }: FormProps) {
  const send = useSend(settleMeterHours, { refresh: [listMeterHours], onDone: onBack })
  return (
    <ReasonForm
      words={{ reason: words.note, reasonMissing: words.noteMissing, back: words.back }}
      sure={words[state === 'explained' ? 'explain' : 'accept']}
      kind="primary"
      least={2}
      sending={send}
      onSend={(note) => send.mutate({ instrumentId, month, state, note })}
      onBack={onBack}
    />
  )
}
