// What the address of the list of returns says, and what a cell is while it is being typed.
import { returnStates } from './return.contract.ts'

export const shownReturns = ['all', 'waiting', ...returnStates] as const
export type ReturnSearch = { year?: number; show?: (typeof shownReturns)[number] }

/** What of an address the list understands. */
export function returnSearchOf(search: Record<string, unknown>): ReturnSearch {
  const year = Number(search['year'])
  const show = shownReturns.find((one) => one === search['show'])
  return { ...(Number.isInteger(year) && year >= 2000 && year <= 2100 ? { year } : {}), ...(show ? { show } : {}) }
}

/** A number as people type or paste it, as exact decimal text; null for nothing, undefined for what is no number. */
export function typedDecimal(text: string): string | null | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '').replace(/^[−–]/, '-')
  if (plain === '') return null
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? plain : undefined
}
