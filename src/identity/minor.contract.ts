import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { consentTextChanged } from './consent.contract.ts'
import { minorWords as words } from './minor.words.ts'
import { defineNotice } from './notice.contract.ts'

export const noMinor = defineError('no_minor', 409, words.noMinor)
export const guardianUnproven = defineError('guardian_unproven', 422, words.guardianUnproven)

const account = { category: 'account', isLegal: true } as const
export const guardianAsked = defineNotice('guardian_asked', { title: words.askedTitle, text: words.askedText }, account)
export const guardianConsented = defineNotice('guardian_consented', { title: words.givenTitle, text: words.givenText }, account)
export const guardianDeclined = defineNotice('guardian_declined', { title: words.declinedTitle, text: words.declinedText }, account)
export const guardianWithdrew = defineNotice('guardian_withdrew', { title: words.withdrawnTitle, text: words.withdrawnText }, account)
export const minorNotices = [guardianAsked, guardianConsented, guardianDeclined, guardianWithdrew]

/** Whether my account needs a guardian's consent, and how that stands. */
export const getMyMinority = operation({
  name: 'getMyMinority',
  title: words.getMyMinority,
  method: 'GET',
  path: '/api/me/minority',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ state: z.enum(['none', 'unasked', 'asked', 'consented']), askedAt: z.string().nullable() }),
  errors: [],
  inPerson: true,
  whileHeld: true,
})

/** Names the account of one's guardian, who is then asked. The answer is the same whether there is such an account. */
export const askGuardian = operation({
  name: 'askGuardian',
  title: words.askGuardian,
  method: 'POST',
  path: '/api/me/minority/ask',
  permission: 'signed_in',
  input: z.object({ loginName: z.string().trim().min(1).max(100) }),
  output: z.object({}),
  errors: [noMinor],
  inPerson: true,
  whileHeld: true,
})

const Ward = z.object({
  id: z.uuid(),
  loginName: z.string(),
  name: z.string(),
  askedAt: z.string(),
  /** The consent that stands; `withdrawConsent` takes it back. */
  consentId: z.uuid().nullable(),
  givenAt: z.string().nullable(),
  textVersion: z.int().nullable(),
})
export type Ward = z.infer<typeof Ward>

/** Accounts of minors who named me as their guardian. */
export const listMyWards = operation({
  name: 'listMyWards',
  title: words.listMyWards,
  method: 'GET',
  path: '/api/me/wards',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Ward) }),
  errors: [],
  inPerson: true,
  readsPersonalData: true,
})

/** Consents to the account of a minor who asked, in the wording of the register that was shown. */
export const consentToWard = operation({
  name: 'consentToWard',
  title: words.consentToWard,
  method: 'POST',
  path: '/api/me/wards/{id}/consent',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), textVersion: z.int().min(1) }),
  output: z.object({}),
  errors: [notFound, consentTextChanged, guardianUnproven],
  inPerson: true,
})

export const declineWard = operation({
  name: 'declineWard',
  title: words.declineWard,
  method: 'POST',
  path: '/api/me/wards/{id}/decline',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound],
  inPerson: true,
})
