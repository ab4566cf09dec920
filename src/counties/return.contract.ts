import * as z from 'zod'
import { Attachment } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { returnWords as words } from './return.words.ts'

/** At most 15 digits and 6 decimals: '1234.5'. */
const decimalPattern = /^-?\d{1,15}(\.\d{1,6})?$/
export const returnStates = ['filling', 'at_city', 'at_province', 'approved'] as const
/** Whose form it is: each level fills in one of its own. */
export const formLevels = ['county', 'city', 'province'] as const
export const returnActs = ['hand_in', 'pass', 'send_back', 'approve', 'reopen'] as const
export const cellProblems = [
  ...(['missing', 'negative', 'not_whole', 'part_missing', 'no_denominator', 'over_whole', 'too_long', 'source_missing'] as const),
  ...(['release_missing', 'unconfirmed', 'not_platform', 'jump', 'outlier'] as const),
] as const
export const vintages = ['flash', 'preliminary', 'annual', 'revised'] as const
/** Why a cell is not verified now, or not by the reader. */
export const verifyProblems = ['not_yours', 'locked', 'not_standing', 'computed', 'verified', 'own_hand'] as const
export const origins = ['computed', 'filed', 'quoted', 'imported'] as const

export const roundExists = defineError('round_exists', 409, words.roundExists)
export const roundDaysWrong = defineError('round_days_wrong', 422, words.roundDaysWrong)
export const yearNotOver = defineError<{ year: number }>('year_not_over', 422, words.yearNotOver)
export const roundInUse = defineError('round_in_use', 409, words.roundInUse)
export const returnsNotBegun = defineError<{ on: string }>('returns_not_begun', 409, words.returnsNotBegun)
export const noIndicators = defineError('no_indicators', 422, words.noIndicators)
export const returnLocked = defineError('return_locked', 409, words.returnLocked)
export const noSuchCell = defineError<{ code: string }>('no_such_cell', 422, words.noSuchCell)
/** The reasons are codes of `ActProblem`, all of them. */
export const actNotNow = defineError<{ reasons: string[] }>('act_not_now', 409, words.actNotNow)
export const actReasonMissing = defineError('act_reason_missing', 422, words.actReasonMissing)

const Word = z.object({ zh: z.string(), en: z.string() })
/** Numbers of returns are exact decimals written out as text: at most 15 digits and 6 decimals. */
const decimal = z.string().regex(decimalPattern)

export const Indicator = z.object({
  code: z.string(),
  version: z.int(),
  group: Word,
  title: Word,
  unit: Word,
  definition: Word,
  kind: z.enum(['amount', 'count', 'ratio', 'text']),
  /** Of a ratio: what is divided by what, times the factor; never typed in itself. */
  numerator: Word.nullable(),
  denominator: Word.nullable(),
  factor: z.int().nullable(),
  decimals: z.int(),
  isShare: z.boolean(),
  direction: z.enum(['up', 'down', 'none']),
  department: Word,
  basis: z.string(),
  figure: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  /** What last year’s return says stands unless it changed, and is proposed again. */
  carries: z.boolean(),
  /** Asked of nobody: there when the platform knows it. */
  isOptional: z.boolean(),
  level: z.enum(formLevels),
})
export type Indicator = z.infer<typeof Indicator>

/** Every version of every indicator of a level, in the order of its form. */
export const listIndicators = operation({
  name: 'listIndicators',
  title: words.listIndicators,
  method: 'GET',
  path: '/api/indicators',
  permission: 'anyone',
  input: z.object({ level: z.enum(formLevels).default('county') }),
  output: z.object({ items: z.array(Indicator) }),
  errors: [],
})

const Round = z.object({
  id: z.uuid(),
  year: z.int(),
  /** Both days are included. */
  opensOn: z.string(),
  dueOn: z.string(),
  jumpPercent: z.int(),
  outlierTimes: z.int(),
})
export type Round = z.infer<typeof Round>

/** Opens the returns of a year: one for each county, city and the province as of that year's end, with the indicators then in force, filled where the platform knows. */
export const openReturnRound = operation({
  name: 'openReturnRound',
  title: words.openReturnRound,
  method: 'POST',
  path: '/api/return-rounds',
  permission: 'counties.approve',
  input: z.object({
    year: z.int().min(2000).max(2100),
    opensOn: daySent,
    dueOn: daySent,
    jumpPercent: z.int().min(1).max(1000).default(50),
    outlierTimes: z.int().min(1).max(100).default(5),
  }),
  output: Round.extend({ returnCount: z.int() }),
  errors: [notFound, roundExists, roundDaysWrong, yearNotOver, noIndicators],
  creates: true,
})

/** Takes back a year that was opened by mistake, while nobody has filled in or done anything; what the platform put in goes with it. */
export const withdrawReturnRound = operation({
  name: 'withdrawReturnRound',
  title: words.withdrawReturnRound,
  method: 'POST',
  path: '/api/return-rounds/{id}/withdraw',
  permission: 'counties.approve',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound, roundInUse],
})

const state = z.enum(returnStates)
const ListedReturn = z.object({
  id: z.uuid(),
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  parentCode: z.string().nullable(),
  level: z.enum(formLevels),
  /** How far it is on its way, and how much of it is filled in: two things. */
  state,
  requiredCount: z.int(),
  filledCount: z.int(),
  computedCount: z.int(),
  /** Numbers that are not final, and the first day on which one of them is expected to be. */
  awaitedCount: z.int(),
  expectedOn: z.string().nullable(),
  isOverdue: z.boolean(),
  handedInAt: z.string().nullable(),
  approvedAt: z.string().nullable(),
})

/** The returns of a year in the reader's divisions, those who have not handed in first; the latest year unless one is asked for. */
export const listReturns = operation({
  name: 'listReturns',
  title: words.listReturns,
  method: 'GET',
  path: '/api/returns',
  permission: 'counties.report',
  input: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
  output: z.object({
    years: z.array(z.int()),
    round: Round.nullable(),
    items: z.array(ListedReturn),
    /** Years with returns that wait for the reader, the latest first. */
    waiting: z.array(z.object({ year: z.int(), count: z.int() })),
  }),
  errors: [],
})

export const CellParts = {
  amount: decimal.nullable().default(null),
  numerator: decimal.nullable().default(null),
  denominator: decimal.nullable().default(null),
  words: z.string().max(2000).nullable().default(null),
}
export const KeptCell = z.object({
  code: z.string().max(60),
  ...CellParts,
  vintage: z.enum(vintages).default('annual'),
  origin: z.enum(['filed', 'quoted']).default('filed'),
  /** When the number that takes its place is expected; asked of what is not final. */
  expectedOn: daySent.nullable().default(null),
  sourceDocument: z.string().trim().max(200).default(''),
  provider: z.string().trim().max(100).default(''),
  explanation: z.string().trim().max(500).default(''),
})
export type KeptCell = z.infer<typeof KeptCell>

export const ReturnCell = z.object({
  /** Another whenever something else is put in its place. */
  id: z.uuid(),
  ...{ amount: z.string().nullable(), numerator: z.string().nullable(), denominator: z.string().nullable(), words: z.string().nullable() },
  vintage: z.enum(vintages),
  origin: z.enum(origins),
  sourceDocument: z.string(),
  provider: z.string(),
  explanation: z.string(),
  expectedOn: z.string().nullable(),
  /** It comes from last year’s return; the county stands by it, or has not said so yet. */
  isCarried: z.boolean(),
  isConfirmed: z.boolean(),
  recordedAt: z.string(),
})

const Finding = z.object({ problem: z.enum(cellProblems), isExplainable: z.boolean(), isOpen: z.boolean() })

export const CountyReturn = z.object({
  id: z.uuid(),
  round: Round,
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  level: z.enum(formLevels),
  /** It goes to the province past its city. */
  isDirect: z.boolean(),
  state,
  cells: z.array(
    z.object({
      indicator: Indicator,
      isRequired: z.boolean(),
      cell: ReturnCell.nullable(),
      /** The number it comes to; of a ratio that of its two parts. */
      value: z.string().nullable(),
      /** What the county reported the year before, to look at. */
      lastYear: z.string().nullable(),
      findings: z.array(Finding),
      /** What was said of this cell when the return was last sent back, until it is handed in again. */
      remark: z.string().nullable(),
      /** The files that prove it, each with a link of five minutes. */
      evidence: z.array(z.object({ id: z.uuid(), file: Attachment })),
      /** Who besides its writer compared it with its source. */
      verified: z.object({ by: z.string(), at: z.string() }).nullable(),
      /** Why the reader may not verify it; none when they may. */
      verifyProblems: z.array(z.enum(verifyProblems)),
    }),
  ),
  requiredCount: z.int(),
  filledCount: z.int(),
  /** How many findings keep it from being handed in. */
  openCount: z.int(),
  /** Every act with the reasons why the reader may not; none when they may. */
  acts: z.array(
    z.object({ act: z.enum(returnActs), reasons: z.array(z.enum(['not_yours', 'wrong_state', 'not_begun', 'cells_open', 'by_yourself'])) }),
  ),
  mayFill: z.boolean(),
  /** What a signed copy on paper is matched by: the first letters of the digest of everything that stands on it. */
  digest: z.string(),
  journal: z.array(
    z.object({
      id: z.uuid(),
      act: z.enum(returnActs),
      state,
      reason: z.string(),
      /** Cell by cell, by indicator. */
      remarks: z.array(z.object({ code: z.string(), reason: z.string() })),
      by: z.string(),
      actedAt: z.string(),
    }),
  ),
})
export type CountyReturn = z.infer<typeof CountyReturn>

export const getReturn = operation({
  name: 'getReturn',
  title: words.getReturn,
  method: 'GET',
  path: '/api/returns/{id}',
  permission: 'counties.report',
  input: z.object({ id: z.uuid() }),
  output: CountyReturn,
  errors: [notFound],
})

/** The cells of a return as one sheet: CSV in UTF-8 with a byte order mark, or an Excel workbook; a ratio with its two parts. */
export const downloadReturn = operation({
  name: 'downloadReturn',
  title: words.downloadReturn,
  method: 'GET',
  path: '/api/returns/{id}/sheet',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), format: z.enum(['csv', 'xlsx']).default('csv'), language: z.enum(['zh', 'en']).default('zh') }),
  output: z.string(),
  errors: [notFound],
  answer: 'stream',
})

/** Keeps cells as typed: what did not change is left, what did is superseded. What is wrong is told and kept, not refused. */
export const keepReturnCells = operation({
  name: 'keepReturnCells',
  title: words.keepReturnCells,
  method: 'POST',
  path: '/api/returns/{id}/cells',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), cells: z.array(KeptCell).min(1).max(200) }),
  output: CountyReturn,
  errors: [notFound, notPermitted, returnsNotBegun, returnLocked, noSuchCell],
})

/** Fills again what the platform knows, as at 31 December of the year; what stands so already is left. */
export const prefillReturn = operation({
  name: 'prefillReturn',
  title: words.prefillReturn,
  method: 'POST',
  path: '/api/returns/{id}/prefill',
  permission: 'counties.report',
  input: z.object({ id: z.uuid() }),
  output: CountyReturn,
  errors: [notFound, notPermitted, returnsNotBegun, returnLocked],
})

/** Hands in, passes on, sends back, approves or opens again; sending back and opening again say why, and sending back of which cells. */
export const actOnReturn = operation({
  name: 'actOnReturn',
  title: words.actOnReturn,
  method: 'POST',
  path: '/api/returns/{id}/acts',
  permission: 'counties.report',
  input: z.object({
    id: z.uuid(),
    act: z.enum(returnActs),
    reason: z.string().trim().max(500).default(''),
    cells: z
      .array(z.object({ code: z.string().max(60), reason: z.string().trim().min(2).max(300) }))
      .max(200)
      .default([]),
  }),
  output: CountyReturn,
  errors: [notFound, notPermitted, actNotNow, actReasonMissing, noSuchCell],
})
