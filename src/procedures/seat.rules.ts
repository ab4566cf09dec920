// An expert's sheet as it is typed: what can be kept of it, and what is wrong or missing.
import type { Sheet } from './procedure.rules.ts'

const seatSteps = ['read', 'score', 'check'] as const
export type SeatStep = (typeof seatSteps)[number]

/** Which step of a review an address opens; the case where it says none. */
export function seatStepOf(search: Record<string, unknown>): { step?: Exclude<SeatStep, 'read'> } {
  const { step } = search
  return step === 'score' || step === 'check' ? { step } : {}
}

type Criteria = Sheet['criteria']
/** Points as they were typed, by criterion. */
export type Typed = Readonly<Record<string, string>>

/** The points a text says, up to a most; undefined where it says none, null where it says something else. */
export function pointsOf(text: string, most: number): number | undefined | null {
  const given = text.trim()
  if (given === '') return undefined
  return /^\d{1,6}$/.test(given) && Number(given) <= most ? Number(given) : null
}

/** What of a sheet can be kept: the points that are right. */
export function scoresOf(criteria: Criteria, typed: Typed): Record<string, number> {
  const found = criteria.map(({ code, most }) => [code, pointsOf(typed[code] ?? '', most)] as const)
  return Object.fromEntries(found.filter((one): one is [string, number] => typeof one[1] === 'number'))
}

export type TypedFault = { code: string; what: 'missing' | 'wrong' }
/** Every criterion without points, or with points that cannot be. */
export function typedFaults(criteria: Criteria, typed: Typed): TypedFault[] {
  return criteria.flatMap(({ code, most }): TypedFault[] => {
    const points = pointsOf(typed[code] ?? '', most)
    return points === undefined ? [{ code, what: 'missing' }] : points === null ? [{ code, what: 'wrong' }] : []
  })
}
