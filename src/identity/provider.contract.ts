import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { SignInAnswer } from './identity.contract.ts'
import { providerWords as words } from './provider.words.ts'

export const noProvider = defineError('no_provider', 404, words.noProvider)
export const providerRefused = defineError('provider_refused', 401, words.providerRefused)
export const providerUnreachable = defineError('provider_unreachable', 503, words.providerUnreachable)
export const identityTaken = defineError('identity_taken', 409, words.identityTaken)
export const onlyWayIn = defineError('only_way_in', 409, words.onlyWayIn)

/**
 * Where to send the browser. `attempt` stays in it and comes back with the answer: an answer that somebody else began is worth nothing.
 * Whoever is signed in links the identity to their account.
 */
export const beginProviderSignIn = operation({
  name: 'beginProviderSignIn',
  title: words.beginProviderSignIn,
  method: 'POST',
  path: '/api/session/provider/begin',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ url: z.string(), attempt: z.string() }),
  errors: [noProvider, providerUnreachable],
})

/** `query` is what the provider added to our address. An identity nobody has linked yet gets an account of its own, without a role for any organisation. */
export const finishProviderSignIn = operation({
  name: 'finishProviderSignIn',
  title: words.finishProviderSignIn,
  method: 'POST',
  path: '/api/session/provider',
  permission: 'anyone',
  input: z.object({ attempt: z.string().min(1).max(100), query: z.string().max(4_000) }),
  output: SignInAnswer,
  errors: [noProvider, providerRefused, providerUnreachable, identityTaken],
  session: 'opens',
})

const Identity = z.object({
  id: z.uuid(),
  issuer: z.string(),
  realNameKind: z.enum(['natural', 'legal']).nullable(),
  realNameLevel: z.string().nullable(),
  linkedAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
export type Identity = z.infer<typeof Identity>

export const listMyIdentities = operation({
  name: 'listMyIdentities',
  title: words.listMyIdentities,
  method: 'GET',
  path: '/api/me/identities',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Identity) }),
  errors: [],
  inPerson: true,
})

export const unlinkIdentity = operation({
  name: 'unlinkIdentity',
  title: words.unlinkIdentity,
  method: 'POST',
  path: '/api/me/identities/{id}/unlink',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound, onlyWayIn],
  inPerson: true,
})
