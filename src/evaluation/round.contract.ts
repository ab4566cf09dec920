import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { roundWords as words } from './round.words.ts'
import { IndicatorSystem } from './system.contract.ts'

export const roundStates = ['computing', 'computed', 'published', 'superseded', 'withdrawn'] as const
export const roundActs = ['publish', 'withdraw'] as const
export const roundReasonCodes = ['not_computed', 'intervals_missing', 'wrong_state', 'published_already'] as const

/** What is wrong with a file, one text a fault, in both languages. */
export const indexSystemWrong = defineError<{ reasons: { zh: string; en: string }[] }>('index_system_wrong', 422, words.indexSystemWrong)
export const indexSystemExists = defineError('index_system_exists', 409, words.indexSystemExists)
/** Who has no approved records of a year, and who lacks which columns: all of it. */
export const indexNotComputable = defineError<{
  reasons: { code: 'nobody' | 'not_approved' | 'cells_missing'; unit: string; year: number; columns: string[] }[]
}>('index_not_computable', 409, words.indexNotComputable)
export const indexNotReplaced = defineError('index_not_replaced', 422, words.indexNotReplaced)
export const indexActNotNow = defineError<{ reasons: string[] }>('index_act_not_now', 409, words.indexActNotNow)
export const indexReasonMissing = defineError('index_reason_missing', 422, words.indexReasonMissing)

const Word = z.object({ zh: z.string(), en: z.string() })
const System = z.object({
  code: z.string(),
  version: z.string(),
  subject: z.string(),
  title: Word,
  basis: z.string(),
  /** Weights and classes are an assumption and no document's. */
  isAssumption: z.boolean(),
  /** The file that the command `index` takes. */
  system: IndicatorSystem,
})
export type System = z.infer<typeof System>

/** Every version of every indicator system, the latest first. */
export const listIndexSystems = operation({
  name: 'listIndexSystems',
  title: words.listIndexSystems,
  method: 'GET',
  path: '/api/index-systems',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ items: z.array(System) }),
  errors: [],
})

/** Records a version; `file` is the JSON that `./xianchuang index --system` takes. A version never changes. */
export const recordIndexSystem = operation({
  name: 'recordIndexSystem',
  title: words.recordIndexSystem,
  method: 'POST',
  path: '/api/index-systems',
  permission: 'evaluation.run',
  input: z.object({
    subject: z.string().max(40),
    titleZh: z.string().trim().min(2).max(100),
    titleEn: z.string().trim().min(2).max(200),
    basis: z.string().trim().min(2).max(500),
    isAssumption: z.boolean().default(true),
    file: z.string().max(400_000),
  }),
  output: System,
  errors: [notFound, indexSystemWrong, indexSystemExists],
  creates: true,
})

export const Round = z.object({
  id: z.uuid(),
  systemCode: z.string(),
  systemVersion: z.string(),
  title: Word,
  subject: z.string(),
  fromYear: z.int(),
  year: z.int(),
  /** It reads what was known on this moment, and nothing later. */
  asOf: z.string(),
  state: z.enum(roundStates),
  runs: z.int(),
  runsMade: z.int(),
  seed: z.int(),
  spreadPercent: z.int(),
  replaces: z.uuid().nullable(),
  createdAt: z.string(),
})
export type Round = z.infer<typeof Round>

/** Pins a version, its method and a moment, and computes; the runs behind the intervals of ranks are a job that tells how far it is. */
export const createIndexRound = operation({
  name: 'createIndexRound',
  title: words.createIndexRound,
  method: 'POST',
  path: '/api/index-rounds',
  permission: 'evaluation.run',
  input: z
    .object({
      systemCode: z.string().max(60),
      systemVersion: z.string().max(60),
      /** Growth is told against this year. */
      fromYear: z.int().min(2000).max(2100),
      year: z.int().min(2000).max(2100),
      runs: z.int().min(100).max(10_000).default(1000),
      seed: z
        .int()
        .min(0)
        .max(2 ** 32 - 1)
        .default(1),
      spreadPercent: z.int().min(0).max(100).default(25),
      /** The published round that this one takes the place of when it is published, and why. */
      replaces: z.uuid().nullable().default(null),
      reason: z.string().trim().max(500).default(''),
    })
    .refine(({ fromYear, year }) => fromYear <= year),
  output: Round,
  errors: [notFound, indexNotComputable, indexNotReplaced, indexReasonMissing],
  creates: true,
})

/** Rounds that are published or were, latest year first; whoever computes them sees those on their way too, and whoever is ranked those that are computed. */
export const listIndexRounds = operation({
  name: 'listIndexRounds',
  title: words.listIndexRounds,
  method: 'GET',
  path: '/api/index-rounds',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ items: z.array(Round) }),
  errors: [],
})

const Node = z.object({ code: z.string(), title: Word, weight: z.number(), parent: z.string().nullable() })
const score = z.number().nullable()
export const Placed = z.object({
  unit: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  score,
  rank: z.int().nullable(),
  /** Nine runs of ten with other weights and scales place it between these. */
  median: score,
  low: score,
  high: score,
  class: z.string().nullable(),
  /** The index of the first year is 100. */
  growth: score,
  /** By the code of a group. */
  scores: z.record(z.string(), score),
})
export type Placed = z.infer<typeof Placed>
const Class = z.object({ code: z.string(), title: Word, atLeast: z.number() })

/** The ranking of a round. Before it is published, whoever is ranked finds their own units alone. */
export const getIndexRound = operation({
  name: 'getIndexRound',
  title: words.getIndexRound,
  method: 'GET',
  path: '/api/index-rounds/{id}',
  permission: 'anyone',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    round: Round,
    basis: z.string(),
    isAssumption: z.boolean(),
    /** Each year is put on a scale of its own: scores compare within it alone. */
    isYearly: z.boolean(),
    groups: z.array(Node),
    classes: z.array(Class),
    units: z.array(Placed),
    /** How many have a rank, those that the reader does not see included. */
    rankedCount: z.int(),
    treatedCount: z.int(),
    imputedCount: z.int(),
    absentCount: z.int(),
    acts: z.array(z.object({ act: z.enum(roundActs), reasons: z.array(z.enum(roundReasonCodes)) })),
    journal: z.array(z.object({ id: z.uuid(), act: z.string(), reason: z.string(), by: z.string(), actedAt: z.string() })),
  }),
  errors: [notFound],
})

/** One unit: its indicators with their scores and places, its way through the years, and what would take it a class up. */
export const getIndexUnit = operation({
  name: 'getIndexUnit',
  title: words.getIndexUnit,
  method: 'GET',
  path: '/api/index-rounds/{id}/units/{unit}',
  permission: 'anyone',
  input: z.object({ id: z.uuid(), unit: z.string().max(60) }),
  output: z.object({
    round: Round,
    placed: Placed,
    rankedCount: z.int(),
    groups: z.array(Node),
    classes: z.array(Class),
    trend: z.array(z.object({ year: z.int(), score, rank: z.int().nullable() })),
    indicators: z.array(
      z.object({
        ...Node.shape,
        unit: Word,
        direction: z.union([z.literal(1), z.literal(-1)]),
        /** In relation to its denominator; `raw` is before that. */
        value: score,
        raw: score,
        /** Filled in, or an outlier brought back, to this; null where the value itself is scored. */
        scoredAs: score,
        score,
        rank: z.int().nullable(),
        /** The unit's own, of its plan, with the year it is aimed at; else the system's, without one. */
        target: score,
        targetYear: z.int().nullable(),
        gap: score,
      }),
    ),
    strengths: z.array(z.string()),
    weaknesses: z.array(z.string()),
    next: z
      .object({
        class: z.string(),
        atLeast: z.number(),
        lacks: z.number(),
        /** Each alone would be enough, all else as it is. */
        moves: z.array(z.object({ indicator: z.string(), from: z.number(), to: z.number() })),
      })
      .nullable(),
  }),
  errors: [notFound],
})

/** Publishes a round, or takes one back. A published round is superseded by the one that says it replaces it. */
export const actOnIndexRound = operation({
  name: 'actOnIndexRound',
  title: words.actOnIndexRound,
  method: 'POST',
  path: '/api/index-rounds/{id}/acts',
  permission: 'evaluation.run',
  input: z.object({ id: z.uuid(), act: z.enum(roundActs), reason: z.string().trim().max(500).default('') }),
  output: Round,
  errors: [notFound, indexActNotNow, indexReasonMissing],
})

/**
 * The whole sheet of a round: every table as CSV, or a workbook that computes again; or the two files from which `xianchuang index` computes
 * it: `data`, the records as known on the round's moment with every denominator, and `system`, with the base year it was computed with.
 */
export const downloadIndexSheet = operation({
  name: 'downloadIndexSheet',
  title: words.downloadIndexSheet,
  method: 'GET',
  path: '/api/index-rounds/{id}/sheet',
  permission: 'anyone',
  input: z.object({
    id: z.uuid(),
    format: z.enum(['csv', 'xlsx', 'data', 'system']).default('xlsx'),
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  output: z.unknown(),
  errors: [notFound],
  answer: 'stream',
})
