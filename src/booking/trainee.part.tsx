// Who is enrolled in a training, with attendance and marks, in one table.
import { type FormEvent, useState } from 'react'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { listQualifications } from './qualification.contract.ts'
import { type Attendance, listTrainees, listTrainings, recordTraining, type Trainee, type Training } from './training.contract.ts'
import { resultOf } from './training.rules.ts'
import { trainingWords as words } from './training.words.ts'
import { ResultTag } from './trainingline.part.tsx'

export function TraineeTable({ of }: { of: Training }) {
  const trainees = useRead(listTrainees, { id: of.id }, { staleTime: 0 })
  return (
    <div className="whole-line">
      <Read of={trainees} rows={3}>
        {({ items }) => (items.length === 0 ? <Empty title={words.nobody} why={words.nobodyWhy} /> : <Table of={of} items={items} />)}
      </Read>
    </div>
  )
}

type Typed = { attendance: Attendance | ''; mark: string }
const typedOf = ({ attendance, mark }: Trainee): Typed => ({ attendance: attendance ?? '', mark: mark === null ? '' : String(mark) })
const isMark = (text: string) => text.trim() === '' || (/^\d{1,3}$/.test(text.trim()) && Number(text) <= 100)
const sentOf = ({ attendance, mark }: Typed) => ({
  attendance: attendance === '' ? null : attendance,
  mark: attendance !== 'attended' || mark.trim() === '' ? null : Number(mark),
})

function Table({ of, items }: { of: Training; items: readonly Trainee[] }) {
  const say = useSay()
  const [typed, setTyped] = useState<Record<string, Typed>>({})
  const [isTried, setIsTried] = useState(false)
  const send = useSend(recordTraining, { refresh: [listTrainees, listTrainings, listQualifications], onDone: () => setTyped({}) })
  const answerOf = (one: Trainee) => typed[one.seatId] ?? typedOf(one)
  const changed = items.filter((one) => JSON.stringify(sentOf(answerOf(one))) !== JSON.stringify(sentOf(typedOf(one))))
  const isWrong = items.some((one) => !isMark(answerOf(one).mark))
  const hasBegun = Date.parse(of.startsAt) <= Date.now()
  const isOff = of.isCancelled || !hasBegun
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (isOff || isWrong || changed.length === 0) return
    send.mutate({ id: of.id, results: changed.map((one) => ({ seatId: one.seatId, ...sentOf(answerOf(one)) })) })
  }
  const set = (one: Trainee, part: Partial<Typed>) => setTyped({ ...typed, [one.seatId]: { ...answerOf(one), ...part } })
  const columns = [words.person, words.organisation, words.attendance, ...(of.passMark === null ? [] : [words.mark]), words.result]
  const reason = hasBegun ? (changed.length === 0 ? say(words.nothingChanged) : undefined) : say(words.notBegunYet)
  return (
    <form className="form" onSubmit={submit} noValidate>
      <table className="table to-list">
        <TableHead columns={columns} />
        <tbody>
          {items.map((one) => (
            <Row key={one.seatId} one={one} of={of} value={answerOf(one)} isOff={isOff} onChange={(part) => set(one, part)} />
          ))}
        </tbody>
      </table>
      {isTried && isWrong && (
        <p className="problem" role="alert">
          {say(words.markRange)}
        </p>
      )}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {send.isSuccess && changed.length === 0 && (
        <p className="box done" role="status">
          {say(words.recorded)}
        </p>
      )}
      {!of.isCancelled && (
        <>
          <p className="why">{say(words.recordLead)}</p>
          <div className="buttons">
            <Button type="submit" size="small" isBusy={send.isPending} reason={reason}>
              {say(words.record)}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

type RowProps = { one: Trainee; of: Training; value: Typed; isOff: boolean; onChange: (part: Partial<Typed>) => void }

function Row({ one, of, value, isOff, onChange }: RowProps) {
  const say = useSay()
  const name = one.personName
  // A pass has given its level: it stands.
  const isFixed = isOff || !one.isSeated || one.result === 'passed'
  return (
    <tr>
      <th scope="row" className="main">
        {name} {!one.isSeated && <span className="tag warn">{say(words.waitingTag)}</span>}
      </th>
      <td data-label={say(words.organisation)}>{one.organisationNameZh}</td>
      <td data-label={say(words.attendance)}>
        {isFixed ? (
          say(one.attendance === null ? words.unknown : words[one.attendance])
        ) : (
          <select
            className="input"
            aria-label={say(words.attendanceOf, { name })}
            value={value.attendance}
            onChange={(event) => onChange({ attendance: event.target.value as Typed['attendance'] })}
          >
            <option value="">{say(words.unknown)}</option>
            <option value="attended">{say(words.attended)}</option>
            <option value="absent">{say(words.absent)}</option>
          </select>
        )}
      </td>
      {of.passMark !== null && (
        <td data-label={say(words.mark)} className="num">
          {isFixed || value.attendance !== 'attended' ? (
            one.mark
          ) : (
            <input
              className="input"
              inputMode="numeric"
              size={4}
              maxLength={3}
              aria-label={say(words.markOf, { name })}
              aria-invalid={!isMark(value.mark) || undefined}
              value={value.mark}
              onChange={(event) => onChange({ mark: event.target.value })}
            />
          )}
        </td>
      )}
      <td data-label={say(words.result)}>
        <ResultTag result={isMark(value.mark) ? resultOf(sentOf(value), of.passMark) : 'open'} />
      </td>
    </tr>
  )
}
