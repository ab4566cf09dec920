export const reviewWords = {
  drawExperts: { zh: '抽取评审专家', en: 'Draw experts for a case' },
  replaceExpert: { zh: '更换评审专家', en: 'Replace an expert' },
  getReview: { zh: '查看专家评审情况', en: 'See the expert review of a case' },
  listMyReviews: { zh: '列出我的评审', en: 'List my reviews' },
  getMyReview: { zh: '打开一份评审', en: 'Open a review of mine' },
  signPledge: { zh: '签署评审承诺书', en: 'Sign the pledge of a review' },
  saveScores: { zh: '暂存评分', en: 'Keep scores' },
  handInScores: { zh: '提交评分', en: 'Hand scores in' },
  declareConflict: { zh: '声明回避', en: 'Declare a conflict of interests' },
  tooFewExperts: {
    zh: '可抽取的专家不够：需要 {needed} 位，回避后还有 {found} 位。请先补充专家库。',
    en: 'Too few experts can be drawn: {needed} are needed, {found} are left after recusals. Put more into the pool first.',
  },
  seatClosed: { zh: '这个评审席位已经提交、退出或结束。', en: 'This seat was handed in, given up, or is over.' },
  pledgeMissing: { zh: '请先签署评审承诺书。', en: 'Sign the pledge first.' },
  sheetWrong: {
    zh: '有 {count} 项评分没有填或超出范围：见列出的每一项。',
    en: '{count} criteria are missing or out of range; each is listed.',
  },
  failed: { zh: '专家评审得分 {score} 分，低于合格分 {mark} 分。', en: 'The experts’ score of {score} is below the mark of {mark}.' },
} as const

/** Why an expert was kept out of a draw. */
export const recusalWords = {
  is_applicant: { zh: '申报人本人', en: 'is the applicant' },
  is_subject: { zh: '被评审人本人', en: 'is who the case is about' },
  handled_case: { zh: '办理过本案', en: 'has acted on the case' },
  same_organisation: { zh: '与申报人同一单位', en: 'is of the same organisation' },
  past_organisation: { zh: '曾在申报人单位任职', en: 'was of the same organisation' },
  related_organisation: { zh: '任职单位与申报人单位有关联', en: 'is of a related organisation' },
  funding: { zh: '有经费往来', en: 'gave or took funding' },
  co_author: { zh: '合著或合作成果', en: 'has published together' },
  declared: { zh: '本人声明回避', en: 'declared a conflict' },
} as const
