// Correcting a service: what it should say, and why. The record itself is superseded, never changed.
import { type FormEvent, useState } from 'react'
import type { InputSent } from '../kernel/contract.ts'
import { DayInput } from '../web/day.tsx'
import { fenOf, secondsOf, textOfFen, textOfSeconds } from '../web/entry.ts'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { correctService, getService, listServices, type Service, voidService } from './billing.contract.ts'
import { billingWords } from './billing.words.ts'
import { servicesWords as words } from './services.words.ts'

type Props = { service: Service; onDone: () => void; onBack: () => void }

function useCorrection(service: Service) {
  const [hours, setHours] = useState(() => textOfSeconds(service.seconds))
  const [samples, setSamples] = useState(String(service.sampleCount))
  const [amount, setAmount] = useState(() => textOfFen(service.fen))
  const [effectiveOn, setEffectiveOn] = useState(service.effectiveOn)
  const [invoiceNo, setInvoiceNo] = useState(service.invoiceNo ?? '')
  const [invoiced, setInvoiced] = useState(() => textOfFen(service.invoicedFen))
  const [content, setContent] = useState(service.content)
  const [reason, setReason] = useState('')
  const seconds = secondsOf(hours)
  const fen = fenOf(amount)
  const invoicedFen = fenOf(invoiced)
  const mistakes = (say: ReturnType<typeof useSay>): Mistake[] => {
    const found: Mistake[] = []
    if (seconds === undefined) found.push({ fieldId: 'correct-hours', sentence: say(words.hoursWrong) })
    if (fen === undefined) found.push({ fieldId: 'correct-amount', sentence: say(words.amountWrong) })
    if (invoicedFen === undefined) found.push({ fieldId: 'correct-invoiced', sentence: say(words.amountWrong) })
    if (reason.trim().length < 2) found.push({ fieldId: 'correct-reason', sentence: say(words.reasonMissing) })
    return found
  }
  /** Only what differs is sent, so that nothing is overwritten by what was merely shown. */
  const input = (): InputSent<typeof correctService> => ({
    serviceNo: service.serviceNo,
    versionId: service.id,
    reason,
    ...(seconds !== service.seconds ? { seconds } : {}),
    ...(Number(samples) !== service.sampleCount ? { sampleCount: Number(samples) || 0 } : {}),
    ...(fen !== service.fen ? { fen } : {}),
    ...(effectiveOn !== service.effectiveOn ? { effectiveOn } : {}),
    ...(invoiceNo !== (service.invoiceNo ?? '') ? { invoiceNo: invoiceNo || null } : {}),
    ...(invoicedFen !== service.invoicedFen ? { invoicedFen } : {}),
    ...(content !== service.content ? { content } : {}),
  })
  const setters = { setHours, setSamples, setAmount, setEffectiveOn, setInvoiceNo, setInvoiced, setContent, setReason }
  return { hours, samples, amount, effectiveOn, invoiceNo, invoiced, content, reason, ...setters, mistakes, input }
}

export function CorrectForm({ service, onDone, onBack }: Props) {
  const say = useSay()
  const form = useCorrection(service)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(correctService, { refresh: [getService, listServices], onDone })
  const mistakes = attempt > 0 ? form.mistakes(say) : []
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (form.mistakes(say).length === 0) send.mutate(form.input())
  }
  return (
    <form className="form correct-form" onSubmit={submit} noValidate aria-labelledby="correct-title">
      <h3 id="correct-title">{say(words.correctTitle)}</h3>
      <p className="why">{say(words.correctWhy)}</p>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={billingWords} isAnswer />}
      <div className="field-grid">
        <Field label={words.hoursField} id="correct-hours" problem={problemOf('correct-hours')}>
          {(control) => (
            <input {...control} inputMode="decimal" value={form.hours} onChange={(event) => form.setHours(event.target.value)} />
          )}
        </Field>
        <Field label={words.samplesField}>
          {(control) => (
            <input {...control} type="number" min={0} value={form.samples} onChange={(event) => form.setSamples(event.target.value)} />
          )}
        </Field>
        <Field label={words.fenField} id="correct-amount" problem={problemOf('correct-amount')}>
          {(control) => (
            <input {...control} inputMode="decimal" value={form.amount} onChange={(event) => form.setAmount(event.target.value)} />
          )}
        </Field>
        <Field label={words.day}>
          {(control) => <DayInput control={control} value={form.effectiveOn} onChange={form.setEffectiveOn} />}
        </Field>
        <Field label={words.invoiceNo} isOptional>
          {(control) => (
            <input {...control} maxLength={100} value={form.invoiceNo} onChange={(event) => form.setInvoiceNo(event.target.value)} />
          )}
        </Field>
        <Field label={words.invoicedField} id="correct-invoiced" problem={problemOf('correct-invoiced')}>
          {(control) => (
            <input {...control} inputMode="decimal" value={form.invoiced} onChange={(event) => form.setInvoiced(event.target.value)} />
          )}
        </Field>
      </div>
      <Field label={words.content} isOptional>
        {(control) => <input {...control} maxLength={500} value={form.content} onChange={(event) => form.setContent(event.target.value)} />}
      </Field>
      <Field label={words.reason} id="correct-reason" problem={problemOf('correct-reason')}>
        {(control) => <input {...control} maxLength={500} value={form.reason} onChange={(event) => form.setReason(event.target.value)} />}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.submit)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

export function VoidForm({ service, onDone, onBack }: Props) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const send = useSend(voidService, { refresh: [getService, listServices], onDone })
  return (
    <form
      className="form correct-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setIsMissing(reason.trim().length < 2)
        if (reason.trim().length >= 2) send.mutate({ serviceNo: service.serviceNo, versionId: service.id, reason })
      }}
    >
      <h3>{say(words.voidTitle)}</h3>
      <p className="why">{say(words.voidWhy)}</p>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Field label={words.voidReason} problem={isMissing ? say(words.reasonMissing) : undefined}>
        {(control) => <input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="danger" isBusy={send.isPending}>
          {say(words.voidSubmit)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}
