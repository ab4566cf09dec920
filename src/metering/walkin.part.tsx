// Starting a use on the spot for a customer who simply came, without a booking.
import { type FormEvent, useState } from 'react'
import { Button, ErrorSummary, Field } from '../web/field.tsx'
import { decimal } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { deskWords as words } from './desk.words.ts'
import { listUse, startUse } from './metering.contract.ts'
import { meteringWords } from './metering.words.ts'
import { type Subject, SubjectFields, subjectMistakes } from './subject.part.tsx'

/** How long the instrument is kept for it, in minutes; ending it earlier gives the rest back. */
const lengths = [30, 60, 120, 240, 480] as const

type Props = { institutionId: string | undefined; onClose: () => void; onStarted: () => void }

export function WalkInForm({ institutionId, onClose, onStarted }: Props) {
  const say = useSay()
  const [subject, setSubject] = useState<Subject>({})
  const [minutes, setMinutes] = useState<number>(60)
  const [content, setContent] = useState('')
  const [attempt, setAttempt] = useState(0)
  const send = useSend(startUse, { refresh: [listUse], onDone: onStarted })
  const found = subjectMistakes(say, 'walkin', subject)
  const mistakes = attempt > 0 ? found : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (found.length === 0) send.mutate({ ...subject, minutes, content })
  }
  return (
    <form className="pane form" onSubmit={submit} noValidate aria-labelledby="walkin-title">
      <h2 id="walkin-title">{say(words.walkInTitle)}</h2>
      <p className="why">{say(words.walkInWhy)}</p>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={meteringWords} isAnswer />}
      <SubjectFields
        name="walkin"
        subject={subject}
        onChange={setSubject}
        institutionId={institutionId}
        problemOf={(fieldId) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence}
      />
      <Field label={words.keepFor} hint={say(words.keepForHint)}>
        {(control) => (
          <select {...control} value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
            {lengths.map((length) => (
              <option key={length} value={length}>
                {say(words.lengthOf, { hours: decimal(length, 60, length % 60 === 0 ? 0 : 1) })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.content} isOptional>
        {(control) => <input {...control} maxLength={500} value={content} onChange={(event) => setContent(event.target.value)} />}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.startNow)}
        </Button>
        <Button onPress={onClose}>{say(words.leaveWalkIn)}</Button>
      </div>
    </form>
  )
}
