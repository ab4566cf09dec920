// Several applications from one file: an employer's list of people, each row checked by the same form, and what is right made into drafts.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { applyListWords as words } from './applylist.words.ts'
import { batchClosed, notOnBehalf } from './case.contract.ts'
import { Sentence } from './procedure.contract.ts'

export const applicationsUnreadable = defineError('applications_unreadable', 422, words.unreadable)

/** The first line of a list for a procedure, by its form in force: a column for each field, with what may stand in it. */
export const downloadApplyTemplate = operation({
  name: 'downloadApplyTemplate',
  title: words.downloadApplyTemplate,
  method: 'GET',
  path: '/api/procedures/{code}/applications.csv',
  permission: 'anyone',
  input: z.object({ code: z.string().max(60) }),
  output: z.string(),
  errors: [notFound, notOnBehalf],
  answer: 'stream',
})

/**
 * Checks a list of people for whom an employer applies; with `apply` the rows that are right become drafts. The same list again changes
 * nothing. The file is not kept.
 */
export const importApplications = operation({
  name: 'importApplications',
  title: words.importApplications,
  method: 'POST',
  path: '/api/batches/{id}/applications',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), organisationId: z.uuid(), text: z.string().min(1).max(400_000), apply: z.boolean().default(false) }),
  output: z.object({
    rows: z.array(
      z.object({
        row: z.int(),
        name: z.string(),
        outcome: z.enum(['new', 'unchanged', 'refused']),
        /** The draft it became, or the case that was there. */
        caseId: z.uuid().nullable(),
        reasons: z.array(Sentence),
      }),
    ),
    counts: z.object({ new: z.int(), unchanged: z.int(), refused: z.int() }),
    added: z.int(),
    /** The refused rows as they were sent, with why: a .csv to put right and send again; '' where none was refused. */
    refusedFile: z.string(),
  }),
  errors: [notFound, batchClosed, notOnBehalf, applicationsUnreadable],
  inPerson: true,
})
