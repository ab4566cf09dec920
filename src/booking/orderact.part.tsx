// What may be done with an order now: the next step is the one prominent button; what needs words asks for them in place.
import { type FormEvent, useState } from 'react'
import { DocumentUpload } from '../procedures/upload.part.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem } from '../web/state.tsx'
import {
  getTestOrder,
  type OrderShown,
  type OrderStep,
  plainSteps,
  rateTestOrder,
  reportPurpose,
  reportTestOrder,
  stepTestOrder,
} from './order.contract.ts'
import { notedSteps, stepRules } from './order.rules.ts'
import { orderWords } from './order.words.ts'
import { DraftForm } from './orderdraft.part.tsx'
import { orderPageWords as words } from './orderpage.words.ts'
import { listTestRequests } from './request.contract.ts'

const refresh = [getTestOrder, listTestRequests]
type Plain = (typeof plainSteps)[number]
type Noted = 'ask_change' | 'object' | 'cancel' | 'receive' | 'store' | 'return_samples' | 'dispose_samples'
/** What leads on; anything else stands beside it. */
const leading: readonly OrderStep[] = ['draft', 'agree', 'receive', 'start', 'report', 'accept', 'rate']
const undoing: readonly OrderStep[] = ['cancel', 'object', 'dispose_samples']

export function OrderActs({ shown }: { shown: OrderShown }) {
  const say = useSay()
  const [asking, setAsking] = useState<OrderStep>()
  const send = useSend(stepTestOrder, { refresh, onDone: () => setAsking(undefined) })
  const { id } = shown.request
  const offered = shown.acts.flatMap(({ step, reasons }) => (reasons.length === 0 ? [step] : []))
  const press = (step: OrderStep) => {
    const plain = plainSteps.find((one) => one === step)
    if (plain && !notedSteps.includes(step)) send.mutate({ id, step: plain })
    else setAsking(step)
  }
  if (asking)
    return (
      <Asked
        key={asking}
        step={asking}
        shown={shown}
        sending={send}
        onNote={(note) => send.mutate({ id, step: asking as Plain, note })}
        onBack={() => setAsking(undefined)}
      />
    )
  // An order that is agreed on may be drafted anew only by a new agreement: before that, drafting again is no next step.
  const [next] = leading.filter((step) => offered.includes(step) && !(step === 'draft' && shown.order?.state === 'drafted'))
  return (
    <section className="section">
      <h2>{say(words.now)}</h2>
      <Waiting shown={shown} offered={offered} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        {offered.map((step) => (
          <Button
            key={step}
            {...(step === next ? { kind: 'primary' as const } : undoing.includes(step) ? { kind: 'danger' as const } : {})}
            isBusy={send.isPending}
            onPress={() => press(step)}
          >
            {say(orderWords[`step_${step}`])}
          </Button>
        ))}
      </div>
    </section>
  )
}

/** Whose turn it is, where nothing that leads on is the reader's. */
function Waiting({ shown: { order, request, sides }, offered }: { shown: OrderShown; offered: readonly OrderStep[] }) {
  const say = useSay()
  if (offered.some((step) => leading.includes(step) && !(step === 'draft' && order?.state === 'drafted'))) return null
  const isTaken = request.state === 'accepted' || request.state === 'finished'
  if (!order && !isTaken) return <p className="muted">{say(words.notAccepted)}</p>
  const state = order?.state ?? null
  const turn = leading.find((step) => step !== 'rate' && stepRules[step].from.includes(state) && !(step === 'draft' && state === 'drafted'))
  const side = turn && stepRules[turn].side
  if (!side || side === 'either' || sides.includes(side)) return <p className="muted">{say(words.nothing)}</p>
  return <p className="muted">{say(words.waitsFor, { side: orderWords[`side_${side}`] })}</p>
}

type AskedProps = {
  step: OrderStep
  shown: OrderShown
  sending: Parameters<typeof ReasonForm>[0]['sending']
  onNote: (note: string) => void
  onBack: () => void
}

function Asked({ step, shown, sending, onNote, onBack }: AskedProps) {
  if (step === 'draft') return <DraftForm shown={shown} onDone={onBack} />
  if (step === 'report') return <ReportForm id={shown.request.id} onDone={onBack} />
  if (step === 'rate') return <RateForm id={shown.request.id} onDone={onBack} />
  return (
    <ReasonForm
      words={{ reason: words[`note_${step as Noted}`], reasonMissing: words.noteMissing, back: words.cancel }}
      sure={orderWords[`step_${step}`]}
      kind={undoing.includes(step) ? 'danger' : 'primary'}
      least={2}
      sending={sending}
      onSend={onNote}
      onBack={onBack}
    />
  )
}

function ReportForm({ id, onDone }: { id: string; onDone: () => void }) {
  const say = useSay()
  const [reportNo, setReportNo] = useState('')
  const [files, setFiles] = useState<readonly { id: string; fileName: string }[]>([])
  const [attempt, setAttempt] = useState(0)
  const send = useSend(reportTestOrder, { refresh, onDone })
  const wrong: Mistake[] = [
    ...(reportNo.trim().length < 2 ? [{ fieldId: 'report-no', sentence: say(words.reportNoMissing) }] : []),
    ...(files.length === 0 ? [{ fieldId: 'report-file', sentence: say(words.reportFilesMissing) }] : []),
  ]
  const mistakes = attempt > 0 ? wrong : []
  const problem = mistakes.find(({ fieldId }) => fieldId === 'report-no')?.sentence
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length === 0) send.mutate({ id, reportNo, attachmentIds: files.map((file) => file.id) })
  }
  return (
    <form className="form ask-form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      <Field label={words.reportNo} id="report-no" problem={problem}>
        {(control) => <input {...control} maxLength={100} value={reportNo} onChange={(event) => setReportNo(event.target.value)} />}
      </Field>
      <p>{say(words.reportFiles)}</p>
      {files.map((file) => (
        <p key={file.id} className="note">
          {file.fileName}
        </p>
      ))}
      <DocumentUpload
        id="report-file"
        label={say(words.upload)}
        purpose={reportPurpose}
        accept=".pdf,.ofd,.docx,.xlsx,.csv,.jpg,.jpeg,.png"
        onReady={(file) => setFiles((before) => [...before, file])}
      >
        {say(words.upload)}
      </DocumentUpload>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(orderWords.step_report)}
        </Button>
        <Button onPress={onDone}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}

function RateForm({ id, onDone }: { id: string; onDone: () => void }) {
  const say = useSay()
  const [stars, setStars] = useState(5)
  const [text, setText] = useState('')
  const send = useSend(rateTestOrder, { refresh, onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ id, stars, words: text })
  }
  return (
    <form className="form ask-form" onSubmit={submit} noValidate>
      <Field label={words.stars}>
        {(control) => (
          <select {...control} value={stars} onChange={(event) => setStars(Number(event.target.value))}>
            {[5, 4, 3, 2, 1].map((one) => (
              <option key={one} value={one}>
                {say(words.starsOf, { stars: one })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.ratingWords} isOptional>
        {(control) => <textarea {...control} rows={2} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
        <Button onPress={onDone}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}
