// Keys for programs: made with no more than is needed, shown once, and revoked when no longer used.
import { type FormEvent, useState } from 'react'
import { Button, Choice, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { type ApiKey, createApiKey, listMyApiKeys, revokeApiKey } from './key.contract.ts'
import { scopeWords } from './scope.words.ts'
import { securityWords as words } from './security.words.ts'

export function Keys({ permissions }: { permissions: readonly string[] }) {
  const say = useSay()
  const reading = useRead(listMyApiKeys, {})
  const [isOpen, setIsOpen] = useState(false)
  const [made, setMade] = useState<string>()
  return (
    <section className="box" aria-labelledby="own-keys">
      <h2 id="own-keys">{say(words.keys)}</h2>
      <p className="why">{say(words.keysWhy)}</p>
      <Read of={reading} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="note">{say(words.keysNone)}</p>
          ) : (
            <ul className="own-list">
              {items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </Read>
      {made ? (
        <div className="box done" role="status">
          <p>
            <b>{say(words.keyMade)}</b>
          </p>
          <p className="secret-text">{made}</p>
          <p className="why">{say(words.keyMadeWhy)}</p>
          <div className="buttons">
            <Button onPress={() => setMade(undefined)}>{say(words.done)}</Button>
          </div>
        </div>
      ) : isOpen ? (
        <NewKey
          permissions={permissions}
          onEnd={(key) => {
            setIsOpen(false)
            setMade(key)
          }}
        />
      ) : (
        <div className="buttons">
          <Button onPress={() => setIsOpen(true)} reason={permissions.length === 0 && say(words.keysNoRights)}>
            {say(words.keyNew)}
          </Button>
        </div>
      )}
    </section>
  )
}

const dayChoices = ['30', '90', '365'] as const

function NewKey({ permissions, onEnd }: { permissions: readonly string[]; onEnd: (key?: string) => void }) {
  const say = useSay()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly string[]>([])
  const [days, setDays] = useState<(typeof dayChoices)[number]>('90')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(createApiKey, { onDone: ({ key }) => onEnd(key), refresh: [listMyApiKeys] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (name.trim() !== '' && scopes.length > 0) send.mutate({ name: name.trim(), scopes: [...scopes], days: Number(days) })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Field label={words.keyName} id="key-name" {...(isTried && name.trim() === '' ? { problem: say(words.missing) } : {})}>
        {(control) => <input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <fieldset className="scopes">
        <legend>{say(words.keyScopes)}</legend>
        {permissions.map((scope) => (
          <label key={scope} className="check-line">
            <input
              type="checkbox"
              className="check"
              checked={scopes.includes(scope)}
              onChange={(event) => setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))}
            />
            <ScopeName scope={scope} />
          </label>
        ))}
        {isTried && scopes.length === 0 && (
          <p className="why" role="alert">
            {say(words.keyScopesMissing)}
          </p>
        )}
      </fieldset>
      <Choice
        label={words.keyDays}
        value={days}
        onChoose={setDays}
        options={dayChoices.map((value) => ({ value, word: words[`days_${value}`] }))}
      />
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.keyMake)}
        </Button>
        <Button onPress={() => onEnd()}>{say(words.cancel)}</Button>
      </div>
    </form>
  )
}

/** A permission in words; one that has none yet goes by its own name. */
function ScopeName({ scope }: { scope: string }) {
  const say = useSay()
  const word = (scopeWords as Readonly<Record<string, { zh: string; en: string }>>)[scope.replace('.', '_')]
  return <span>{word ? say(word) : scope}</span>
}

function Item({ item }: { item: ApiKey }) {
  const say = useSay()
  const revoke = useSend(revokeApiKey, { refresh: [listMyApiKeys] })
  return (
    <li>
      <div>
        <p>{item.name}</p>
        <p className="note">
          {item.scopes.map((scope) => (
            <span key={scope}>
              <ScopeName scope={scope} />
              <Dot />
            </span>
          ))}
          {say(words.keyUntil, { moment: moment(item.expiresAt) })}
          <Dot />
          {item.lastUsedAt ? say(words.keyUsed, { moment: moment(item.lastUsedAt) }) : say(words.keyUnused)}
        </p>
        {revoke.error && <Problem key={revoke.submittedAt} error={revoke.error} isAnswer />}
      </div>
      <Button
        size="small"
        label={say(words.keyRevokeNamed, { name: item.name })}
        onPress={() => revoke.mutate({ id: item.id })}
        isBusy={revoke.isPending}
      >
        {say(words.keyRevoke)}
      </Button>
    </li>
  )
}
