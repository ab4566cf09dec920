import { addDays, weekdayOf } from '../kernel/time.ts'

/** True when a division is the scope or lies below it; GB/T 2260 codes nest by pairs of digits, and 00 means all below. */
export function isWithin(divisionCode: string, scopeCode: string): boolean {
  return divisionCode.startsWith(prefixOf(scopeCode))
}

/** What the codes of a division and of all below it begin with. */
export function prefixOf(divisionCode: string): string {
  return divisionCode.replace(/(00)+$/, '')
}

const isProvince = (divisionCode: string) => divisionCode.endsWith('0000')

/**
 * What the codes of some divisions and of all below them begin with, as SQL patterns. Whatever lies in no known division lies in the
 * province as a whole, so that the province's patterns have the empty one too: `coalesce(division_code, '') like any(…)`.
 */
export function patternsWithin(divisionCodes: readonly string[]): string[] {
  return divisionCodes.flatMap((code) => [`${prefixOf(code)}%`, ...(isProvince(code) ? [''] : [])])
}

/** Days that differ from Monday to Friday (true: worked, false: off), and the years whose notice is known. */
export type WorkingCalendar = { exceptions: ReadonlyMap<string, boolean>; knownYears: ReadonlySet<number> }

/** Whether offices work on a day ('2026-02-14'): Monday to Friday, but for what the State Council's notice of the year says. */
export function isWorkingDay(day: string, calendar: WorkingCalendar): boolean {
  return calendar.exceptions.get(day) ?? weekdayOf(day) <= 5
}

/** A day reckoned by working days; uncertain when it lies in, or passes through, a year whose notice has not been issued. */
export type ReckonedDay = { day: string; isCertain: boolean }

/**
 * The last day of a period of working days. The day it starts from is not counted (Civil Code 民法典, article 201), so one working day
 * from a Friday ends on Monday. Zero working days end on the day itself.
 */
export function addWorkingDays(from: string, count: number, calendar: WorkingCalendar): ReckonedDay {
  let day = from
  let isCertain = true
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    isCertain &&= calendar.knownYears.has(yearOf(day))
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return { day, isCertain }
}

/** How many working days lie after one day, up to and including another; negative when the other lies before it. */
export function workingDaysBetween(from: string, to: string, calendar: WorkingCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar)
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1
  return count
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}
