export const jointWords = {
  title: { zh: '部门会签', en: 'Joint review' },
  rule_all: { zh: '会签：各部门都同意才能通过。', en: 'Every department must agree.' },
  rule_any: { zh: '或签：有一个部门同意即通过。', en: 'It passes once one department agrees.' },
  department: { zh: '部门', en: 'Department' },
  opinion: { zh: '意见', en: 'Word' },
  agreed: { zh: '同意', en: 'agrees' },
  disagreed: { zh: '不同意', en: 'disagrees' },
  waits: { zh: '还没有签署', en: 'has not signed yet' },
  result_waits: { zh: '还有 {count} 个部门没有签署。', en: '{count} departments have not signed yet.' },
  result_disagreed: {
    zh: '各部门意见不一致，没有通过。请牵头机关退回或作出决定。',
    en: 'The departments do not agree. The leading office sends it back or decides.',
  },
  result_passed: { zh: '已经通过。', en: 'It has passed.' },
} as const
