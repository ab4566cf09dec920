import * as z from 'zod'
import { asOfTooLate, FigureValue, periodToCome } from '../figures/figure.contract.ts'
import { operation } from '../kernel/contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent, momentSent } from '../kernel/shape.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import { oversightWords as words } from './oversight.words.ts'

const Word = z.object({ zh: z.string(), en: z.string() })
const question = {
  year: z.coerce.number().int().min(2000).max(2100),
  institutionId: z.uuid().optional(),
  divisionCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** As known on a moment (with Z) or at the end of a day in Asia/Shanghai. */
  asOf: z.union([daySent, momentSent]).optional(),
  /** The day of the stocks; the last day of a past year, today for the current one. */
  stockOn: daySent.optional(),
}

/** A number of the statement and the figure it opens to, at the statement's own period, scope and moment. */
export const StatementCell = z.object({
  figure: z.string(),
  title: Word,
  unit: Word,
  nature: z.enum(['stock', 'flow', 'ratio']),
  /** Distinct things are counted at each level: the parts may add up to more than the whole. */
  partsMayOverlap: z.boolean(),
  value: FigureValue,
})
export type StatementCell = z.infer<typeof StatementCell>

export const Statement = z.object({
  year: z.int(),
  /** The day of the stocks, and the months [from, to) of the flows. */
  stockOn: z.string(),
  from: z.string(),
  to: z.string(),
  asOfAt: z.string(),
  latestAt: z.string(),
  institution: z.object({ id: z.uuid(), nameZh: z.string(), nameEn: z.string() }).nullable(),
  divisionCode: z.string().nullable(),
  /** False when nothing at all was recorded as known then: the numbers are not 0, there are none. */
  isRecorded: z.boolean(),
  cells: z.array(StatementCell),
  rows: z.array(
    z.object({
      institutionId: z.uuid(),
      nameZh: z.string(),
      nameEn: z.string(),
      divisionCode: z.string().nullable(),
      /** By the name of the figure. */
      values: z.record(z.string(), FigureValue),
    }),
  ),
  /** What is assumed, by figure, and what the reader should know of the whole. */
  assumptions: z.array(z.object({ figure: z.string(), text: Word })),
  notes: z.array(Word),
  isExample: z.boolean(),
})
export type Statement = z.infer<typeof Statement>

/** The annual statement of the province, of a division or of an institution; every number names the figure it opens to. */
export const getStatement = operation({
  name: 'getStatement',
  title: words.getStatement,
  method: 'GET',
  path: '/api/statements/{year}',
  permission: 'anyone',
  input: z.object(question),
  output: Statement,
  errors: [notFound, noSuchDivision, asOfTooLate, periodToCome],
})

/** The same statement as a CSV file in UTF-8 with a byte order mark. */
export const downloadStatement = operation({
  name: 'downloadStatement',
  title: words.downloadStatement,
  method: 'GET',
  path: '/api/statements/{year}/statement.csv',
  permission: 'anyone',
  input: z.object({ ...question, language: z.enum(['zh', 'en']).default('zh') }),
  output: z.unknown(),
  errors: [notFound, noSuchDivision, asOfTooLate, periodToCome],
  answer: 'stream',
})
