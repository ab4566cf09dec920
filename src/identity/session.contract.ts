import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { sessionWords as words } from './session.words.ts'

export const sessionMethods = ['password', 'password_totp', 'recovery_code', 'passkey', 'provider', 'provider_totp'] as const
/** By what a session was opened. */
export type SessionMethod = (typeof sessionMethods)[number]

const Session = z.object({
  id: z.uuid(),
  isThis: z.boolean(),
  method: z.enum(sessionMethods),
  browser: z.string().nullable(),
  operatingSystem: z.string().nullable(),
  place: z.enum(['this_machine', 'internal', 'internet']).nullable(),
  addressShown: z.string().nullable(),
  openedAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
})
export type Session = z.infer<typeof Session>

/** Where the person is signed in: device, place in plain words, last seen to the minute. */
export const listMySessions = operation({
  name: 'listMySessions',
  title: words.listMySessions,
  method: 'GET',
  path: '/api/me/sessions',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Session) }),
  errors: [],
  inPerson: true,
})

export const revokeSession = operation({
  name: 'revokeSession',
  title: words.revokeSession,
  method: 'POST',
  path: '/api/me/sessions/{id}/end',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound],
  inPerson: true,
})

/** Ends every session of the person but the one that asks. */
export const revokeOtherSessions = operation({
  name: 'revokeOtherSessions',
  title: words.revokeOtherSessions,
  method: 'POST',
  path: '/api/me/sessions/end-others',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ endedCount: z.int() }),
  errors: [],
  inPerson: true,
})
