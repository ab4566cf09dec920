// Expert review as the office sees it: who was drawn and why others were not, how far the seats are, and what the sheets come to.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { actNotOpen, caseMoved } from './case.contract.ts'
import { Sentence } from './procedure.contract.ts'
import { reviewWords as words } from './review.words.ts'

/** Why an expert must not review a case; its words stand in review.words. */
export const recusalReasons = [
  ...(['is_applicant', 'is_subject', 'handled_case', 'same_organisation', 'past_organisation', 'related_organisation'] as const),
  ...(['funding', 'co_author', 'declared'] as const),
] as const
export type RecusalReason = (typeof recusalReasons)[number]

export const tooFewExperts = defineError<{ needed: number; found: number }>('too_few_experts', 409, words.tooFewExperts)
export const seatClosed = defineError('seat_closed', 409, words.seatClosed)

export const Criterion = z.object({ code: z.string(), title: Sentence, most: z.int() })

const Recusal = z.object({ displayName: z.string(), reasons: z.array(z.enum(recusalReasons)) })

export const ReviewShown = z.object({
  criteria: z.array(Criterion),
  seatsWanted: z.int(),
  passMark: z.number(),
  spreadMost: z.number(),
  isBlind: z.boolean(),
  /** Whom a draw made now could take, in all and of those who know one field, and who must stand aside; null for who may not draw. */
  pool: z
    .object({
      free: z.int(),
      fields: z.array(z.object({ field: z.string(), free: z.int() })),
      recusals: z.array(Recusal),
    })
    .nullable(),
  /** What the draws can be made again from, by the journal's number. */
  draws: z.array(z.object({ number: z.int(), seed: z.string(), candidates: z.int() })),
  seats: z.array(
    z.object({
      id: z.uuid(),
      displayName: z.string(),
      title: z.string(),
      state: z.enum(['drawn', 'pledged', 'handed_in', 'conflict', 'replaced']),
      dueOn: z.string(),
      handedInAt: z.string().nullable(),
      /** Only once every sheet is in: nobody is told of some while others still score. */
      scores: z.record(z.string(), z.int()).nullable(),
      total: z.int().nullable(),
      comments: z.record(z.string(), z.string()).nullable(),
    }),
  ),
  /** Who was kept out of the latest draw. */
  recusals: z.array(Recusal),
  result: z.object({ score: z.number(), isPassed: z.boolean(), spread: z.number(), isAlarm: z.boolean(), counted: z.int() }).nullable(),
  /** Whether the reader may draw (and how many), or replace, now. */
  canDraw: z.int(),
  canReplace: z.boolean(),
})
export type ReviewShown = z.infer<typeof ReviewShown>

/** The expert review of a case, for the office of that stage, of the decision, and auditors; null before the case has come so far. */
export const getReview = operation({
  name: 'getReview',
  title: words.getReview,
  method: 'GET',
  path: '/api/cases/{id}/review',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ review: ReviewShown.nullable() }),
  errors: [notFound],
  readsPersonalData: true,
})

/** Draws as many experts as the sheet asks for; later those that are missing; one more where the scores differ too much. */
export const drawExperts = operation({
  name: 'drawExperts',
  title: words.drawExperts,
  method: 'POST',
  path: '/api/cases/{id}/experts',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), number: z.int().min(1), field: z.string().trim().min(1).max(40).optional() }),
  output: ReviewShown,
  errors: [notFound, caseMoved, actNotOpen, tooFewExperts],
  inPerson: true,
})

/** Frees a seat that was not handed in, with a reason, and draws another expert for it. */
export const replaceExpert = operation({
  name: 'replaceExpert',
  title: words.replaceExpert,
  method: 'POST',
  path: '/api/cases/{id}/experts/{seatId}/replace',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), seatId: z.uuid(), reason: z.string().trim().min(4).max(500) }),
  output: ReviewShown,
  errors: [notFound, actNotOpen, seatClosed, tooFewExperts],
  inPerson: true,
})
