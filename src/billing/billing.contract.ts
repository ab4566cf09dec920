import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent, pageMark } from '../kernel/shape.ts'
import { commodities, monthClosed, purposes } from '../ledger/ledger.contract.ts'
import { CustomerGiven } from '../metering/metering.contract.ts'
import { billingWords as words } from './billing.words.ts'

export const serviceSources = ['live', 'meter', 'declared', 'imported'] as const
export const hoursKinds = ['metered', 'declared'] as const
const text = (most: number) => z.string().trim().max(most)
export const fen = z.int().min(0).max(100_000_000_000)
const sampleCount = z.int().min(0).max(100_000)

/** How a charge came about, part by part; money in fen, hours in seconds. */
export const PricePart = z.object({
  basis: z.enum(['hour', 'sample', 'agreed', 'stated']),
  fen: z.int(),
  unitFen: z.int().optional(),
  quantity: z.int().optional(),
  priceId: z.uuid().optional(),
  note: z.string().optional(),
})

/** One finished service as it is recorded. `fen` is accrued, tax included; what was invoiced and what was received stand apart. */
export const Service = z.object({
  id: z.uuid(),
  /** Shared by all versions of one service. */
  serviceNo: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  innerCode: z.string(),
  institutionId: z.uuid(),
  institutionNameZh: z.string(),
  /** The customer as written: an organisation, or a name. */
  customerId: z.uuid(),
  customerName: z.string(),
  /** The organisation behind it, once it is known. */
  customerOrganisationId: z.uuid().nullable(),
  customerOrganisationNameZh: z.string().nullable(),
  customerKind: z.enum(['firm', 'other', 'unknown']),
  audience: z.enum(['external', 'internal']),
  sessionId: z.uuid().nullable(),
  recordNo: z.string().nullable(),
  effectiveOn: z.string(),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  seconds: z.int(),
  sampleCount: z.int(),
  fen: z.int(),
  hoursKind: z.enum(hoursKinds),
  source: z.enum(serviceSources),
  priceParts: z.array(PricePart),
  invoiceNo: z.string().nullable(),
  invoicedFen: z.int(),
  invoicedOn: z.string().nullable(),
  /** What came in so far; never more than accrued. */
  receivedFen: z.int(),
  receivedOn: z.string().nullable(),
  content: z.string(),
  correctionReason: z.string(),
  isExample: z.boolean(),
  recordedAt: z.string(),
})
export type Service = z.infer<typeof Service>

/** A balanced transaction of the book; positive is debit, in the commodity's smallest unit. */
export const ServiceTransaction = z.object({
  id: z.uuid(),
  kind: z.enum(['service', 'reversal', 'funding']),
  commodity: z.enum(commodities),
  effectiveOn: z.string(),
  reversesId: z.uuid().nullable(),
  recordedAt: z.string(),
  entries: z.array(
    z.object({ lineNo: z.int(), amount: z.int(), ownerId: z.uuid(), counterpartyId: z.uuid().nullable(), purpose: z.enum(purposes) }),
  ),
})
export type ServiceTransaction = z.infer<typeof ServiceTransaction>

export const ServiceHistory = z.object({
  serviceNo: z.uuid(),
  /** The version that counts; null once the service was voided. */
  standing: Service.nullable(),
  /** All versions, the first one first, each with its own transactions and their reversals. */
  versions: z.array(
    Service.extend({ supersededAt: z.string().nullable(), voidReason: z.string(), transactions: z.array(ServiceTransaction) }),
  ),
})
export type ServiceHistory = z.infer<typeof ServiceHistory>

export const correctionReasonCodes = [
  'nothing_changed',
  'nothing_done',
  'in_future',
  'invoice_without_number',
  'customer_unknown',
  'customer_twice',
  'received_more_than_accrued',
] as const
/** Why a correction is refused; its sentence is `reason_<code>`. */
export type CorrectionReason = { code: (typeof correctionReasonCodes)[number] }

export const recordNoTaken = defineError('record_no_taken', 409, words.recordNoTaken)
export const alreadyCharged = defineError('already_charged', 409, words.alreadyCharged)
export const serviceVoided = defineError('service_voided', 409, words.serviceVoided)
export const serviceChangedMeanwhile = defineError('service_changed_meanwhile', 409, words.serviceChangedMeanwhile)
export const correctionRefused = defineError<{ count: number; reasons: CorrectionReason[] }>(
  'correction_refused',
  422,
  words.correctionRefused,
)
export const chargeStillOpen = defineError<{ reason: string }>('charge_still_open', 422, words.chargeStillOpen)

const cursor = pageMark('_', daySent, z.uuid()).optional()

/** Standing services as far as the reader may see: those of their own institution, those done for their own organisation, their division's. */
export const listServices = operation({
  name: 'listServices',
  title: words.listServices,
  method: 'GET',
  path: '/api/services',
  permission: 'billing.read',
  input: z.object({
    year: z.coerce.number().int().min(1950).max(2200).optional(),
    source: z.enum(serviceSources).optional(),
    instrumentId: z.uuid().optional(),
    institutionId: z.uuid().optional(),
    /** An organisation, settled names included, or a name that is not settled. */
    customerId: z.uuid().optional(),
    cursor,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Service), nextCursor: z.string().nullable() }),
  errors: [],
})

export const getService = operation({
  name: 'getService',
  title: words.getService,
  method: 'GET',
  path: '/api/services/{serviceNo}',
  permission: 'billing.read',
  input: z.object({ serviceNo: z.uuid() }),
  output: ServiceHistory,
  errors: [notFound],
})

/** What was recorded is superseded, its transactions reversed on their day; the new version posts its own. Both stay visible. */
export const correctService = operation({
  name: 'correctService',
  title: words.correctService,
  method: 'POST',
  path: '/api/services/{serviceNo}/correct',
  permission: 'billing.correct',
  input: z.object({
    serviceNo: z.uuid(),
    /** The id of the version the correction is meant for. */
    versionId: z.uuid(),
    reason: text(500).min(2),
    customer: CustomerGiven.optional(),
    effectiveOn: daySent.optional(),
    seconds: z.int().min(0).max(31_622_400).optional(),
    sampleCount: sampleCount.optional(),
    fen: fen.optional(),
    invoiceNo: text(100).min(1).nullable().optional(),
    invoicedFen: fen.optional(),
    content: text(500).optional(),
  }),
  output: ServiceHistory,
  errors: [notFound, notPermitted, serviceVoided, serviceChangedMeanwhile, correctionRefused, monthClosed],
})

export const voidService = operation({
  name: 'voidService',
  title: words.voidService,
  method: 'POST',
  path: '/api/services/{serviceNo}/void',
  permission: 'billing.correct',
  input: z.object({ serviceNo: z.uuid(), versionId: z.uuid(), reason: text(500).min(2) }),
  output: ServiceHistory,
  errors: [notFound, notPermitted, serviceVoided, serviceChangedMeanwhile, monthClosed],
})

export const PendingCharge = z.object({
  sessionId: z.uuid(),
  institutionId: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  usedOn: z.string(),
  seconds: z.int(),
  sampleCount: z.int(),
  reason: z.string(),
  recordedAt: z.string(),
})
export type PendingCharge = z.infer<typeof PendingCharge>

/** Finished uses that could not be charged, oldest first, each with its reason. */
export const listPendingCharges = operation({
  name: 'listPendingCharges',
  title: words.listPendingCharges,
  method: 'GET',
  path: '/api/charges/pending',
  permission: 'billing.read',
  input: z.object({
    institutionId: z.uuid().optional(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(PendingCharge), total: z.int(), nextCursor: z.string().nullable() }),
  errors: [],
})

/** Charges a use that waits: by the amount agreed on, or, without one, by the price that is now in force for its day. */
export const settleCharge = operation({
  name: 'settleCharge',
  title: words.settleCharge,
  method: 'POST',
  path: '/api/charges/{sessionId}/settle',
  permission: 'billing.correct',
  input: z.object({ sessionId: z.uuid(), fen: fen.optional(), note: text(500).default('') }),
  output: ServiceHistory,
  errors: [notFound, notPermitted, alreadyCharged, chargeStillOpen, monthClosed],
})
