import type { CorrectionReason } from './billing.contract.ts'
import type { PricePart } from './charge.rules.ts'

/** What a correction may change. */
export type Correctable = {
  customerId: string
  effectiveOn: string
  seconds: number
  sampleCount: number
  fen: number
  invoiceNo: string | null
  invoicedFen: number
  content: string
}
export type Correction = { [K in keyof Correctable]?: Correctable[K] | undefined }

/** What a service says once it is corrected: what is not mentioned stays. */
export function corrected(service: Correctable, correction: Correction): Correctable {
  const { customerId, effectiveOn, seconds, sampleCount, fen, invoiceNo, invoicedFen, content } = service
  const given = Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined))
  return { customerId, effectiveOn, seconds, sampleCount, fen, invoiceNo, invoicedFen, content, ...given }
}

/** What stands against a correction; none when it may be made. */
export function correctionReasons(before: Correctable & { receivedFen: number }, after: Correctable, today: string): CorrectionReason[] {
  const reasons: CorrectionReason[] = []
  const keys = Object.keys(after) as (keyof Correctable)[]
  if (keys.every((key) => before[key] === after[key])) reasons.push({ code: 'nothing_changed' })
  if (after.seconds === 0 && after.sampleCount === 0) reasons.push({ code: 'nothing_done' })
  if (after.effectiveOn > today) reasons.push({ code: 'in_future' })
  if (after.invoiceNo === null && after.invoicedFen > 0) reasons.push({ code: 'invoice_without_number' })
  if (after.fen < before.receivedFen) reasons.push({ code: 'received_more_than_accrued' })
  return reasons
}

/** What stands against a customer as stated: it is stated one way, and who is named is registered. */
export function customerReasons(given: object | undefined, partyId: string | undefined): CorrectionReason[] {
  if (!given) return []
  if (Object.values(given).filter((value) => value !== undefined).length !== 1) return [{ code: 'customer_twice' }]
  return partyId === undefined ? [{ code: 'customer_unknown' }] : []
}

/** Hours that somebody changed by hand are no longer what was metered. */
export function hoursKindAfter(before: { seconds: number; hoursKind: 'metered' | 'declared' }, seconds: number): 'metered' | 'declared' {
  return before.seconds === seconds ? before.hoursKind : 'declared'
}

/** The parts of an amount that somebody stated in place of what prices gave; an amount that is left as it was keeps its parts. */
export function partsAfter(
  before: { fen: number; priceParts: readonly PricePart[]; priceId: string | null },
  fen: number,
): { priceParts: readonly PricePart[]; priceId: string | null } {
  if (before.fen === fen) return { priceParts: before.priceParts, priceId: before.priceId }
  return { priceParts: [{ basis: 'stated', fen }], priceId: null }
}
