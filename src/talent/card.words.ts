export const cardWords = {
  title: { zh: '人才服务卡', en: 'Talent service card' },
  summary: {
    zh: '已定级人才凭卡享受相应类别的服务。卡有有效期，可以冻结、解冻、补办和注销。',
    en: 'With the card a classified talent uses the services of their class. It has a term, and may be frozen, given out anew and cancelled.',
  },
  basis: { zh: '吉林省人才服务卡（吉享卡）', en: 'Jilin’s talent service card' },
  division: { zh: '工作所在县（市、区）', en: 'County of work' },
  sameClass: { zh: '申领类别不高于已取得的定级类别', en: 'The class asked for is no higher than the one held' },
  wantedClass: { zh: '申领类别', en: 'Class asked for' },
  none: { zh: '没有有效的服务卡', en: 'Holds no card that stands' },
  stageIntake: { zh: '省级受理', en: 'Provincial intake' },
  stageDecision: { zh: '制发', en: 'Issue' },
  certificate: { zh: '吉林省人才服务卡', en: 'Talent service card of Jilin' },
  classesUnasked: { zh: '免申即享的类别', en: 'Classes given without applying' },
  yesUnit: { zh: '（1 为是）', en: '(1 for yes)' },
  declineDays: { zh: '免申即享的不接受期限', en: 'Time to decline what was given unasked' },
  classUnasked: { zh: '所持类别属于免申即享的类别', en: 'The class held is one that is given without applying' },
} as const
