// Which place suits which case. A school year begins in September; who starts from August on is counted to it.
import type { placeStages } from './schoolplace.contract.ts'

/** The school year of a day: 2026 is September 2026 to August 2027, and its first days of August already. */
export function schoolYearOf(day: string): number {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return month >= 8 ? year : year - 1
}

/** The school year that is prepared on a day: from February on the one that begins in the same autumn. */
export function comingSchoolYear(day: string): number {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return month >= 2 ? year : year - 1
}

export type PlaceProblem = 'division_differs' | 'stage_differs' | 'year_differs' | 'stage_closed'
type Stage = (typeof placeStages)[number]
export type PlaceWanted = { divisionCode: string | null; stage: unknown; startsOn: unknown; atStage: string | null }

/** The stages of the procedure at which a place is kept. */
export const keepingStages: readonly string[] = ['placing', 'decision']

/** Every reason why a place does not suit a case. */
export function placeProblems(place: { divisionCode: string; stage: Stage; year: number }, wanted: PlaceWanted): PlaceProblem[] {
  const isOpen = wanted.atStage !== null && keepingStages.includes(wanted.atStage)
  const isYear = typeof wanted.startsOn === 'string' && schoolYearOf(wanted.startsOn) === place.year
  return [
    ...(isOpen ? [] : (['stage_closed'] as const)),
    ...(place.divisionCode === wanted.divisionCode ? [] : (['division_differs'] as const)),
    ...(place.stage === wanted.stage ? [] : (['stage_differs'] as const)),
    ...(isYear ? [] : (['year_differs'] as const)),
  ]
}

/** Which wish a school is, from 1; null where it was not wished for. */
export function wishOf(school: string, wishes: unknown): number | null {
  const at = Array.isArray(wishes) ? wishes.findIndex((one: { school?: unknown }) => one?.school === school) : -1
  return at < 0 ? null : at + 1
}
