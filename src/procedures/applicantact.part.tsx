// What an applicant may do to their own case: withdraw it, or have a decision looked at again.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem } from '../web/state.tsx'
import { appealCase, declineCase, getCase, listMyCases, withdrawCase } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { progressWords as words } from './progress.words.ts'

type Shown = { shown: CaseShown }

export function Withdraw({ shown }: Shown) {
  const say = useSay()
  const [isAsked, setIsAsked] = useState(false)
  const send = useSend(withdrawCase, { refresh: [getCase, listMyCases], onDone: () => setIsAsked(false) })
  const isDraft = shown.status === 'draft'
  if (!isDraft && shown.status !== 'open' && shown.status !== 'mending') return null
  if (!isAsked)
    return (
      <Button size="small" onPress={() => setIsAsked(true)}>
        {say(isDraft ? words.withdrawDraft : words.withdraw)}
      </Button>
    )
  if (isDraft)
    return (
      <div className="form">
        <p className="why">{say(words.withdrawAsk)}</p>
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        <div className="buttons">
          <Button size="small" kind="danger" isBusy={send.isPending} onPress={() => send.mutate({ id: shown.id })}>
            {say(words.withdrawSure)}
          </Button>
          <Button size="small" onPress={() => setIsAsked(false)}>
            {say(words.back)}
          </Button>
        </div>
      </div>
    )
  return (
    <ReasonForm
      ask={say(words.withdrawAsk)}
      words={{ reason: words.withdrawReason, reasonMissing: words.reasonMissing, back: words.back }}
      sure={words.withdrawSure}
      sending={send}
      onSend={(reason) => send.mutate({ id: shown.id, reason })}
      onBack={() => setIsAsked(false)}
    />
  )
}

/** What was given may be given back. */
export function Decline({ shown }: Shown) {
  const say = useSay()
  const [isAsked, setIsAsked] = useState(false)
  const send = useSend(declineCase, { refresh: [getCase, listMyCases], onDone: () => setIsAsked(false) })
  if (!shown.isReturnable) return null
  if (!isAsked)
    return (
      <Button size="small" onPress={() => setIsAsked(true)}>
        {say(words.decline)}
      </Button>
    )
  return (
    <ReasonForm
      ask={say(words.declineAsk)}
      words={{ reason: words.withdrawReason, reasonMissing: words.reasonMissing, back: words.back }}
      sure={words.declineSure}
      sending={send}
      onSend={(reason) => send.mutate({ id: shown.id, reason })}
      onBack={() => setIsAsked(false)}
    />
  )
}

const lettersLeast = 10

export function Appeal({ shown, today }: Shown & { today: string }) {
  const say = useSay()
  const { language } = useLanguage()
  const [isOpen, setIsOpen] = useState(false)
  if (!shown.isMine || shown.appealTo === null || shown.appealTo < today) return null
  return (
    <section className="box" aria-labelledby="appeal-title">
      <h2 id="appeal-title">{say(words.appealTitle)}</h2>
      <p className="why">{say(words.appealWhy, { dayOn: dayInProse(shown.appealTo, language) })}</p>
      {isOpen ? (
        <AppealForm shown={shown} onBack={() => setIsOpen(false)} />
      ) : (
        <div className="buttons">
          <Button onPress={() => setIsOpen(true)}>{say(words.appeal)}</Button>
        </div>
      )}
    </section>
  )
}

function AppealForm({ shown, onBack }: Shown & { onBack: () => void }) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isShort = reason.trim().length < lettersLeast
  const send = useSend(appealCase, { refresh: [getCase, listMyCases] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isShort) send.mutate({ id: shown.id, reason })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field label={words.appealReason} hint={say(words.appealHint)} {...(isTried && isShort ? { problem: say(words.appealShort) } : {})}>
        {(control) => (
          // biome-ignore lint/a11y/noAutofocus: the form was just asked for, and its answer begins here
          <textarea {...control} autoFocus rows={5} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.appealSend)}
        </Button>
        <Button onPress={onBack}>{say(words.appealBack)}</Button>
      </div>
    </form>
  )
}
