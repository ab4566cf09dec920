import type { Holding } from '../kernel/holding.ts'

const kept = { keptFor: 'service_record' }

export const bookingHoldings: readonly Holding[] = [
  {
    title: { zh: '日历订阅地址', en: 'Calendar addresses' },
    table: 'calendar_feed',
    person: 'person_id',
    columns: ['recorded_at', 'instrument_id', 'language', 'last_read_at', 'ended_at'],
    onErasure: 'delete',
  },
  {
    ...{ title: { zh: '预约', en: 'Bookings' }, table: 'booking', person: 'person_id', onErasure: kept },
    columns: ['recorded_at', 'instrument_id', 'organisation_id', 'starts_at', 'ends_at', 'state', 'purpose', 'expected_fen'],
  },
  {
    title: { zh: '成组预约', en: 'Series of bookings' },
    table: 'booking_series',
    person: 'person_id',
    columns: ['recorded_at', 'organisation_id', 'rule'],
    onErasure: kept,
  },
  {
    title: { zh: '排队', en: 'Waiting for times' },
    table: 'waiting',
    person: 'person_id',
    columns: ['recorded_at', 'instrument_id', 'organisation_id', 'starts_at', 'ends_at', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '办理的预约变更', en: 'Changes of bookings' },
    table: 'booking_change',
    person: 'actor_id',
    columns: ['recorded_at', 'booking_id', 'action', 'note'],
    onErasure: kept,
  },
  {
    ...{ title: { zh: '送样委托', en: 'Sample orders' }, table: 'test_request', person: 'person_id', onErasure: kept },
    columns: [
      'recorded_at',
      'instrument_id',
      'organisation_id',
      'material',
      'property',
      'standard',
      'sample_count',
      'state',
      'note',
      'reply',
    ],
  },
  {
    title: { zh: '资质的办理记录', en: 'What was done with qualifications' },
    table: 'qualification_act',
    person: 'person_id',
    through: { column: 'qualification_id', table: 'qualification' },
    columns: ['recorded_at', 'qualification_id', 'action', 'valid_until', 'note'],
    onErasure: 'delete',
  },
  {
    title: { zh: '办理的资质', en: 'Decisions on qualifications' },
    table: 'qualification_act',
    person: 'actor_id',
    columns: ['recorded_at', 'action'],
    onErasure: kept,
  },
  {
    title: { zh: '仪器资质', en: 'Qualifications for instruments' },
    table: 'qualification',
    person: 'person_id',
    columns: ['recorded_at', 'level_id', 'state', 'asked_at', 'granted_on', 'valid_until'],
    onErasure: 'delete',
  },
  {
    title: { zh: '报告的故障', en: 'Faults reported' },
    table: 'fault',
    person: 'person_id',
    columns: ['recorded_at', 'instrument_id', 'what', 'broken_at', 'state'],
    onErasure: kept,
  },
  {
    title: { zh: '办理的故障', en: 'What was done with faults' },
    table: 'fault_act',
    person: 'actor_id',
    columns: ['recorded_at', 'fault_id', 'action', 'note'],
    onErasure: kept,
  },
]
