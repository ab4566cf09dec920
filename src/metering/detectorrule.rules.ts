// How the thresholds of an instrument are found: in periods that somebody marked, or in the readings themselves.
import type { KnownState, PowerRule } from './detector.rules.ts'
import type { Reading } from './reading.rules.ts'

/** Thresholds, and the share of what they were found in that they tell apart, from 0 to 100. */
export type FoundRule = PowerRule & { certaintyPercent: number }
export type NoRule = 'too_few' | 'state_missing' | 'not_apart'
export type Marked = { state: KnownState; from: number; to: number }

const readingsLeast = 100
const markedLeast = 10
/** The usual power of a state is at least this many times that of the state below it. */
const apartLeast = 1.5
const certainLeast = 90
const bins = 64

/** Watts on a scale on which standing by at 20 W and being on at 2,000 W can be told apart with the same ease. */
const scaled = (watt: number) => Math.log1p(watt)
const watts = (value: number) => Math.expm1(value)
const round = (watt: number) => Number(watt.toPrecision(3))
const at = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
const between = (low: number, high: number) => round(watts((scaled(low) + scaled(high)) / 2))

/** Thresholds from marked periods: half-way between the most of one state and the least of the next, leaving out a twentieth at each end. */
export function ruleOfMarks(readings: readonly Reading[], marks: readonly Marked[]): FoundRule | NoRule {
  const told = marks.flatMap(({ state, from, to }) =>
    readings.filter((one) => one.at >= from && one.at < to).map(({ value }) => ({ state, value })),
  )
  const valuesOf = (state: KnownState) =>
    told
      .filter((one) => one.state === state)
      .map(({ value }) => value)
      .sort((a, b) => a - b)
  const [off, standby, on] = [valuesOf('off'), valuesOf('standby'), valuesOf('on')]
  if (Math.min(off.length, standby.length, on.length) < markedLeast) return 'state_missing'
  const rule = { standbyWatt: between(at(off, 0.95), at(standby, 0.05)), onWatt: between(at(standby, 0.95), at(on, 0.05)) }
  const stateOf = (value: number) => (value >= rule.onWatt ? 'on' : value >= rule.standbyWatt ? 'standby' : 'off')
  const certaintyPercent = Math.round((told.filter(({ state, value }) => stateOf(value) === state).length * 100) / told.length)
  return rule.onWatt > rule.standbyWatt && rule.standbyWatt > 0 && certaintyPercent >= certainLeast
    ? { ...rule, certaintyPercent }
    : 'not_apart'
}

/**
 * Thresholds from readings alone: the two cuts that leave three groups least spread within themselves (Otsu, on a scale of powers). How
 * sure that is, is the share of all spread that lies between the groups. Two states, or one, are no three, and that is said.
 */
export function ruleOfReadings(readings: readonly Reading[]): FoundRule | NoRule {
  if (readings.length < readingsLeast) return 'too_few'
  const values = readings.map(({ value }) => scaled(value)).sort((a, b) => a - b)
  const [low, high] = [values[0]!, values.at(-1)!]
  if (high <= low) return 'not_apart'
  const cuts = bestCuts(
    values,
    Array.from({ length: bins - 1 }, (_, index) => low + ((high - low) * (index + 1)) / bins),
  )
  if (!cuts) return 'not_apart'
  const groups = [values.slice(0, cuts[0]), values.slice(cuts[0], cuts[1]), values.slice(cuts[1])]
  const mean = (group: readonly number[]) => group.reduce((sum, value) => sum + value, 0) / group.length
  const spread = (group: readonly number[]) => group.reduce((sum, value) => sum + (value - mean(group)) ** 2, 0)
  const all = spread(values)
  const certaintyPercent = Math.floor((1 - groups.reduce((sum, group) => sum + spread(group), 0) / all) * 100)
  const [off, standby, on] = groups.map((group) => watts(mean(group))) as [number, number, number]
  const isApart = standby + 1 >= (off + 1) * apartLeast && on + 1 >= (standby + 1) * apartLeast
  const rule = {
    standbyWatt: between(watts(groups[0]!.at(-1)!), watts(groups[1]![0]!)),
    onWatt: between(watts(groups[1]!.at(-1)!), watts(groups[2]![0]!)),
  }
  return isApart && certaintyPercent >= certainLeast && rule.onWatt > rule.standbyWatt && rule.standbyWatt > 0
    ? { ...rule, certaintyPercent }
    : 'not_apart'
}

/** Where sorted values are cut so that three groups, each a fiftieth of them at least, lie furthest apart. */
function bestCuts(values: readonly number[], edges: readonly number[]): [number, number] | undefined {
  const sums = [0]
  for (const value of values) sums.push(sums.at(-1)! + value)
  const places = [...new Set(edges.map((edge) => values.findIndex((value) => value >= edge)))]
  const weight = (from: number, to: number) => (sums[to]! - sums[from]!) ** 2 / (to - from)
  const least = values.length / 50
  let best: { cuts: [number, number]; score: number } | undefined
  for (const first of places)
    for (const second of places) {
      if (first < least || second - first < least || values.length - second < least) continue
      const score = weight(0, first) + weight(first, second) + weight(second, values.length)
      if (!best || score > best.score) best = { cuts: [first, second], score }
    }
  return best?.cuts
}
