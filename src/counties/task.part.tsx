// Tasks with how they stand, and what their county says of them.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { planPageWords as words } from './planpage.words.ts'
import { listCountyTasks, reportOnTask, type WatchedTask, watchTasks } from './task.contract.ts'
import { taskWords } from './task.words.ts'

type Status = WatchedTask['status']
const tagOf: Readonly<Record<Status, string>> = { done: 'tag good', late: 'tag bad', at_risk: 'tag warn', on_way: 'tag' }

export function TaskStatus({ status }: { status: Status }) {
  const say = useSay()
  return <span className={tagOf[status]}>{say(taskWords[`status_${status}`])}</span>
}

/** How far a task is: the number, and a bar beside it. */
export function TaskProgress({ percent }: { percent: number }) {
  return (
    <span className="plan-progress">
      <span className="plan-bar" aria-hidden>
        <i style={{ inlineSize: `${percent}%` }} />
      </span>
      {percent}%
    </span>
  )
}

export function TaskTable({
  items,
  writes,
  isOneCounty = false,
}: {
  items: readonly WatchedTask[]
  writes: readonly string[]
  isOneCounty?: boolean
}) {
  const columns = [
    words.task,
    ...(isOneCounty ? [] : [words.county]),
    words.group,
    words.department,
    words.due,
    words.progress,
    words.state,
  ]
  return (
    <table className="table to-list">
      <TableHead columns={columns} />
      <tbody>
        {items.map((task) => (
          <TaskRow key={task.key} task={task} isOneCounty={isOneCounty} mayReport={writes.includes(task.divisionCode)} />
        ))}
      </tbody>
    </table>
  )
}

function TaskRow({ task, isOneCounty, mayReport }: { task: WatchedTask; isOneCounty: boolean; mayReport: boolean }) {
  const say = useSay()
  const name = useName()
  const [isReporting, setIsReporting] = useState(false)
  return (
    <tr>
      <th scope="row" className="main">
        {task.title}
        {isReporting ? (
          <ReportForm task={task} onDone={() => setIsReporting(false)} />
        ) : (
          mayReport && (
            <div>
              <Button size="small" label={say(words.reportNamed, { title: task.title })} onPress={() => setIsReporting(true)}>
                {say(words.report)}
              </Button>
            </div>
          )
        )}
      </th>
      {!isOneCounty && <td data-label={say(words.county)}>{name(task)}</td>}
      <td data-label={say(words.group)}>{say(task.groupTitle)}</td>
      <td data-label={say(words.department)}>{task.department}</td>
      <td data-label={say(words.due)}>{task.dueOn ?? '—'}</td>
      <td data-label={say(words.progress)}>
        <TaskProgress percent={task.percent} />
      </td>
      <td data-label={say(words.state)}>
        <TaskStatus status={task.status} />
        {task.reasons.length > 0 && <p className="muted">{task.reasons.map((reason) => say(taskWords[`reason_${reason}`])).join('；')}</p>}
        {task.documentNo !== '' && <p className="muted">{task.documentNo}</p>}
      </td>
    </tr>
  )
}

function ReportForm({ task, onDone }: { task: WatchedTask; onDone: () => void }) {
  const say = useSay()
  const [percent, setPercent] = useState(String(task.percent))
  const [isDone, setIsDone] = useState(task.isDone)
  const [note, setNote] = useState('')
  const [documentNo, setDocumentNo] = useState(task.documentNo)
  const send = useSend(reportOnTask, { refresh: [watchTasks, listCountyTasks], onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ planId: task.planId, key: task.key, percent: Number(percent), isDone, note, documentNo })
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field label={words.percent}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={0}
            max={100}
            required
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
          />
        )}
      </Field>
      <label className="check-line">
        <input type="checkbox" className="check" checked={isDone} onChange={(event) => setIsDone(event.target.checked)} />{' '}
        {say(words.isDone)}
      </label>
      <Field label={words.evidence} isOptional={!isDone} hint={say(words.documentNo)}>
        {(control) => <input {...control} maxLength={100} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
      </Field>
      <Field label={words.note} isOptional>
        {(control) => <textarea {...control} rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
        <Button size="small" onPress={onDone}>
          {say(words.cancel)}
        </Button>
      </div>
    </form>
  )
}
