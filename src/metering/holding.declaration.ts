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
]
