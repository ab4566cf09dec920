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
const Letter = z.object({ id: z.uuid(), letterNo: z.string(), issuedAt: z.string() })
const Group = z.object({
  batchId: z.uuid(),
  procedure: Sentence,
  batch: Sentence,
  documentNo: z.string(),
  /** The city. */
  divisionCode: z.string(),
  city: Sentence,
  quota: z.int().nullable(),
  letter: Letter.nullable(),
  counties: z.array(Applicant),
})
export type RecommendationGroup = z.infer<typeof Group>

/** Batch by batch the counties of the reader's cities that wait to be recommended, and those that a letter names. */
export const listRecommendations = operation({
  name: 'listRecommendations',
  title: words.listRecommendations,
  method: 'GET',
  path: '/api/recommendations',
  permission: 'counties.pass',
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
