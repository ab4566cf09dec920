// The expert's own desk: the seats they were drawn for, the pledge, the case, and the sheet. Nobody else's seat can be seen here.
import * as z from 'zod'
import { Attachment } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { FieldShown, Sentence } from './procedure.contract.ts'
import { Criterion, seatClosed } from './review.contract.ts'
import { reviewWords as words } from './review.words.ts'

export const pledgeMissing = defineError('pledge_missing', 409, words.pledgeMissing)
export const sheetWrong = defineError<{ count: number; faults: { criterion: string; what: string }[] }>(
  'sheet_wrong',
  422,
  words.sheetWrong,
)

const seatStates = ['drawn', 'pledged', 'handed_in', 'over'] as const
const Brief = z.object({
  id: z.uuid(),
  caseNo: z.string(),
  procedure: Sentence,
  state: z.enum(seatStates),
  drawnAt: z.string(),
  dueOn: z.string(),
  isLate: z.boolean(),
  handedInAt: z.string().nullable(),
})
export type ReviewBrief = z.infer<typeof Brief>

const Mine = Brief.extend({
  pledge: Sentence,
  pledgedAt: z.string().nullable(),
  isBlind: z.boolean(),
  criteria: z.array(Criterion),
  /** What the case says, once the pledge is signed; where the review is blind, nothing that tells whose it is. */
  case: z
    .object({
      subjectName: z.string().nullable(),
      organisationName: z.string().nullable(),
      fields: z.array(FieldShown),
      answers: z.record(z.string(), z.unknown()),
      materials: z.array(z.object({ code: z.string(), title: Sentence, given: z.int(), documents: z.array(Attachment) })),
    })
    .nullable(),
  scores: z.record(z.string(), z.int()),
  comments: z.record(z.string(), z.string()),
  savedAt: z.string().nullable(),
})
export type MyReview = z.infer<typeof Mine>

/** The reader's seats, those that wait first, by the day they are due. */
export const listMyReviews = operation({
  name: 'listMyReviews',
  title: words.listMyReviews,
  method: 'GET',
  path: '/api/me/reviews',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Brief) }),
  errors: [],
})

export const getMyReview = operation({
  name: 'getMyReview',
  title: words.getMyReview,
  method: 'GET',
  path: '/api/me/reviews/{id}',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: Mine,
  errors: [notFound],
  readsPersonalData: true,
})

/** Signs the pledge 承诺书 for a seat, once; the case opens then. */
export const signPledge = operation({
  name: 'signPledge',
  title: words.signPledge,
  method: 'POST',
  path: '/api/me/reviews/{id}/pledge',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: Mine,
  errors: [notFound, seatClosed],
  inPerson: true,
})

const sheetSent = {
  id: z.uuid(),
  scores: z.record(z.string().max(40), z.int()),
  /** By criterion, and `overall` for the whole. */
  comments: z.record(z.string().max(40), z.string().trim().max(1000)).default({}),
}

/** Keeps what is scored so far; it can be taken up again anywhere. */
export const saveScores = operation({
  name: 'saveScores',
  title: words.saveScores,
  method: 'POST',
  path: '/api/me/reviews/{id}/scores',
  permission: 'signed_in',
  input: z.object(sheetSent),
  output: Mine,
  errors: [notFound, seatClosed, pledgeMissing, sheetWrong],
  inPerson: true,
})

/** Hands the sheet in, whole; it cannot be changed afterwards. */
export const handInScores = operation({
  name: 'handInScores',
  title: words.handInScores,
  method: 'POST',
  path: '/api/me/reviews/{id}/hand-in',
  permission: 'signed_in',
  input: z.object(sheetSent),
  output: Mine,
  errors: [notFound, seatClosed, pledgeMissing, sheetWrong],
  inPerson: true,
})

/** The expert says that they must stand aside: the seat is given up, the reason kept, and another expert drawn where there is one. */
export const declareConflict = operation({
  name: 'declareConflict',
  title: words.declareConflict,
  method: 'POST',
  path: '/api/me/reviews/{id}/conflict',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(4).max(500) }),
  output: z.object({}),
  errors: [notFound, seatClosed],
  inPerson: true,
})
