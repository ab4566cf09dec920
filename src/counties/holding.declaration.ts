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
  ...(
    [
      ['return_round', 'opened_by', 'opened_at', { zh: '开始的填报', en: 'Returns opened' }],
      ['return_cell', 'recorded_by', 'recorded_at', { zh: '填报的数据', en: 'Cells of returns filled in' }],
      ['return_cell', 'superseded_by', 'superseded_at', { zh: '更正的填报数据', en: 'Cells of returns replaced' }],
      ['return_evidence', 'added_by', 'added_at', { zh: '添加的佐证文件', en: 'Evidence added to returns' }],
      ['return_evidence', 'removed_by', 'removed_at', { zh: '撤下的佐证文件', en: 'Evidence taken off returns' }],
      ['return_verification', 'verified_by', 'verified_at', { zh: '核验的填报数据', en: 'Cells of returns verified' }],
      ['return_act', 'acted_by', 'acted_at', { zh: '办理的填报', en: 'Acts on returns' }],
      ['county_guide', 'loaded_by', 'loaded_at', { zh: '载入的指引', en: 'Guides loaded' }],
      ['county_guide_closing', 'closed_by', 'closed_at', { zh: '终期评估的指引', en: 'Guides closed' }],
      ['plan_version', 'begun_by', 'begun_at', { zh: '编制的实施方案', en: 'Plans begun' }],
      ['plan_comment', 'commented_by', 'commented_at', { zh: '对实施方案的意见', en: 'Comments on plans' }],
      ['plan_act', 'acted_by', 'acted_at', { zh: '办理的实施方案', en: 'Acts on plans' }],
      ['progress_act', 'acted_by', 'acted_at', { zh: '办理的半年进展报告', en: 'Acts on half-year reports' }],
      ['recommendation', 'issued_by', 'issued_at', { zh: '出具的推荐函', en: 'Letters of recommendation issued' }],
      ['recommendation', 'returned_by', 'returned_at', { zh: '退回的推荐函', en: 'Letters of recommendation sent back' }],
      ['direct_reporting', 'recorded_by', 'recorded_at', { zh: '登记的直接报省', en: 'Direct reporting recorded' }],
      ['data_request', 'made_by', 'made_at', { zh: '开出的取数函', en: 'Requests for data made' }],
      ['task_report', 'reported_by', 'recorded_at', { zh: '报告的任务进展', en: 'Reports on tasks' }],
    ] as const
  ).map(([table, person, moment, title]) => ({ title, table, person, columns: [moment], onErasure: kept })),
]
