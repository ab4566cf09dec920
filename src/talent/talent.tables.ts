// Printed from database/*-talent*.sql by `npm run types`.
import type { Generated } from 'kysely'

export interface CardProviderTable {
  id: string
  service_code: string
  organisation_id: string
  recorded_by: string
  recorded_at: Generated<string>
  ended_by: string | null
  ended_at: string | null
}

export interface CardServiceTable {
  code: string
  name_zh: string
  name_en: string
  classes: string[]
  provider_kind: 'firm' | 'university' | 'institute' | 'government' | 'hospital' | 'park' | 'other'
  document_no: string | null
  is_settled: boolean
}

export interface CardUseTable {
  id: string
  case_id: string | null
  holder_id: string
  card_no: string
  class: string
  service_code: string
  organisation_id: string
  recorded_by: string
  code_expires_at: string
  used_at: string
  recorded_at: Generated<string>
  earlier_id: string | null
}

export interface SchoolPlaceTable {
  id: string
  division_code: string
  school: string
  stage: 'preschool' | 'primary' | 'junior' | 'senior'
  grade: number
  year: number
  places: number
  kept: Generated<number>
  recorded_by: string
  recorded_at: Generated<string>
}

export interface SchoolPlaceKeptTable {
  id: string
  place_id: string
  case_id: string
  kept_by: string
  kept_at: string
  released_at: string | null
}

declare module '../kernel/db.ts' {
  interface Tables {
    card_provider: CardProviderTable
    card_service: CardServiceTable
    card_use: CardUseTable
    school_place: SchoolPlaceTable
    school_place_kept: SchoolPlaceKeptTable
  }
}
