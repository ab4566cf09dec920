// An index as a document that anybody can check: every table on the way, at full precision, null where there is nothing.
import { gapToTarget, growthOf, nextClassOf, type Standing, standingsOf, type Ways, waysUp } from './advice.rules.ts'
import type { Composite, YearIndex } from './composite.rules.ts'
import type { Columns } from './prepare.rules.ts'
import { type RankInterval, type Robustness, rankIntervals } from './robust.rules.ts'

export type Table = { columns: string[]; rows: Record<string, (number | null)[]> }

/** Columns as rows of units. */
export function tableOf(columns: Columns, units: readonly string[]): Table {
  const codes = [...columns.keys()]
  const plain = (value: number) => (Number.isNaN(value) ? null : value)
  return {
    columns: codes,
    rows: Object.fromEntries(units.map((unit, at) => [unit, codes.map((code) => plain(columns.get(code)![at]!))])),
  }
}

/** What stands above the years of a document. */
export function headOf({ system, baseYear, indicators, rootCode }: Composite) {
  const { code, version, method, groups, classes } = system
  return { system: { code, version }, index: rootCode, method, baseYear, groups, indicators, classes }
}

export type YearReport = ReturnType<typeof yearReport>

/** One year of a document. @param robustness asks for the interval of each rank as well */
export function yearReport(composite: Composite, year: YearIndex, robustness?: Robustness, onRun?: (done: number) => void) {
  const { prepared, bounds, normalised, scores, ranks, classes, notes } = year
  const { units } = prepared
  const rankColumns = new Map([...ranks].map(([code, own]) => [code, Float64Array.from(own, (rank) => rank ?? Number.NaN)]))
  const standings = standingsOf(composite, year)
  const ways = waysUp(composite, year)
  const intervals: RankInterval[] | undefined = robustness && rankIntervals(composite, year, robustness, onRun)
  return {
    year: prepared.year,
    tables: {
      raw: tableOf(prepared.raw, units),
      denominated: tableOf(prepared.denominated, units),
      imputed: tableOf(prepared.imputed, units),
      treated: tableOf(prepared.treated, units),
      normalised: tableOf(normalised, units),
      scores: tableOf(scores, units),
      ranks: tableOf(rankColumns, units),
    },
    bounds: Object.fromEntries(bounds),
    units: units.map((unit, at) => ({ unit, ...ofUnit(composite, year, at, { standings: standings[at]!, ways }), class: classes[at]! })),
    growth: Object.fromEntries(growthOf(composite, year).map((grown, at) => [units[at]!, grown])),
    ...(intervals ? { intervals } : {}),
    notes,
  }
}

const shownStandings = 3
const namesOf = (standings: readonly Standing[]) => standings.slice(0, shownStandings).map(({ indicator }) => indicator)

/** What one unit may read of itself: place, class, what it is best and worst at, and what is missing. */
function ofUnit(composite: Composite, year: YearIndex, at: number, { standings, ways }: { standings: readonly Standing[]; ways: Ways }) {
  const { rootCode, indicators, system } = composite
  const score = year.scores.get(rootCode)![at]!
  const gaps = indicators.flatMap((indicator) => {
    const gap = gapToTarget(indicator, year.prepared.denominated.get(indicator.code)![at]!)
    return gap === null ? [] : [{ indicator: indicator.code, target: indicator.target!, gap }]
  })
  return {
    score: Number.isNaN(score) ? null : score,
    rank: year.ranks.get(rootCode)![at]!,
    strengths: namesOf(standings.filter(({ share }) => share >= 0.5)),
    weaknesses: namesOf(standings.filter(({ share }) => share < 0.5).reverse()),
    gaps,
    ...(system.classes.length > 0 ? { next: nextClassOf(composite, year, at, ways) } : {}),
  }
}
