// What a unit can read from an index: how it grew, what it lacks to its targets, where it is strong and weak, and what would move it up a class.
import { groupScore, type Part } from './aggregate.rules.ts'
import { type Composite, classOf, type YearIndex } from './composite.rules.ts'
import { type Bounds, scorer, unscored } from './normalise.rules.ts'
import { presentOf } from './spread.rules.ts'
import type { Group, Indicator } from './system.contract.ts'

/** The index of a later year where the base year's is 100; null where one of them is missing or not above nothing. */
export function growthOf(composite: Composite, year: YearIndex): (number | null)[] {
  const base = composite.years.find((one) => one.prepared.year === composite.baseYear)
  const own = year.scores.get(composite.rootCode)!
  const first = base?.scores.get(composite.rootCode)
  const places = new Map(base?.prepared.units.map((unit, at) => [unit, at]))
  return year.prepared.units.map((unit, at) => {
    const before = first?.[places.get(unit) ?? -1] ?? Number.NaN
    const grown = (own[at]! / before) * 100
    return before > 0 && Number.isFinite(grown) ? grown : null
  })
}

/** What is missing to a target, in the indicator's own unit, never below nothing; null without a target or a value. */
export function gapToTarget({ target, direction, transform }: Indicator, value: number): number | null {
  if (target === undefined || Number.isNaN(value)) return null
  const own = transform === 'log' ? Math.exp(value) : value
  return Math.max(0, direction * (target - own))
}

export type Standing = { indicator: string; score: number; rank: number; share: number }

/** A year's units each with its indicators from its best place among all to its worst; `share` is the share of the others it is not behind. */
export function standingsOf(composite: Composite, year: YearIndex): Standing[][] {
  const columns = composite.indicators.flatMap(({ code }) => {
    const scores = year.normalised.get(code)
    return scores ? [{ indicator: code, scores, ranks: year.ranks.get(code)!, counted: presentOf(scores).length }] : []
  })
  return year.prepared.units.map((_, at) =>
    columns
      .flatMap(({ indicator, scores, ranks, counted }): Standing[] => {
        const rank = ranks[at] ?? null
        return rank === null ? [] : [{ indicator, score: scores[at]!, rank, share: counted > 1 ? (counted - rank) / (counted - 1) : 1 }]
      })
      .sort((one, other) => other.share - one.share || (one.indicator < other.indicator ? -1 : 1)),
  )
}

export type Move = {
  indicator: string
  /** The value as it is, and the one that alone would do, both in the indicator's own unit and in relation to its denominator. */
  from: number
  to: number
}

export type NextClass = { class: string; atLeast: number; lacks: number; moves: Move[] }

/**
 * What would take a unit into the next class: of each indicator the value that alone would be enough, where it stays on the scale. All
 * others' values and the scale's bounds are held as they are.
 */
export function nextClassOf(composite: Composite, year: YearIndex, at: number, ways = waysUp(composite, year)): NextClass | null {
  const { system, rootCode } = composite
  const score = year.scores.get(rootCode)![at]!
  if (Number.isNaN(score)) return null
  const next = system.classes.find((one) => one.atLeast > score)
  if (!next || classOf(system, score) === next.code) return null
  const moves = composite.indicators.flatMap((indicator) => moveOf(composite, year, at, indicator, { atLeast: next.atLeast, ways }) ?? [])
  return { class: next.code, atLeast: next.atLeast, lacks: next.atLeast - score, moves }
}

function moveOf(
  composite: Composite,
  year: YearIndex,
  at: number,
  indicator: Indicator,
  { atLeast, ways }: { atLeast: number; ways: Ways },
): Move | null {
  const how = composite.system.method.normalise
  const bounds = year.bounds.get(indicator.code)!
  const own = year.prepared.treated.get(indicator.code)![at]!
  const best = bestOn(how.kind === 'minMax' ? how.to : null, indicator, bounds)
  const score = scorer(indicator.direction, how, bounds)
  if (!score || best === null || Number.isNaN(own)) return null
  const indexWith = indexAlong(composite, ways.get(indicator.code)!, at)
  let [low, high] = [score(own), score(best)]
  if (!(high > low) || !(indexWith(high) >= atLeast)) return null
  // Of an arithmetic index the way is a straight line: where that crosses the limit is tried first, and narrows the search to nearly nothing.
  const width = (high - low) * 1e-9
  const crossing = low + ((atLeast - indexWith(low)) / (indexWith(high) - indexWith(low))) * (high - low)
  if (crossing + width < high && indexWith(crossing + width) >= atLeast) high = crossing + width
  if (crossing - width > low && indexWith(crossing - width) < atLeast) low = crossing - width
  for (let step = 0; step < 60 && high - low > Math.abs(high) * 1e-15; step++) {
    const middle = (low + high) / 2
    if (indexWith(middle) >= atLeast) high = middle
    else low = middle
  }
  const needed = unscored(high, indicator.direction, how, bounds)
  if (needed === null) return null
  const plain = (value: number) => (indicator.transform === 'log' ? Math.exp(value) : value)
  return { indicator: indicator.code, from: plain(own), to: plain(needed) }
}

/** The best value of a scale: its end, or three deviations above the mean. */
function bestOn(to: number | null, { direction }: Indicator, { low, high, mean, deviation }: Bounds): number | null {
  if (to !== null) return direction === 1 ? high : low
  return mean === null || deviation === null ? null : mean + direction * 3 * deviation
}

/** One group on the way from an indicator up to the index: the scores of its parts, in the order of `parts`, which is filled for one unit at a time. */
type Level = { group: Group; columns: Float64Array[]; parts: Part[]; place: number }
export type Ways = ReadonlyMap<string, readonly Level[]>

/** From each indicator the groups above it, up to the index; asked for once a year and not for each unit. */
export function waysUp({ tree, rootCode, indicators }: Composite, year: YearIndex): Ways {
  const columnOf = (code: string) => year.normalised.get(code) ?? year.scores.get(code)
  const levelAbove = (code: string): Level => {
    const group = tree.groups.find((one) => tree.partsOf.get(one.code)?.some((part) => part.code === code))!
    const nodes = tree.partsOf.get(group.code)!.filter((node) => columnOf(node.code))
    return {
      group,
      columns: nodes.map((node) => columnOf(node.code)!),
      parts: nodes.map(({ weight }) => ({ score: Number.NaN, weight })),
      place: nodes.findIndex((node) => node.code === code),
    }
  }
  return new Map(
    indicators.map(({ code }) => {
      const levels: Level[] = []
      for (let below = code; below !== rootCode; below = levels.at(-1)!.group.code) levels.push(levelAbove(below))
      return [code, levels]
    }),
  )
}

/** The index of one unit by the score of one of its indicators: only the groups above that one are computed again. */
function indexAlong({ system }: Composite, levels: readonly Level[], at: number): (score: number) => number {
  for (const { columns, parts } of levels) for (let part = 0; part < parts.length; part++) parts[part]!.score = columns[part]![at]!
  return (score) => {
    let changedTo = score
    for (const { group, parts, place } of levels) {
      parts[place]!.score = changedTo
      changedTo = groupScore(system, group, parts)
    }
    return changedTo
  }
}
