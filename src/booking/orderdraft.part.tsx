// The contract as it is drafted: the six clauses begin with sentences to be changed, and say what they leave open.
import { type FormEvent, useState } from 'react'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { type Say, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { type Clauses, clauseNames, draftTestOrder, getTestOrder, type OrderShown } from './order.contract.ts'
import { orderWords } from './order.words.ts'
import { orderDraftWords as draftWords } from './orderdraft.words.ts'
import { orderPageWords as words } from './orderpage.words.ts'

/** What a first draft says. */
function firstDraft({ request }: OrderShown, say: Say): Clauses {
  const { instrumentNameZh: instrument, material, sampleCount: count, property } = request
  const standard = request.standard ? say(draftWords.standard, { standard: request.standard }) : ''
  return {
    content: say(draftWords.content, { instrument, material, count, property, standard }),
    property: say(draftWords.property),
    secrecy: say(draftWords.secrecy),
    damages: say(draftWords.damages),
    breach: say(draftWords.breach),
    disputes: say(draftWords.disputes),
  }
}

export function DraftForm({ shown, onDone }: { shown: OrderShown; onDone: () => void }) {
  const say = useSay()
  const { request, order } = shown
  const [clauses, setClauses] = useState<Clauses>(() => order?.clauses ?? firstDraft(shown, say))
  const [days, setDays] = useState(String(order?.turnaroundDays ?? 10))
  const [paysFirst, setPaysFirst] = useState(order?.paysFirst ?? false)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(draftTestOrder, { refresh: [getTestOrder], onDone })
  const isDays = /^[1-9]\d{0,2}$/.test(days.trim()) && Number(days) <= 500
  const wrong: Mistake[] = [
    ...(isDays ? [] : [{ fieldId: 'order-days', sentence: say(words.turnaroundWrong) }]),
    ...clauseNames.flatMap((name) =>
      clauses[name].trim().length < 4
        ? [{ fieldId: `order-${name}`, sentence: `${say(words[`clause_${name}`])} ${say(words.clauseMissing)}` }]
        : [],
    ),
  ]
  const mistakes = attempt > 0 ? wrong : []
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length === 0) send.mutate({ id: request.id, clauses, turnaroundDays: Number(days), paysFirst })
  }
  return (
    <form className="form ask-form" onSubmit={submit} noValidate>
      <p className="why">{say(words.contractBasis)}</p>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {clauseNames.map((name) => (
        <Field key={name} label={words[`clause_${name}`]} id={`order-${name}`} problem={problemOf(`order-${name}`)}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={2000}
              value={clauses[name]}
              onChange={(event) => setClauses({ ...clauses, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Field label={words.turnaround} id="order-days" problem={problemOf('order-days')}>
        {(control) => (
          <input {...control} inputMode="numeric" maxLength={3} value={days} onChange={(event) => setDays(event.target.value)} />
        )}
      </Field>
      <label className="check-line">
        <input type="checkbox" className="check" checked={paysFirst} onChange={(event) => setPaysFirst(event.target.checked)} />{' '}
        {say(words.paysFirst)}
      </label>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(orderWords.step_draft)}
        </Button>
        <Button onPress={onDone}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}
