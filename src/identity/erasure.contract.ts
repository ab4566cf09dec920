import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { erasureWords as words } from './erasure.words.ts'
import { defineNotice } from './notice.contract.ts'

export const erasureOpen = defineError('erasure_open', 409, words.erasureOpen)
export const erasureAnswerMissing = defineError('erasure_answer_missing', 422, words.erasureAnswerMissing)
const account = { category: 'account', isLegal: true } as const
export const erasureRefused = defineNotice('erasure_refused', { title: words.refusedTitle, text: words.refusedText }, account)
export const erasureNotices = [erasureRefused]
export const ownErasure = defineError('own_erasure', 403, words.ownErasure)

const Sentence = z.object({ zh: z.string(), en: z.string() })
/** What stays after an erasure, and what orders it. */
const Kept = z.array(z.object({ name: Sentence, basis: Sentence, keepMonths: z.int().nullable() }))

/** Everything that rows of every slice hold about me, as JSON (Personal Information Protection Law, article 45). */
export const exportMyData = operation({
  name: 'exportMyData',
  title: words.exportMyData,
  method: 'GET',
  path: '/api/me/data.json',
  permission: 'signed_in',
  input: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  output: z.string(),
  errors: [],
  answer: 'stream',
  inPerson: true,
  whileHeld: true,
  readsPersonalData: true,
})

const states = ['open', 'erased', 'refused', 'withdrawn'] as const

/** My latest request, how it stands and what was answered; and what a law orders to be kept whatever is decided. */
export const getMyErasure = operation({
  name: 'getMyErasure',
  title: words.getMyErasure,
  method: 'GET',
  path: '/api/me/erasure',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({
    request: z
      .object({ state: z.enum(states), recordedAt: z.string(), decidedAt: z.string().nullable(), answer: z.string().nullable() })
      .nullable(),
    kept: Kept,
  }),
  errors: [],
  inPerson: true,
  whileHeld: true,
})

/** Asks for erasure (article 47). The answer says what a law orders to be kept all the same. */
export const requestErasure = operation({
  name: 'requestErasure',
  title: words.requestErasure,
  method: 'POST',
  path: '/api/me/erasure',
  permission: 'signed_in',
  input: z.object({ reason: z.string().trim().max(500).optional() }),
  output: z.object({ id: z.uuid(), kept: Kept }),
  errors: [erasureOpen],
  inPerson: true,
  whileHeld: true,
})

export const withdrawErasure = operation({
  name: 'withdrawErasure',
  title: words.withdrawErasure,
  method: 'POST',
  path: '/api/me/erasure/withdraw',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({}),
  errors: [notFound],
  inPerson: true,
  whileHeld: true,
})

/** The requests that wait, the oldest first. */
export const listErasureRequests = operation({
  name: 'listErasureRequests',
  title: words.listErasureRequests,
  method: 'GET',
  path: '/api/erasures',
  permission: 'identity.erase',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({
    items: z.array(
      z.object({ id: z.uuid(), personId: z.uuid(), loginName: z.string(), reason: z.string().nullable(), recordedAt: z.string() }),
    ),
    nextCursor: z.uuid().nullable(),
  }),
  errors: [],
  readsPersonalData: true,
})

/** Erases and closes the account, or refuses with an answer. */
export const decideErasure = operation({
  name: 'decideErasure',
  title: words.decideErasure,
  method: 'POST',
  path: '/api/erasures/{id}/decide',
  permission: 'identity.erase',
  input: z.object({ id: z.uuid(), decision: z.enum(['erase', 'refuse']), answer: z.string().trim().max(500).optional() }),
  output: z.object({ kept: Kept }),
  errors: [notFound, ownErasure, erasureAnswerMissing],
  inPerson: true,
})
