import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { factorWords as words } from './factor.words.ts'
import { SignInAnswer } from './identity.contract.ts'

export const codeWrong = defineError('code_wrong', 401, words.codeWrong)
export const ticketOver = defineError('ticket_over', 401, words.ticketOver)
export const totpExists = defineError('totp_exists', 409, words.totpExists)
export const factorRequired = defineError('factor_required', 409, words.factorRequired)

const code = z.string().trim().min(6).max(40)

/** The second half of a sign-in: the ticket of the first, and a code from the app or a recovery code. */
export const finishSignIn = operation({
  name: 'finishSignIn',
  title: words.finishSignIn,
  method: 'POST',
  path: '/api/session/second-factor',
  permission: 'anyone',
  input: z.object({ ticket: z.string().min(1).max(100), code }),
  output: SignInAnswer,
  errors: [codeWrong, ticketOver],
  session: 'opens',
})

/** What the person signs in with beside a password, and whether their role asks for it. */
export const getMyFactors = operation({
  name: 'getMyFactors',
  title: words.getMyFactors,
  method: 'GET',
  path: '/api/me/factors',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({
    totpSince: z.string().nullable(),
    recoveryCodesLeft: z.int(),
    isRequired: z.boolean(),
    /** Asked of this role, but let off because the account is an example. */
    isLetOff: z.boolean(),
  }),
  errors: [],
  inPerson: true,
  whileEnrolling: true,
})

/** A fresh secret; it counts once a code made from it was confirmed. */
export const beginTotp = operation({
  name: 'beginTotp',
  title: words.beginTotp,
  method: 'POST',
  path: '/api/me/totp',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }),
  errors: [totpExists],
  inPerson: true,
  whileEnrolling: true,
})

/** From now on a code is asked at each sign-in. The recovery codes are told this once; the session gets a new secret. */
export const confirmTotp = operation({
  name: 'confirmTotp',
  title: words.confirmTotp,
  method: 'POST',
  path: '/api/me/totp/confirm',
  permission: 'signed_in',
  input: z.object({ code }),
  output: z.object({ recoveryCodes: z.array(z.string()), token: z.string(), expiresAt: z.string() }),
  errors: [codeWrong, totpExists],
  session: 'opens',
  inPerson: true,
  whileEnrolling: true,
})

export const removeTotp = operation({
  name: 'removeTotp',
  title: words.removeTotp,
  method: 'POST',
  path: '/api/me/totp/remove',
  permission: 'signed_in',
  input: z.object({ code }),
  output: z.object({ token: z.string(), expiresAt: z.string() }),
  errors: [codeWrong, factorRequired, notFound],
  session: 'opens',
  inPerson: true,
})

/** The earlier codes count no more. */
export const renewRecoveryCodes = operation({
  name: 'renewRecoveryCodes',
  title: words.renewRecoveryCodes,
  method: 'POST',
  path: '/api/me/recovery-codes',
  permission: 'signed_in',
  input: z.object({ code }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  errors: [codeWrong, notFound],
  inPerson: true,
})
