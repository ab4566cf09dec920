// Changing one's own password: the old one, the new one, and every reason why a new one will not do.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { changePassword } from './password.contract.ts'
import { passwordWords } from './password.words.ts'
import { securityWords as words } from './security.words.ts'
import { listMySessions } from './session.contract.ts'

export function ChangePassword({ loginHint }: { loginHint: string }) {
  const say = useSay()
  const [isOpen, setIsOpen] = useState(false)
  const [isDone, setIsDone] = useState(false)
  return (
    <section className="box" aria-labelledby="own-password">
      <h2 id="own-password">{say(words.password)}</h2>
      <p className="why">{say(words.passwordWhy)}</p>
      {isDone && (
        <p className="box done" role="status">
          {say(words.passwordDone)}
        </p>
      )}
      {isOpen ? (
        <PasswordForm
          loginHint={loginHint}
          onEnd={(done) => {
            setIsOpen(false)
            setIsDone(done)
          }}
        />
      ) : (
        <div className="buttons">
          <Button onPress={() => setIsOpen(true)}>{say(words.passwordChange)}</Button>
        </div>
      )}
    </section>
  )
}

function PasswordForm({ loginHint, onEnd }: { loginHint: string; onEnd: (isDone: boolean) => void }) {
  const say = useSay()
  const [oldPassword, setOld] = useState('')
  const [newPassword, setNew] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(changePassword, { onDone: () => onEnd(true), refresh: [listMySessions] })
  const missing = (value: string) => (isTried && value === '' ? { problem: say(words.missing) } : {})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (oldPassword !== '' && newPassword !== '') send.mutate({ oldPassword, newPassword })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={passwordWords} isAnswer />}
      <input type="text" autoComplete="username" value={loginHint} readOnly hidden />
      <Field label={words.passwordOld} id="old-password" {...missing(oldPassword)}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="current-password"
            value={oldPassword}
            onChange={(event) => setOld(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.passwordNew} id="new-password" hint={say(words.passwordHint)} {...missing(newPassword)}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="new-password"
            value={newPassword}
            onChange={(event) => setNew(event.target.value)}
          />
        )}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.passwordSave)}
        </Button>
        <Button onPress={() => onEnd(false)}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}
