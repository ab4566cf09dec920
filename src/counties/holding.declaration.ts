import type { Holding } from '../kernel/holding.ts'

const kept = { keptFor: 'service_record' }

export const countiesHoldings: readonly Holding[] = [
  {
    title: { zh: '登记的创新型县', en: 'Innovative counties recorded' },
    table: 'county_designation',
    person: 'recorded_by',
    columns: ['recorded_at', 'division_code', 'level'],
    onErasure: kept,
  },
  {
    title: { zh: '更正的创新型县', en: 'Innovative counties corrected' },
    table: 'county_designation',
    person: 'superseded_by',
    columns: ['superseded_at', 'division_code', 'level'],
    onErasure: kept,
  },
]
