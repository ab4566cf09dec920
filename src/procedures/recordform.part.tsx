// One line of what is recorded with a case, typed anew or corrected.
import { type FormEvent, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { Problem } from '../web/state.tsx'
import type { Records } from './record.contract.ts'
import { recordPartWords as words } from './recordpart.words.ts'

export type Line = { on: string; amount: number; text: string; reason: string }
type Sending = { isPending: boolean; submittedAt: number; error: Parameters<typeof Problem>[0]['error'] | null }
type Props = {
  title: string
  why?: string
  kind: Records['kinds'][number]
  /** The line that is corrected, with a reason; without, one is added. */
  line?: { on: string; amount: number; text: string }
  sending: Sending
  sure: Word
  onSend: (line: Line) => void
  onBack?: () => void
}

export function RecordForm({ title, why, kind, line, sending, sure, onSend, onBack }: Props) {
  const say = useSay()
  const [on, setOn] = useState(line?.on ?? shanghaiDay(Date.now()))
  const [amount, setAmount] = useState(line ? String(line.amount) : kind.most === 1 ? '1' : '')
  const [text, setText] = useState(line?.text ?? '')
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isAmount = /^[1-9]\d{0,4}$/.test(amount.trim())
  const missing = { amount: !isAmount, text: text.trim().length < 2, reason: line !== undefined && reason.trim().length < 2 }
  const need = (field: keyof typeof missing) => (isTried && missing[field] ? { problem: say(words.missing) } : {})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (on !== '' && !missing.amount && !missing.text && !missing.reason) onSend({ on, amount: Number(amount), text, reason })
  }
  return (
    <form className="form record-form" onSubmit={submit} noValidate>
      <h3>{title}</h3>
      {why && <p className="why">{why}</p>}
      <Field label={words.on} {...(isTried && on === '' ? { problem: say(words.missing) } : {})}>
        {(control) => <DayText control={control} value={on} onChange={(day) => setOn(day ?? '')} />}
      </Field>
      {kind.most > 1 && (
        <Field label={words.amount} hint={say(words.most, { most: kind.most, unit: say(kind.unit) })} {...need('amount')}>
          {(control) => <input {...control} inputMode="numeric" value={amount} onChange={(event) => setAmount(event.target.value)} />}
        </Field>
      )}
      <Field label={words.text} {...need('text')}>
        {(control) => <input {...control} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {line && (
        <Field label={words.reason} {...need('reason')}>
          {(control) => <input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      )}
      {sending.error && <Problem key={sending.submittedAt} error={sending.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" isBusy={sending.isPending}>
          {say(sure)}
        </Button>
        {onBack && (
          <Button size="small" onPress={onBack}>
            {say(words.back)}
          </Button>
        )}
      </div>
    </form>
  )
}
