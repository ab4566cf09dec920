// From scores of indicators to scores of groups, and to the index.
import type { Columns } from './prepare.rules.ts'
import { sumOf } from './spread.rules.ts'
import type { Aggregation, Group, Indicator, IndicatorSystem } from './system.contract.ts'
import type { Tree } from './system.rules.ts'

type Part = { score: number; weight: number }

/**
 * One score of several, by their weights; NaN where too little of the weight is there, and where a geometric mean has nothing to be made of.
 * Mazziotta–Pareto takes from the mean what the parts differ among themselves: M − S²/M, on a scale around 100.
 */
export function aggregate(parts: readonly Part[], how: Aggregation, presentShareLeast: number): number {
  const present = parts.filter(({ score }) => !Number.isNaN(score))
  const all = sumOf(parts.map(({ weight }) => weight))
  const there = sumOf(present.map(({ weight }) => weight))
  if (present.length === 0 || there / all < presentShareLeast) return Number.NaN
  const meanBy = (value: (score: number) => number) => sumOf(present.map(({ score, weight }) => weight * value(score))) / there
  if (how === 'geometric') {
    if (present.some(({ score }) => score < 0)) return Number.NaN
    return present.some(({ score }) => score === 0) ? 0 : Math.exp(meanBy(Math.log))
  }
  const mean = meanBy((score) => score)
  if (how === 'arithmetic') return mean
  const variance = meanBy((score) => (score - mean) ** 2)
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
    const own = Float64Array.from({ length }, (_, at) =>
      groupScore(
        system,
        group,
        parts.map(({ own, weight }) => ({ score: own[at]!, weight })),
      ),
    )
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
