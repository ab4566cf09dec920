// Signing in, and back to where the reader was going.
import '../web/styles/signin.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { T, useSay } from '../web/language.tsx'
import { useForgetAll, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { signIn } from './identity.contract.ts'
import { useMe } from './me.part.tsx'
import { signInWords as words } from './signin.words.ts'

export function SignInPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isExample } = useMe()
  const { onward } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  // Only an address of our own is gone to, whatever the link said.
  const goOn = () => navigate({ href: onward && /^\/[^/\\]/.test(onward) ? onward : '/' })
  return (
    <Main>
      <div className="sign-in">
        <h1 className="page-title">{say(words.title)}</h1>
        <p className="why">{say(words.lead)}</p>
        {me ? (
          <div className="box done">
            <p>{say(words.already, { name: me.displayName })}</p>
            <div className="buttons">
              <Button kind="primary" onPress={() => void goOn()}>
                <T w={words.goOn} />
              </Button>
            </div>
          </div>
        ) : (
          <SignInForm onDone={() => void goOn()} />
        )}
        {isExample && !me && <p className="note">{say(words.exampleHint)}</p>}
      </div>
    </Main>
  )
}

function SignInForm({ onDone }: { onDone: () => void }) {
  const say = useSay()
  const forget = useForgetAll()
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [isShown, setIsShown] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(signIn, { onDone: () => void forget().then(onDone) })
  const mistakes: Mistake[] = []
  if (attempt > 0 && loginName.trim() === '') mistakes.push({ fieldId: 'login-name', sentence: say(words.loginNameMissing) })
  if (attempt > 0 && password === '') mistakes.push({ fieldId: 'password', sentence: say(words.passwordMissing) })
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (loginName.trim() !== '' && password !== '') send.mutate({ loginName, password })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.failureCount + send.submittedAt} error={send.error} isAnswer />}
      <Field label={words.loginName} id="login-name" problem={problemOf('login-name')}>
        {(control) => (
          <input
            {...control}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={loginName}
            onChange={(event) => setLoginName(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.password} id="password" problem={problemOf('password')}>
        {(control) => (
          <input
            {...control}
            type={isShown ? 'text' : 'password'}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <label className="check-line">
        <input type="checkbox" className="check" checked={isShown} onChange={(event) => setIsShown(event.target.checked)} />
        {say(words.showPassword)}
      </label>
      <Button type="submit" kind="primary" size="large" isFull isBusy={send.isPending}>
        <T w={words.press} />
      </Button>
    </form>
  )
}
