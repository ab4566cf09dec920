// What an institution said of its years elsewhere, beside what its records add up to; its own office records it.
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { fenOf, secondsOf, textOfFen, textOfSeconds } from '../web/entry.ts'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { hours, yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { listSelfReports, recordSelfReport, type SelfReport } from './selfreport.contract.ts'
import { selfReportWords as words } from './selfreport.words.ts'

export function SelfReports({ institutionId }: { institutionId: string | undefined }) {
  const say = useSay()
  return (
    <details className="desk-section">
      <summary>
        <h2>{say(words.title)}</h2>
      </summary>
      <p className="why">{say(words.lead)}</p>
      {institutionId ? <Years key={institutionId} institutionId={institutionId} /> : <p className="muted">{say(words.chooseFirst)}</p>}
    </details>
  )
}

function Years({ institutionId }: { institutionId: string }) {
  const say = useSay()
  const { may } = useMe()
  const reading = useRead(listSelfReports, { institutionId })
  const [year, setYear] = useState<number>()
  const mayRecord = may('billing.correct')
  const columns = [words.year, ...[words.countedHours, words.hours, words.countedIncome, words.income].map((num) => ({ num }))]
  return (
    <Read of={reading}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="muted">{say(words.none)}</p>
        ) : (
          <>
            <table className="table to-list">
              <TableHead columns={[...columns, words.documentNo]} />
              <tbody>
                {items.map((one) => (
                  <YearRow key={one.year} of={one} onRecord={mayRecord ? () => setYear(one.year) : undefined} />
                ))}
              </tbody>
            </table>
            {year !== undefined && (
              <ReportForm
                key={year}
                institutionId={institutionId}
                of={items.find((one) => one.year === year)!}
                onDone={() => setYear(undefined)}
              />
            )}
          </>
        )
      }
    </Read>
  )
}

function YearRow({ of: { year, counted, reported }, onRecord }: { of: SelfReport; onRecord: (() => void) | undefined }) {
  const say = useSay()
  return (
    <tr>
      <th scope="row" className="main">
        {year}
      </th>
      <td className="num" data-label={say(words.countedHours)}>
        {hours(counted.seconds)}
      </td>
      <td className="num" data-label={say(words.hours)}>
        {reported ? hours(reported.seconds) : '—'}
      </td>
      <td className="num" data-label={say(words.countedIncome)}>
        {yuan(counted.fen)}
      </td>
      <td className="num" data-label={say(words.income)}>
        {reported ? yuan(reported.fen) : '—'}
      </td>
      <td data-label={say(words.documentNo)}>
        {reported?.documentNo ?? say(words.notReported)}{' '}
        {onRecord && (
          <Button size="small" label={say(words.recordOf, { year })} onPress={onRecord}>
            {say(words.record)}
          </Button>
        )}
      </td>
    </tr>
  )
}

type FormProps = { institutionId: string; of: SelfReport; onDone: () => void }

function ReportForm({ institutionId, of: { year, counted, reported }, onDone }: FormProps) {
  const say = useSay()
  const [own, setOwn] = useState(reported ? textOfSeconds(reported.seconds) : '')
  const [income, setIncome] = useState(reported ? textOfFen(reported.fen) : '')
  const [documentNo, setDocumentNo] = useState(reported?.documentNo ?? '')
  const [attempt, setAttempt] = useState(0)
  const send = useSend(recordSelfReport, { refresh: [listSelfReports], onDone })
  const [seconds, fen] = [secondsOf(own), fenOf(income)]
  const wrong: Mistake[] = [
    ...(seconds === undefined ? [{ fieldId: 'report-hours', sentence: say(words.hoursWrong) }] : []),
    ...(fen === undefined ? [{ fieldId: 'report-income', sentence: say(words.incomeWrong) }] : []),
    ...(documentNo.trim().length < 2 ? [{ fieldId: 'report-document', sentence: say(words.documentMissing) }] : []),
  ]
  const mistakes = attempt > 0 ? wrong : []
  const problemOf = (fieldId: string) => {
    const sentence = mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
    return { id: fieldId, ...(sentence ? { problem: sentence } : {}) }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (seconds === undefined || fen === undefined || wrong.length > 0) return
    send.mutate({ institutionId, year, seconds, fen, documentNo })
  }
  return (
    <form className="form ask-form" onSubmit={submit} noValidate>
      <h3>{say(words.recordOf, { year })}</h3>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      <Field label={words.hours} {...problemOf('report-hours')}>
        {(control) => (
          <input {...control} inputMode="decimal" maxLength={15} value={own} onChange={(event) => setOwn(event.target.value)} />
        )}
      </Field>
      <Field label={words.income} {...problemOf('report-income')}>
        {(control) => (
          <input {...control} inputMode="decimal" maxLength={18} value={income} onChange={(event) => setIncome(event.target.value)} />
        )}
      </Field>
      <Field label={words.documentNo} {...problemOf('report-document')}>
        {(control) => <input {...control} maxLength={100} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        <Button
          onPress={() => {
            setOwn(textOfSeconds(counted.seconds))
            setIncome(textOfFen(counted.fen))
          }}
        >
          {say(words.useCounted)}
        </Button>
        <Button onPress={onDone}>{say(words.back)}</Button>
      </div>
    </form>
  )
}
