/** Kinds of ground that refusals stand on, as statistics tell them apart. */
export const groundWords = {
  materials: { zh: '材料不全或不符合要求', en: 'Materials missing or unfit' },
  untrue: { zh: '材料或陈述不实', en: 'Materials or statements untrue' },
  out_of_scope: { zh: '不属于本事项或本机关受理范围', en: 'Outside this procedure or office' },
  merits: { zh: '业绩或条件未达到标准', en: 'Merits below the standard' },
  quota: { zh: '名额或资金已满', en: 'Places or funds used up' },
  other: { zh: '其他', en: 'Other' },
  score: { zh: '专家评分未达合格线', en: 'Experts’ mark missed' },
  objection: { zh: '公示异议成立', en: 'Objection upheld' },
  not_stated: { zh: '未注明类别', en: 'Kind not stated' },
} as const

export const stepWords = {
  groundUnfit: { zh: '请从列出的理由类别中选择。', en: 'Choose one of the kinds of ground that are listed.' },
  conditionGround: { zh: '不符合条件：{condition}', en: 'Condition not met: {condition}' },
} as const
