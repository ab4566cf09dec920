import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent, pageMark } from '../kernel/shape.ts'
import { ledgerWords as words } from './ledger.words.ts'

export const commodities = ['CNY', 'TIME', 'SAMPLE'] as const
export type Commodity = (typeof commodities)[number]
export const purposes = [
  'receivable',
  'service_income',
  'time_given',
  'time_used',
  'samples_given',
  'samples_tested',
  'spending',
  'funding',
  'appropriation',
  'returned',
  'recovered',
] as const
export type Purpose = (typeof purposes)[number]
export const transactionKinds = ['service', 'funding', 'reversal', 'payment', 'recovery'] as const
/** Where the money of a budget line comes from. */
export const fundSources = ['central', 'province', 'city', 'county', 'own'] as const
export type FundSource = (typeof fundSources)[number]
export type TransactionKind = (typeof transactionKinds)[number]

/** What the book learns of one finished service; amounts are whole fen, seconds and pieces, and 0 posts nothing. */
export type ServicePosting = {
  serviceId: string
  /** The day the service was finished, '2022-01-31'. */
  effectiveOn: string
  institutionId: string
  /** An organisation, or a customer known only by name. */
  customerId: string
  fen: number
  seconds: number
  samples: number
}

export const limitReached = defineError<{ remainingFen: number; wantedFen: number }>('limit_reached', 409, words.limitReached)
export const fundTaken = defineError<{ budgetCode: string; year: number }>('fund_taken', 409, words.fundTaken)
export const fundExhausted = defineError<{ leftFen: number; wantedFen: number }>('fund_exhausted', 409, words.fundExhausted)
export const monthClosed = defineError<{ month: string }>('month_closed', 409, words.monthClosed)
export const monthNotOver = defineError<{ month: string }>('month_not_over', 422, words.monthNotOver)
export const monthAlreadyClosed = defineError<{ month: string }>('month_already_closed', 409, words.monthAlreadyClosed)
export const monthNotClosed = defineError<{ month: string }>('month_not_closed', 409, words.monthNotClosed)
export const daysInWrongOrder = defineError('days_in_wrong_order', 422, words.daysInWrongOrder)

/** A month, '2022-01'. */
const month = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/)

const Closing = z.object({
  month,
  closedBy: z.uuid(),
  closedAt: z.string(),
  reopenedBy: z.uuid().nullable(),
  reopenedAt: z.string().nullable(),
  reason: z.string().nullable(),
})
export type Closing = z.infer<typeof Closing>

/** From now on the book takes nothing more for that month. */
export const closeMonth = operation({
  name: 'closeMonth',
  title: words.closeMonth,
  method: 'POST',
  path: '/api/ledger/months/{month}/close',
  permission: 'ledger.close',
  input: z.object({ month }),
  output: Closing,
  errors: [monthNotOver, monthAlreadyClosed],
})

/** Opens a closed month again, for a reason; the closing and the re-opening both stay visible. */
export const reopenMonth = operation({
  name: 'reopenMonth',
  title: words.reopenMonth,
  method: 'POST',
  path: '/api/ledger/months/{month}/reopen',
  permission: 'ledger.close',
  input: z.object({ month, reason: z.string().trim().min(4).max(500) }),
  output: Closing,
  errors: [monthNotClosed],
})

/** Every closing and re-opening, latest month first. */
export const listClosings = operation({
  name: 'listClosings',
  title: words.listClosings,
  method: 'GET',
  path: '/api/ledger/closings',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Closing) }),
  errors: [],
})

const Month = z.object({
  month,
  /** Only a month that is over can be closed. */
  isOver: z.boolean(),
  isClosed: z.boolean(),
  /** Whether the book holds anything of that month. */
  hasEntries: z.boolean(),
  /** Every closing and re-opening of it with the names of who did it, the latest first. */
  closings: z.array(Closing.extend({ closedByName: z.string(), reopenedByName: z.string().nullable() })),
})
export type Month = z.infer<typeof Month>

/** The months of a year of the book, latest first, for whoever closes them; without a year, the latest that has anything in it. */
export const listMonths = operation({
  name: 'listMonths',
  title: words.listMonths,
  method: 'GET',
  path: '/api/ledger/months',
  permission: 'ledger.close',
  input: z.object({ year: z.coerce.number().int().min(1900).max(2199).optional() }),
  output: z.object({ year: z.int(), firstYear: z.int(), lastYear: z.int(), items: z.array(Month) }),
  errors: [],
})

const LedgerRow = z.object({
  transactionId: z.uuid(),
  lineNo: z.int(),
  kind: z.enum(transactionKinds),
  commodity: z.enum(commodities),
  effectiveOn: z.string(),
  serviceId: z.uuid().nullable(),
  reversesId: z.uuid().nullable(),
  recordedAt: z.string(),
  purpose: z.enum(purposes),
  /** In the smallest unit: fen, seconds, pieces. Positive is debit, negative is credit. */
  amount: z.int(),
  ownerId: z.uuid(),
  ownerName: z.string(),
  counterpartyId: z.uuid().nullable(),
  counterpartyName: z.string().nullable(),
})
export type LedgerRow = z.infer<typeof LedgerRow>

/** Rows of the book that the reader has business with: their organisation's on either side, or their division's; latest day first. */
export const listLedger = operation({
  name: 'listLedger',
  title: words.listLedger,
  method: 'GET',
  path: '/api/ledger',
  permission: 'billing.read',
  input: z.object({
    serviceId: z.uuid().optional(),
    /** Of accounts that this party owns. */
    ownerId: z.uuid().optional(),
    counterpartyId: z.uuid().optional(),
    purpose: z.enum(purposes).optional(),
    commodity: z.enum(commodities).optional(),
    from: daySent.optional(),
    /** The first day that no longer counts. */
    to: daySent.optional(),
    cursor: pageMark(' ', daySent, z.uuid(), z.string().regex(/^\d{1,4}$/)).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ items: z.array(LedgerRow), nextCursor: z.string().nullable() }),
  errors: [],
})

/** The book as a journal for hledger, day by day: as far as the reader may see. */
export const exportJournal = operation({
  name: 'exportJournal',
  title: words.exportJournal,
  method: 'GET',
  path: '/api/ledger/journal',
  permission: 'ledger.read',
  input: z.object({ from: daySent, to: daySent }),
  output: z.object({}),
  errors: [daysInWrongOrder],
  answer: 'stream',
})

const Limit = z.object({
  institutionId: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  limitFen: z.int(),
  postedFen: z.int(),
  heldFen: z.int(),
})
export type Limit = z.infer<typeof Limit>

/** How much a customer may run up at an institution: services that took place and money set aside for bookings; null lifts it. */
export const setLimit = operation({
  name: 'setLimit',
  title: words.setLimit,
  method: 'POST',
  path: '/api/institutions/{id}/limits',
  permission: 'ledger.limit',
  input: z.object({ id: z.uuid(), customerId: z.uuid(), limitFen: z.int().min(0).max(1_000_000_000_000).nullable() }),
  output: z.object({ limit: Limit.nullable() }),
  errors: [notFound, notPermitted],
})

export const listLimits = operation({
  name: 'listLimits',
  title: words.listLimits,
  method: 'GET',
  path: '/api/institutions/{id}/limits',
  permission: 'ledger.limit',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Limit) }),
  errors: [notFound, notPermitted],
})
