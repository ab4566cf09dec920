// One-time codes: setting them up, the recovery codes that are shown once, and turning them off.
import { type FormEvent, useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import type { Word } from '../kernel/word.ts'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { type CallError, useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { beginTotp, confirmTotp, getMyFactors, removeTotp, renewRecoveryCodes } from './factor.contract.ts'
import { getMe } from './identity.contract.ts'
import { securityWords as words } from './security.words.ts'
import { listMySessions } from './session.contract.ts'

export function Totp() {
  const say = useSay()
  const reading = useRead(getMyFactors, {})
  const [shown, setShown] = useState<readonly string[]>()
  return (
    <section className="box" aria-labelledby="own-codes">
      <h2 id="own-codes">{say(words.codes)}</h2>
      {shown ? (
        <RecoveryCodes codes={shown} onKept={() => setShown(undefined)} />
      ) : (
        <Read of={reading} rows={1}>
          {(factors) =>
            factors.totpSince ? (
              <On since={factors.totpSince} codesLeft={factors.recoveryCodesLeft} onCodes={setShown} />
            ) : (
              <Off onCodes={setShown} />
            )
          }
        </Read>
      )}
    </section>
  )
}

function Off({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const say = useSay()
  const begin = useSend(beginTotp)
  return (
    <>
      <p className="why">{say(words.codesOff)}</p>
      {begin.error && <Problem key={begin.submittedAt} error={begin.error} isAnswer />}
      {begin.data ? (
        <SetUp card={begin.data} onCodes={onCodes} />
      ) : (
        <div className="buttons">
          <Button kind="primary" onPress={() => begin.mutate({})} isBusy={begin.isPending}>
            {say(words.codesBegin)}
          </Button>
        </div>
      )}
    </>
  )
}

function SetUp({ card, onCodes }: { card: Output<typeof beginTotp>; onCodes: (codes: readonly string[]) => void }) {
  const say = useSay()
  const confirm = useSend(confirmTotp, {
    onDone: ({ recoveryCodes }) => onCodes(recoveryCodes),
    refresh: [getMyFactors, getMe, listMySessions],
  })
  return (
    <>
      <div className="totp-card">
        <img src={`data:image/svg+xml,${encodeURIComponent(card.qrSvg)}`} alt={say(words.codesPicture)} />
        <div>
          <p>{say(words.codesScan)}</p>
          <p className="note">{say(words.codesSecret)}</p>
          <p className="secret-text">{card.secret}</p>
        </div>
      </div>
      <CodeForm
        label={words.codesType}
        press={words.codesConfirm}
        error={confirm.error}
        attempt={confirm.submittedAt}
        isBusy={confirm.isPending}
        onCode={(code) => confirm.mutate({ code })}
      />
    </>
  )
}

function On({ since, codesLeft, onCodes }: { since: string; codesLeft: number; onCodes: (codes: readonly string[]) => void }) {
  const say = useSay()
  const [doing, setDoing] = useState<'renew' | 'remove'>()
  const renew = useSend(renewRecoveryCodes, { onDone: ({ recoveryCodes }) => onCodes(recoveryCodes), refresh: [getMyFactors] })
  const remove = useSend(removeTotp, { refresh: [getMyFactors, listMySessions] })
  const sending = doing === 'renew' ? renew : remove
  return (
    <>
      <p className="why">
        {say(words.codesOn)} {say(words.codesSince, { moment: moment(since) })}
        <Dot />
        {say(words.codesLeft, { count: codesLeft })}
      </p>
      {doing ? (
        <>
          <p className="why">{say(doing === 'renew' ? words.codesRenewWhy : words.codesRemoveWhy)}</p>
          <CodeForm
            label={words.codesType}
            press={doing === 'renew' ? words.codesRenew : words.codesRemove}
            error={sending.error}
            attempt={sending.submittedAt}
            isBusy={sending.isPending}
            onCode={(code) => sending.mutate({ code })}
            onCancel={() => setDoing(undefined)}
          />
        </>
      ) : (
        <div className="buttons">
          <Button onPress={() => setDoing('renew')}>{say(words.codesRenew)}</Button>
          <Button kind="quiet" onPress={() => setDoing('remove')}>
            {say(words.codesRemove)}
          </Button>
        </div>
      )}
    </>
  )
}

type CodeFormProps = {
  label: Word
  press: Word
  error: CallError | null
  attempt: number
  isBusy: boolean
  onCode: (code: string) => void
  onCancel?: () => void
}

/** One field for a code, and what was wrong with the last one. */
export function CodeForm({ label, press, error, attempt, isBusy, onCode, onCancel }: CodeFormProps) {
  const say = useSay()
  const [code, setCode] = useState('')
  const [isTried, setIsTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (code.trim().length >= 6) onCode(code)
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {error && <Problem key={attempt} error={error} isAnswer />}
      <Field label={label} id="code" {...(isTried && code.trim().length < 6 ? { problem: say(words.missing) } : {})}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={isBusy}>
          {say(press)}
        </Button>
        {onCancel && <Button onPress={onCancel}>{say(words.cancel)}</Button>}
      </div>
    </form>
  )
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const say = useSay()
  return (
    <div className="box done" role="status">
      <p>
        <b>{say(words.recovery)}</b>
      </p>
      <p className="why">{say(words.recoveryWhy)}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="buttons">
        <Button kind="primary" onPress={onKept}>
          {say(words.recoveryKept)}
        </Button>
        <Button onPress={() => print()}>{say(words.print)}</Button>
      </div>
    </div>
  )
}
