// A card that somebody shows: is it good, of which class, whose; and at the counter that gives a service, the use recorded.
import '../web/styles/card.css'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { dayInProse, moment } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { recordCardUse, verifyCardCode } from './card.contract.ts'
import { cardPageWords as words } from './cardpage.words.ts'

type Verified = Output<typeof verifyCardCode>
type Recorded = Output<typeof recordCardUse>

export function VerifyCardPage() {
  const say = useSay()
  useTitle(say(words.verifyTitle))
  const { me, may } = useMe()
  const [code, setCode] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [isMissing, setIsMissing] = useState(false)
  const [recorded, setRecorded] = useState<Recorded>()
  const send = useSend(verifyCardCode)
  const ask = useRef(send.mutate)
  ask.current = send.mutate
  // A code that was scanned came with the address: it is looked at before anybody presses anything. Looking changes nothing.
  useEffect(() => {
    const scanned = decodeURIComponent(location.hash.slice(1))
    if (scanned) ask.current({ code: scanned })
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsMissing(code.trim() === '')
    setRecorded(undefined)
    if (code.trim()) send.mutate({ code })
  }
  const anew = () => {
    setCode('')
    setRecorded(undefined)
    send.reset()
    history.replaceState(null, '', location.pathname)
  }
  return (
    <Main>
      <div className="verify-card">
        <h1 className="page-title">{say(words.verifyTitle)}</h1>
        <p className="why">{say(words.verifyLead)}</p>
        <form className="form" onSubmit={submit} noValidate>
          <Field label={words.typeCode} hint={say(words.typeHint)} {...(isMissing ? { problem: say(words.typeMissing) } : {})}>
            {(control) => (
              <input
                {...control}
                className="input code-text"
                autoComplete="off"
                spellCheck={false}
                maxLength={80}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" kind="primary" isBusy={send.isPending}>
            {say(words.verify)}
          </Button>
        </form>
        {send.error && <Problem key={send.submittedAt} error={send.error} title={words.isInvalid} isAnswer />}
        {send.data && <Result verified={send.data} />}
        {send.data?.state === 'valid' && may('talent.serve') && !recorded && (
          <Recording verified={send.data} code={code} onRecorded={setRecorded} />
        )}
        {recorded && <Done recorded={recorded} onNext={anew} />}
        {!me && (
          <p className="note">
            <Link to="/sign-in" search={{ onward: '/verify-card' }}>
              {say(words.deskSignIn)}
            </Link>
          </p>
        )}
      </div>
    </Main>
  )
}

function Result({ verified }: { verified: Verified }) {
  const say = useSay()
  const { language } = useLanguage()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const { state, holderName, lastOn } = verified
  const isGood = state === 'valid'
  return (
    <section ref={box} className={isGood ? 'verdict good' : 'verdict bad'} role="status" tabIndex={-1}>
      <p className="verdict-word">{say(isGood ? words.isValid : words.isInvalid)}</p>
      {isGood ? (
        <>
          <dl>
            <div>
              <dt>{say(words.nameMasked)}</dt>
              <dd>{holderName}</dd>
            </div>
            <div>
              <dt>{say(words.cardClass)}</dt>
              <dd>{say(words.class, { class: verified.class ?? '' })}</dd>
            </div>
            <div>
              <dt>{say(words.until)}</dt>
              <dd>{lastOn ? dayInProse(lastOn, language) : say(words.lastsOpen)}</dd>
            </div>
            <div>
              <dt>{say(words.codeUntil)}</dt>
              <dd>{new Date(Date.parse(verified.codeExpiresAt) + 28_800_000).toISOString().slice(11, 19)}</dd>
            </div>
          </dl>
          <p className="note">{say(words.compare)}</p>
        </>
      ) : (
        <p>{say(words[`state_${state}`])}</p>
      )}
    </section>
  )
}

type RecordingProps = { verified: Verified; code: string; onRecorded: (recorded: Recorded) => void }

function Recording({ verified, code, onRecorded }: RecordingProps) {
  const say = useSay()
  const name = useName()
  const open = verified.counters.filter(({ services }) => services.length > 0)
  const [at, setAt] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const send = useSend(recordCardUse, { onDone: onRecorded })
  if (verified.isUsed) return <p className="box refused">{say(words.used)}</p>
  if (open.length === 0) return <p className="box">{say(words.recordNone)}</p>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [organisationId, service] = at.split(' ')
    setIsMissing(!service)
    if (organisationId && service) send.mutate({ code, service, organisationId })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <h2>{say(words.recordTitle)}</h2>
      <Field label={words.service} {...(isMissing ? { problem: say(words.choose) } : {})}>
        {(control) => (
          <select {...control} value={at} onChange={(event) => setAt(event.target.value)}>
            <option value="">{say(words.choose)}</option>
            {open.map((counter) => (
              <optgroup key={counter.organisationId} label={name(counter)}>
                {counter.services.map((one) => (
                  <option key={one.code} value={`${counter.organisationId} ${one.code}`}>
                    {name(one)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Button type="submit" kind="primary" isBusy={send.isPending}>
        {say(words.record)}
      </Button>
    </form>
  )
}

function Done({ recorded, onNext }: { recorded: Recorded; onNext: () => void }) {
  const say = useSay()
  const name = useName()
  const service = name({ nameZh: recorded.serviceZh, nameEn: recorded.serviceEn })
  return (
    <div className="box done" role="status">
      <p>{say(words.recorded, { service, at: moment(recorded.usedAt) })}</p>
      <div className="buttons">
        <Button onPress={onNext}>{say(words.next)}</Button>
      </div>
    </div>
  )
}
