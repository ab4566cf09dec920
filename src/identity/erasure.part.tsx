// The reader's own request for erasure: what stays by law is named before they ask, and how it stands afterwards.
import { type FormEvent, useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { dataWords as words } from './data.words.ts'
import { getMyErasure, requestErasure, withdrawErasure } from './erasure.contract.ts'

type State = Output<typeof getMyErasure>

export function Erasure() {
  const say = useSay()
  const reading = useRead(getMyErasure, {})
  return (
    <section className="box" aria-labelledby="own-erasure">
      <h2 id="own-erasure">{say(words.erasure)}</h2>
      <p className="why">{say(words.erasureWhy)}</p>
      <Read of={reading} rows={2}>
        {(state) => (
          <>
            <Kept kept={state.kept} />
            <Request request={state.request} />
          </>
        )}
      </Read>
    </section>
  )
}

function Kept({ kept }: { kept: State['kept'] }) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <div>
      <h3>{say(words.kept)}</h3>
      <ul className="kept-list">
        {kept.map(({ name, basis, keepMonths }) => (
          <li key={name.en}>
            {say(words.keptLine, { name: name[language], months: keepMonths ?? 0 })}
            <span className="note">{basis[language]}</span>
          </li>
        ))}
      </ul>
      <p className="note">{say(words.keptOnly)}</p>
    </div>
  )
}

function Request({ request }: { request: State['request'] }) {
  const say = useSay()
  const [isOpen, setIsOpen] = useState(false)
  const withdraw = useSend(withdrawErasure, { refresh: [getMyErasure] })
  if (request?.state === 'open')
    return (
      <>
        <p role="status">{say(words.erasureOpen, { moment: moment(request.recordedAt) })}</p>
        {withdraw.error && <Problem key={withdraw.submittedAt} error={withdraw.error} isAnswer />}
        <div className="buttons">
          <Button onPress={() => withdraw.mutate({})} isBusy={withdraw.isPending}>
            {say(words.erasureWithdraw)}
          </Button>
        </div>
      </>
    )
  const at = request ? moment(request.decidedAt ?? request.recordedAt) : ''
  return (
    <>
      {request?.state === 'refused' && <p>{say(words.erasureRefused, { moment: at, answer: request.answer ?? '' })}</p>}
      {request?.state === 'withdrawn' && <p className="note">{say(words.erasureWithdrawn, { moment: at })}</p>}
      {isOpen ? (
        <AskForm onEnd={() => setIsOpen(false)} />
      ) : (
        <div className="buttons">
          <Button onPress={() => setIsOpen(true)}>{say(words.erasureBegin)}</Button>
        </div>
      )}
    </>
  )
}

function AskForm({ onEnd }: { onEnd: () => void }) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const [isUnderstood, setIsUnderstood] = useState(false)
  const send = useSend(requestErasure, { onDone: onEnd, refresh: [getMyErasure] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isUnderstood) send.mutate(reason.trim() ? { reason } : {})
  }
  return (
    <form className="form" onSubmit={submit}>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Field label={words.erasureReason} isOptional>
        {(control) => <input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <label className="check-line">
        <input type="checkbox" className="check" checked={isUnderstood} onChange={(event) => setIsUnderstood(event.target.checked)} />
        {say(words.understood)}
      </label>
      <div className="buttons">
        <Button type="submit" kind="danger" isBusy={send.isPending} reason={isUnderstood ? undefined : say(words.understoodMissing)}>
          {say(words.erasureSend)}
        </Button>
        <Button onPress={onEnd}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}
