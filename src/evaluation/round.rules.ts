// What may be done with a round of an index, and when two computations of it are the same.
import type { Table, YearReport } from './report.rules.ts'

export type RoundState = 'computing' | 'computed' | 'published' | 'superseded' | 'withdrawn'
export type RoundAct = 'publish' | 'withdraw'
export type RoundReason = 'not_computed' | 'intervals_missing' | 'wrong_state' | 'published_already'
export type RoundFacts = {
  state: RoundState
  runs: number
  runsMade: number
  replaces: string | null
  /** The round of the same system and year that is published. */
  publishedId: string | null
}

/** Every reason why a round cannot be published or withdrawn now. Nobody decides on ranks whose intervals nobody could have seen. */
export function roundReasons(act: RoundAct, { state, runs, runsMade, replaces, publishedId }: RoundFacts): RoundReason[] {
  if (act === 'withdraw')
    return state === 'computed' || state === 'published' ? [] : [state === 'computing' ? 'not_computed' : 'wrong_state']
  const reasons: RoundReason[] = []
  if (state === 'computing') reasons.push('not_computed')
  if (runsMade < runs) reasons.push('intervals_missing')
  if (state === 'published' || state === 'superseded' || state === 'withdrawn') reasons.push('wrong_state')
  else if (publishedId !== null && publishedId !== replaces) reasons.push('published_already')
  return reasons
}

/** A value to twelve digits; nothing is nothing. */
const told = (value: number | null | undefined) => (value === null || value === undefined ? '' : value.toPrecision(12))

function differenceOf(name: string, one: Table, other: Table | undefined, digits: (value: number | null) => string): string[] {
  const own = (table: Table | undefined) =>
    new Map(
      Object.entries(table?.rows ?? {}).flatMap(([unit, row]) => row.map((value, at) => [`${unit} ${table!.columns[at]}`, digits(value)])),
    )
  const [before, after] = [own(one), own(other)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => `${name} ${key}`)
}

/** Where two reports of a year differ: values in twelve digits, ranks at all. */
export function reportDifferences(one: YearReport, other: YearReport): string[] {
  return (Object.keys(one.tables) as (keyof YearReport['tables'])[]).flatMap((name) =>
    differenceOf(name, one.tables[name], other.tables[name], name === 'ranks' ? String : told),
  )
}
