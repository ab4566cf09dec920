// Signing in at an outside provider. It is asked before the transaction opens; what it proved is written inside.
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { hashToken, newToken } from '../kernel/password.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { heldProvider, type ProvenIdentity, type Provider, ProviderFailed } from '../kernel/provider.ts'
import { afterFirstFactor } from './factor.server.ts'
import { findPersonFactors } from './factor.sql.ts'
import { giveRole } from './grant.server.ts'
import { insertPerson } from './identity.sql.ts'
import { findCredentials } from './password.sql.ts'
import {
  beginProviderSignIn,
  finishProviderSignIn,
  listMyIdentities,
  noProvider,
  onlyWayIn,
  providerRefused,
  providerUnreachable,
  unlinkIdentity,
} from './provider.contract.ts'
import { deleteIdentity, findAttempt, findOwner, insertAttempt, listIdentities, spendAttempt, writeIdentity } from './provider.sql.ts'

const sealedAs = 'provider_attempt.secrets'
const attemptSeconds = 600
type Secrets = { verifier: string; nonce: string; redirectUri: string }

function requireProvider(): Provider {
  const provider = heldProvider()
  if (!provider) throw noProvider({})
  return provider
}

/** Asks the provider, its failures told as refusals. @throws provider_refused, provider_unreachable */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof ProviderFailed)) throw error
    throw error.reason === 'refused' ? providerRefused({}) : providerUnreachable({})
  }
}

/** The state that goes out is made from the secret that stays in the browser, so that only that browser can bring it back. */
const stateOf = (attempt: string) => hashToken(`state:${attempt}`)

/** The account of an identity; one that nobody has linked yet gets its own, with a role for the person alone. */
async function personOf(db: Db, identity: ProvenIdentity): Promise<string> {
  const owner = await findOwner(db, identity)
  if (owner?.isClosed) throw providerRefused({})
  if (owner) return owner.personId
  const loginName = `id-${newId().replaceAll('-', '').slice(-12)}`
  const displayName = identity.name ?? loginName
  const personId = await insertPerson(db, { loginName, displayName, passwordHash: null, isExample: false })
  await giveRole(db, personId, { role: 'individual', organisationId: null, divisionCode: null })
  return personId
}

export const providerHandlers: readonly Handler[] = [
  handlePrepared(
    beginProviderSignIn,
    async ({ from }) => {
      const attempt = newToken()
      const redirectUri = new URL('/sign-in', from.site).href
      return { attempt, redirectUri, ...(await asked(requireProvider().begin(stateOf(attempt), redirectUri))) }
    },
    async ({ actor, db, now, prepared: { attempt, url, verifier, nonce, redirectUri } }) => {
      const secrets: Secrets = { verifier, nonce, redirectUri }
      await insertAttempt(db, {
        stateHash: hashToken(stateOf(attempt)),
        secretsSealed: vault().seal(sealedAs, JSON.stringify(secrets)),
        personId: actor && actor.limit === undefined ? actor.personId : null,
        now,
        expiresAt: new Date(now.getTime() + attemptSeconds * 1000),
      })
      return { url, attempt }
    },
  ),

  handlePrepared(
    finishProviderSignIn,
    async ({ input, read, now }) => {
      const provider = requireProvider()
      const state = stateOf(input.attempt)
      const begun = await read((db) => findAttempt(db, hashToken(state), now))
      if (!begun) throw providerRefused({})
      const { verifier, nonce, redirectUri } = JSON.parse(vault().open(sealedAs, begun.secretsSealed)) as Secrets
      const address = new URL(redirectUri)
      address.search = input.query
      return { identity: await asked(provider.finish(address.href, { state, verifier, nonce })), linksTo: begun.personId }
    },
    async ({ input, actor, db, now, from, prepared: { identity, linksTo } }) => {
      if (!(await spendAttempt(db, hashToken(stateOf(input.attempt))))) throw providerRefused({})
      // Who began signed in has to be the same when they come back.
      if (linksTo !== null && actor?.personId !== linksTo) throw providerRefused({})
      const personId = linksTo ?? (await personOf(db, identity))
      await writeIdentity(db, personId, identity, now)
      return afterFirstFactor(db, now, { personId, first: 'provider', from })
    },
  ),

  handle(listMyIdentities, async ({ actor, db }) => ({ items: await listIdentities(db, actor.personId) })),

  handle(unlinkIdentity, async ({ input, actor, db }) => {
    const { personId } = actor
    if (!(await deleteIdentity(db, personId, input.id))) throw notFound({ what: 'identity' })
    const hasPassword = (await findCredentials(db, { personId }))?.passwordHash != null
    const { hasPasskey } = await findPersonFactors(db, personId)
    if (!hasPassword && !hasPasskey && (await listIdentities(db, personId)).length === 0) throw onlyWayIn({})
    return {}
  }),
]
