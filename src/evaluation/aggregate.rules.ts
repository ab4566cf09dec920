// From scores of indicators to scores of groups, and to the index.
import type { Columns } from './prepare.rules.ts'
import type { Aggregation, Group, Indicator, IndicatorSystem } from './system.contract.ts'
import type { Tree } from './system.rules.ts'

export type Part = { score: number; weight: number }

/** What is summed of each part, by its weight. */
type Summed = 'weight' | 'score' | 'logarithm' | 'square'

/** A sum over the parts that have a score, with what rounding loses (as `sumOf`); it runs millions of times, and so it makes no lists. */
function summed(parts: readonly Part[], what: Summed, mean = 0): number {
  let sum = 0
  let lost = 0
  for (const { score, weight } of parts) {
    if (Number.isNaN(score)) continue
    const value =
      what === 'weight' ? weight : weight * (what === 'score' ? score : what === 'logarithm' ? Math.log(score) : (score - mean) ** 2)
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}

function weightOfAll(parts: readonly Part[]): number {
  let sum = 0
  let lost = 0
  for (const { weight } of parts) {
    const next = sum + weight
    lost += Math.abs(sum) >= Math.abs(weight) ? sum - next + weight : weight - next + sum
    sum = next
  }
  return sum + lost
}

/**
 * One score of several, by their weights; NaN where too little of the weight is there, and where a geometric mean has nothing to be made of.
 * Mazziotta–Pareto takes from the mean what the parts differ among themselves: M − S²/M, on a scale around 100.
 */
export function aggregate(parts: readonly Part[], how: Aggregation, presentShareLeast: number): number {
  const there = summed(parts, 'weight')
  if (parts.every(({ score }) => Number.isNaN(score)) || there / weightOfAll(parts) < presentShareLeast) return Number.NaN
  if (how === 'geometric') {
    if (parts.some(({ score }) => score < 0)) return Number.NaN
    return parts.some(({ score }) => score === 0) ? 0 : Math.exp(summed(parts, 'logarithm') / there)
  }
  const mean = summed(parts, 'score') / there
  if (how === 'arithmetic') return mean
  const variance = summed(parts, 'square', mean) / there
  return mean > 0 ? mean - variance / mean : Number.NaN
}

/** The scores of every group of a year, from the leaves up; the last is the index. */
export function groupScores(
  system: IndicatorSystem,
  tree: Tree,
  leaves: Columns,
  length: number,
  weightOf = (node: Group | Indicator) => node.weight,
): Map<string, Float64Array> {
  const scores = new Map<string, Float64Array>()
  for (const group of tree.groups) {
    const parts = (tree.partsOf.get(group.code) ?? []).flatMap((node) => {
      const own = leaves.get(node.code) ?? scores.get(node.code)
      return own ? [{ own, weight: weightOf(node) }] : []
    })
    // One list of parts is filled anew for each unit.
    const filled = parts.map(({ weight }) => ({ score: Number.NaN, weight }))
    const own = new Float64Array(length)
    for (let at = 0; at < length; at++) {
      for (let part = 0; part < parts.length; part++) filled[part]!.score = parts[part]!.own[at]!
      own[at] = groupScore(system, group, filled)
    }
    scores.set(group.code, own)
  }
  return scores
}

/** The score of one group from its parts, on its own scale where it has one. */
export function groupScore({ method }: IndicatorSystem, group: Group, parts: readonly Part[]): number {
  return onOwnScale(group, method, aggregate(parts, group.aggregate ?? method.aggregate, method.presentShareLeast))
}

/** A group with goalposts is put on the system's scale again between them. */
function onOwnScale({ goalposts }: Group, { normalise }: IndicatorSystem['method'], score: number): number {
  if (!goalposts) return score
  const [from, to] = normalise.kind === 'minMax' ? [normalise.from, normalise.to] : [0, 100]
  return from + ((score - goalposts[0]) / (goalposts[1] - goalposts[0])) * (to - from)
}
