// How far a rank depends on choices that could have been made otherwise: the index again and again, with other weights and other scales.
import { groupScores } from './aggregate.rules.ts'
import type { Chance } from './chance.rules.ts'
import { chanceFrom } from './chance.rules.ts'
import type { Composite, YearIndex } from './composite.rules.ts'
import { boundsFor, normaliseYear } from './normalise.rules.ts'
import type { Columns } from './prepare.rules.ts'
import { quantileOf, ranksOf } from './spread.rules.ts'
import type { Aggregation, Group, Indicator, IndicatorSystem, Normalisation } from './system.contract.ts'
import { type Tree, treeOf } from './system.rules.ts'

export type Robustness = {
  seed: number
  runs: number
  /** Each weight is multiplied by a number between 1 − spread and 1 + spread. */
  weightSpread: number
  /** The scales taken in turn by chance; the system's own among them. */
  normalisations: readonly Normalisation['kind'][]
}

export type RankInterval = {
  unit: string
  rank: number | null
  median: number | null
  /** Nine runs of ten place the unit between these. */
  low: number | null
  high: number | null
}

export type Draws = {
  /** Makes so many runs more, never beyond all of them. @returns how many are made */
  draw: (count: number) => number
  /** The intervals of what was drawn. */
  intervals: () => RankInterval[]
}

/** Runs that can be made a few at a time: however they are cut, the same seed gives the same intervals. Each draws a scale and a weight for every node. */
export function rankDraws(composite: Composite, year: YearIndex, { seed, runs, weightSpread, normalisations }: Robustness): Draws {
  const chance = chanceFrom(seed)
  const scales = scalesOf(composite, year, normalisations)
  const { units } = year.prepared
  const placed = units.map(() => new Float64Array(runs).fill(Number.NaN))
  let made = 0
  const drawOne = () => {
    const { system, tree, leaves } = scales[Math.floor(chance() * scales.length)]!
    const weights = drawWeights(composite, weightSpread, chance)
    const scores = groupScores(system, tree, leaves, units.length, (node) => weights.get(node.code) ?? node.weight)
    ranksOf(scores.get(composite.rootCode)!).forEach((rank, at) => {
      if (rank !== null) placed[at]![made] = rank
    })
    made += 1
  }
  const own = year.ranks.get(composite.rootCode)!
  const intervals = () =>
    units.map((unit, at) => ({
      unit,
      rank: own[at]!,
      median: orNull(quantileOf(placed[at]!, 0.5)),
      low: orNull(quantileOf(placed[at]!, 0.05)),
      high: orNull(quantileOf(placed[at]!, 0.95)),
    }))
  const draw = (count: number) => {
    for (const upTo = Math.min(runs, made + count); made < upTo; ) drawOne()
    return made
  }
  return { draw, intervals }
}

/** All runs at once. @param onRun is told of each run that is done */
export function rankIntervals(
  composite: Composite,
  year: YearIndex,
  robustness: Robustness,
  onRun?: (done: number) => void,
): RankInterval[] {
  const draws = rankDraws(composite, year, robustness)
  for (let made = 0; made < robustness.runs; ) {
    made = draws.draw(1)
    onRun?.(made)
  }
  return draws.intervals()
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

function drawWeights({ tree }: Composite, spread: number, chance: Chance): Map<string, number> {
  const nodes: (Group | Indicator)[] = [...tree.groups, ...tree.indicators]
  return new Map(nodes.map((node) => [node.code, node.weight * (1 - spread + 2 * spread * chance())]))
}

type Scale = { system: IndicatorSystem; tree: Tree; leaves: Columns }

/** The scores of the year on each scale. Where a scale has values below nothing, a geometric mean becomes the arithmetic one. */
function scalesOf(composite: Composite, year: YearIndex, kinds: readonly Normalisation['kind'][]): Scale[] {
  const { system, indicators, baseYear } = composite
  const all = composite.years.map((one) => one.prepared)
  return [...new Set(kinds)].map((kind): Scale => {
    if (kind === system.method.normalise.kind) return { system, tree: composite.tree, leaves: year.normalised }
    const how = normalisationOf(kind)
    const { scores } = normaliseYear(year.prepared, indicators, how, boundsFor(year.prepared, indicators, how, all, baseYear))
    const changed = withScale(system, how)
    return { system: changed, tree: treeOf(changed), leaves: scores }
  })
}

/** A scale with its usual settings, around 100 where deviations are counted so that no method of aggregating is left without a scale. */
function normalisationOf(kind: Normalisation['kind']): Normalisation {
  if (kind === 'minMax') return { kind, from: 0, to: 100, bounds: 'year', isClipped: false }
  if (kind === 'zScore') return { kind, mean: 100, deviation: 10, of: 'population', bounds: 'year' }
  return kind === 'rank' ? { kind } : { kind, to: 'best', bounds: 'year' }
}

/** Goalposts of groups were set for the system's own scale and mean nothing on another. */
function withScale(system: IndicatorSystem, normalise: Normalisation): IndicatorSystem {
  const aggregation = (how: Aggregation): Aggregation => (how === 'geometric' && normalise.kind === 'rank' ? 'arithmetic' : how)
  const groups = system.groups.map(({ goalposts: _, ...group }) => ({
    ...group,
    ...(group.aggregate ? { aggregate: aggregation(group.aggregate) } : {}),
  }))
  return { ...system, groups, method: { ...system.method, normalise, aggregate: aggregation(system.method.aggregate) } }
}
