// The whole way from a system and its data to an index, with every table on the way.
import { groupScores } from './aggregate.rules.ts'
import { type Bounds, boundsFor, normaliseYear } from './normalise.rules.ts'
import { type Columns, type Note, type Prepared, prepare } from './prepare.rules.ts'
import { ranksOf } from './spread.rules.ts'
import type { Indicator, IndicatorSystem } from './system.contract.ts'
import { type Tree, treeOf } from './system.rules.ts'
import type { YearData } from './table.rules.ts'

export type YearIndex = {
  prepared: Prepared
  bounds: ReadonlyMap<string, Bounds>
  /** Scores of indicators. */
  normalised: Columns
  /** Scores of groups; the index among them. */
  scores: Columns
  ranks: ReadonlyMap<string, readonly (number | null)[]>
  classes: readonly (string | null)[]
  notes: readonly Note[]
}

export type Composite = {
  system: IndicatorSystem
  tree: Tree
  rootCode: string
  /** Those that were not left out. */
  indicators: readonly Indicator[]
  baseYear: number | null
  years: readonly YearIndex[]
}

/** Computes an index of all years. The system has no problems (`systemProblems`) and the data have every column. */
export function computeComposite(system: IndicatorSystem, data: readonly YearData[]): Composite {
  const tree = treeOf(system)
  const rootCode = tree.groups.at(-1)!.code
  const { indicators, years } = prepare(system, data)
  const baseYear = system.method.baseYear ?? data[0]?.year ?? null
  const how = system.method.normalise
  const indexed = years.map((prepared): YearIndex => {
    const bounds = boundsFor(prepared, indicators, how, years, baseYear)
    const { scores: normalised, flat } = normaliseYear(prepared, indicators, how, bounds)
    const scores = groupScores(system, tree, normalised, prepared.units.length)
    const ranks = new Map([...normalised, ...scores].map(([code, own]) => [code, ranksOf(own)]))
    const classes = Array.from(scores.get(rootCode)!, (score) => classOf(system, score))
    const notes = [...prepared.notes, ...flat.map((indicator): Note => ({ code: 'no_spread', indicator }))]
    return { prepared, bounds, normalised, scores, ranks, classes, notes }
  })
  return { system, tree, rootCode, indicators, baseYear, years: indexed }
}

/** The class a score falls into; null below the lowest, without a score, and where a system has no classes. */
export function classOf({ classes }: IndicatorSystem, score: number): string | null {
  return classes.findLast((one) => score >= one.atLeast)?.code ?? null
}
