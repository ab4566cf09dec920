import type { Holding } from '../kernel/holding.ts'

export const meteringHoldings: readonly Holding[] = [
  {
    ...{
      title: { zh: '登记的上机', en: 'Uses recorded' },
      table: 'usage_session',
      person: 'recorded_by',
      onErasure: { keptFor: 'service_record' },
    },
    columns: ['recorded_at', 'instrument_id', 'used_on', 'reason', 'content'],
  },
  {
    ...{ title: { zh: '登记的计量仪表', en: 'Meters registered' }, table: 'meter', person: 'registered_by' },
    ...{ columns: ['registered_at', 'code', 'note'], onErasure: { keptFor: 'service_record' } },
  },
  {
    ...{ title: { zh: '停用的计量仪表', en: 'Meters taken out' }, table: 'meter', person: 'retired_by' },
    ...{ columns: ['retired_at', 'code'], onErasure: { keptFor: 'service_record' } },
  },
  {
    ...{ title: { zh: '装到仪器上的仪表', en: 'Meters fixed to instruments' }, table: 'meter_fixing', person: 'fixed_by' },
    ...{ columns: ['fixed_at', 'instrument_id', 'first_on', 'last_on'], onErasure: { keptFor: 'service_record' } },
  },
  {
    title: { zh: '上机问题的回答', en: 'Answers at the end of a use' },
    table: 'run_answer',
    person: 'recorded_by',
    through: { column: 'session_id', table: 'usage_session' },
    columns: ['session_id', 'question_id', 'answer'],
    onErasure: { keptFor: 'service_record' },
  },
  {
    ...{ title: { zh: '设定的功率阈值', en: 'Thresholds of power set' }, table: 'power_rule', person: 'set_by' },
    ...{ columns: ['set_at', 'instrument_id', 'valid_from', 'standby_watt', 'on_watt'], onErasure: { keptFor: 'service_record' } },
  },
  {
    ...{ title: { zh: '对机时差异的处理', en: 'Differences of hours settled' }, table: 'hour_settlement', person: 'settled_by' },
    ...{ columns: ['settled_at', 'instrument_id', 'month', 'state', 'note'], onErasure: { keptFor: 'service_record' } },
  },
]
