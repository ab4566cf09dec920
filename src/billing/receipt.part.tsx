// Recording what was invoiced and received for a service, as it stands in all.
import { type FormEvent, useState } from 'react'
import { DayInput } from '../web/day.tsx'
import { fenOf, textOfFen } from '../web/entry.ts'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { getService, listServices, type Service } from './billing.contract.ts'
import { recordReceipt } from './receipt.contract.ts'
import { receiptWords as words } from './receipt.words.ts'
import { servicesWords } from './services.words.ts'

export function ReceiptForm({ service, onDone, onBack }: { service: Service; onDone: () => void; onBack: () => void }) {
  const say = useSay()
  const [invoiceNo, setInvoiceNo] = useState(service.invoiceNo ?? '')
  const [invoiced, setInvoiced] = useState(() => textOfFen(service.invoicedFen))
  const [invoicedOn, setInvoicedOn] = useState(service.invoicedOn ?? '')
  const [received, setReceived] = useState(() => textOfFen(service.receivedFen))
  const [receivedOn, setReceivedOn] = useState(service.receivedOn ?? '')
  const [note, setNote] = useState('')
  const [attempt, setAttempt] = useState(0)
  const send = useSend(recordReceipt, { refresh: [getService, listServices], onDone })
  const invoicedFen = fenOf(invoiced)
  const receivedFen = fenOf(received)
  const wrong: Mistake[] = [
    ...(invoicedFen === undefined ? [{ fieldId: 'receipt-invoiced', sentence: say(servicesWords.amountWrong) }] : []),
    ...(receivedFen === undefined ? [{ fieldId: 'receipt-received', sentence: say(servicesWords.amountWrong) }] : []),
  ]
  const mistakes = attempt > 0 ? wrong : []
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length > 0) return
    const days = { invoicedOn: invoicedOn || null, receivedOn: receivedOn || null }
    const { serviceNo, id: versionId } = service
    send.mutate({ serviceNo, versionId, invoiceNo: invoiceNo.trim() || null, invoicedFen, receivedFen, ...days, note })
  }
  return (
    <form className="form correct-form" onSubmit={submit} noValidate aria-labelledby="receipt-title">
      <h3 id="receipt-title">{say(words.title)}</h3>
      <p className="why">{say(words.why)}</p>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={words} isAnswer />}
      <div className="field-grid">
        <Field label={words.invoiceNo} isOptional>
          {(control) => <input {...control} maxLength={100} value={invoiceNo} onChange={(event) => setInvoiceNo(event.target.value)} />}
        </Field>
        <Field label={words.invoicedFen} id="receipt-invoiced" problem={problemOf('receipt-invoiced')}>
          {(control) => <input {...control} inputMode="decimal" value={invoiced} onChange={(event) => setInvoiced(event.target.value)} />}
        </Field>
        <Field label={words.invoicedOn} isOptional>
          {(control) => <DayInput control={control} value={invoicedOn} onChange={setInvoicedOn} />}
        </Field>
        <Field label={words.receivedFen} id="receipt-received" problem={problemOf('receipt-received')}>
          {(control) => <input {...control} inputMode="decimal" value={received} onChange={(event) => setReceived(event.target.value)} />}
        </Field>
        <Field label={words.receivedOn} isOptional>
          {(control) => <DayInput control={control} value={receivedOn} onChange={setReceivedOn} />}
        </Field>
        <Field label={words.note} isOptional>
          {(control) => <input {...control} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
      </div>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.submit)}
        </Button>
        <Button onPress={onBack}>{say(servicesWords.back)}</Button>
      </div>
    </form>
  )
}
