// Clocks count working days; what suspends them is typed, and what stands in a year without a holiday notice is provisional.
import { addWorkingDays, type ReckonedDay, type WorkingCalendar, workingDaysBetween } from '../places/places.rules.ts'

export const suspensionKinds = ['mending', 'expert', 'inspection', 'hearing', 'objection'] as const
export type SuspensionKind = (typeof suspensionKinds)[number]
/** From a day on, until another; open while `to` is null. */
export type Suspension = { readonly kind: SuspensionKind; readonly from: string; readonly to: string | null }

/**
 * The last day of a limit of working days from a day on: suspended days do not count (Administrative Licensing Law 行政许可法, article 45).
 * @returns null while a suspension is open: nothing is due then
 */
export function dueOf(from: string, limit: number, suspensions: readonly Suspension[], calendar: WorkingCalendar): ReckonedDay | null {
  let suspended = 0
  for (const one of merged(suspensions)) {
    if (one.to === null) return null
    suspended += workingDaysBetween(one.from, one.to, calendar)
  }
  return addWorkingDays(from, limit + suspended, calendar)
}

/** How many working days between two days did not count, because the clock stood. */
export function suspendedDays(suspensions: readonly Suspension[], until: string, calendar: WorkingCalendar): number {
  return merged(suspensions).reduce((sum, { from, to }) => sum + workingDaysBetween(from, to ?? until, calendar), 0)
}

/** Suspensions that overlap count once. */
function merged(suspensions: readonly Suspension[]): { from: string; to: string | null }[] {
  const whole: { from: string; to: string | null }[] = []
  for (const one of suspensions.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = whole.at(-1)
    if (last && (last.to === null || one.from <= last.to)) last.to = last.to === null || one.to === null ? null : maxOf(last.to, one.to)
    else whole.push({ from: one.from, to: one.to })
  }
  return whole
}

const maxOf = (a: string, b: string) => (a > b ? a : b)

const soonWorkingDays = 2

/** How a case stands with its limit on a day: what is due over a holiday is due soon although the day is far off. */
export type Urgency = 'none' | 'in_time' | 'soon' | 'late'
export function urgencyOf(dueOn: string | null, today: string, calendar: WorkingCalendar): Urgency {
  if (dueOn === null) return 'none'
  if (dueOn < today) return 'late'
  return workingDaysBetween(today, dueOn, calendar) <= soonWorkingDays ? 'soon' : 'in_time'
}
