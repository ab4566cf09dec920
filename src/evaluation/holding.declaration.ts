import type { Holding } from '../kernel/holding.ts'

const kept = { keptFor: 'service_record' }

export const evaluationHoldings: readonly Holding[] = (
  [
    ['index_system', 'recorded_by', 'recorded_at', { zh: '登记的指标体系', en: 'Indicator systems recorded' }],
    ['index_round', 'created_by', 'created_at', { zh: '计算的指数', en: 'Rounds of indices computed' }],
    ['index_round_act', 'acted_by', 'acted_at', { zh: '办理的指数', en: 'Acts on rounds of indices' }],
  ] as const
).map(([table, person, moment, title]) => ({ title, table, person, columns: [moment], onErasure: kept }))
