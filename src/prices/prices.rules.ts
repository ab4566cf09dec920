import type { PriceBasis } from './prices.contract.ts'

export type PriceSpan = { id: string; basis: PriceBasis; fen: number | null; validFrom: string; validTo: string | null; documentNo: string }
export type PriceInForce = {
  hour?: { priceId: string; fen: number }
  sample?: { priceId: string; fen: number }
  /** 面议: the institution names a price when asked; also when it has set none. */
  isOnRequest: boolean
}

/** Which prices hold on a day. A price holds from its first day up to, not including, its last. */
export function inForce(prices: readonly PriceSpan[], day: string): PriceInForce {
  const holding = prices.filter((price) => price.validFrom <= day && (price.validTo === null || day < price.validTo))
  const of = (basis: PriceBasis) => holding.find((price) => price.basis === basis)
  const hour = of('hour')
  const sample = of('sample')
  return {
    ...(hour?.fen == null ? {} : { hour: { priceId: hour.id, fen: hour.fen } }),
    ...(sample?.fen == null ? {} : { sample: { priceId: sample.id, fen: sample.fen } }),
    isOnRequest: of('on_request') !== undefined || (hour === undefined && sample === undefined),
  }
}

/** Whether a price has an amount exactly when its basis needs one. */
export function isAmountRight(price: { basis: PriceBasis; fen: number | null }): boolean {
  return (price.basis === 'on_request') === (price.fen === null)
}

/** A price on request stands alone: it ends the amounts, and an amount ends it; hour and sample prices stand side by side. */
function yieldsTo(standing: PriceBasis, coming: PriceBasis): boolean {
  return standing === coming || standing === 'on_request' || coming === 'on_request'
}

/** What setting a price does to those that stand: which are superseded, and which come back shortened to the day before. */
export function planPrice(
  standing: readonly PriceSpan[],
  coming: { basis: PriceBasis; validFrom: string },
): { superseded: string[]; shortened: Omit<PriceSpan, 'id'>[] } {
  const touched = standing.filter(
    (price) => yieldsTo(price.basis, coming.basis) && (price.validTo === null || price.validTo > coming.validFrom),
  )
  return {
    superseded: touched.map((price) => price.id),
    shortened: touched
      .filter((price) => price.validFrom < coming.validFrom)
      .map(({ id: _, ...price }) => ({ ...price, validTo: coming.validFrom })),
  }
}

/** What so many seconds cost at a price by the hour: a part of an hour is its part, rounded up to the fen. */
export function feeFen(seconds: number, hourFen: number): number {
  return Number((BigInt(seconds) * BigInt(hourFen) + 3599n) / 3600n)
}
