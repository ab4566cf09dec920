import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent, momentSent } from '../kernel/shape.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import { figuresWords as words } from './figures.words.ts'

export const figureDimensions = [
  'institution',
  'prefecture',
  'institutionKind',
  'customerKind',
  'month',
  'customerCounty',
  'class',
  'procedure',
  'county',
  'level',
  'ground',
  'outcome',
  'taskGroup',
] as const
export type FigureDimension = (typeof figureDimensions)[number]

export const asOfTooLate = defineError<{ latestAt: string }>('as_of_too_late', 422, words.asOfTooLate)
export const noSuchVersion = defineError<{ version: string }>('no_such_version', 404, words.noSuchVersion)
export const noSuchDimension = defineError<{ dimension: string }>('no_such_dimension', 422, words.noSuchDimension)
export const periodWrong = defineError('period_wrong', 422, words.periodWrong)
export const periodToCome = defineError<{ today: string }>('period_to_come', 422, words.periodToCome)
export const wholeYearOnly = defineError<{ year: number }>('whole_year_only', 422, words.wholeYearOnly)
export const wholeProvinceOnly = defineError('whole_province_only', 422, words.wholeProvinceOnly)
export const yearEndOnly = defineError<{ year: number }>('year_end_only', 422, words.yearEndOnly)
export const partsNotPublished = defineError('parts_not_published', 422, words.partsNotPublished)
export const tooManyFigureRows = defineError<{ limit: number }>('too_many_figure_rows', 422, words.tooManyFigureRows)

const Word = z.object({ zh: z.string(), en: z.string() })

export const FigureVersion = z.object({
  id: z.string(),
  /** Null: defined, but in force on no day; given to whoever asks for it by name. */
  validFrom: z.string().nullable(),
  definition: Word,
  assumption: Word.nullable(),
  documentNo: z.string(),
})
export const Figure = z.object({
  name: z.string(),
  title: Word,
  unit: Word,
  precision: z.int(),
  kind: z.enum(['computed', 'filed', 'quoted']),
  nature: z.enum(['stock', 'flow', 'ratio']),
  /** Counts cases of persons, not customers. */
  isAboutCases: z.boolean(),
  dimensions: z.array(z.object({ key: z.enum(figureDimensions), title: Word })),
  versions: z.array(FigureVersion),
  notes: z.array(Word),
})
export type Figure = z.infer<typeof Figure>

/**
 * A number: whole parts (分, seconds, counts), how many of them make the unit, and the text a page shows. Null when it is not published,
 * when nothing that it counts was recorded (which is not the same as 0), and where it would divide by nothing.
 */
export const FigureValue = z.object({
  amount: z.int().nullable(),
  perUnit: z.int(),
  text: z.string().nullable(),
  isSuppressed: z.boolean(),
  isUnrecorded: z.boolean(),
})
export type FigureValue = z.infer<typeof FigureValue>

/** What is asked: a figure of a year, of months (both included) or at a day; of one institution, of a division and all below, or of all. */
const question = {
  name: z.string().max(60),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  from: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  to: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  on: daySent.optional(),
  institutionId: z.uuid().optional(),
  divisionCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** Of figures about cases: one procedure alone. */
  procedure: z.string().max(60).optional(),
  /** As known on a moment (with Z) or at the end of a day in Asia/Shanghai. */
  asOf: z.union([daySent, momentSent]).optional(),
  version: z.string().max(20).optional(),
}
export const questionErrors = [
  ...([notFound, noSuchDivision, noSuchDimension, asOfTooLate, noSuchVersion, periodWrong, periodToCome] as const),
  ...([wholeYearOnly, wholeProvinceOnly, yearEndOnly] as const),
]

export const listFigures = operation({
  name: 'listFigures',
  title: words.listFigures,
  method: 'GET',
  path: '/api/figures',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ items: z.array(Figure), latestAt: z.string() }),
  errors: [],
})

/** A figure with its definition, as known on a moment, and its parts by one dimension; small cells are not published. */
export const getFigure = operation({
  name: 'getFigure',
  title: words.getFigure,
  method: 'GET',
  path: '/api/figures/{name}',
  permission: 'anyone',
  input: z.object({ ...question, by: z.enum(figureDimensions).optional() }),
  output: z.object({
    figure: Figure,
    version: FigureVersion,
    period: z.object({ from: z.string().nullable(), to: z.string().nullable(), on: z.string().nullable() }),
    /** The moment the answer is as known on, and the latest that can be asked for. */
    asOfAt: z.string(),
    latestAt: z.string(),
    institution: z.object({ id: z.uuid(), nameZh: z.string(), nameEn: z.string() }).nullable(),
    divisionCode: z.string().nullable(),
    value: FigureValue,
    /** For a ratio: the two figures it divides. */
    numerator: z.object({ name: z.string(), title: Word, unit: Word, value: FigureValue }).nullable(),
    denominator: z.object({ name: z.string(), title: Word, unit: Word, value: FigureValue }).nullable(),
    by: z.enum(figureDimensions).nullable(),
    procedure: z.object({ code: z.string(), title: Word }).nullable(),
    /** The reader is given what is published, and no month or place by itself; `figure.dimensions` are those left to ask for. */
    isAsPublished: z.boolean(),
    /** Its rows are for the offices alone. */
    areRowsClosed: z.boolean(),
    parts: z.array(z.object({ key: z.string(), label: Word, value: FigureValue, rowCount: z.int().nullable() })),
    /** Distinct things are counted at each level: the parts may add up to more than the whole. */
    partsMayOverlap: z.boolean(),
    rowCount: z.int().nullable(),
  }),
  errors: [...questionErrors, partsNotPublished],
})

export const FigureColumn = z.object({
  key: z.string(),
  title: Word,
  type: z.enum(['text', 'day', 'moment', 'seconds', 'fen', 'count']),
  isPrivate: z.boolean(),
  choices: z.record(z.string(), Word).nullable(),
})

/** The rows behind a figure, newest first; columns that are not the reader's to see are null and the row says so. */
export const listFigureRows = operation({
  name: 'listFigureRows',
  title: words.listFigureRows,
  method: 'GET',
  path: '/api/figures/{name}/rows',
  permission: 'anyone',
  input: z.object({
    ...question,
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    columns: z.array(FigureColumn),
    items: z.array(
      z.object({
        id: z.string(),
        values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
        isMasked: z.boolean(),
        link: z.string().nullable(),
      }),
    ),
    asOfAt: z.string(),
    rowCount: z.int().nullable(),
    /** The figure tells of fewer than 3 customers, so its rows are not published either. */
    isSuppressed: z.boolean(),
    /** They are for the offices alone. */
    isClosed: z.boolean(),
    nextCursor: z.string().nullable(),
  }),
  errors: questionErrors,
})

/** The same rows as a CSV file in UTF-8 with a byte order mark. */
export const downloadFigureRows = operation({
  name: 'downloadFigureRows',
  title: words.downloadFigureRows,
  method: 'GET',
  path: '/api/figures/{name}/rows.csv',
  permission: 'anyone',
  input: z.object({ ...question, language: z.enum(['zh', 'en']).default('zh') }),
  output: z.unknown(),
  errors: [...questionErrors, tooManyFigureRows],
  answer: 'stream',
})
