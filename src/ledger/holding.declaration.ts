import type { Holding } from '../kernel/holding.ts'

const kept = { keptFor: 'service_record' }

export const ledgerHoldings: readonly Holding[] = [
  {
    title: { zh: '办理的结账', en: 'Months closed' },
    table: 'ledger_closing',
    person: 'closed_by',
    columns: ['recorded_at', 'month'],
    onErasure: kept,
  },
  {
    title: { zh: '办理的重开账', en: 'Months opened again' },
    table: 'ledger_closing',
    person: 'reopened_by',
    columns: ['reopened_at', 'month', 'reopening_reason'],
    onErasure: kept,
  },
  {
    title: { zh: '登记的预算科目', en: 'Budget lines opened' },
    table: 'fund_line',
    person: 'recorded_by',
    columns: ['recorded_at', 'year', 'budget_code'],
    onErasure: kept,
  },
  {
    title: { zh: '登记的预算安排', en: 'Appropriations recorded' },
    table: 'fund_appropriation',
    person: 'recorded_by',
    columns: ['recorded_at', 'document_no', 'fen'],
    onErasure: kept,
  },
]
