// What the sanity checks on hours found 核查发现: each with the rows it stands on, to be explained, corrected or accepted as an error.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent, pageMark } from '../kernel/shape.ts'
import { serviceSources } from './billing.contract.ts'
import { findingWords as words } from './finding.words.ts'

/** The checks, in the order of domain.md section 4; of 4, 5 and 6 each part by itself. */
export const findingChecks = [
  'day_over',
  'year_over',
  'overlap',
  'times_wrong',
  'external_over',
  'own_customer',
  'no_invoice',
  'invoice_twice',
  'price_differs',
  'late_entry',
  'quarter_rush',
  'same_duration',
  'metered_differs',
  'own_rating',
  'self_report',
] as const
export type FindingCheck = (typeof findingChecks)[number]
/** What exactly is wrong, where a check knows several ways. */
export const findingDetails = [
  'end_not_after_start',
  'in_future',
  'before_started_on',
  'while_broken',
  'while_offline',
  'owner_itself',
  'related',
  'hours_differ',
  'income_differ',
] as const
export type FindingDetail = (typeof findingDetails)[number]

export const thresholdNames = [
  'no_invoice_days',
  'no_invoice_percent',
  'invoice_uses',
  'price_percent',
  'price_share_percent',
  'late_days',
  'late_percent',
  'rush_days',
  'rush_percent',
  'same_percent',
  'records_least',
  'meter_percent',
  'self_report_percent',
] as const
export type ThresholdName = (typeof thresholdNames)[number]

export const findingSettled = defineError('finding_settled', 409, words.alreadySettled)

const Evidence = z.object({
  serviceNo: z.uuid(),
  effectiveOn: z.string(),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  seconds: z.int(),
  fen: z.int(),
  source: z.enum(serviceSources),
  invoiceNo: z.string().nullable(),
  recordedAt: z.string(),
  /** Whether another version counts by now, or none. */
  isSuperseded: z.boolean(),
})

export const Finding = z.object({
  id: z.uuid(),
  check: z.enum(findingChecks),
  detail: z.enum([...findingDetails, '']),
  institutionId: z.uuid(),
  institutionNameZh: z.string(),
  instrumentId: z.uuid().nullable(),
  instrumentNameZh: z.string().nullable(),
  innerCode: z.string().nullable(),
  foundOn: z.string(),
  /** In the unit of the check: seconds, fen or records. */
  numerator: z.int(),
  denominator: z.int().nullable(),
  threshold: z.int().nullable(),
  rowCount: z.int(),
  /** The first twenty of them. */
  rows: z.array(Evidence),
  /** The order that was rated, where it is about a rating. */
  order: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  state: z.enum(['open', 'explained', 'error']),
  note: z.string(),
  settledByName: z.string().nullable(),
  settledAt: z.string().nullable(),
  foundAt: z.string(),
  goneAt: z.string().nullable(),
})
export type Finding = z.infer<typeof Finding>

/** What was found as far as the reader may see: their institution's, their division's; the province and its auditor all. */
export const listFindings = operation({
  name: 'listFindings',
  title: words.listFindings,
  method: 'GET',
  path: '/api/findings',
  permission: 'billing.read',
  input: z.object({
    institutionId: z.uuid().optional(),
    check: z.enum(findingChecks).optional(),
    /** Those that wait, those that were settled, those whose rows no longer say so. */
    show: z.enum(['open', 'settled', 'gone']).default('open'),
    cursor: pageMark('_', z.uuid()).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(Finding),
    nextCursor: z.string().nullable(),
    /** How many wait, by check; whatever filter is set. */
    waiting: z.array(z.object({ check: z.enum(findingChecks), count: z.int() })),
  }),
  errors: [],
})

/** Says what is to be thought of a finding: it is explained, or it is an error; it stays so until its rows change. */
export const settleFinding = operation({
  name: 'settleFinding',
  title: words.settleFinding,
  method: 'POST',
  path: '/api/findings/{id}/settle',
  permission: 'billing.correct',
  input: z.object({ id: z.uuid(), state: z.enum(['explained', 'error']), note: z.string().trim().min(4).max(500) }),
  output: z.object({}),
  errors: [notFound, notPermitted, findingSettled],
})

const Run = z.object({ id: z.uuid(), year: z.int(), done: z.int(), total: z.int(), finishedAt: z.string().nullable() })

/** Computes the checks for a year, of one institution or of all that are the reader's; a job does it. */
export const computeFindings = operation({
  name: 'computeFindings',
  title: words.computeFindings,
  method: 'POST',
  path: '/api/findings/compute',
  permission: 'billing.import',
  input: z.object({ year: z.int().min(1990).max(2200), institutionId: z.uuid().optional() }),
  output: Run,
  errors: [notFound, notPermitted],
})

/** How far a computation has come that the reader asked for. */
export const getFindingRun = operation({
  name: 'getFindingRun',
  title: words.getFindingRun,
  method: 'GET',
  path: '/api/findings/runs/{id}',
  permission: 'billing.import',
  input: z.object({ id: z.uuid() }),
  output: Run,
  errors: [notFound],
})

const Threshold = z.object({
  name: z.enum(thresholdNames),
  value: z.int(),
  validFrom: z.string(),
  documentNo: z.string(),
})
export type Threshold = z.infer<typeof Threshold>
const Thresholds = z.object({ items: z.array(Threshold) })

/** From when on the checks look closer, with all days from which a number holds. */
export const listFindingThresholds = operation({
  name: 'listFindingThresholds',
  title: words.listFindingThresholds,
  method: 'GET',
  path: '/api/findings/thresholds',
  permission: 'billing.read',
  input: z.object({}),
  output: Thresholds,
  errors: [],
})

/** A number from a day on; what was found before is looked at again by the next computation. */
export const setFindingThreshold = operation({
  name: 'setFindingThreshold',
  title: words.setFindingThreshold,
  method: 'POST',
  path: '/api/findings/thresholds',
  permission: 'ledger.close',
  input: z.object({
    name: z.enum(thresholdNames),
    value: z.int().min(0).max(1_000_000),
    validFrom: daySent,
    documentNo: z.string().trim().min(1).max(100),
  }),
  output: Thresholds,
  errors: [notPermitted],
})
