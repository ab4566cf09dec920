// Passkeys: adding one of this device, seeing and removing one's own, and signing in by one.
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { getMyFactors } from './factor.contract.ts'
import { getMe, type SignInAnswer } from './identity.contract.ts'
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  listMyPasskeys,
  type Passkey,
  removePasskey,
  signInWithPasskey,
} from './passkey.contract.ts'
import { securityWords as words } from './security.words.ts'
import { listMySessions } from './session.contract.ts'

/** Asks the device; nothing when its owner cancelled or it gave up. */
async function asked<Answer extends object>(answer: Promise<Answer>): Promise<Record<string, unknown> | undefined> {
  try {
    return { ...(await answer) } as Record<string, unknown>
  } catch {
    return undefined
  }
}

export function Passkeys() {
  const say = useSay()
  const reading = useRead(listMyPasskeys, {})
  return (
    <section className="box" aria-labelledby="own-passkeys">
      <h2 id="own-passkeys">{say(words.passkeys)}</h2>
      <p className="why">{say(words.passkeysWhy)}</p>
      <Read of={reading} rows={1}>
        {({ items }) => (
          <ul className="own-list">
            {items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Read>
      {browserSupportsWebAuthn() ? <Add /> : <p className="note">{say(words.passkeyNone)}</p>}
    </section>
  )
}

function Item({ item }: { item: Passkey }) {
  const say = useSay()
  const remove = useSend(removePasskey, { refresh: [listMyPasskeys, listMySessions, getMyFactors] })
  return (
    <li>
      <div>
        <p>{item.name}</p>
        <p className="note">
          {say(words.passkeyAdded, { moment: moment(item.addedAt) })}
          <Dot />
          {item.lastUsedAt ? say(words.passkeyUsed, { moment: moment(item.lastUsedAt) }) : say(words.passkeyUnused)}
        </p>
        {remove.error && <Problem key={remove.submittedAt} error={remove.error} isAnswer />}
      </div>
      <Button
        size="small"
        label={say(words.passkeyRemoveNamed, { name: item.name })}
        onPress={() => remove.mutate({ id: item.id })}
        isBusy={remove.isPending}
      >
        {say(words.passkeyRemove)}
      </Button>
    </li>
  )
}

function Add() {
  const say = useSay()
  const [name, setName] = useState('')
  const [isTried, setIsTried] = useState(false)
  const [hasStopped, setHasStopped] = useState(false)
  const begin = useSend(beginPasskey)
  const add = useSend(addPasskey, { onDone: () => setName(''), refresh: [listMyPasskeys, getMyFactors, getMe, listMySessions] })
  const make = async () => {
    setHasStopped(false)
    const { options } = await begin.mutateAsync({})
    const response = await asked(startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }))
    if (response) add.mutate({ name: name.trim(), response })
    else setHasStopped(true)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(name.trim() === '')
    if (name.trim() !== '') make().catch(() => undefined)
  }
  const error = begin.error ?? add.error
  return (
    <form className="form" onSubmit={submit} noValidate>
      {error && <Problem key={begin.submittedAt + add.submittedAt} error={error} isAnswer />}
      {hasStopped && (
        <p className="why" role="alert">
          {say(words.passkeyStopped)}
        </p>
      )}
      <Field
        label={words.passkeyName}
        id="passkey-name"
        hint={say(words.passkeyNameHint)}
        {...(isTried ? { problem: say(words.missing) } : {})}
      >
        {(control) => <input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <div className="buttons">
        <Button type="submit" isBusy={begin.isPending || add.isPending}>
          {say(words.passkeyAdd)}
        </Button>
      </div>
    </form>
  )
}

/** Signs in by a passkey of this device, where its browser knows them. */
export function PasskeySignIn({ press, isMain, onAnswer }: { press: string; isMain?: boolean; onAnswer: (answer: SignInAnswer) => void }) {
  const say = useSay()
  const [hasStopped, setHasStopped] = useState(false)
  const begin = useSend(beginPasskeySignIn)
  const enter = useSend(signInWithPasskey, { onDone: onAnswer })
  if (!browserSupportsWebAuthn()) return isMain ? <p className="note">{say(words.passkeyNone)}</p> : null
  const go = async () => {
    setHasStopped(false)
    const { options } = await begin.mutateAsync({})
    const response = await asked(startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }))
    if (response) enter.mutate({ response })
    else setHasStopped(true)
  }
  const error = begin.error ?? enter.error
  return (
    <>
      {error && <Problem key={begin.submittedAt + enter.submittedAt} error={error} isAnswer />}
      {hasStopped && (
        <p className="why" role="alert">
          {say(words.passkeyStopped)}
        </p>
      )}
      <Button
        isFull
        size="large"
        {...(isMain ? { kind: 'primary' as const } : {})}
        isBusy={begin.isPending || enter.isPending}
        onPress={() => void go().catch(() => undefined)}
      >
        {press}
      </Button>
    </>
  )
}
