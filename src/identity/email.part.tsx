// The person's own address: what it is, whether it is verified, and changing it.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { getMyEmail, setMyEmail } from './email.contract.ts'
import { emailWords as words } from './email.words.ts'

export function OwnEmail() {
  const say = useSay()
  const reading = useRead(getMyEmail, {})
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section className="box" aria-labelledby="own-email">
      <h2 id="own-email">{say(words.title)}</h2>
      <p className="why">{say(words.why)}</p>
      <Read of={reading} rows={1}>
        {({ email, verifiedAt }) => (
          <>
            {email === null ? (
              <p className="note">{say(words.none)}</p>
            ) : (
              <p>
                {email}
                <span className={verifiedAt ? 'tag good' : 'tag warn'}>{say(verifiedAt ? words.verified : words.unverified)}</span>
              </p>
            )}
            {isOpen ? (
              <EmailForm onEnd={() => setIsOpen(false)} />
            ) : (
              <div className="buttons">
                <Button onPress={() => setIsOpen(true)}>{say(email === null ? words.set : words.change)}</Button>
              </div>
            )}
          </>
        )}
      </Read>
    </section>
  )
}

function EmailForm({ onEnd }: { onEnd: () => void }) {
  const say = useSay()
  const [email, setEmail] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(setMyEmail, { onDone: onEnd, refresh: [getMyEmail] })
  const isWrong = !/^\S+@\S+\.\S+$/.test(email.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isWrong) send.mutate({ email })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Field label={words.email} id="own-email-field" {...(isTried && isWrong ? { problem: say(words.wrong) } : {})}>
        {(control) => (
          <input {...control} type="email" autoComplete="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        )}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
        <Button onPress={onEnd}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}
