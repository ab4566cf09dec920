import type { Db } from '../kernel/db.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import {
  type Division,
  getDivisionLine,
  getPopulation,
  listDivisions,
  listReportingUnits,
  noSuchDivision,
  notCounted,
} from './places.contract.ts'
import type { WorkingCalendar } from './places.rules.ts'
import {
  type CountedPlace,
  findWholeDivision,
  insertPopulations,
  listCalendarDays,
  listCalendarYears,
  listCountedPlaces,
  listDivisionLine,
  listDivisionPath,
  listDivisionsOn,
  listReportingUnitsOn,
  placesChecks,
  upsertCalendarDays,
  upsertDivisionMoves,
  upsertDivisions,
  upsertReportingUnits,
} from './places.sql.ts'
import { residentsOf } from './population.rules.ts'

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

/** What the last census up to a day counted, each place by itself, as known on a moment (ISO). */
export function countedPlaces(db: Db, on: string, asOf: string): Promise<CountedPlace[]> {
  return listCountedPlaces(db, on, asOf)
}

export const placesSlice: Slice = {
  checks: placesChecks,
  handlers: [
    handle(listDivisions, async ({ input, db, now }) => ({ items: await listDivisionsOn(db, input.on ?? dayOf(now)) })),
    handle(listReportingUnits, async ({ input, db, now }) => ({ items: await listReportingUnitsOn(db, input.on ?? dayOf(now)) })),
    handle(getDivisionLine, async ({ input, db }) => {
      const items = await listDivisionLine(db, input.code)
      if (items.length === 0) throw noSuchDivision({ divisionCode: input.code })
      return { items }
    }),
    handle(getPopulation, async ({ input, db, now }) => {
      const on = input.on ?? dayOf(now)
      const [items, divisions] = await Promise.all([listCountedPlaces(db, on, 'infinity'), listDivisionsOn(db, on)])
      const [first] = items
      if (!first) throw notCounted({ on })
      const { totals, unplaced } = residentsOf(items, new Map(divisions.map(({ code, parentCode }) => [code, parentCode])))
      return {
        ...{ countedOn: first.countedOn, source: first.source, items },
        totals: divisions.flatMap(({ code, nameZh, nameEn }) => {
          const found = totals.get(code)
          if (!found) return []
          const { inDivisions, inZones } = found
          return [{ code, nameZh, nameEn, personsInDivisions: inDivisions, personsInZones: inZones, persons: inDivisions + inZones }]
        }),
        unplacedPersons: unplaced.reduce((sum, { persons }) => sum + persons, 0),
      }
    }),
  ],
  seeds: [
    { file: 'divisions.csv', write: upsertDivisions },
    { file: 'reporting_units.csv', write: upsertReportingUnits },
    { file: 'division_moves.csv', write: upsertDivisionMoves },
    { file: 'populations.csv', write: insertPopulations },
    { file: 'calendar.csv', write: upsertCalendarDays },
  ],
}
