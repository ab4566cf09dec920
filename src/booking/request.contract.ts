// A sample is sent and no hour is picked: what most firms ask for.
import * as z from 'zod'
import { noOrganisation } from '../identity/identity.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent, momentSent, pageMark } from '../kernel/shape.ts'
import { requestWords as words } from './request.words.ts'

export const requestStates = ['submitted', 'accepted', 'declined', 'withdrawn', 'finished'] as const
export type RequestState = (typeof requestStates)[number]
export const seals = ['none', 'CMA', 'CNAS', 'CMA_CNAS'] as const
export const invoiceTypes = ['none', 'ordinary', 'special'] as const

/** What is asked for. */
export const requestAsked = {
  instrumentId: z.uuid(),
  material: z.string().trim().min(1).max(200),
  property: z.string().trim().min(1).max(200),
  standard: z.string().trim().max(200).default(''),
  sampleCount: z.int().min(1).max(100_000),
  /** The day by which the report is wanted. */
  deadlineOn: daySent.nullable().default(null),
  seal: z.enum(seals).default('none'),
  invoiceType: z.enum(invoiceTypes).default('none'),
  note: z.string().trim().max(2000).default(''),
}

export const TestRequest = z.object({
  ...requestAsked,
  id: z.uuid(),
  instrumentNameZh: z.string(),
  institutionId: z.uuid(),
  institutionNameZh: z.string(),
  organisationId: z.uuid(),
  organisationNameZh: z.string(),
  personId: z.uuid(),
  state: z.enum(requestStates),
  reply: z.string(),
  /** What the institution asks for all of it, tax included; null when it named no sum. */
  quotedFen: z.int().nullable(),
  /** Working days from the samples to the report, and the last day on which the offer holds; null where the owner said nothing. */
  turnaroundDays: z.int().nullable(),
  offeredUntil: z.string().nullable(),
  /** The inquiry that it is one of several of, and whether its offer was taken. */
  inquiryId: z.uuid().nullable(),
  isChosen: z.boolean(),
  /** The quote, else the price of a sample on the day of the answer times the samples; null when the price is by agreement. */
  expectedFen: z.int().nullable(),
  recordedAt: z.string(),
})
export type TestRequest = z.infer<typeof TestRequest>

/** Why a request is refused; its sentence is `reason_<code>`. */
export type RequestReason = { code: 'not_online' | 'takes_no_samples' | 'deadline_past' }

export const requestRefused = defineError<{ reasons: RequestReason[] }>('request_refused', 422, words.requestRefused)
export const requestStateWrong = defineError<{ state: RequestState }>('request_state_wrong', 409, words.requestStateWrong)
export const turnaroundMissing = defineError('turnaround_missing', 422, words.turnaroundMissing)
export const offeredUntilPast = defineError('offered_until_past', 422, words.offeredUntilPast)
export const replyMissing = defineError('reply_missing', 422, words.replyMissing)

/** Asks an institution to test samples on an instrument, for one's own organisation. */
export const requestTest = operation({
  name: 'requestTest',
  title: words.requestTest,
  method: 'POST',
  path: '/api/test-requests',
  permission: 'booking.request_test',
  input: z.object(requestAsked),
  output: TestRequest,
  errors: [notFound, notPermitted, requestRefused],
  creates: true,
})

/** Requests of the organisation one acts for, or of an institution's instruments for its own operators; latest first. */
export const listTestRequests = operation({
  name: 'listTestRequests',
  title: words.listTestRequests,
  method: 'GET',
  path: '/api/test-requests',
  permission: 'signed_in',
  input: z.object({
    /** The institution that is asked; left out, what one's own organisation asked for, or for who answers requests, what it is asked. */
    institutionId: z.uuid().optional(),
    instrumentId: z.uuid().optional(),
    state: z.enum(requestStates).optional(),
    cursor: pageMark(' ', momentSent, z.uuid()).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(TestRequest), nextCursor: z.string().nullable() }),
  errors: [notFound, notPermitted, noOrganisation],
})

export const getTestRequest = operation({
  name: 'getTestRequest',
  title: words.getTestRequest,
  method: 'GET',
  path: '/api/test-requests/{id}',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: TestRequest,
  errors: [notFound],
})

/** The institution takes the samples, with a quote if it names one, or declines and says why. */
export const answerTestRequest = operation({
  name: 'answerTestRequest',
  title: words.answerTestRequest,
  method: 'POST',
  path: '/api/test-requests/{id}/answer',
  permission: 'booking.approve',
  input: z.object({
    id: z.uuid(),
    answer: z.enum(['accept', 'decline']),
    quotedFen: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
    /** Asked of an offer that is one of several. */
    turnaroundDays: z.int().min(1).max(500).nullable().default(null),
    offeredUntil: daySent.nullable().default(null),
    reply: z.string().trim().max(2000).default(''),
  }),
  output: TestRequest,
  errors: [notFound, notPermitted, requestStateWrong, replyMissing, turnaroundMissing, offeredUntilPast],
})

export const withdrawTestRequest = operation({
  name: 'withdrawTestRequest',
  title: words.withdrawTestRequest,
  method: 'POST',
  path: '/api/test-requests/{id}/withdraw',
  permission: 'booking.request_test',
  input: z.object({ id: z.uuid() }),
  output: TestRequest,
  errors: [notFound, requestStateWrong],
})
