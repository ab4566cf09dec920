// From when on the checks look closer; the province sets a number from a day on, by a document.
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { DayText } from '../web/daytext.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { dayOfText, shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { listFindingThresholds, setFindingThreshold, type ThresholdName, thresholdNames } from './finding.contract.ts'
import { findingWords as words } from './finding.words.ts'

export function Thresholds() {
  const say = useSay()
  const { may } = useMe()
  const reading = useRead(listFindingThresholds, {})
  return (
    <details className="desk-section">
      <summary>
        <h2>{say(words.thresholds)}</h2>
      </summary>
      <Read of={reading}>
        {({ items }) => (
          <table className="table to-list">
            <TableHead columns={[words.thresholdName, { num: words.value }, words.validFrom, words.documentNo]} />
            <tbody>
              {items.map((one) => (
                <tr key={`${one.name} ${one.validFrom}`}>
                  <th scope="row" className="main">
                    {say(words[`threshold_${one.name}`])}
                  </th>
                  <td className="num lead">{one.value}</td>
                  <td data-label={say(words.validFrom)}>{one.validFrom}</td>
                  <td data-label={say(words.documentNo)}>{one.documentNo}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Read>
      {may('ledger.close') && <ThresholdForm />}
    </details>
  )
}

function ThresholdForm() {
  const say = useSay()
  const [name, setName] = useState<ThresholdName>('late_days')
  const [value, setValue] = useState('')
  const [day, setDay] = useState(() => shanghaiDay(Date.now()))
  const [documentNo, setDocumentNo] = useState('')
  const [attempt, setAttempt] = useState(0)
  const send = useSend(setFindingThreshold, { refresh: [listFindingThresholds], onDone: () => setAttempt(0) })
  const wrong: Mistake[] = [
    ...(/^\d{1,6}$/.test(value.trim()) ? [] : [{ fieldId: 'threshold-value', sentence: say(words.valueWrong) }]),
    ...(dayOfText(day) ? [] : [{ fieldId: 'threshold-day', sentence: say(words.dayWrong) }]),
    ...(documentNo.trim() === '' ? [{ fieldId: 'threshold-document', sentence: say(words.documentMissing) }] : []),
  ]
  const mistakes = attempt > 0 ? wrong : []
  const problemOf = (fieldId: string) => {
    const sentence = mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
    return sentence ? { problem: sentence } : {}
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length === 0) send.mutate({ name, value: Number(value), validFrom: dayOfText(day)!, documentNo })
  }
  return (
    <form className="form ask-form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      <Field label={words.thresholdName}>
        {(control) => (
          <select {...control} value={name} onChange={(event) => setName(thresholdNames.find((one) => one === event.target.value) ?? name)}>
            {thresholdNames.map((one) => (
              <option key={one} value={one}>
                {say(words[`threshold_${one}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.value} id="threshold-value" {...problemOf('threshold-value')}>
        {(control) => (
          <input {...control} inputMode="numeric" maxLength={6} value={value} onChange={(event) => setValue(event.target.value)} />
        )}
      </Field>
      <Field label={words.validFrom} id="threshold-day" {...problemOf('threshold-day')}>
        {(control) => <DayText control={control} value={day} onChange={setDay} />}
      </Field>
      <Field label={words.documentNo} id="threshold-document" {...problemOf('threshold-document')}>
        {(control) => <input {...control} maxLength={100} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" isBusy={send.isPending}>
          {say(words.setThreshold)}
        </Button>
      </div>
    </form>
  )
}
