// Whoever directs a matter: programmes by their documents, batches that take applications, and the versions of each procedure.
import '../web/styles/case.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { dayAndTime } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { useDivision } from './answers.part.tsx'
import { directingWords as words } from './directing.words.ts'
import { type BatchShown, listProcedures } from './procedure.contract.ts'
import { listProgrammes } from './programme.contract.ts'
import { BatchForm, ProgrammeForm } from './programmeform.part.tsx'
import { Versions } from './version.part.tsx'

type Programme = Output<typeof listProgrammes>['items'][number]

export function DirectingPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useRead(listProgrammes, {})
  const [isOpen, setIsOpen] = useState(false)
  const [isBegun, setIsBegun] = useState(false)
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          {!isOpen && (
            <Button kind="primary" onPress={() => setIsOpen(true)}>
              {say(words.newProgramme)}
            </Button>
          )}
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      {isOpen && (
        <ProgrammeForm
          onDone={() => {
            setIsOpen(false)
            setIsBegun(true)
          }}
          onBack={() => setIsOpen(false)}
        />
      )}
      {isBegun && !isOpen && (
        <p className="box done" role="status">
          {say(words.begun)}
        </p>
      )}
      <section className="directing">
        <h2>{say(words.programmes)}</h2>
        <Read of={reading}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={words.programmesEmpty} why={words.programmesEmptyWhy} />
            ) : (
              items.map((item) => <OneProgramme key={item.id} item={item} />)
            )
          }
        </Read>
      </section>
      <VersionsOfOne />
    </>
  )
}

function OneProgramme({ item }: { item: Programme }) {
  const say = useSay()
  const divisionOf = useDivision()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <article className="programme">
      <div className="programme-head">
        <div>
          <h3>{say(item.name)}</h3>
          <p className="note">
            {say(item.procedure)}　{divisionOf(item.divisionCode)}　{item.documentNo}
          </p>
        </div>
        {!isOpen && (
          <Button size="small" label={say(words.newBatchNamed, { name: say(item.name) })} onPress={() => setIsOpen(true)}>
            {say(words.newBatch)}
          </Button>
        )}
      </div>
      {isOpen && <BatchForm programmeId={item.id} onDone={() => setIsOpen(false)} />}
      {item.batches.length === 0 ? <p className="muted">{say(words.noBatch)}</p> : <Batches batches={item.batches} />}
    </article>
  )
}

function Batches({ batches }: { batches: readonly BatchShown[] }) {
  const say = useSay()
  return (
    <table className="table to-list">
      <TableHead columns={[words.batch, words.period, words.referenceOn, { num: words.quota }]} />
      <tbody>
        {batches.map((batch) => {
          const from = dayAndTime(batch.opensAt)[0]
          return (
            <tr key={batch.id}>
              <th scope="row" className="main">
                {say(batch.name)}{' '}
                <span className={batch.isOpen ? 'tag good' : 'tag'}>{say(batch.isOpen ? words.isOpen : words.isClosed)}</span>
              </th>
              <td data-label={say(words.period)}>
                {batch.closesAt === null ? say(words.allYear, { from }) : say(words.fromTo, { from, to: lastDayOf(batch.closesAt) })}
              </td>
              <td data-label={say(words.referenceOn)}>{batch.referenceOn ?? say(words.onFiling)}</td>
              <td className="num" data-label={say(words.quota)}>
                {batch.quota ?? say(words.unlimited)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The last day on which a batch takes applications, by the moment it closes at. */
function lastDayOf(closesAt: string): string {
  return dayAndTime(new Date(Date.parse(closesAt) - 1).toISOString())[0]
}

function VersionsOfOne() {
  const say = useSay()
  const { procedure } = useSearch({ strict: false }) as { procedure?: string }
  const navigate = useNavigate()
  const reading = useRead(listProcedures, {}, { staleTime: 600_000 })
  return (
    <section className="directing">
      <h2>{say(words.versions)}</h2>
      <p className="why">{say(words.versionsWhy)}</p>
      <Read of={reading} rows={2}>
        {({ items }) => {
          const code = procedure ?? items[0]?.code
          if (code === undefined) return null
          return (
            <>
              <div className="board-ask">
                <Field label={words.procedure}>
                  {(control) => (
                    <select
                      {...control}
                      value={code}
                      onChange={(event) =>
                        void navigate({ to: '/work/programmes', search: { procedure: event.target.value }, replace: true })
                      }
                    >
                      {items.map((one) => (
                        <option key={one.code} value={one.code}>
                          {say(one.title)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              </div>
              <Versions key={code} code={code} />
            </>
          )
        }}
      </Read>
    </section>
  )
}
