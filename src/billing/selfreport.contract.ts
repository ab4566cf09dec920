// What an institution says of its own year 年度自报, beside what its records add up to.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { selfReportWords as words } from './selfreport.words.ts'

export const yearNotReported = defineError<{ year: number }>('year_not_reported', 422, words.yearNotReported)

const year = z.coerce.number().int().min(1990).max(2200)
const Amounts = z.object({
  /** Hours for others, in seconds. */
  seconds: z.int(),
  /** Income for them, in fen. */
  fen: z.int(),
})
const SelfReport = z.object({
  year: z.int(),
  /** What stands in the records of services for others, which are not void. */
  counted: Amounts,
  reported: Amounts.extend({ documentNo: z.string(), recordedAt: z.string() }).nullable(),
})
export type SelfReport = z.infer<typeof SelfReport>

/** The years of an institution of which it has records or said anything, the latest first. */
export const listSelfReports = operation({
  name: 'listSelfReports',
  title: words.listSelfReports,
  method: 'GET',
  path: '/api/institutions/{institutionId}/self-reports',
  permission: 'billing.read',
  input: z.object({ institutionId: z.uuid() }),
  output: z.object({ items: z.array(SelfReport) }),
  errors: [notFound],
})

/** Records what was reported elsewhere of a year that is over or under way, in place of what was said before; the next check compares it with the records. */
export const recordSelfReport = operation({
  name: 'recordSelfReport',
  title: words.recordSelfReport,
  method: 'POST',
  path: '/api/institutions/{institutionId}/self-reports',
  permission: 'billing.correct',
  input: z.object({
    institutionId: z.uuid(),
    year,
    /** At most ten million hours. */
    seconds: z.int().min(0).max(36_000_000_000),
    fen: z.int().min(0).max(100_000_000_000_000),
    documentNo: z.string().trim().min(2).max(100),
  }),
  output: z.object({ items: z.array(SelfReport) }),
  errors: [notFound, yearNotReported],
})
