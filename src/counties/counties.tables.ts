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

export interface CountyReturnTable {
  id: string
  round_id: string
  division_code: string
  state: 'filling' | 'at_city' | 'at_province' | 'approved'
}

export interface IndicatorTable {
  code: string
  version: number
  position: number
  group_zh: string
  group_en: string
  title_zh: string
  title_en: string
  unit_zh: string
  unit_en: string
  definition_zh: string
  definition_en: string
  kind: 'amount' | 'count' | 'ratio' | 'text'
  numerator_zh: string | null
  numerator_en: string | null
  denominator_zh: string | null
  denominator_en: string | null
  factor: number | null
  decimals: number
  is_share: boolean
  direction: 'up' | 'down' | 'none'
  department_zh: string
  department_en: string
  basis: string
  figure: string | null
  valid_from: string
  valid_to: string | null
  carries: Generated<boolean>
  is_optional: Generated<boolean>
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

export interface ReturnActTable {
  id: string
  return_id: string
  act: 'hand_in' | 'pass' | 'send_back' | 'approve' | 'reopen'
  state: 'filling' | 'at_city' | 'at_province' | 'approved'
  reason: string
  acted_by: string
  acted_at: Generated<string>
}

export interface ReturnCellTable {
  id: string
  return_id: string
  code: string
  amount: number | null
  numerator: number | null
  denominator: number | null
  words: string | null
  vintage: 'flash' | 'preliminary' | 'annual' | 'revised'
  origin: 'computed' | 'filed' | 'quoted' | 'imported'
  source_document: string
  provider: string
  explanation: string
  recorded_by: string | null
  recorded_at: Generated<string>
  superseded_at: string | null
  superseded_by: string | null
  carried_from: string | null
  is_confirmed: Generated<boolean>
  expected_on: string | null
}

export interface ReturnRemarkTable {
  act_id: string
  code: string
  reason: string
}

export interface ReturnRoundTable {
  id: string
  year: number
  opens_on: string
  due_on: string
  jump_percent: number
  outlier_times: number
  opened_by: string | null
  opened_at: Generated<string>
}

export interface ReturnRoundIndicatorTable {
  round_id: string
  code: string
  version: number
  position: number
  is_required: boolean
}

declare module '../kernel/db.ts' {
  interface Tables {
    county_designation: CountyDesignationTable
    county_return: CountyReturnTable
    indicator: IndicatorTable
    report_county_designation: ReportCountyDesignationTable
    return_act: ReturnActTable
    return_cell: ReturnCellTable
    return_remark: ReturnRemarkTable
    return_round: ReturnRoundTable
    return_round_indicator: ReturnRoundIndicatorTable
  }
}
