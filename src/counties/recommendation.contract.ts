// A city ranks its counties within its quota and issues one numbered letter 推荐函 for a batch.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { actNotOpen, caseMoved } from '../procedures/case.contract.ts'
import { Sentence } from '../procedures/procedure.contract.ts'
import { recommendationWords as words } from './recommendation.words.ts'

export const letterThere = defineError<{ letterNo: string }>('letter_there', 409, words.letterThere)
export const letterNoTaken = defineError('letter_no_taken', 409, words.letterNoTaken)
export const quotaExceeded = defineError<{ count: number; quota: number }>('quota_exceeded', 422, words.quotaExceeded)
export const caseUnfit = defineError<{ caseNo: string }>('case_unfit', 422, words.caseUnfit)

export const letterReturned = defineError('letter_returned', 409, words.letterReturned)
export const letterSettled = defineError<{ caseNo: string }>('letter_settled', 409, words.letterSettled)

const Applicant = z.object({
  caseId: z.uuid(),
  caseNo: z.string(),
  divisionCode: z.string(),
  county: Sentence,
  filedAt: z.string(),
  /** How many actions the case has: sent back when it is recommended. */
  number: z.int(),
  /** On the letter; null for one that waits. */
  rank: z.int().nullable(),
})
const Letter = z.object({
  id: z.uuid(),
  letterNo: z.string(),
  issuedAt: z.string(),
  /** Sent back by the province: when and why; null and empty while it stands. */
  returnedAt: z.string().nullable(),
  returnReason: z.string(),
})
const Group = z.object({
  batchId: z.uuid(),
  procedure: Sentence,
  batch: Sentence,
  documentNo: z.string(),
  /** The city. */
  divisionCode: z.string(),
  city: Sentence,
  quota: z.int().nullable(),
  /** The one that stands, or the one that was asked for. */
  letter: Letter.nullable(),
  /** Those of the batch that were sent back. */
  returned: z.array(Letter),
  /** The reader may issue the letter, or send it back. */
  mayIssue: z.boolean(),
  mayReturn: z.boolean(),
  counties: z.array(Applicant),
})
export type RecommendationGroup = z.infer<typeof Group>

/** Batch by batch the counties of the reader's cities, or of all of them for the province, that wait to be recommended, and those that a letter names. */
export const listRecommendations = operation({
  name: 'listRecommendations',
  title: words.listRecommendations,
  method: 'GET',
  path: '/api/recommendations',
  permission: 'counties.report',
  input: z.object({}),
  output: z.object({ items: z.array(Group) }),
  errors: [],
})

/** Issues the letter: the cases in their order, each at the city's stage, go on to the province all together or not at all. */
export const issueRecommendation = operation({
  name: 'issueRecommendation',
  title: words.issueRecommendation,
  method: 'POST',
  path: '/api/recommendations',
  permission: 'counties.pass',
  input: z.object({
    batchId: z.uuid(),
    divisionCode: z.string().regex(/^\d{6}$/),
    letterNo: z.string().trim().min(2).max(100),
    cases: z
      .array(z.object({ id: z.uuid(), number: z.int().min(1) }))
      .min(1)
      .max(60),
  }),
  output: Letter,
  errors: [notFound, letterThere, letterNoTaken, quotaExceeded, caseUnfit, actNotOpen, caseMoved],
  inPerson: true,
})

/**
 * Sends a letter back with a reason: every county on it that is still open stands at the city's stage again, all together or not at all, and
 * the city may issue another. One that names a decided case stays.
 */
export const returnRecommendation = operation({
  name: 'returnRecommendation',
  title: words.returnRecommendation,
  method: 'POST',
  path: '/api/recommendations/{id}/return',
  permission: 'counties.approve',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(4).max(500) }),
  output: Group,
  errors: [notFound, letterReturned, letterSettled, actNotOpen],
  inPerson: true,
})

/** One letter with the counties it names, for its city and for the province. */
export const getRecommendation = operation({
  name: 'getRecommendation',
  title: words.getRecommendation,
  method: 'GET',
  path: '/api/recommendations/{id}',
  permission: 'counties.report',
  input: z.object({ id: z.uuid() }),
  output: Group,
  errors: [notFound],
})
