// One half-year report: what is known stands there, the county writes beside it, city and province take it on; it prints as a document.
import '../web/styles/plan.css'
import { Link, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Gone, isGone, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import {
  actOnProgressReport,
  getProgressReport,
  keepProgressReport,
  listProgressReports,
  type ProgressKnown,
  type ProgressReport,
} from './progress.contract.ts'
import { usePeriod } from './progress.part.tsx'
import { progressWords as words } from './progress.words.ts'
import { TaskProgress } from './task.part.tsx'

const refresh = [getProgressReport, listProgressReports]

export function ProgressPage() {
  const say = useSay()
  const { id } = useParams({ from: '/work/reports/$id' })
  const reading = useRead(getProgressReport, { id }, { staleTime: 0 })
  useTitle(say(words.title))
  if (isGone(reading.error))
    return (
      <Gone title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn primary" to="/work/reports">
          {say(words.all)}
        </Link>
      </Gone>
    )
  return <Read of={reading}>{(report) => <Shown key={`${report.id} ${report.state}`} report={report} />}</Read>
}

function Shown({ report }: { report: ProgressReport }) {
  const say = useSay()
  const name = useName()
  const named = usePeriod()
  return (
    <>
      <div className="work-head">
        <h1>{say(words.heading, { county: name(report), period: named(report) })}</h1>
        <span className={report.state === 'accepted' ? 'tag good' : 'tag'}>{say(words[`state_${report.state}`])}</span>
        <div className="aside noprint">
          <Button size="small" onPress={() => print()}>
            {say(words.print)}
          </Button>
        </div>
      </div>
      <p className="why">{say(words.asOf, { on: report.known.on })}</p>
      <div className="plan-both">
        <div>{report.mayWrite ? <Written report={report} /> : <Standing report={report} />}</div>
        <aside className="noprint">
          <Acts report={report} />
          <section className="section">
            <h2>{say(words.journal)}</h2>
            {report.journal.map((one) => (
              <p key={one.id}>
                <b>{say(words[`act_${one.act}`])}</b>
                <br />
                <span className="muted">
                  {moment(one.actedAt)} {one.by}
                </span>
                {one.reason && (
                  <>
                    <br />
                    {one.reason}
                  </>
                )}
              </p>
            ))}
          </section>
        </aside>
      </div>
    </>
  )
}

function Written({ report }: { report: ProgressReport }) {
  const say = useSay()
  const [summary, setSummary] = useState(report.summary)
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>(report.notes)
  const send = useSend(keepProgressReport, { refresh })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ id: report.id, summary, notes: { ...notes } })
  }
  return (
    <form onSubmit={submit} noValidate>
      <section className="section">
        <h2>{say(words.summary)}</h2>
        <Field label={words.summary}>
          {(control) => (
            <textarea {...control} rows={5} maxLength={10_000} value={summary} onChange={(event) => setSummary(event.target.value)} />
          )}
        </Field>
      </section>
      {report.known.groups.map((group) => (
        <section key={group.code} className="section">
          <Group group={group} />
          <Field label={{ zh: say(words.noteOf, { group: group.title.zh }), en: say(words.noteOf, { group: group.title.en }) }} isOptional>
            {(control) => (
              <textarea
                {...control}
                rows={3}
                maxLength={5_000}
                value={notes[group.code] ?? ''}
                onChange={(event) => setNotes({ ...notes, [group.code]: event.target.value })}
              />
            )}
          </Field>
        </section>
      ))}
      <Known known={report.known} divisionCode={report.divisionCode} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        <span role="status" className="muted">
          {send.isSuccess ? say(words.saved) : ''}
        </span>
      </div>
    </form>
  )
}

function Standing({ report }: { report: ProgressReport }) {
  const say = useSay()
  return (
    <>
      <section className="section">
        <h2>{say(words.summary)}</h2>
        <p className="answer-text">{report.summary}</p>
      </section>
      {report.known.groups.map((group) => (
        <section key={group.code} className="section">
          <Group group={group} />
          {report.notes[group.code] && <p className="answer-text">{report.notes[group.code]}</p>}
        </section>
      ))}
      <Known known={report.known} divisionCode={report.divisionCode} />
    </>
  )
}

function Group({ group }: { group: ProgressKnown['groups'][number] }) {
  const say = useSay()
  return (
    <>
      <h2>{say(group.title)}</h2>
      <p className="muted">{say(words.groupCounts, group.counts)}</p>
      <table className="table to-list">
        <TableHead columns={[words.task, words.department, words.taskDue, words.progress]} />
        <tbody>
          {group.tasks.map((task) => (
            <tr key={task.key}>
              <th scope="row" className="main">
                {task.title}
                {task.note && <p className="note">{task.note}</p>}
              </th>
              <td data-label={say(words.department)}>{task.department}</td>
              <td data-label={say(words.taskDue)}>{task.dueOn ?? '—'}</td>
              <td data-label={say(words.progress)}>
                <TaskProgress percent={task.percent} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** The year's targets beside what returns say, and what the platform itself recorded; each figure opens. */
function Known({ known, divisionCode }: { known: ProgressKnown; divisionCode: string }) {
  const say = useSay()
  return (
    <>
      {known.targets.length > 0 && (
        <section className="section">
          <h2>{say(words.targets)}</h2>
          <table className="table to-list">
            <TableHead columns={[words.indicator, { num: words.target }, { num: words.value }]} />
            <tbody>
              {known.targets.map((one) => (
                <tr key={one.code}>
                  <th scope="row" className="main">
                    {say(one.title)} <span className="unit">{say(one.unit)}</span>
                  </th>
                  <td className="num" data-label={say(words.target)}>
                    {one.target}
                  </td>
                  <td className="num" data-label={say(words.value)}>
                    {one.value ?? say(words.noValue)}
                    {one.valueYear !== null && <span className="note"> {say(words.ofYear, { year: one.valueYear })}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {known.figures.length > 0 && (
        <section className="section">
          <h2>{say(words.platform)}</h2>
          <table className="table to-list">
            <TableHead columns={[words.figure, { num: words.value }]} />
            <tbody>
              {known.figures.map((one) => (
                <tr key={one.name}>
                  <th scope="row" className="main">
                    {say(one.title)}
                  </th>
                  <td className="num" data-label={say(words.value)}>
                    <Link
                      to="/figures/$name"
                      params={{ name: one.name }}
                      search={{ year: Number(known.on.slice(0, 4)), divisionCode }}
                      className="figure-link"
                    >
                      {one.amount}
                    </Link>{' '}
                    <span className="unit">{say(one.unit)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

function Acts({ report }: { report: ProgressReport }) {
  const say = useSay()
  const [isAsking, setIsAsking] = useState(false)
  const send = useSend(actOnProgressReport, { refresh, onDone: () => setIsAsking(false) })
  // What is another's, or was done already, is not offered; what only waits for something says for what.
  const offered = report.acts.filter(({ reasons }) => !reasons.includes('not_yours') && !reasons.includes('wrong_state'))
  if (offered.length === 0) return null
  if (isAsking)
    return (
      <ReasonForm
        ask={say(words.reason)}
        words={{ reason: words.reason, reasonMissing: words.reasonMissing, back: words.cancel }}
        sure={words.act_send_back}
        sending={send}
        onSend={(reason) => send.mutate({ id: report.id, act: 'send_back', reason })}
        onBack={() => setIsAsking(false)}
      />
    )
  return (
    <>
      <div className="buttons">
        {offered.map(({ act, reasons }) => (
          <Button
            key={act}
            {...(act === 'send_back' ? {} : { kind: 'primary' as const })}
            isBusy={send.isPending}
            reason={reasons.length > 0 ? reasons.map((reason) => say(words[`why_${reason}`])).join('') : undefined}
            onPress={() => (act === 'send_back' ? setIsAsking(true) : send.mutate({ id: report.id, act }))}
          >
            {say(words[`act_${act}`])}
          </Button>
        ))}
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </>
  )
}
