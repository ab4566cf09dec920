// Printed from database/*-places*.sql by `npm run types`.
import type { Generated } from 'kysely'

export interface CalendarDayTable {
  day: string
  is_working: boolean
  name_zh: string
  name_en: string
  document_no: string
}

export interface DivisionTable {
  code: string
  name_zh: string
  name_en: string
  level: 'province' | 'prefecture' | 'county'
  kind: string
  parent_code: string | null
  is_national_pilot_eligible: boolean | null
  valid_from: Generated<string>
  valid_to: string | null
  source: string
}

export interface DivisionMoveTable {
  old_code: string
  new_code: string
  moved_on: string
  source: string
}

export interface PopulationTable {
  place_code: string
  counted_on: string
  persons: number
  source: string
  recorded_at: Generated<string>
  is_within_host: Generated<boolean>
}

export interface ReportingUnitTable {
  id: string
  code: string | null
  name_zh: string
  name_en: string
  division_code: string
  parent_id: string | null
  valid_from: string
  valid_to: string | null
  source: string
}

declare module '../kernel/db.ts' {
  interface Tables {
    calendar_day: CalendarDayTable
    division: DivisionTable
    division_move: DivisionMoveTable
    population: PopulationTable
    reporting_unit: ReportingUnitTable
  }
}
