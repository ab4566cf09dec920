import type { Holding } from '../kernel/holding.ts'

const kept = { keptFor: 'service_record' }

export const billingHoldings: readonly Holding[] = [
  {
    title: { zh: '登记的服务', en: 'Services recorded' },
    table: 'service',
    person: 'recorded_by',
    columns: ['recorded_at', 'service_no', 'effective_on', 'fen', 'correction_reason'],
    onErasure: kept,
  },
  {
    title: { zh: '更正的服务', en: 'Services corrected' },
    table: 'service',
    person: 'superseded_by',
    columns: ['superseded_at', 'service_no', 'void_reason'],
    onErasure: kept,
  },
  {
    title: { zh: '核定的费用', en: 'Charges settled' },
    table: 'charge_pending',
    person: 'settled_by',
    columns: ['settled_at', 'session_id', 'reason'],
    onErasure: kept,
  },
  {
    title: { zh: '处理的核查发现', en: 'Findings settled' },
    table: 'finding',
    person: 'settled_by',
    columns: ['settled_at', 'check_name', 'state', 'note'],
    onErasure: kept,
  },
  {
    title: { zh: '登记的年度自报', en: 'Self-reports recorded' },
    table: 'self_report',
    person: 'recorded_by',
    columns: ['recorded_at', 'year', 'document_no'],
    onErasure: kept,
  },
  {
    title: { zh: '发起的机时核查', en: 'Checks asked for' },
    table: 'finding_run',
    person: 'asked_by',
    columns: ['asked_at', 'year', 'finished_at'],
    onErasure: kept,
  },
]
