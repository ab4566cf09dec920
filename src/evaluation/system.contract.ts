// An indicator system as a file says it: what is measured, in what groups, with what weights, and by which method it becomes one index.
import * as z from 'zod'
import { evaluationWords as words } from './evaluation.words.ts'

const code = z.string().trim().min(1).max(60)
const title = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) }).optional()
const goalposts = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high, { params: { word: words.goalpostsOrder } })
  .optional()

/** From where the bounds of a scale are taken: the units of each year, of the base year, or of all years together. */
const bounds = z.enum(['year', 'base', 'pooled']).default('year')

export const Aggregation = z.enum(['arithmetic', 'geometric', 'mazziottaPareto'])

/** How a value becomes comparable with others. `from` and `to` are the ends of the scale that the worst and the best get. */
export const Normalisation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('minMax'),
    from: z.number().default(0),
    to: z.number().default(100),
    bounds,
    /** True where a value beyond its goalposts counts as the goalpost. */
    isClipped: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('zScore'),
    mean: z.number().default(0),
    deviation: z.number().positive().default(1),
    /** Divided by n (population) or by n − 1 (sample). */
    of: z.enum(['population', 'sample']).default('population'),
    bounds,
  }),
  z.strictObject({ kind: z.literal('rank') }),
  z.strictObject({ kind: z.literal('distance'), to: z.enum(['best', 'mean', 'worst']).default('best'), bounds }),
])

export const Treatment = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** While both the skewness and the kurtosis of an indicator are beyond their limits, its most extreme value becomes the next, at most so often. */
  z.strictObject({
    kind: z.literal('winsorise'),
    skewnessMost: z.number().positive().default(2),
    kurtosisMost: z.number().positive().default(3.5),
    pointsMost: z.int().min(1).max(100).default(5),
  }),
  /** What lies beyond the percentiles becomes the percentile. */
  z.strictObject({
    kind: z.literal('percentile'),
    lower: z.number().min(0).max(50).default(2.5),
    upper: z.number().min(50).max(100).default(97.5),
  }),
])

/** `refuse` computes nothing while a cell is missing (`forbiddenGaps` names them all); `none` leaves gaps as they are. */
export const Imputation = z.enum(['refuse', 'none', 'mean', 'median', 'groupMean', 'groupMedian', 'previous', 'worst', 'zero'])

export const Method = z.strictObject({
  /** What has fewer values than these shares is left out before anything else. */
  screen: z
    .strictObject({ indicatorShareLeast: z.number().min(0).max(1).default(0), unitShareLeast: z.number().min(0).max(1).default(0) })
    .prefault({}),
  impute: Imputation.default('none'),
  treat: Treatment.prefault({ kind: 'none' }),
  normalise: Normalisation.prefault({ kind: 'minMax' }),
  aggregate: Aggregation.default('arithmetic'),
  /** A group's score with some of its parts missing: the weights of the others stand for all while they are this share of them, or more. */
  presentShareLeast: z.number().min(0).max(1).default(0.5),
  /** The year that growth, and bounds that say so, are measured from; the first one where none is named. */
  baseYear: z.int().optional(),
})

export const Group = z.strictObject({
  code,
  title,
  parent: code.nullable().default(null),
  weight: z.number().positive().default(1),
  aggregate: Aggregation.optional(),
  /** The aggregate of this group is put on a scale of its own between these. */
  goalposts,
})

export const Indicator = z.strictObject({
  code,
  title,
  parent: code.nullable().default(null),
  weight: z.number().positive().default(1),
  /** 1 where more is better, -1 where less is. */
  direction: z.union([z.literal(1), z.literal(-1)]).default(1),
  /** The column this one is divided by, and what the quotient is multiplied with: 10000 for “per ten thousand people”. */
  denominator: code.optional(),
  per: z.number().positive().default(1),
  transform: z.enum(['none', 'log']).default('none'),
  /** Fixed ends of the scale, in the indicator's own unit and before its logarithm is taken. */
  goalposts,
  /** What is aimed at, in the indicator's own unit. */
  target: z.number().optional(),
  unit: z.union([z.string().max(40), z.strictObject({ zh: z.string().max(40), en: z.string().max(40) })]).optional(),
  /** Scored by people: the columns `code@1`, `code@2`, … are averaged, without the highest and the lowest if it says so and there are three or more. */
  experts: z.strictObject({ dropsHighLow: z.boolean().default(true) }).optional(),
})

/** A class of units by their score: from `atLeast` up to the next. */
const Class = z.strictObject({ code, title, atLeast: z.number() })

export const IndicatorSystem = z.strictObject({
  code,
  version: z.string().min(1).max(60).default('1'),
  title,
  method: Method.prefault({}),
  groups: z.array(Group).max(200).default([]),
  indicators: z.array(Indicator).min(1).max(500),
  classes: z.array(Class).max(20).default([]),
})

export type IndicatorSystem = z.infer<typeof IndicatorSystem>
export type IndicatorSystemFile = z.input<typeof IndicatorSystem>
export type Indicator = z.infer<typeof Indicator>
export type Group = z.infer<typeof Group>
export type Normalisation = z.infer<typeof Normalisation>
export type Treatment = z.infer<typeof Treatment>
export type Imputation = z.infer<typeof Imputation>
export type Aggregation = z.infer<typeof Aggregation>
