import type { Holding } from '../kernel/holding.ts'

// Who was given what, on which ground, is kept as long as the archive law asks (档案法); the purpose in the register says so.
const kept = { keptFor: 'case_record' }
const throughCase = (person: string) => ({ through: { column: 'case_id', table: 'procedure_case' }, person })

export const proceduresHoldings: readonly Holding[] = [
  {
    title: { zh: '申请内容', en: 'What applications say' },
    table: 'case_form',
    ...throughCase('applicant_id'),
    columns: ['recorded_at', 'revision', 'answers_sealed'],
    sealed: { answers_sealed: 'case.answers' },
    onErasure: 'delete',
  },
  {
    title: { zh: '申请人信息', en: 'Whom applications are about' },
    table: 'case_subject',
    ...throughCase('applicant_id'),
    columns: ['case_id', 'name_sealed', 'id_sealed'],
    sealed: { name_sealed: 'case.name', id_sealed: 'person.id_number' },
    onErasure: 'delete',
  },
  {
    title: { zh: '提交的申请', en: 'Applications filed' },
    table: 'procedure_case',
    person: 'applicant_id',
    columns: ['opened_at', 'case_no', 'procedure_code', 'status'],
    onErasure: kept,
  },
  {
    title: { zh: '关于本人的申请', en: 'Applications about oneself' },
    table: 'procedure_case',
    person: 'subject_id',
    columns: ['opened_at', 'case_no', 'procedure_code', 'status', 'level'],
    onErasure: kept,
  },
  {
    title: { zh: '负责的案件', en: 'Cases in charge of' },
    table: 'procedure_case',
    person: 'assignee_id',
    columns: ['opened_at', 'case_no', 'status'],
    onErasure: kept,
  },
  {
    title: { zh: '办理动作', en: 'Acts on cases' },
    table: 'case_action',
    person: 'actor_id',
    columns: ['acted_at', 'case_id', 'verb'],
    onErasure: kept,
  },
  {
    title: { zh: '代为办理', en: 'Acts on one’s behalf' },
    table: 'case_action',
    person: 'for_id',
    columns: ['acted_at', 'case_id', 'verb'],
    onErasure: kept,
  },
  {
    title: { zh: '获得的结果', en: 'Awards' },
    table: 'award',
    person: 'subject_id',
    columns: ['recorded_at', 'award_no', 'kind', 'level', 'first_on', 'last_on', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '提出的异议', en: 'Objections raised' },
    table: 'objection',
    person: 'raised_by',
    columns: ['raised_at', 'case_id', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '答复的异议', en: 'Objections answered' },
    table: 'objection',
    person: 'answered_by',
    columns: ['answered_at', 'case_id', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '发布的版本', en: 'Versions published' },
    table: 'procedure_version',
    person: 'published_by',
    columns: ['recorded_at', 'procedure_code', 'number'],
    onErasure: kept,
  },
  {
    title: { zh: '设立的计划', en: 'Programmes begun' },
    table: 'programme',
    person: 'recorded_by',
    columns: ['recorded_at', 'name_zh'],
    onErasure: kept,
  },
  {
    title: { zh: '开放的批次', en: 'Batches opened' },
    table: 'batch',
    person: 'recorded_by',
    columns: ['recorded_at', 'name_zh'],
    onErasure: kept,
  },
  {
    title: { zh: '提交的材料', en: 'Materials given' },
    table: 'case_material',
    person: 'given_by',
    columns: ['recorded_at', 'case_id', 'code', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '核验的材料', en: 'Materials checked' },
    table: 'case_material',
    person: 'checked_by',
    columns: ['checked_at', 'case_id', 'code', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '登记的履行情况', en: 'What was recorded with cases' },
    table: 'case_record',
    person: 'recorded_by',
    columns: ['recorded_at', 'case_id', 'kind', 'happened_on', 'amount'],
    onErasure: kept,
  },
]
