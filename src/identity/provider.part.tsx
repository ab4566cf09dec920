// Going to the outside provider and coming back; and the identities one has linked.
import { useEffect, useState } from 'react'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { type CallError, useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import type { SignInAnswer } from './identity.contract.ts'
import { beginProviderSignIn, finishProviderSignIn, type Identity, listMyIdentities, unlinkIdentity } from './provider.contract.ts'
import { providerWords as words } from './provider.words.ts'
import { getSignInOptions } from './signin.contract.ts'

// The secret stays in this tab until the provider sends the browser back to it.
const kept = 'xianchuang.provider'

/** Leaves for the provider; afterwards the reader goes on to `onward`, an address of ours. */
export function ProviderButton({ press, onward }: { press: string; onward: string }) {
  const begin = useSend(beginProviderSignIn, {
    onDone: ({ url, attempt }) => {
      sessionStorage.setItem(kept, JSON.stringify({ attempt, onward }))
      location.assign(url)
    },
  })
  return (
    <>
      {begin.error && <Problem key={begin.submittedAt} error={begin.error} isAnswer />}
      <Button size="large" isFull isBusy={begin.isPending || begin.isSuccess} onPress={() => begin.mutate({})}>
        {press}
      </Button>
    </>
  )
}

type Back = { attempt: string; onward: string; query: string }

/** What the provider sent along, when this page was opened by its answer. */
function backFromProvider(): Back | undefined {
  const query = location.search.slice(1)
  const params = new URLSearchParams(query)
  const text = sessionStorage.getItem(kept)
  if (!text || !params.has('state') || !(params.has('code') || params.has('error'))) return undefined
  sessionStorage.removeItem(kept)
  return { ...(JSON.parse(text) as { attempt: string; onward: string }), query }
}

/** Finishes a sign-in that comes back from the provider, once. */
export function useReturn(onAnswer: (answer: SignInAnswer, onward: string) => void): { isReturning: boolean; error: CallError | null } {
  const [back] = useState(backFromProvider)
  const { mutate, isPending, isIdle, error } = useSend(finishProviderSignIn, { onDone: (answer) => onAnswer(answer, back?.onward ?? '/') })
  useEffect(() => {
    if (!back) return
    history.replaceState(history.state, '', location.pathname)
    mutate({ attempt: back.attempt, query: back.query })
  }, [back, mutate])
  return { isReturning: back !== undefined && (isPending || isIdle), error }
}

export function Identities() {
  const say = useSay()
  const options = useRead(getSignInOptions, {}, { staleTime: 60_000 })
  const reading = useRead(listMyIdentities, {})
  const provider = options.data?.provider ?? null
  if (provider === null && (reading.data?.items.length ?? 0) === 0) return null
  return (
    <section className="box" aria-labelledby="own-identities">
      <h2 id="own-identities">{say(words.title)}</h2>
      {provider !== null && <p className="why">{say(words.why, { name: provider })}</p>}
      <Read of={reading} rows={1}>
        {({ items }) => (
          <ul className="own-list">
            {items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Read>
      {provider !== null && (
        <div className="form">
          <ProviderButton press={say(words.link, { name: provider })} onward="/work/security" />
        </div>
      )}
    </section>
  )
}

function Item({ item }: { item: Identity }) {
  const say = useSay()
  const unlink = useSend(unlinkIdentity, { refresh: [listMyIdentities] })
  return (
    <li>
      <div>
        <p>
          {new URL(item.issuer).host}
          <span className="tag info">{say(words[`kind_${item.realNameKind ?? 'none'}`])}</span>
        </p>
        <p className="note">
          {item.realNameLevel && (
            <>
              {say(words.level, { level: item.realNameLevel })}
              <Dot />
            </>
          )}
          {say(words.since, { moment: moment(item.linkedAt) })}
        </p>
        {unlink.error && <Problem key={unlink.submittedAt} error={unlink.error} isAnswer />}
      </div>
      <Button size="small" onPress={() => unlink.mutate({ id: item.id })} isBusy={unlink.isPending}>
        {say(words.unlink)}
      </Button>
    </li>
  )
}
