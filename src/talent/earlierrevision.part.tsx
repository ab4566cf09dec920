// Correcting a row that came in, or taking it back: what it should say, and why.
import { type FormEvent, useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { listEarlierGrants } from './earlier.contract.ts'
import { earlierWords } from './earlier.words.ts'
import { listEarlierPapers } from './earlierpaper.contract.ts'
import { type Correction, reviseEarlierGrant } from './earlierrevision.contract.ts'
import { earlierRevisionWords as words } from './earlierrevision.words.ts'

type Item = Output<typeof listEarlierGrants>['items'][number]

const saidOf = (item: Item): Correction => ({
  ...{ level: item.level ?? '', grantNo: item.grantNo, amount: item.fen === null ? '' : String(item.fen / 100) },
  ...{ firstOn: item.firstOn, lastOn: item.lastOn ?? '', documentNo: item.documentNo, documentOn: item.documentOn },
})
/** What a row of each kind says: a class has no amount, a payment neither class nor end. */
const fieldsOf = {
  class: ['level', 'grantNo', 'firstOn', 'lastOn', 'documentNo', 'documentOn'],
  card: ['level', 'grantNo', 'firstOn', 'lastOn', 'documentNo', 'documentOn'],
  payment: ['amount', 'grantNo', 'firstOn', 'documentNo', 'documentOn'],
} as const

export function RevisionForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const say = useSay()
  const [said, setSaid] = useState(() => saidOf(item))
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(reviseEarlierGrant, { refresh: [listEarlierGrants, listEarlierPapers] })
  const isWanting = reason.trim().length < 2
  const revise = (correction?: Correction) => {
    setIsTried(true)
    if (isWanting) return document.getElementById(`why-${item.id}`)?.focus()
    send.mutate({ id: item.id, reason, ...(correction ? { correction } : {}) }, { onSuccess: onDone })
  }
  return (
    <form
      className="form box change-form"
      noValidate
      aria-labelledby={`revise-${item.id}`}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        revise(said)
      }}
    >
      <h3 id={`revise-${item.id}`}>{say(words.title, { who: item.name, what: say(earlierWords[item.kind]) })}</h3>
      <p className="why">{say(words.why)}</p>
      {fieldsOf[item.kind].map((key) => (
        <Field key={key} label={words[key]}>
          {(control) => <input {...control} value={said[key]} onChange={(event) => setSaid({ ...said, [key]: event.target.value })} />}
        </Field>
      ))}
      <Field id={`why-${item.id}`} label={words.reason} {...(isTried && isWanting ? { problem: say(words.reasonMissing) } : {})}>
        {(control) => <textarea {...control} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.correct)}
        </Button>
        <Button kind="danger" isBusy={send.isPending} onPress={() => revise()}>
          {say(words.revoke)}
        </Button>
        <Button kind="quiet" onPress={onDone}>
          {say(words.close)}
        </Button>
      </div>
    </form>
  )
}
