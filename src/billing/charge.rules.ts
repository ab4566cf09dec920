import { feeFen } from '../prices/prices.rules.ts'

/** How a charge came about, part by part; the parts add up to the charge. */
export type PricePart =
  | { basis: 'hour' | 'sample'; priceId: string; unitFen: number; quantity: number; fen: number }
  /** An amount the two sides agreed on, for a price on request 面议 or a quoted test. */
  | { basis: 'agreed'; fen: number; note: string }
  /** An amount as a record states it. */
  | { basis: 'stated'; fen: number }

export type PricesOfDay = {
  hour?: { priceId: string; fen: number }
  sample?: { priceId: string; fen: number }
  isOnRequest: boolean
}

/** Why a finished use cannot be charged yet. */
export const pendingReasons = ['on_request', 'no_hour_price', 'no_sample_price', 'month_closed'] as const
export type PendingReason = (typeof pendingReasons)[number]

export type Charge = { fen: number; priceId: string | null; parts: PricePart[] }

/**
 * The charge of a finished use by the prices of its day. Hours and samples are charged each by its own price where there is one;
 * an agreed amount replaces both. Each part is rounded up to the fen by itself.
 * @returns the charge, or why there is none yet: the price is on request, or none of the prices measures what was done.
 */
export function chargeFor(use: {
  prices: PricesOfDay
  seconds: number
  samples: number
  agreed: { fen: number; note: string } | null
}): Charge | { pending: PendingReason } {
  const { prices, seconds, samples, agreed } = use
  if (agreed) return { fen: agreed.fen, priceId: null, parts: [{ basis: 'agreed', ...agreed }] }
  if (prices.isOnRequest) return { pending: 'on_request' }
  const parts: PricePart[] = []
  if (prices.hour && seconds > 0) {
    const { priceId, fen: unitFen } = prices.hour
    parts.push({ basis: 'hour', priceId, unitFen, quantity: seconds, fen: feeFen(seconds, unitFen) })
  }
  if (prices.sample && samples > 0) {
    const { priceId, fen: unitFen } = prices.sample
    parts.push({ basis: 'sample', priceId, unitFen, quantity: samples, fen: unitFen * samples })
  }
  const [first] = parts
  if (!first) return { pending: seconds > 0 ? 'no_hour_price' : 'no_sample_price' }
  return { fen: parts.reduce((sum, part) => sum + part.fen, 0), priceId: 'priceId' in first ? first.priceId : null, parts }
}
