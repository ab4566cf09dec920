// What came in wrong is taken back or corrected: with a reason, and never deleted.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { Sentence } from '../procedures/procedure.contract.ts'
import { EarlierState } from './earlier.contract.ts'
import { earlierRevisionWords as words } from './earlierrevision.words.ts'

const Reason = z.object({ code: z.string(), text: Sentence })
export const earlierRevised = defineError('earlier_revised', 409, words.alreadyRevised)
export const earlierUnfit = defineError<{ problems: z.infer<typeof Reason>[] }>('earlier_unfit', 422, words.unfit)

/** As a line of the list would say it; name and number are the person's and stay. */
export const Correction = z.object({
  level: z.string().max(10),
  grantNo: z.string().max(100),
  /** In yuan. */
  amount: z.string().max(30),
  firstOn: z.string().max(30),
  lastOn: z.string().max(30),
  documentNo: z.string().max(200),
  documentOn: z.string().max(30),
})
export type Correction = z.infer<typeof Correction>

/** Takes a row back, or with a correction lets another stand in its place; the person it was claimed by is told. */
export const reviseEarlierGrant = operation({
  name: 'reviseEarlierGrant',
  title: words.reviseEarlierGrant,
  method: 'POST',
  path: '/api/earlier-grants/{id}/revise',
  permission: 'procedures.direct',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(2).max(500), correction: Correction.optional() }),
  output: z.object({ state: EarlierState, id: z.uuid() }),
  errors: [notFound, earlierRevised, earlierUnfit],
  inPerson: true,
})
