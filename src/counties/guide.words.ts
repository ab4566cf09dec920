export const guideWords = {
  listGuides: { zh: '创新型县（市、区）建设工作指引', en: 'Guides to building innovative counties' },
  closeGuide: { zh: '终期评估并结束指引', en: 'Close a guide with its final evaluation' },
  loadGuide: { zh: '载入指引', en: 'Load a guide' },
  recordGuideTargets: { zh: '补录指引的文号和目标', en: 'Record the document number and targets of a guide' },
  guideExists: {
    zh: '已有这个代码的指引，或者前一指引已有后续。',
    en: 'A guide with this code is there already, or the one before is followed already.',
  },
  guideDaysWrong: {
    zh: '指引的截止日期不能早于起始日期，终期评估不能早于指引结束。',
    en: 'A guide ends after it begins, and is closed after it ended.',
  },
  guideClosed: { zh: '这个指引已经终期评估。', en: 'This guide is closed already.' },
  guideFollowsWrong: {
    zh: '后续指引要接在同类的、已终期评估的指引之后，任务组的来源要在前一指引中。',
    en: 'A successor follows a closed programme of its kind, and its groups follow groups of that one.',
  },
  guideGroupUnknown: { zh: '指引没有任务组 {code}。', en: 'The guide has no group {code}.' },
  guideOver: { zh: '这个指引不在执行期内，不能再编制方案。', en: 'This guide is not in force; no plan is begun under it.' },
  kind_guide: { zh: '工作指引', en: 'guide' },
  kind_umbrella: { zh: '总体实施方案', en: 'umbrella programme' },
  state_coming: { zh: '未开始', en: 'not begun' },
  state_in_force: { zh: '执行中', en: 'in force' },
  state_ended: { zh: '到期待评估', en: 'ended, to be evaluated' },
  state_closed: { zh: '已终期评估', en: 'closed' },
} as const
