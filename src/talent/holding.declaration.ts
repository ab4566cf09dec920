import type { Holding } from '../kernel/holding.ts'

// Who used and who gave what is kept as a record of public services, like the cases it stands on.
const kept = { keptFor: 'case_record' }

export const talentHoldings: readonly Holding[] = [
  {
    title: { zh: '人才服务卡使用记录', en: 'Uses of the service card' },
    table: 'card_use',
    person: 'holder_id',
    columns: ['used_at', 'card_no', 'class', 'service_code'],
    onErasure: kept,
  },
  {
    title: { zh: '登记的人才服务', en: 'Uses of service cards recorded' },
    table: 'card_use',
    person: 'recorded_by',
    columns: ['recorded_at', 'service_code', 'organisation_id'],
    onErasure: kept,
  },
  {
    title: { zh: '确定的服务单位', en: 'Providers of services settled' },
    table: 'card_provider',
    person: 'recorded_by',
    columns: ['recorded_at', 'service_code', 'organisation_id'],
    onErasure: kept,
  },
  {
    title: { zh: '取消的服务单位', en: 'Providers of services ended' },
    table: 'card_provider',
    person: 'ended_by',
    columns: ['ended_at', 'service_code', 'organisation_id'],
    onErasure: kept,
  },
  {
    title: { zh: '设定的入学学位', en: 'School places settled' },
    table: 'school_place',
    person: 'recorded_by',
    columns: ['recorded_at', 'school', 'year', 'places'],
    onErasure: kept,
  },
  {
    title: { zh: '预留的入学学位', en: 'School places kept for cases' },
    table: 'school_place_kept',
    person: 'kept_by',
    columns: ['kept_at', 'case_id'],
    onErasure: kept,
  },
]
