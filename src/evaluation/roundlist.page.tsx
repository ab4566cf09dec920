// Rounds of indices: those that are published, for everybody; and at work those on their way, with the way to compute another.
import '../web/styles/rounds.css'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { CallRefused } from '../web/call.ts'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { createIndexRound, listIndexRounds, listIndexSystems, type Round, type System } from './round.contract.ts'
import { roundPageWords as words } from './roundpage.words.ts'

const toneOf: Record<Round['state'], string> = {
  computing: 'tag warn',
  computed: 'tag info',
  published: 'tag good',
  superseded: 'tag',
  withdrawn: 'tag bad',
}

export function RoundListPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useRead(listIndexRounds, {})
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      <p className="muted">{say(words.lead)}</p>
      <Read of={reading}>
        {({ items }) => (items.length === 0 ? <Empty title={words.none} why={words.noneWhy} /> : <RoundTable rounds={items} />)}
      </Read>
    </Main>
  )
}

export function WorkRoundsPage() {
  const say = useSay()
  useTitle(say(words.workTitle))
  const { may } = useMe()
  const reading = useRead(
    listIndexRounds,
    {},
    { staleTime: 0, refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) ? 2_000 : false) },
  )
  return (
    <>
      <div className="work-head">
        <h1>{say(words.workTitle)}</h1>
      </div>
      <p className="why">{say(words.workLead)}</p>
      <Read of={reading}>
        {({ items }) => (
          <>
            {items.length === 0 ? <Empty title={words.noneWork} why={words.noneWorkWhy} /> : <RoundTable rounds={items} />}
            {may('evaluation.run') && <NewRound rounds={items} />}
          </>
        )}
      </Read>
    </>
  )
}

const isUnderWay = ({ state, runs, runsMade }: Round) => state === 'computing' || (state === 'computed' && runsMade < runs)

function RoundTable({ rounds }: { rounds: readonly Round[] }) {
  const say = useSay()
  return (
    <table className="table to-list">
      <TableHead columns={[words.round, { num: words.year }, words.state, words.version, words.asOf]} />
      <tbody>
        {rounds.map((round) => (
          <tr key={round.id}>
            <th scope="row" className="main">
              <Link to="/rounds/$id" params={{ id: round.id }}>
                {say(round.title)}
              </Link>
            </th>
            <td className="num" data-label={say(words.year)}>
              {round.year}
            </td>
            <td className="lead">
              <span className={toneOf[round.state]}>{say(words[`state_${round.state}`])}</span>
              {isUnderWay(round) && (
                <>
                  <br />
                  <small role="status">{say(words.progress, { done: round.runsMade, runs: round.runs })}</small>
                </>
              )}
            </td>
            <td data-label={say(words.version)}>{round.systemVersion}</td>
            <td data-label={say(words.asOf)}>{moment(round.asOf)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function NewRound({ rounds }: { rounds: readonly Round[] }) {
  const systems = useRead(listIndexSystems, {})
  return <Read of={systems}>{({ items }) => (items.length === 0 ? null : <RoundForm systems={items} rounds={rounds} />)}</Read>
}

const yearOf = (text: string) => (/^20\d\d$/.test(text.trim()) ? Number(text) : undefined)

function RoundForm({ systems, rounds }: { systems: readonly System[]; rounds: readonly Round[] }) {
  const say = useSay()
  const [chosen, setChosen] = useState(0)
  const [years, setYears] = useState({ from: '', to: '' })
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(createIndexRound, { refresh: [listIndexRounds] })
  const system = systems[chosen]!
  const [fromYear, year] = [yearOf(years.from), yearOf(years.to)]
  const isFit = fromYear !== undefined && year !== undefined && fromYear <= year
  const replaced = rounds.find((round) => round.systemCode === system.code && round.year === year && round.state === 'published')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isFit) return
    const { code: systemCode, version: systemVersion } = system
    send.mutate({ systemCode, systemVersion, fromYear, year, ...(replaced ? { replaces: replaced.id, reason } : {}) })
  }
  return (
    <form className="form box round-new" onSubmit={submit} noValidate aria-labelledby="new-round">
      <h2 id="new-round">{say(words.newTitle)}</h2>
      <Field label={words.system}>
        {(control) => (
          <select {...control} value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
            {systems.map((one, at) => (
              <option key={`${one.code} ${one.version}`} value={at}>
                {say(words.systemOne, { title: say(one.title), version: one.version })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.fromYear} hint={say(words.fromYearHint)} {...(isTried && !isFit ? { problem: say(words.yearsWrong) } : {})}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={years.from}
            onChange={(event) => setYears({ ...years, from: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.year}>
        {(control) => (
          <input {...control} inputMode="numeric" value={years.to} onChange={(event) => setYears({ ...years, to: event.target.value })} />
        )}
      </Field>
      {replaced && (
        <Field label={words.replaces} hint={say(words.replacesHint, { year: replaced.year })}>
          {(control) => <input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      )}
      {send.error && (
        <Problem key={send.submittedAt} error={send.error} isAnswer>
          <Lacking error={send.error} />
        </Problem>
      )}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.compute)}
        </Button>
      </div>
    </form>
  )
}

type Lack = { code: 'nobody' | 'not_approved' | 'cells_missing'; unit: string; year: number; columns: string[] }

/** Everything that keeps a round from being computed, by unit. */
function Lacking({ error }: { error: Error }) {
  const say = useSay()
  const reasons = error instanceof CallRefused ? ((error.params['reasons'] as Lack[] | undefined) ?? []) : []
  return (
    <ul className="reasons">
      {reasons.map((one) => (
        <li key={`${one.code} ${one.unit} ${one.year}`}>{say(words[one.code], { ...one, columns: one.columns.join('、') })}</li>
      ))}
    </ul>
  )
}
