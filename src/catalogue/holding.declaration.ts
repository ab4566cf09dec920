import type { Holding } from '../kernel/holding.ts'

export const catalogueHoldings: readonly Holding[] = [
  {
    ...{
      title: { zh: '填写的技术指标', en: 'What instruments reach, as recorded' },
      table: 'instrument_indicator',
      person: 'recorded_by',
      onErasure: { keptFor: 'service_record' },
    },
    columns: ['recorded_at', 'instrument_id', 'quantity'],
  },
  {
    ...{
      title: { zh: '登记的仪器验收', en: 'Acceptances of instruments recorded' },
      table: 'instrument_acceptance',
      person: 'recorded_by',
      onErasure: { keptFor: 'service_record' },
    },
    columns: ['recorded_at', 'instrument_id', 'accepted_on'],
  },
]
