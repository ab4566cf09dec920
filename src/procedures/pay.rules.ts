// What of an address says what of the money is shown, and amounts as people type them.
import { fenOf } from './payment.rules.ts'

export const shownPayments = ['due', 'lists', 'claims'] as const
export type ShownPayments = (typeof shownPayments)[number]
export const shownItems = ['all', 'sent', 'paid', 'returned'] as const
export type ShownItems = (typeof shownItems)[number]
export const shownShares = ['all', 'committed', 'paid', 'recovered'] as const
export type ShownShares = (typeof shownShares)[number]

const showOf =
  <Shown extends string>(all: readonly Shown[]) =>
  (search: Record<string, unknown>): { show?: Shown } => {
    const show = all.find((one) => one === search['show'])
    return show ? { show } : {}
  }
export const paymentSearchOf = showOf(shownPayments)
export const listSearchOf = showOf(shownItems)
export const budgetSearchOf = showOf(shownShares)

/** An amount in fen that may be below zero, as typed in yuan; null for what is none. */
export function signedFenOf(text: string): number | null {
  const plain = text.trim().replace(/^[-−]/, '')
  const fen = fenOf(plain)
  return fen !== null && plain !== text.trim() ? -fen : fen
}

/** A part in ten-thousandths, as typed in percent; null for what is none of the whole. */
export function basisPointsOf(text: string): number | null {
  const points = fenOf(text.replace(/[%％]$/, ''))
  return points === null || points > 10_000 ? null : points
}
