// Printed from database/*-counties*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

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

export interface CountyGuideTable {
  code: string
  kind: 'guide' | 'umbrella'
  title_zh: string
  title_en: string
  document_no: string
  source: string
  first_on: string
  last_on: string
  follows: string | null
  due_soon_days: Generated<number>
  behind_points: Generated<number>
  silent_days: Generated<number>
  loaded_by: string | null
  loaded_at: Generated<string>
  report_days: Generated<number>
}

export interface CountyGuideClosingTable {
  guide_code: string
  closed_on: string
  evaluation: string
  document_no: string
  closed_by: string | null
  closed_at: Generated<string>
}

export interface CountyGuideFindingTable {
  guide_code: string
  group_code: string
  task_count: number
  done_count: number
  finding: Generated<string>
}

export interface CountyGuideGroupTable {
  guide_code: string
  code: string
  position: number
  title_zh: string
  title_en: string
  measures_zh: string
  measures_en: string
  follows_code: string | null
}

export interface CountyGuideTargetTable {
  guide_code: string
  position: number
  title_zh: string
  title_en: string
  wanted_zh: string
  wanted_en: string
  source: string
}

export interface CountyPlanTable {
  id: string
  guide_code: string
  division_code: string
}

export interface CountyReturnTable {
  id: string
  round_id: string
  division_code: string
  state: 'filling' | 'at_city' | 'at_province' | 'approved'
  level: Generated<'county' | 'city' | 'province'>
}

export interface DataAnswerTable {
  request_id: string
  code: string
  amount: number | null
  numerator: number | null
  denominator: number | null
  words: string | null
  is_taken: boolean | null
}

export interface DataRequestTable {
  id: string
  return_id: string
  department: string
  codes: string[]
  due_on: string
  secret_hash: string
  expires_at: string
  made_by: string
  made_at: string
  ended_at: string | null
  answered_at: string | null
  settled_at: string | null
}

export interface DirectReportingTable {
  id: string
  division_code: string
  first_on: string
  last_on: string | null
  document_no: string
  recorded_by: string
  recorded_at: Generated<string>
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
  level: Generated<'county' | 'city' | 'province'>
}

export interface PlanActTable {
  id: string
  version_id: string
  act: 'hand_in' | 'pass' | 'send_back' | 'approve'
  state: 'draft' | 'at_city' | 'at_province' | 'approved'
  reason: string
  acted_by: string | null
  acted_at: Generated<string>
}

export interface PlanCommentTable {
  id: string
  version_id: string
  chapter: string
  office: 'county' | 'city' | 'province'
  body: string
  commented_by: string
  commented_at: Generated<string>
}

export interface PlanTaskTable {
  version_id: string
  task_key: string
  position: number
  group_code: string
  title: string
  department: string
  fund_fen: number
  measure: string
  due_on: string | null
  evidence: string
  carried_from: string | null
}

export interface PlanVersionTable {
  id: string
  plan_id: string
  number: number
  state: 'draft' | 'at_city' | 'at_province' | 'approved'
  content: ColumnType<unknown, string, string>
  document_no: Generated<string>
  approved_on: string | null
  approved_at: string | null
  begun_by: string | null
  begun_at: Generated<string>
}

export interface ProgressActTable {
  id: string
  report_id: string
  act: 'begin' | 'hand_in' | 'pass' | 'send_back' | 'accept'
  state: string
  reason: string
  acted_by: string
  acted_at: string
}

export interface ProgressReportTable {
  id: string
  plan_id: string
  year: number
  half: number
  state: 'draft' | 'at_city' | 'at_province' | 'accepted'
  summary: string
  notes: ColumnType<unknown, string, string>
  known: ColumnType<unknown, string | undefined, string>
}

export interface RecommendationTable {
  id: string
  letter_no: string
  batch_id: string
  division_code: string
  issued_by: string
  issued_at: string
  returned_at: string | null
  returned_by: string | null
  return_reason: Generated<string>
}

export interface RecommendationCaseTable {
  recommendation_id: string
  case_id: string
  rank: number
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

export interface ReturnEvidenceTable {
  id: string
  return_id: string
  codes: string[]
  added_by: string
  added_at: string
  removed_by: string | null
  removed_at: string | null
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

export interface ReturnVerificationTable {
  cell_id: string
  verified_by: string
  verified_at: string
}

export interface TaskReportTable {
  id: string
  plan_id: string
  task_key: string
  reported_on: string
  percent: number
  is_done: boolean
  note: string
  document_no: string
  reported_by: string | null
  recorded_at: Generated<string>
}

declare module '../kernel/db.ts' {
  interface Tables {
    county_designation: CountyDesignationTable
    county_guide: CountyGuideTable
    county_guide_closing: CountyGuideClosingTable
    county_guide_finding: CountyGuideFindingTable
    county_guide_group: CountyGuideGroupTable
    county_guide_target: CountyGuideTargetTable
    county_plan: CountyPlanTable
    county_return: CountyReturnTable
    data_answer: DataAnswerTable
    data_request: DataRequestTable
    direct_reporting: DirectReportingTable
    indicator: IndicatorTable
    plan_act: PlanActTable
    plan_comment: PlanCommentTable
    plan_task: PlanTaskTable
    plan_version: PlanVersionTable
    progress_act: ProgressActTable
    progress_report: ProgressReportTable
    recommendation: RecommendationTable
    recommendation_case: RecommendationCaseTable
    report_county_designation: ReportCountyDesignationTable
    return_act: ReturnActTable
    return_cell: ReturnCellTable
    return_evidence: ReturnEvidenceTable
    return_remark: ReturnRemarkTable
    return_round: ReturnRoundTable
    return_round_indicator: ReturnRoundIndicatorTable
    return_verification: ReturnVerificationTable
    task_report: TaskReportTable
  }
}
