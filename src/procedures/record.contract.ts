// What is recorded with a case, time after time, by whoever the declaration names: hours taught, offers made, days present.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import type { Word } from '../kernel/word.ts'
import { Sentence } from './procedure.contract.ts'
import { recordWords as words } from './record.words.ts'

export const recordUnfit = defineError<{ kind: Word; most: number }>('record_unfit', 422, words.recordUnfit)
/** What is recorded of something granted lies within its term, both days included; `lastOn` is — where it has no end. */
export const recordOutsideTerm = defineError<{ kind: Word; firstOn: string; lastOn: string }>(
  'record_outside_term',
  422,
  words.recordOutsideTerm,
)

const Records = z.object({
  caseId: z.uuid(),
  caseNo: z.string(),
  procedure: Sentence,
  /** Whole for the applicant and for the host, who know them; masked for everybody else. */
  subjectName: z.string(),
  /** The last day of what was granted; null while there is none, or where it has no end. */
  lastOn: z.string().nullable(),
  kinds: z.array(
    z.object({
      code: z.string(),
      title: Sentence,
      unit: Sentence,
      most: z.int(),
      /** All of it, and what falls within the twelve months before today. */
      total: z.int(),
      lastYear: z.int(),
      /** How many lines there are; of points the mean over them is told, and no sum. */
      count: z.int(),
      isMean: z.boolean(),
      /** What the yearly check asks for within twelve months; null where it asks for none. */
      least: z.int().nullable(),
      canRecord: z.boolean(),
    }),
  ),
  /** Those superseded or taken away among them: they count no more, and stay to be seen. */
  items: z.array(
    z.object({
      ...{ id: z.uuid(), kind: z.string(), on: z.string(), amount: z.int(), text: z.string() },
      state: z.enum(['standing', 'corrected', 'removed']),
      recordedAt: z.string(),
      changedAt: z.string().nullable(),
      reason: z.string(),
      /** Who recorded it, and who changed it, by name; '' for whom the case is about. */
      ...{ by: z.string(), changedBy: z.string() },
      canChange: z.boolean(),
    }),
  ),
})
export type Records = z.infer<typeof Records>

/** By the case's number, as the host knows it from the certificate. */
export const listCaseRecords = operation({
  name: 'listCaseRecords',
  title: words.listCaseRecords,
  method: 'GET',
  path: '/api/case-records/{caseNo}',
  permission: 'signed_in',
  input: z.object({ caseNo: z.string().max(40) }),
  output: Records,
  errors: [notFound],
  readsPersonalData: true,
})

/** One line: what, on which day, how much of it. */
export const recordForCase = operation({
  name: 'recordForCase',
  title: words.recordForCase,
  method: 'POST',
  path: '/api/case-records/{caseNo}',
  permission: 'signed_in',
  input: z.object({
    caseNo: z.string().max(40),
    kind: z.string().max(40),
    on: daySent,
    amount: z.int().min(1).max(10_000),
    text: z.string().trim().min(2).max(500),
  }),
  output: Records,
  errors: [notFound, recordUnfit, recordOutsideTerm],
  creates: true,
  inPerson: true,
})

/** Puts another line in the place of one that was recorded wrong, which is kept with the reason and counted no more. */
export const correctCaseRecord = operation({
  name: 'correctCaseRecord',
  title: words.correctCaseRecord,
  method: 'POST',
  path: '/api/case-records/{caseNo}/{id}/correct',
  permission: 'signed_in',
  input: z.object({
    ...{ caseNo: z.string().max(40), id: z.uuid(), on: daySent },
    amount: z.int().min(1).max(10_000),
    text: z.string().trim().min(2).max(500),
    reason: z.string().trim().min(2).max(500),
  }),
  output: Records,
  errors: [notFound, recordUnfit, recordOutsideTerm],
  inPerson: true,
})

/** What the organisations that the reader speaks for host: whom, until when, and how much was recorded; the latest granted first. */
export const listHostedCases = operation({
  name: 'listHostedCases',
  title: words.listHostedCases,
  method: 'GET',
  path: '/api/hosted-cases',
  permission: 'procedures.endorse',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({
    items: z.array(Records.pick({ caseId: true, caseNo: true, procedure: true, subjectName: true, lastOn: true, kinds: true })),
    nextCursor: z.string().nullable(),
  }),
  errors: [],
  readsPersonalData: true,
})

/** Takes away a line that was recorded wrong; it is kept and no longer counted. */
export const removeCaseRecord = operation({
  name: 'removeCaseRecord',
  title: words.removeCaseRecord,
  method: 'POST',
  path: '/api/case-records/{caseNo}/{id}/remove',
  permission: 'signed_in',
  input: z.object({ caseNo: z.string().max(40), id: z.uuid(), reason: z.string().trim().max(500).default('') }),
  output: Records,
  errors: [notFound],
  inPerson: true,
})
