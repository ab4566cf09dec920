// Counties side by side: the approved numbers of a year, each with its place among all of the province.
import { type Comparison, comparedMost } from './comparison.contract.ts'
import { compareDecimals } from './decimal.rules.ts'
import { type ApprovedCell, toldOf } from './profile.rules.ts'
import type { Indicator } from './return.contract.ts'

/** The place of a value among all of an indicator: one more than are better; none where no direction is better. */
export function placeOf(value: string, all: readonly string[], direction: Indicator['direction']): number | null {
  if (direction === 'none') return null
  const sign = direction === 'up' ? 1 : -1
  return 1 + all.filter((other) => compareDecimals(other, value) * sign > 0).length
}

/**
 * Indicators in the order of the form with one cell a county; one of which none of the counties has an approved number is left out.
 * @param dictionary every version of every indicator, the last of a code being the latest
 * @param cells what is approved of all counties of the province for one year
 */
export function comparedIndicators(
  dictionary: readonly Indicator[],
  cells: readonly ApprovedCell[],
  codes: readonly string[],
): Comparison['indicators'] {
  const byCode = Map.groupBy(cells.flatMap(toldOf), ({ cell }) => cell.code)
  const latest = new Map(dictionary.map((indicator) => [indicator.code, indicator]))
  return [...latest.values()].flatMap(({ code, group, title, unit, direction }) => {
    const told = byCode.get(code) ?? []
    const all = told.map(({ value }) => value)
    const own = codes.map((county) => {
      const value = told.find(({ divisionCode }) => divisionCode === county)?.value
      return value === undefined ? null : { value, rank: placeOf(value, all, direction) }
    })
    return own.every((cell) => cell === null) ? [] : [{ code, group, title, unit, direction, of: all.length, cells: own }]
  })
}

/** Which counties, and which year; the latest with anything approved where none is named. */
export type ComparisonSearch = { codes?: string[]; year?: number }

/** What of an address the page understands: counties each once, at most as many as are compared. */
export function comparisonSearchOf(search: Record<string, unknown>): ComparisonSearch {
  const told = Array.isArray(search['codes']) ? search['codes'] : [search['codes']]
  const codes = [...new Set(told.map(String).filter((code) => /^\d{6}$/.test(code)))].slice(0, comparedMost)
  const year = Number(search['year'])
  return { ...(codes.length > 0 ? { codes } : {}), ...(Number.isInteger(year) && year >= 2000 && year <= 2100 ? { year } : {}) }
}
