// A list of experts as a file: checked row by row, and what is right of it put into the pool.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { expertImportWords as words } from './expertimport.words.ts'
import { Sentence } from './procedure.contract.ts'

export const listUnreadable = defineError('list_unreadable', 422, words.listUnreadable)

/** Checks a list of experts for a division's pool; with `apply` the rows that are right go in. The same list again changes nothing. */
export const importExperts = operation({
  name: 'importExperts',
  title: words.importExperts,
  method: 'POST',
  path: '/api/experts/import',
  permission: 'procedures.direct',
  input: z.object({
    divisionCode: z.string().regex(/^\d{6}$/),
    text: z.string().min(1).max(200_000),
    apply: z.boolean().default(false),
  }),
  output: z.object({
    rows: z.array(z.object({ row: z.int(), who: z.string(), reasons: z.array(z.object({ code: z.string(), text: Sentence })) })),
    /** How many rows are right, and how many went in. */
    ready: z.int(),
    added: z.int(),
  }),
  errors: [notFound, listUnreadable],
  inPerson: true,
})
