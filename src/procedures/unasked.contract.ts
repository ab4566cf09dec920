// 免申即享: who is entitled by the rules over what is known, and the office's giving it without anybody's applying.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { batchClosed } from './case.contract.ts'
import { ConditionShown, Sentence } from './procedure.contract.ts'
import { unaskedWords as words } from './unasked.words.ts'

export const notEntitled = defineError('not_entitled', 422, words.notEntitled)

/** Who is entitled without applying, of those in the divisions of the reader's office; with every condition and its answer. */
export const listEntitlements = operation({
  name: 'listEntitlements',
  title: words.listEntitlements,
  method: 'GET',
  path: '/api/entitlements',
  permission: 'signed_in',
  input: z.object({
    /** Left out, the first of those that the reader's office handles. */
    procedure: z.string().max(60).optional(),
    show: z.enum(['entitled', 'all']).default('entitled'),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({
    procedures: z.array(
      z.object({
        code: z.string(),
        title: Sentence,
        /** Whether the reader may give it; else they may look. */
        mayIssue: z.boolean(),
        declineDays: z.int(),
        batches: z.array(z.object({ id: z.uuid(), name: Sentence, documentNo: z.string() })),
      }),
    ),
    items: z.array(
      z.object({
        personId: z.uuid(),
        /** Masked. */
        name: z.string(),
        divisionCode: z.string().nullable(),
        level: z.object({ code: z.string(), title: Sentence }).nullable(),
        isEntitled: z.boolean(),
        conditions: z.array(ConditionShown),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  errors: [],
  isSearch: true,
  readsPersonalData: true,
})

/** Gives it to people who are entitled, each for themselves: one who is not says so and holds up no other. */
export const issueWithoutApplying = operation({
  name: 'issueWithoutApplying',
  title: words.issueWithoutApplying,
  method: 'POST',
  path: '/api/entitlements',
  permission: 'signed_in',
  input: z.object({
    procedure: z.string().max(60),
    batchId: z.uuid(),
    personIds: z.array(z.uuid()).min(1).max(100),
    reason: z.string().trim().min(4).max(2000),
  }),
  output: z.object({
    items: z.array(
      z.object({
        personId: z.uuid(),
        isDone: z.boolean(),
        caseId: z.uuid().nullable(),
        caseNo: z.string().nullable(),
        code: z.string().nullable(),
        text: Sentence.nullable(),
      }),
    ),
  }),
  errors: [notFound, batchClosed, notEntitled],
  inPerson: true,
})
