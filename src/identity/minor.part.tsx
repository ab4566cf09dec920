// Accounts of people under eighteen: the one that rests asks, the guardian answers.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { Withdraw } from './consent.part.tsx'
import { dataWords as words } from './data.words.ts'
import { askGuardian, consentToWard, declineWard, getMyMinority, listMyWards, type Ward } from './minor.contract.ts'
import { minorPurpose } from './minor.rules.ts'
import { listPurposes } from './purpose.contract.ts'

/** Shown where the account rests: why, and the way on. */
export function Minority() {
  const say = useSay()
  const reading = useRead(getMyMinority, {}, { staleTime: 0 })
  const [loginName, setLoginName] = useState('')
  const send = useSend(askGuardian, { refresh: [getMyMinority] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (loginName.trim() !== '') send.mutate({ loginName })
  }
  return (
    <section className="box refused" aria-labelledby="own-minority">
      <h2 id="own-minority">{say(words.held)}</h2>
      <p className="why">{say(words.heldWhy)}</p>
      <Read of={reading} rows={1}>
        {({ state, askedAt }) => (
          <p>{state === 'asked' && askedAt ? say(words.heldAsked, { moment: moment(askedAt) }) : say(words.heldUnasked)}</p>
        )}
      </Read>
      <form className="form" onSubmit={submit}>
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        <Field label={words.guardianName}>
          {(control) => (
            <input
              {...control}
              required
              maxLength={100}
              autoComplete="off"
              value={loginName}
              onChange={(event) => setLoginName(event.target.value)}
            />
          )}
        </Field>
        {send.isSuccess && <p role="status">{say(words.asked)}</p>}
        <div className="buttons">
          <Button type="submit" kind="primary" isBusy={send.isPending}>
            {say(words.ask)}
          </Button>
        </div>
      </form>
    </section>
  )
}

/** Accounts that named the reader as their guardian; nothing where there are none. */
export function Wards() {
  const say = useSay()
  const { data } = useRead(listMyWards, {})
  const purposes = useRead(listPurposes, {}, { staleTime: 600_000 })
  const version = purposes.data?.items.find((purpose) => purpose.code === minorPurpose)?.consentVersion
  if (!data || data.items.length === 0 || !version) return null
  return (
    <section className="box" aria-labelledby="own-wards">
      <h2 id="own-wards">{say(words.wards)}</h2>
      <ul className="own-list">
        {data.items.map((ward) => (
          <WardRow key={ward.id} ward={ward} version={version} />
        ))}
      </ul>
    </section>
  )
}

function WardRow({ ward, version }: { ward: Ward; version: number }) {
  const say = useSay()
  const agree = useSend(consentToWard, { refresh: [listMyWards] })
  const decline = useSend(declineWard, { refresh: [listMyWards] })
  const { id, name, loginName } = ward
  const failed = agree.error ? agree : decline
  return (
    <li>
      <div>
        <p>
          {name} <span className="note">{loginName}</span>
        </p>
        <p className="note">
          {ward.givenAt ? say(words.wardGiven, { moment: moment(ward.givenAt) }) : say(words.wardAsked, { moment: moment(ward.askedAt) })}
        </p>
        {!ward.consentId && <p>{say(words.wardText, { name, loginName })}</p>}
        {failed.error && <Problem key={failed.submittedAt} error={failed.error} isAnswer />}
      </div>
      {ward.consentId ? (
        <Withdraw id={ward.consentId} name={name} ask={say(words.withdrawWardAsk, { name })} />
      ) : (
        <div className="buttons">
          <Button
            size="small"
            kind="primary"
            label={say(words.wardAgreeNamed, { name })}
            onPress={() => agree.mutate({ id, textVersion: version })}
            isBusy={agree.isPending}
          >
            {say(words.wardAgree)}
          </Button>
          <Button
            size="small"
            label={say(words.wardDeclineNamed, { name })}
            onPress={() => decline.mutate({ id })}
            isBusy={decline.isPending}
          >
            {say(words.wardDecline)}
          </Button>
        </div>
      )}
    </li>
  )
}
