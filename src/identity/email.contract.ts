import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { emailWords as words } from './email.words.ts'
import { linkOver } from './link.contract.ts'

export const emailTaken = defineError('email_taken', 409, words.emailTaken)

/** One mailbox, in the form addresses are compared in. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email())

export const getMyEmail = operation({
  name: 'getMyEmail',
  title: words.getMyEmail,
  method: 'GET',
  path: '/api/me/email',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ email: z.string().nullable(), verifiedAt: z.string().nullable() }),
  errors: [],
  inPerson: true,
  readsPersonalData: true,
})

/** Sends a link to the new address; until it is opened nothing else is written to it. The address before is told. */
export const setMyEmail = operation({
  name: 'setMyEmail',
  title: words.setMyEmail,
  method: 'POST',
  path: '/api/me/email',
  permission: 'signed_in',
  input: z.object({ email: Email }),
  output: z.object({}),
  errors: [],
  inPerson: true,
})

export const verifyEmail = operation({
  name: 'verifyEmail',
  title: words.verifyEmail,
  method: 'POST',
  path: '/api/email/verify',
  permission: 'anyone',
  input: z.object({ token: z.string().min(1).max(100) }),
  output: z.object({}),
  errors: [linkOver, emailTaken],
})
