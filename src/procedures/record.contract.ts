// What is recorded with a case, time after time, by whoever the declaration names: hours taught, offers made, days present.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { Sentence } from './procedure.contract.ts'
import { recordWords as words } from './record.words.ts'

export const recordUnfit = defineError<{ kind: string; most: number }>('record_unfit', 422, words.recordUnfit)

const Records = z.object({
  caseId: z.uuid(),
  caseNo: z.string(),
  procedure: Sentence,
  subjectName: z.string(),
  kinds: z.array(
    z.object({
      code: z.string(),
      title: Sentence,
      unit: Sentence,
      most: z.int(),
      /** All of it, and what falls within the twelve months before today. */
      total: z.int(),
      lastYear: z.int(),
      canRecord: z.boolean(),
    }),
  ),
  items: z.array(z.object({ id: z.uuid(), kind: z.string(), on: z.string(), amount: z.int(), text: z.string(), isOwn: z.boolean() })),
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
  errors: [notFound, recordUnfit],
  creates: true,
  inPerson: true,
})

/** Takes away a line that oneself recorded wrong; it is no longer counted. */
export const removeCaseRecord = operation({
  name: 'removeCaseRecord',
  title: words.removeCaseRecord,
  method: 'POST',
  path: '/api/case-records/{caseNo}/{id}/remove',
  permission: 'signed_in',
  input: z.object({ caseNo: z.string().max(40), id: z.uuid() }),
  output: Records,
  errors: [notFound],
  inPerson: true,
})
