// Signing in, and back to where the reader was going.
import '../web/styles/signin.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { T, useSay } from '../web/language.tsx'
import { useForgetAll, useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { finishSignIn } from './factor.contract.ts'
import { CodeForm } from './factor.part.tsx'
import { type SignInAnswer, signIn } from './identity.contract.ts'
import { useMe } from './me.part.tsx'
import { PasskeySignIn } from './passkey.part.tsx'
import { ProviderButton, useReturn } from './provider.part.tsx'
import { providerWords } from './provider.words.ts'
import { getSignInOptions } from './signin.contract.ts'
import { signInWords as words } from './signin.words.ts'

export function SignInPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isExample } = useMe()
  const { onward } = useSearch({ from: '/sign-in' })
  const { data: options } = useRead(getSignInOptions, {}, { staleTime: 60_000 })
  const navigate = useNavigate()
  const forget = useForgetAll()
  const [half, setHalf] = useState<{ answer: SignInAnswer; onward: string }>()
  const target = onward ?? '/'
  const take = (answer: SignInAnswer, to: string) => {
    if (answer.step === 'second_factor') setHalf({ answer, onward: to })
    else if (answer.step === 'enrol') void forget().then(() => navigate({ to: '/work/security', search: { onward: to } }))
    else void forget().then(() => navigate({ href: to }))
  }
  const takeHere = (answer: SignInAnswer) => take(answer, half?.onward ?? target)
  const { isReturning, error } = useReturn(take)
  return (
    <Main>
      <div className="sign-in">
        <h1 className="page-title">{say(half ? words.stepTitle : words.title)}</h1>
        {error && <Problem error={error} isAnswer />}
        {isReturning ? (
          <Shape rows={2} />
        ) : half ? (
          <SecondStep half={half.answer} onAnswer={takeHere} onStartOver={() => setHalf(undefined)} />
        ) : me ? (
          <div className="box done">
            <p>{say(words.already, { name: me.displayName })}</p>
            <div className="buttons">
              <Button kind="primary" onPress={() => void navigate({ href: target })}>
                <T w={words.goOn} />
              </Button>
            </div>
          </div>
        ) : (
          <FirstStep provider={options?.provider ?? null} onward={target} onAnswer={takeHere} />
        )}
        {isExample && !me && <p className="note">{say(words.exampleHint)}</p>}
        {isExample && !me && options?.isExampleLetOff && <p className="note">{say(words.exampleLetOff)}</p>}
      </div>
    </Main>
  )
}

type FirstProps = { provider: string | null; onward: string; onAnswer: (answer: SignInAnswer) => void }

/** The ways in: a password, a passkey, and the outside provider where there is one. */
function FirstStep({ provider, onward, onAnswer }: FirstProps) {
  const say = useSay()
  return (
    <>
      <p className="why">{say(words.lead)}</p>
      <SignInForm onAnswer={onAnswer} />
      <p className="note">
        <Link to="/reset">{say(words.forgotten)}</Link>
      </p>
      <p className="or">{say(words.or)}</p>
      <PasskeySignIn press={say(words.byPasskey)} onAnswer={onAnswer} />
      {provider !== null && <ProviderButton press={say(providerWords.by, { name: provider })} onward={onward} />}
    </>
  )
}

type StepProps = { half: SignInAnswer; onAnswer: (answer: SignInAnswer) => void; onStartOver: () => void }

/** The password was right; a code or a passkey is awaited. */
function SecondStep({ half, onAnswer, onStartOver }: StepProps) {
  const say = useSay()
  const send = useSend(finishSignIn, { onDone: onAnswer })
  const { ticket, methods } = half
  return (
    <>
      <p className="why">{say(ticket ? words.stepCode : words.stepPasskey)}</p>
      {ticket && (
        <CodeForm
          label={words.code}
          press={words.finish}
          error={send.error}
          attempt={send.submittedAt}
          isBusy={send.isPending}
          onCode={(code) => send.mutate({ ticket, code })}
          onCancel={onStartOver}
        />
      )}
      {methods.includes('passkey') && <PasskeySignIn press={say(words.byPasskey)} isMain={!ticket} onAnswer={onAnswer} />}
      {!ticket && <Button onPress={onStartOver}>{say(words.startOver)}</Button>}
    </>
  )
}

function SignInForm({ onAnswer }: { onAnswer: (answer: SignInAnswer) => void }) {
  const say = useSay()
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [isShown, setIsShown] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(signIn, { onDone: onAnswer })
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
