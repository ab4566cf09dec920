// A county beside the others of its city: its approved numbers through the years, and the middle one of theirs.
import { dayOf } from '../kernel/time.ts'
import { middleOf, ratioOf } from './decimal.rules.ts'
import type { ProfileIndicator } from './profile.contract.ts'
import type { Indicator } from './return.contract.ts'

export type ApprovedCell = {
  year: number
  divisionCode: string
  code: string
  kind: Indicator['kind']
  factor: number | null
  decimals: number
  amount: string | null
  numerator: string | null
  denominator: string | null
  approvedAt: string
} & Pick<ProfileIndicator['values'][number], 'origin' | 'vintage' | 'sourceDocument' | 'provider' | 'recordedAt'>

export const yearsShown = 6

type Told = { year: number; divisionCode: string; value: string; cell: ApprovedCell }

/** What an approved cell says, a ratio as what it comes to; nothing where a part is missing. */
export function toldOf(cell: ApprovedCell): Told[] {
  const { year, divisionCode, kind, numerator, denominator, factor, decimals } = cell
  const isWhole = numerator !== null && denominator !== null
  const value = kind !== 'ratio' ? cell.amount : isWhole ? ratioOf(numerator, denominator, factor ?? 1, decimals) : null
  return value === null ? [] : [{ year, divisionCode, value, cell }]
}

const ownValue = ({ year, value, cell }: Told): ProfileIndicator['values'][number] => {
  const { numerator, denominator, origin, vintage, sourceDocument, provider, approvedAt, recordedAt } = cell
  return { year, value, numerator, denominator, origin, vintage, sourceDocument, provider, approvedOn: dayOf(approvedAt), recordedAt }
}

/**
 * Indicators in the order of the form, each with what is approved of the county and of the others of its city; one of which the county
 * has no approved number is left out.
 * @param dictionary every version of every indicator, the last of a code being the latest
 */
export function profileIndicators(
  dictionary: readonly Indicator[],
  cells: readonly ApprovedCell[],
  divisionCode: string,
): ProfileIndicator[] {
  const byCode = Map.groupBy(cells.flatMap(toldOf), ({ cell }) => cell.code)
  const latest = new Map(dictionary.map((indicator) => [indicator.code, indicator]))
  return [...latest.values()].flatMap((indicator) => {
    const told = byCode.get(indicator.code) ?? []
    const own = told.filter((one) => one.divisionCode === divisionCode)
    if (own.length === 0) return []
    const others = told.filter((one) => one.divisionCode !== divisionCode)
    const { code, group, title, unit, definition, numerator, denominator, direction, department, figure, decimals } = indicator
    const middles = [...Map.groupBy(others, ({ year }) => year)].map(([year, some]) => ({
      ...{ year, count: some.length },
      value: middleOf(
        some.map(({ value }) => value),
        decimals,
      )!,
    }))
    const peers = [...Map.groupBy(others, (one) => one.divisionCode)].map(([peer, some]) => ({
      code: peer,
      values: some.map(({ year, value }) => ({ year, value })),
    }))
    return [
      {
        ...{ code, group, title, unit, definition, numerator, denominator, direction, department, figure },
        ...{ values: own.map(ownValue), middles, peers },
      },
    ]
  })
}
