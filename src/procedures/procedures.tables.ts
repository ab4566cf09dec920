// Printed from database/*-procedures*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

export interface AuditNoteTable {
  id: string
  sample_id: string
  case_id: string
  finding: 'note' | 'in_order' | 'question' | 'exception'
  written_by: string
  written_at: string
  recorded_at: Generated<string>
}

export interface AuditNoteTextTable {
  note_id: string
  text_sealed: string
}

export interface AuditSampleTable {
  id: string
  procedure_code: string
  edition: string | null
  division_code: string
  filed_from: string
  filed_to: string
  statuses: string[]
  method: 'simple' | 'division' | 'outcome' | 'money'
  size: number
  seed: string
  as_of: string
  population_count: number
  population_fen: number | null
  population_digest: string
  drawn_by: string
  drawn_at: string
  recorded_at: Generated<string>
}

export interface AuditSampleCaseTable {
  sample_id: string
  case_id: string
  position: number
  stratum: string
  fen: number | null
  hits: number
}

export interface AuditSampleTitleTable {
  sample_id: string
  title: string
}

export interface AwardTable {
  id: string
  award_no: string
  case_id: string | null
  procedure_code: string
  kind: string
  level: string | null
  subject_id: string | null
  organisation_id: string | null
  division_code: string | null
  first_on: string
  last_on: string | null
  state: 'standing' | 'frozen' | 'revoked' | 'expired'
  recorded_at: Generated<string>
  superseded_at: string | null
  earlier_id: string | null
}

export interface BatchTable {
  id: string
  programme_id: string
  name_zh: string
  name_en: string
  opens_at: string
  closes_at: string | null
  reference_on: string | null
  quota: number | null
  recorded_by: string | null
  recorded_at: Generated<string>
}

export interface CaseActionTable {
  id: string
  case_id: string
  number: number
  verb: string
  from_stage: string | null
  to_stage: string | null
  actor_id: string | null
  for_id: string | null
  detail: ColumnType<unknown, string, string>
  acted_at: string
  recorded_at: Generated<string>
}

export interface CaseAnswerTable {
  case_id: string
  key: string
  value: string
}

export interface CaseCounterTable {
  prefix: string
  year: number
  last: number
}

export interface CaseFormTable {
  id: string
  case_id: string
  revision: number
  answers_sealed: string
  recorded_at: Generated<string>
}

export interface CaseMaterialTable {
  id: string
  case_id: string
  code: string
  attachment_id: string | null
  state: Generated<'given' | 'verified' | 'doubtful'>
  given_by: string
  checked_by: string | null
  checked_at: string | null
  recorded_at: Generated<string>
  removed_at: string | null
}

export interface CaseRecordTable {
  id: string
  case_id: string
  kind: string
  happened_on: string
  amount: number
  text_sealed: string
  recorded_by: string
  recorded_at: Generated<string>
  removed_at: string | null
  replaces_id: string | null
  removed_by: string | null
  reason_sealed: Generated<string>
}

export interface CaseStepTable {
  action_id: string
  case_id: string
  number: number
  verb: string
  is_first: boolean
  procedure_code: string
  division_code: string | null
  status: string
  level: string | null
  is_frozen: boolean
  due_on: string | null
  worked_days: number | null
  promised_days: number | null
  ground: string | null
  outcome: string | null
  acted_on: string
  recorded_at: Generated<string>
}

export interface CaseSubjectTable {
  case_id: string
  procedure_code: string
  name_sealed: string
  name_key: string
  id_sealed: string | null
  id_key: string | null
  is_open: boolean
}

export interface CaseTextTable {
  action_id: string
  text_sealed: string
}

export interface CaseWarningTable {
  case_id: string
  due_on: string
  kind: 'soon' | 'due' | 'mend_soon' | 'mend_over'
  recorded_at: Generated<string>
}

export interface DelegationTable {
  id: string
  from_id: string
  to_id: string
  procedure_code: string | null
  first_on: string
  last_on: string
  reason: string
  given_at: Generated<string>
  revoked_at: string | null
}

export interface EarlierDocumentTable {
  id: string
  document_no: string
  document_on: string
  attachment_id: string
  recorded_by: string
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface EarlierGrantTable {
  id: string
  kind: 'class' | 'card' | 'payment'
  procedure_code: string
  level: string | null
  grant_no: string
  fen: number | null
  first_on: string
  last_on: string | null
  document_no: string
  document_on: string
  division_code: string
  name_sealed: string
  id_sealed: string
  id_key: string
  person_id: string | null
  claimed_at: string | null
  recorded_by: string
  recorded_at: Generated<string>
  superseded_at: string | null
  superseded_by: string | null
  reason_sealed: string | null
  replacement_id: string | null
}

export interface ExpertTable {
  id: string
  person_id: string
  division_code: string
  fields: string[]
  title: string
  added_by: string
  recorded_at: Generated<string>
  ended_by: string | null
  ended_at: string | null
}

export interface ExpertEmploymentTable {
  id: string
  expert_id: string
  organisation_id: string
  first_on: string
  last_on: string | null
  recorded_at: Generated<string>
}

export interface ExpertTieTable {
  id: string
  expert_id: string
  kind: 'funding' | 'co_author' | 'declared'
  other_id: string | null
  organisation_id: string | null
  recorded_by: string
  recorded_at: Generated<string>
}

export interface ObjectionTable {
  id: string
  case_id: string
  raised_by: string
  raised_at: string
  state: Generated<'open' | 'upheld' | 'dismissed'>
  answered_by: string | null
  answered_at: string | null
}

export interface ObjectionTextTable {
  objection_id: string
  text_sealed: string
  answer_sealed: string | null
}

export interface PayeeTable {
  case_id: string
  name_sealed: string
  account_sealed: string
  bank_sealed: string
  changed_at: string
}

export interface PaymentClaimTable {
  id: string
  share_id: string
  fen: number
  recovered_fen: Generated<number>
  raised_on: string
}

export interface PaymentItemTable {
  id: string
  list_id: string
  number: number
  share_id: string
  fen: number
  name_sealed: string
  account_sealed: string
  account_key: string
  bank_sealed: string
  state: Generated<'sent' | 'paid' | 'returned'>
  settled_on: string | null
  reference: string | null
  reason: string | null
  settled_by: string | null
  settled_at: string | null
}

export interface PaymentLineTable {
  id: string
  case_id: string
  number: number
  fen: number
  due_on: string
  needs_check: boolean
  checked_on: string | null
  state: 'waiting' | 'funded' | 'stopped'
}

export interface PaymentListTable {
  id: string
  list_no: string
  holder_id: string
  fen: number
  item_count: number
  digest: string
  made_by: string
  frozen_at: string
}

export interface PaymentPlanTable {
  case_id: string
  programme_id: string
  fen: number
  stopped_on: string | null
  stopped_for: 'revoked' | 'declined' | 'check_failed' | null
  recorded_at: Generated<string>
}

export interface PaymentRecoveryTable {
  id: string
  claim_id: string
  fen: number
  received_on: string
  reference: string
  recorded_by: string
  recorded_at: Generated<string>
}

export interface PaymentShareTable {
  id: string
  line_id: string
  fund_line_id: string
  fen: number
  hold_id: string
  state: 'payable' | 'listed' | 'paid' | 'stopped'
}

export interface PersonalCaseTable {
  id: string
  applicant_id: string
}

export interface ProcedureCaseTable {
  id: string
  case_no: string
  procedure_code: string
  batch_id: string
  version_id: string
  applicant_id: string
  subject_id: string | null
  organisation_id: string | null
  division_code: string | null
  status: string
  stage: string | null
  office_division: string | null
  assignee_id: string | null
  action_count: number
  due_on: string | null
  is_due_certain: Generated<boolean>
  level: string | null
  claim: string | null
  opened_at: string
  filed_at: string | null
  ended_at: string | null
  mend_to: string | null
  county_code: string | null
}

export interface ProcedureVersionTable {
  id: string
  procedure_code: string
  number: number
  edition: string
  digest: string
  parameters: ColumnType<unknown, string, string>
  valid_from: string
  document_no: string
  note: string
  published_by: string | null
  recorded_at: Generated<string>
  texts: ColumnType<unknown, string | undefined, string>
  standard: ColumnType<unknown, string | undefined, string>
  tried_from: string | null
  tried_to: string | null
  tried_cases: number | null
  tried_changed: number | null
}

export interface ProgrammeTable {
  id: string
  procedure_code: string
  name_zh: string
  name_en: string
  division_code: string
  document_no: string
  recorded_by: string | null
  recorded_at: Generated<string>
}

export interface ProgrammeFundTable {
  programme_id: string
  fund_line_id: string
  year: number
  basis_points: number
  recorded_by: string
  recorded_at: Generated<string>
}

export interface RemunerationTaxTable {
  valid_from: string
  document_no: string
  small_limit_fen: number
  small_deduction_fen: number
  deduction_basis_points: number
  bands: ColumnType<unknown, string, string>
}

export interface ReportAwardTable {
  id: string
  award_no: string
  case_id: string | null
  procedure_code: string
  kind: string
  level: string | null
  organisation_id: string | null
  division_code: string | null
  first_on: string
  last_on: string | null
  state: 'standing' | 'frozen' | 'revoked' | 'expired'
  recorded_at: string
  superseded_at: string | null
}

export interface ReportCaseTable {
  id: string
  case_no: string
  procedure_code: string
  batch_id: string
  version_id: string
  organisation_id: string | null
  division_code: string | null
  status: string
  stage: string | null
  due_on: string | null
  level: string | null
  opened_at: string
  filed_at: string | null
  ended_at: string | null
}

export interface ReportCaseStepTable {
  action_id: string
  case_id: string
  number: number
  verb: string
  is_first: boolean
  procedure_code: string
  division_code: string | null
  status: string
  level: string | null
  is_frozen: boolean
  due_on: string | null
  worked_days: number | null
  promised_days: number | null
  ground: string | null
  outcome: string | null
  acted_on: string
  recorded_at: string
}

export interface ReviewFeeItemTable {
  id: string
  list_id: string
  number: number
  person_id: string
  gross_fen: number
  tax_fen: number
  name_sealed: string
  id_sealed: string
  account_sealed: string
  account_key: string
}

export interface ReviewFeeListTable {
  id: string
  list_no: string
  division_code: string
  holder_id: string
  month: string
  gross_fen: number
  tax_fen: number
  item_count: number
  tax_document_no: string
  digest: string
  made_by: string
  frozen_at: string
}

export interface ReviewFeePaymentTable {
  list_id: string
  paid_on: string
  reference: string
  recorded_by: string
  recorded_at: Generated<string>
}

export interface ReviewFeeSeatTable {
  seat_id: string
  item_id: string
}

export interface ReviewRecusalTable {
  case_id: string
  draw_number: number
  expert_id: string
  reasons: string[]
}

export interface ReviewSeatTable {
  id: string
  case_id: string
  draw_number: number
  round_number: number
  expert_id: string
  drawn_at: string
  due_on: string
  pledged_at: string | null
  handed_in_at: string | null
  released_at: string | null
  released_for: 'conflict' | 'office' | null
  released_by: string | null
  fee_fen: number
  office_division: string
}

export interface ReviewSheetTable {
  seat_id: string
  scores: ColumnType<unknown, string, string>
  comments_sealed: string
  saved_at: string
}

declare module '../kernel/db.ts' {
  interface Tables {
    audit_note: AuditNoteTable
    audit_note_text: AuditNoteTextTable
    audit_sample: AuditSampleTable
    audit_sample_case: AuditSampleCaseTable
    audit_sample_title: AuditSampleTitleTable
    award: AwardTable
    batch: BatchTable
    case_action: CaseActionTable
    case_answer: CaseAnswerTable
    case_counter: CaseCounterTable
    case_form: CaseFormTable
    case_material: CaseMaterialTable
    case_record: CaseRecordTable
    case_step: CaseStepTable
    case_subject: CaseSubjectTable
    case_text: CaseTextTable
    case_warning: CaseWarningTable
    delegation: DelegationTable
    earlier_document: EarlierDocumentTable
    earlier_grant: EarlierGrantTable
    expert: ExpertTable
    expert_employment: ExpertEmploymentTable
    expert_tie: ExpertTieTable
    objection: ObjectionTable
    objection_text: ObjectionTextTable
    payee: PayeeTable
    payment_claim: PaymentClaimTable
    payment_item: PaymentItemTable
    payment_line: PaymentLineTable
    payment_list: PaymentListTable
    payment_plan: PaymentPlanTable
    payment_recovery: PaymentRecoveryTable
    payment_share: PaymentShareTable
    personal_case: PersonalCaseTable
    procedure_case: ProcedureCaseTable
    procedure_version: ProcedureVersionTable
    programme: ProgrammeTable
    programme_fund: ProgrammeFundTable
    remuneration_tax: RemunerationTaxTable
    report_award: ReportAwardTable
    report_case: ReportCaseTable
    report_case_step: ReportCaseStepTable
    review_fee_item: ReviewFeeItemTable
    review_fee_list: ReviewFeeListTable
    review_fee_payment: ReviewFeePaymentTable
    review_fee_seat: ReviewFeeSeatTable
    review_recusal: ReviewRecusalTable
    review_seat: ReviewSeatTable
    review_sheet: ReviewSheetTable
  }
}
