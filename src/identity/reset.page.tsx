// A forgotten password: asking for the letter, and, from its link, setting a new one.
import '../web/styles/signin.css'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { passwordWords } from './password.words.ts'
import { requestPasswordReset, resetPassword } from './reset.contract.ts'
import { resetWords as words } from './reset.words.ts'

export function ResetPage() {
  const say = useSay()
  const [token, setToken] = useState(() => location.hash.slice(1))
  const title = say(token ? words.setTitle : words.askTitle)
  useTitle(title)
  return (
    <Main>
      <div className="sign-in">
        <h1 className="page-title">{title}</h1>
        {token ? <SetForm token={token} onAgain={() => setToken('')} /> : <AskForm />}
      </div>
    </Main>
  )
}

function AskForm() {
  const say = useSay()
  const [who, setWho] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(requestPasswordReset)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (who.trim() !== '') send.mutate({ who })
  }
  if (send.isSuccess)
    return (
      <div className="box done" role="status">
        <p>
          <b>{say(words.asked)}</b>
        </p>
        <p className="why">{say(words.askedWhy)}</p>
      </div>
    )
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="why">{say(words.askLead)}</p>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Field label={words.who} id="who" {...(isTried && who.trim() === '' ? { problem: say(words.whoMissing) } : {})}>
        {(control) => (
          <input
            {...control}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={who}
            onChange={(event) => setWho(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" kind="primary" size="large" isFull isBusy={send.isPending}>
        {say(words.ask)}
      </Button>
    </form>
  )
}

function SetForm({ token, onAgain }: { token: string; onAgain: () => void }) {
  const say = useSay()
  const [newPassword, setNewPassword] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(resetPassword)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (newPassword !== '') send.mutate({ token, newPassword })
  }
  if (send.data)
    return (
      <div className="box done" role="status">
        <p>{say(words.isSet, { loginName: send.data.loginName })}</p>
        <div className="buttons">
          <Link className="btn primary" to="/sign-in">
            {say(words.toSignIn)}
          </Link>
        </div>
      </div>
    )
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.error && (
        <Problem key={send.submittedAt} error={send.error} reasonWords={passwordWords} isAnswer>
          <Button onPress={onAgain}>{say(words.again)}</Button>
        </Problem>
      )}
      <Field label={words.newPassword} id="new-password" {...(isTried && newPassword === '' ? { problem: say(words.missing) } : {})}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="new-password"
            value={newPassword}
            onChange={(event) => setNewPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" kind="primary" size="large" isFull isBusy={send.isPending}>
        {say(words.set)}
      </Button>
    </form>
  )
}
