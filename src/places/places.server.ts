import type { Db } from '../kernel/db.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { type Division, listDivisions, listReportingUnits, noSuchDivision } from './places.contract.ts'
import type { WorkingCalendar } from './places.rules.ts'
import {
  findWholeDivision,
  listCalendarDays,
  listCalendarYears,
  listDivisionPath,
  listDivisionsOn,
  listReportingUnitsOn,
  upsertCalendarDays,
  upsertDivisions,
  upsertReportingUnits,
} from './places.sql.ts'

/** A division and those it lies in, the province first; empty for a code that is none. */
export function divisionPath(db: Db, code: string): Promise<Division[]> {
  return listDivisionPath(db, code)
}

/** Refuses a code that no division has or ever had: old data keep old codes. @throws no_such_division */
export async function requireDivision(db: Db, divisionCode: string): Promise<void> {
  if ((await listDivisionPath(db, divisionCode)).length === 0) throw noSuchDivision({ divisionCode })
}

/** The code of the division that all others lie in: the province. Null before any is known. */
export function wholeDivision(db: Db): Promise<string | null> {
  return findWholeDivision(db)
}

/** The divisions in force on a day, in the order of their codes. */
export function divisionsOn(db: Db, day: string): Promise<Division[]> {
  return listDivisionsOn(db, day)
}

/** What the working-day rules need of the calendar between two days, both included. */
export async function workingCalendar(db: Db, from: string, to: string): Promise<WorkingCalendar> {
  const days = await listCalendarDays(db, from, to)
  return { exceptions: new Map(days.map((day) => [day.day, day.isWorking])), knownYears: new Set(await listCalendarYears(db)) }
}

export const placesSlice: Slice = {
  handlers: [
    handle(listDivisions, async ({ input, db, now }) => ({ items: await listDivisionsOn(db, input.on ?? dayOf(now)) })),
    handle(listReportingUnits, async ({ input, db, now }) => ({ items: await listReportingUnitsOn(db, input.on ?? dayOf(now)) })),
  ],
  seeds: [
    { file: 'divisions.csv', write: upsertDivisions },
    { file: 'reporting_units.csv', write: upsertReportingUnits },
    { file: 'calendar.csv', write: upsertCalendarDays },
  ],
}
