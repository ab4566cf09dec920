import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { factorRequired } from './factor.contract.ts'
import { SignInAnswer } from './identity.contract.ts'
import { passkeyWords as words } from './passkey.words.ts'

export const passkeyRefused = defineError('passkey_refused', 401, words.passkeyRefused)
export const passkeyTaken = defineError('passkey_taken', 409, words.passkeyTaken)

/** What the browser's own functions ask for and answer, in the JSON of WebAuthn Level 3. */
const WebAuthn = z.record(z.string(), z.unknown())

export const beginPasskey = operation({
  name: 'beginPasskey',
  title: words.beginPasskey,
  method: 'POST',
  path: '/api/me/passkeys/begin',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ options: WebAuthn }),
  errors: [],
  inPerson: true,
  whileEnrolling: true,
})

/** The session gets a new secret; whoever owed a second factor owes it no more. */
export const addPasskey = operation({
  name: 'addPasskey',
  title: words.addPasskey,
  method: 'POST',
  path: '/api/me/passkeys',
  permission: 'signed_in',
  input: z.object({ name: z.string().trim().min(1).max(60), response: WebAuthn }),
  output: z.object({ id: z.uuid(), token: z.string(), expiresAt: z.string() }),
  errors: [passkeyRefused, passkeyTaken],
  session: 'opens',
  inPerson: true,
  whileEnrolling: true,
})

const Passkey = z.object({ id: z.uuid(), name: z.string(), addedAt: z.string(), lastUsedAt: z.string().nullable() })
export type Passkey = z.infer<typeof Passkey>

export const listMyPasskeys = operation({
  name: 'listMyPasskeys',
  title: words.listMyPasskeys,
  method: 'GET',
  path: '/api/me/passkeys',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Passkey) }),
  errors: [],
  inPerson: true,
  whileEnrolling: true,
})

export const removePasskey = operation({
  name: 'removePasskey',
  title: words.removePasskey,
  method: 'POST',
  path: '/api/me/passkeys/{id}/remove',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ token: z.string(), expiresAt: z.string() }),
  errors: [notFound, factorRequired],
  session: 'opens',
  inPerson: true,
})

/** Nobody has said who they are yet: the device finds the key. */
export const beginPasskeySignIn = operation({
  name: 'beginPasskeySignIn',
  title: words.beginPasskeySignIn,
  method: 'POST',
  path: '/api/session/passkey/begin',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ options: WebAuthn }),
  errors: [],
})

/** Two factors in one step: the device, and its owner verified by it. */
export const signInWithPasskey = operation({
  name: 'signInWithPasskey',
  title: words.signInWithPasskey,
  method: 'POST',
  path: '/api/session/passkey',
  permission: 'anyone',
  input: z.object({ response: WebAuthn }),
  output: SignInAnswer,
  errors: [passkeyRefused],
  session: 'opens',
})
