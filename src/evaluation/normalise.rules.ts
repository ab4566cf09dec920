// From values in their own units to scores on one scale, more always being better.
import type { Columns, Prepared } from './prepare.rules.ts'
import { deviationOf, meanOf, presentOf, ranksOf } from './spread.rules.ts'
import type { Indicator, Normalisation } from './system.contract.ts'

/** What a scale was made from; all null where it is ranks alone. `low` and `high` are on the scale the values are on, logarithms included. */
export type Bounds = { low: number | null; high: number | null; mean: number | null; deviation: number | null }

/** The bounds of each indicator of one year, from the values that the method says they come from. */
export function boundsFor(
  year: Prepared,
  indicators: readonly Indicator[],
  how: Normalisation,
  all: readonly Prepared[],
  baseYear: number | null,
): Map<string, Bounds> {
  const sources = sourcesOf(year, how, all, baseYear)
  return new Map(
    indicators.map((indicator) => {
      const values = joined(sources.map((source) => source.treated.get(indicator.code)!))
      return [indicator.code, boundsOf(values, indicator, how)]
    }),
  )
}

function sourcesOf(year: Prepared, how: Normalisation, all: readonly Prepared[], baseYear: number | null): readonly Prepared[] {
  if (how.kind === 'rank' || how.bounds === 'year') return [year]
  return how.bounds === 'pooled' ? all : all.filter((one) => one.year === baseYear)
}

function joined(columns: readonly Float64Array[]): Float64Array {
  return columns.length === 1 ? columns[0]! : Float64Array.from(columns.flatMap((column) => [...column]))
}

function boundsOf(values: Float64Array, { goalposts, transform }: Indicator, how: Normalisation): Bounds {
  const present = presentOf(values)
  const nothing: Bounds = { low: null, high: null, mean: null, deviation: null }
  if (how.kind === 'rank' || present.length === 0) return nothing
  if (how.kind === 'zScore') return { ...nothing, mean: meanOf(present), deviation: deviationOf(present, how.of) }
  const scaled = (value: number) => (transform === 'log' ? Math.log(value) : value)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of present) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (goalposts && how.kind === 'minMax') [low, high] = [scaled(goalposts[0]), scaled(goalposts[1])]
  return { ...nothing, low, high, mean: meanOf(present) }
}

/** Scores of one indicator; null where its values do not differ and so say nothing. */
export function scoresOf(values: Float64Array, direction: 1 | -1, how: Normalisation, bounds: Bounds): Float64Array | null {
  const score = scorer(direction, how, bounds)
  if (how.kind === 'rank') return rankScores(values, direction)
  return score ? values.map(score) : null
}

/** What turns one value into its score, where the value of others does not matter; null where there is no spread, and for ranks. */
export function scorer(direction: 1 | -1, how: Normalisation, { low, high, mean, deviation }: Bounds): ((value: number) => number) | null {
  if (how.kind === 'minMax') {
    if (low === null || high === null || !(high > low)) return null
    const clip = (share: number) => (how.isClipped ? Math.min(Math.max(share, 0), 1) : share)
    return (value) => how.from + (how.to - how.from) * clip(direction === 1 ? (value - low) / (high - low) : (high - value) / (high - low))
  }
  if (how.kind === 'zScore') {
    if (mean === null || deviation === null || !(deviation > 0)) return null
    return (value) => how.mean + how.deviation * ((direction * (value - mean)) / deviation)
  }
  if (how.kind === 'distance') {
    if (low === null || high === null || mean === null) return null
    const [best, worst] = direction === 1 ? [high, low] : [low, high]
    const reference = how.to === 'best' ? best : how.to === 'worst' ? worst : mean
    if (!(reference > 0)) return null
    return direction === 1 ? (value) => value / reference : (value) => reference / value
  }
  return null
}

/** The value that has a score: the way back, where there is one. */
export function unscored(score: number, direction: 1 | -1, how: Normalisation, { low, high, mean, deviation }: Bounds): number | null {
  if (how.kind === 'minMax' && low !== null && high !== null) {
    const share = (score - how.from) / (how.to - how.from)
    return direction === 1 ? low + share * (high - low) : high - share * (high - low)
  }
  if (how.kind === 'zScore' && mean !== null && deviation !== null)
    return mean + (direction * (score - how.mean) * deviation) / how.deviation
  return null
}

/** The share of the others that a unit is better than, from 0 to 100; equals share the better place. */
function rankScores(values: Float64Array, direction: 1 | -1): Float64Array | null {
  const ranks = ranksOf(direction === 1 ? values : values.map((value) => -value))
  const counted = presentOf(values).length
  if (counted < 2) return null
  return Float64Array.from(ranks, (rank) => (rank === null ? Number.NaN : (100 * (counted - rank)) / (counted - 1)))
}

/** The scores of all indicators of a year; those without spread are named. */
export function normaliseYear(
  year: Prepared,
  indicators: readonly Indicator[],
  how: Normalisation,
  bounds: ReadonlyMap<string, Bounds>,
): { scores: Columns; flat: string[] } {
  const scores = new Map<string, Float64Array>()
  const flat: string[] = []
  for (const { code, direction } of indicators) {
    const own = scoresOf(year.treated.get(code)!, direction, how, bounds.get(code)!)
    if (own) scores.set(code, own)
    else flat.push(code)
  }
  return { scores, flat }
}
