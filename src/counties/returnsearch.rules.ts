// What the address of the list of returns says, and what a cell is while it is being typed.
import type { FigureSearch } from '../figures/open.rules.ts'
import { type Indicator, returnStates } from './return.contract.ts'

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

/**
 * How the figure is asked that a cell was filled from: of its year, as it was known when it was filled in. What is counted by the place
 * of those who were served stands in its parts.
 */
export function figureBehind(
  { isOptional }: Pick<Indicator, 'isOptional'>,
  { year, divisionCode, recordedAt }: { year: number; divisionCode: string; recordedAt: string },
): FigureSearch {
  return { year, asOf: recordedAt, ...(isOptional ? { by: 'customerCounty' as const } : { divisionCode }) }
}

/** The division that all of some returns lie in, a county or a city; none where they are of several cities. */
export function commonDivision(items: readonly { divisionCode: string }[]): string | undefined {
  const [first] = items
  if (!first) return undefined
  const agrees = (length: number) => items.every(({ divisionCode: code }) => code.slice(0, length) === first.divisionCode.slice(0, length))
  if (agrees(6)) return first.divisionCode
  return agrees(4) ? `${first.divisionCode.slice(0, 4)}00` : undefined
}
