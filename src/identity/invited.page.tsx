// Opened from a letter: who invites to what, and joining with a new account or with the one that is signed in.
import '../web/styles/signin.css'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { Button, Field } from '../web/field.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useForgetAll, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { acceptInvitation, joinByInvitation, readInvitation } from './invitation.contract.ts'
import { invitationWords as words } from './invitation.words.ts'
import { useMe } from './me.part.tsx'
import { passwordWords } from './password.words.ts'
import { securityWords } from './security.words.ts'

export function InvitedPage() {
  const say = useSay()
  const name = useName()
  const { language } = useLanguage()
  useTitle(say(words.invitedTitle))
  const { me, isAsking } = useMe()
  const [token] = useState(() => location.hash.slice(1) || '-')
  const { mutate: look, data: invitation, error } = useSend(readInvitation)
  useEffect(() => look({ token }), [look, token])
  const place =
    invitation && (name({ nameZh: invitation.organisationZh ?? '', nameEn: invitation.organisationEn ?? '' }) || invitation.divisionCode)
  return (
    <Main>
      <div className="sign-in">
        <h1 className="page-title">{say(words.invitedTitle)}</h1>
        {error && <Problem error={error} />}
        {(isAsking || (!invitation && !error)) && <Shape rows={2} />}
        {invitation && !isAsking && (
          <>
            <p>{say(words.invitedAs, { role: language === 'zh' ? invitation.roleZh : invitation.roleEn, place })}</p>
            {me && <JoinAs token={token} name={me.displayName} />}
            {me && <p className="or">{say(words.orNew)}</p>}
            <JoinForm token={token} />
          </>
        )}
      </div>
    </Main>
  )
}

function JoinAs({ token, name }: { token: string; name: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const forget = useForgetAll()
  const send = useSend(joinByInvitation, { onDone: () => void forget().then(() => navigate({ to: '/' })) })
  return (
    <>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Button kind="primary" size="large" isFull isBusy={send.isPending} onPress={() => send.mutate({ token })}>
        {say(words.joinAs, { name })}
      </Button>
    </>
  )
}

const blank = { loginName: '', displayName: '', password: '' }
type Draft = typeof blank
const fields: readonly { field: keyof Draft; id: string; label: Word; hint?: Word; autoComplete: string }[] = [
  { field: 'displayName', id: 'display-name', label: words.displayName, autoComplete: 'name' },
  { field: 'loginName', id: 'new-login-name', label: words.loginName, hint: words.loginNameHint, autoComplete: 'username' },
  { field: 'password', id: 'new-password', label: words.password, hint: securityWords.passwordHint, autoComplete: 'new-password' },
]

function JoinForm({ token }: { token: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const forget = useForgetAll()
  const [draft, setDraft] = useState(blank)
  const [isTried, setIsTried] = useState(false)
  const send = useSend(acceptInvitation, {
    onDone: ({ step }) => void forget().then(() => navigate({ to: step === 'enrol' ? '/work/security' : '/' })),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (fields.every(({ field }) => draft[field].trim() !== '')) send.mutate({ token, ...draft })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={passwordWords} isAnswer />}
      {fields.map(({ field, id, label, hint, autoComplete }) => (
        <Field
          key={field}
          label={label}
          id={id}
          {...(hint ? { hint: say(hint) } : {})}
          {...(isTried && draft[field].trim() === '' ? { problem: say(securityWords.missing) } : {})}
        >
          {(control) => (
            <input
              {...control}
              type={field === 'password' ? 'password' : 'text'}
              autoComplete={autoComplete}
              autoCapitalize="none"
              spellCheck={false}
              value={draft[field]}
              onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Button type="submit" kind="primary" size="large" isFull isBusy={send.isPending}>
        {say(words.join)}
      </Button>
    </form>
  )
}
