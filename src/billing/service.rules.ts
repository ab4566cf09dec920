import { monthOf } from '../kernel/time.ts'
import type { PricePart } from './charge.rules.ts'

export type CustomerKind = 'firm' | 'other' | 'unknown'
export type Audience = 'external' | 'internal'
export type ServiceSource = 'live' | 'meter' | 'declared' | 'imported'

/** A finished piece of service as its writer states it; money in fen accrued, before any invoice. */
export type NewService = {
  /** Stated when the writer needs it beforehand; otherwise made. */
  id?: string
  /** The number that all versions of one service share; a first version starts its own. */
  serviceNo?: string
  instrumentId: string
  institutionId: string
  /** An organisation, or a name that nobody has settled (or somebody has: the name stays what was written). */
  customerId: string
  sessionId?: string | null
  /** The time it takes in the instrument’s calendar, where no session holds it. */
  occupancyId?: string | null
  recordNo?: string | null
  fingerprint?: string | null
  importHash?: string | null
  effectiveOn: string
  startsAt?: string | null
  endsAt?: string | null
  seconds: number
  sampleCount: number
  fen: number
  hoursKind: 'metered' | 'declared'
  source: ServiceSource
  priceId?: string | null
  priceParts?: readonly PricePart[]
  invoiceNo?: string | null
  invoicedFen?: number
  invoicedOn?: string | null
  receivedFen?: number
  receivedOn?: string | null
  content?: string
  correctionReason?: string
  recordedBy?: string | null
  isExample?: boolean
}

/** What a row of the book of services says of its customer. A name that is only a name is unknown, and outside. */
export function customerAsWritten(
  customer: { isName: boolean; organisationId: string | null; kind: string | null },
  institutionId: string,
): { customerKind: CustomerKind; audience: Audience } {
  if (customer.isName) return { customerKind: 'unknown', audience: 'external' }
  return {
    customerKind: customer.kind === 'firm' ? 'firm' : 'other',
    audience: customer.organisationId === institutionId ? 'internal' : 'external',
  }
}

/**
 * One signed delta of the roll-up 'service': + for a row written, − for a row superseded, with the customer as written. A name that is
 * settled counts as its organisation where figures are read, so settling and undoing change no row here.
 */
export function deltaOf(
  row: {
    institutionId: string
    customerId: string
    customerKind: CustomerKind
    audience: Audience
    effectiveOn: string
    seconds: number
    fen: number
    invoicedFen: number
    receivedFen: number
  },
  sign: 1 | -1,
) {
  return {
    rollup: 'service' as const,
    scopeId: row.institutionId,
    effectiveMonth: monthOf(row.effectiveOn),
    customerId: row.customerId,
    customerKind: row.customerKind,
    audience: row.audience,
    recordCount: sign,
    seconds: sign * row.seconds,
    accruedFen: sign * row.fen,
    invoicedFen: sign * row.invoicedFen,
    receivedFen: sign * row.receivedFen,
  }
}
