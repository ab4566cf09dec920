// Printed from database/*-counties*.sql by `npm run types`.
import type { Generated } from 'kysely'

export interface CountyDesignationTable {
  id: string
  division_code: string
  level: 'national' | 'provincial'
  stage: 'building' | 'named' | 'extended'
  first_on: string
  last_on: string | null
  document_no: string
  recorded_by: string | null
  recorded_at: Generated<string>
  superseded_at: string | null
  superseded_by: string | null
  superseded_reason: Generated<string>
}

export interface ReportCountyDesignationTable {
  id: string
  division_code: string
  level: 'national' | 'provincial'
  stage: 'building' | 'named' | 'extended'
  first_on: string
  last_on: string | null
  document_no: string
  recorded_at: string
  superseded_at: string | null
}

declare module '../kernel/db.ts' {
  interface Tables {
    county_designation: CountyDesignationTable
    report_county_designation: ReportCountyDesignationTable
  }
}
