import type { Holding } from '../kernel/holding.ts'

const kept = { keptFor: 'service_record' }

export const registryHoldings: readonly Holding[] = [
  {
    ...{
      title: { zh: '登记联系方式', en: 'Contacts of registrations' },
      table: 'registration_contact',
      person: 'applicant_id',
      onErasure: 'delete',
    },
    through: { column: 'registration_id', table: 'registration' },
    columns: ['contact_sealed'],
    sealed: { contact_sealed: 'registration.contact' },
  },
  {
    title: { zh: '登记申请', en: 'Registrations applied for' },
    table: 'registration',
    person: 'applicant_id',
    columns: ['recorded_at', 'name_zh', 'credit_code', 'state', 'reason'],
    onErasure: kept,
  },
  {
    title: { zh: '办理的登记', en: 'Registrations decided' },
    table: 'registration',
    person: 'decided_by',
    columns: ['decided_at', 'name_zh', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '加入单位的申请', en: 'Requests to join' },
    table: 'joining',
    person: 'person_id',
    columns: ['recorded_at', 'organisation_id', 'role', 'state', 'reason'],
    onErasure: kept,
  },
  {
    title: { zh: '办理的加入申请', en: 'Requests to join decided' },
    table: 'joining',
    person: 'decided_by',
    columns: ['decided_at', 'organisation_id', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '申请的单位变更', en: 'Changes of organisations asked' },
    table: 'organisation_change',
    person: 'asked_by',
    columns: ['recorded_at', 'organisation_id', 'wanted', 'reason', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '办理的单位变更', en: 'Changes of organisations decided' },
    table: 'organisation_change',
    person: 'decided_by',
    columns: ['decided_at', 'organisation_id', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '办理的合并', en: 'Mergers decided' },
    table: 'merger_ground',
    person: 'decided_by',
    columns: ['recorded_at', 'organisation_id', 'survivor_id', 'reason'],
    onErasure: kept,
  },
  {
    title: { zh: '登记的资格', en: 'Statuses recorded' },
    table: 'organisation_status',
    person: 'recorded_by',
    columns: ['recorded_at', 'organisation_id', 'kind'],
    onErasure: kept,
  },
  {
    title: { zh: '更正的资格', en: 'Statuses corrected' },
    table: 'organisation_status',
    person: 'superseded_by',
    columns: ['superseded_at', 'organisation_id', 'kind'],
    onErasure: kept,
  },
  {
    title: { zh: '申报的关联', en: 'Relations declared' },
    table: 'organisation_relation',
    person: 'declared_by',
    columns: ['recorded_at', 'organisation_id', 'other_id', 'kind'],
    onErasure: kept,
  },
  {
    title: { zh: '更正的关联', en: 'Relations corrected' },
    table: 'organisation_relation',
    person: 'superseded_by',
    columns: ['superseded_at', 'organisation_id', 'other_id', 'kind'],
    onErasure: kept,
  },
  {
    title: { zh: '登记的事项承办', en: 'Holders of matters recorded' },
    table: 'matter_holder',
    person: 'recorded_by',
    columns: ['recorded_at', 'matter_code', 'organisation_id'],
    onErasure: kept,
  },
]
