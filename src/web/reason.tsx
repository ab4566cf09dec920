// The question that comes before something is undone or refused: why. It is asked in place, and takes the focus.
import { type FormEvent, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { Button, Field } from './field.tsx'
import { useSay } from './language.tsx'
import type { CallError } from './query.tsx'
import { Problem } from './state.tsx'

type ReasonFormProps = {
  /** What the reason is for, as a sentence above the field. */
  ask?: string
  words: { reason: Word; reasonMissing: Word; back: Word }
  /** What the button says that does it, and how it looks: as something that is undone or refused, or as the next step. */
  sure: Word
  kind?: 'danger' | 'primary'
  /** How many letters a reason has at the least. */
  least?: number
  sending: { error: CallError | null; submittedAt: number; isPending: boolean }
  onSend: (reason: string) => void
  onBack: () => void
}

/** Asks for a reason and hands it over; what was refused is said below it. */
export function ReasonForm({ ask, words, sure, kind = 'danger', least = 4, sending, onSend, onBack }: ReasonFormProps) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isShort = reason.trim().length < least
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isShort) onSend(reason)
  }
  return (
    <form className={ask ? 'form ask-form' : 'form'} onSubmit={submit}>
      {ask && <p className="why">{ask}</p>}
      <Field label={words.reason} {...(isTried && isShort ? { problem: say(words.reasonMissing) } : {})}>
        {(control) => (
          // biome-ignore lint/a11y/noAutofocus: the question was just asked for, and its answer begins here
          <input {...control} autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      {sending.error && <Problem key={sending.submittedAt} error={sending.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind={kind} isBusy={sending.isPending}>
          {say(sure)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}
