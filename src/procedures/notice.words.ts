export const caseNoticeWords = {
  mendTitle: { zh: '{procedure}申请需要补正', en: '{procedure}: something needs mending' },
  mendText: {
    zh: '{caseNo}：需要补正的内容已一次列全，时限从现在起中止，补齐后继续。',
    en: '{caseNo}: all defects are listed at once. The clock stands still until you mend them.',
  },
  mendByText: {
    zh: '{caseNo}：需要补正的内容已一次列全，请在{dayOn}前（含当日）补齐提交；逾期未补正的，办理机关可以按放弃申请结案。补正期间时限中止。',
    en: '{caseNo}: all defects are listed at once. Mend them and file again by {dayOn} inclusive; after that the office may close the application as given up. Its clock stands still meanwhile.',
  },
  dayProvisional: {
    zh: '{day}（暂定，跨入的年份还没有公布放假安排）',
    en: '{day} (provisional: that year’s holidays are not published yet)',
  },
  mendSoonTitle: { zh: '{procedure}申请的补正期限快到了', en: '{procedure}: the time to mend is nearly over' },
  mendSoonText: {
    zh: '{caseNo}还没有补正，最后一天是{dayOn}。逾期未补正的，办理机关可以按放弃申请结案。',
    en: '{caseNo} is not mended yet; the last day is {dayOn}. After that the office may close it as given up.',
  },
  mendOverTitle: { zh: '一个案件逾期未补正', en: 'A case was not mended in time' },
  mendOverText: {
    zh: '{procedure} {caseNo}的补正期限{dayOn}已过，申请人没有补正。可以再等，也可以写明理由按逾期未补正结案。',
    en: '{procedure}, {caseNo}: the time to mend ended on {dayOn} and nothing was mended. You may wait, or close it with a reason.',
  },
  lapsedTitle: { zh: '{procedure}申请逾期未补正，视为放弃', en: '{procedure}: not mended in time, closed as given up' },
  lapsedText: {
    zh: '{caseNo}已结案。理由和申请复核的期限见案件；复核认为应当恢复的，可以接着补正。也可以重新申请。',
    en: '{caseNo} is closed. The reason, and until when you may appeal, stand with the case; if the appeal is right you go on mending. You may also apply anew.',
  },
  returnedTitle: { zh: '{procedure}申请退回上一环节', en: '{procedure}: sent back to an earlier stage' },
  returnedText: { zh: '{caseNo}已退回，理由见案件。', en: '{caseNo} was sent back; the reason stands with the case.' },
  noticeTitle: { zh: '{procedure}申请进入公示', en: '{procedure}: on public notice' },
  noticeText: {
    zh: '{caseNo}正在公示，期满无异议后继续办理。',
    en: '{caseNo} is on public notice and goes on when it ends without objection.',
  },
  grantedTitle: { zh: '{procedure}申请已通过', en: '{procedure}: granted' },
  grantedText: { zh: '{caseNo}已批准，决定书可以查看和打印。', en: '{caseNo} is granted. You can read and print the decision.' },
  unaskedTitle: { zh: '{procedure}已发给您，无须申请', en: '{procedure}: given to you without applying' },
  unaskedText: {
    zh: '{caseNo}：您符合免申即享的条件，已直接发给。不愿接受的，在案件页写明的日期前可以不接受；不表示即为接受。',
    en: '{caseNo}: you are entitled, and it was given to you. You may decline until the day the case names; saying nothing accepts it.',
  },
  refusedTitle: { zh: '{procedure}申请未通过', en: '{procedure}: refused' },
  refusedText: {
    zh: '{caseNo}未通过。理由和申请复核的期限写在决定里。',
    en: '{caseNo} was refused. The reasons, and until when you may appeal, stand in the decision.',
  },
  revokedTitle: { zh: '{procedure}的结果已撤销', en: '{procedure}: revoked' },
  revokedText: {
    zh: '{caseNo}的结果已撤销，理由写在决定里，可以申请复核。',
    en: 'What {caseNo} gave is revoked. The reasons stand in the decision; you may appeal.',
  },
  drawnTitle: { zh: '您被抽取为评审专家', en: 'You were drawn as an expert' },
  drawnText: {
    zh: '{procedure}：请先签署承诺书，再查看材料、评分；应当回避的请立即声明。',
    en: '{procedure}: sign the pledge, then read and score; if you must stand aside, say so at once.',
  },
  reviewsInTitle: { zh: '专家评分已交齐', en: 'All experts have scored' },
  reviewsInText: { zh: '{procedure} {caseNo}的评分已交齐，请结束评审。', en: '{procedure}, {caseNo}: conclude the review.' },
  handedTitle: { zh: '一个案件转给您办理或签署', en: 'A case was handed to you' },
  handedText: { zh: '{procedure} {caseNo}请您办理。', en: '{procedure}, {caseNo}: please handle it.' },
  dueSoonTitle: { zh: '一个案件即将到期', en: 'A case is due soon' },
  dueSoonText: {
    zh: '{procedure} {caseNo}应在{dueOn}前办结本环节，请抓紧办理。',
    en: '{procedure}, {caseNo}: this stage is to be done by {dueOn}.',
  },
  dueTitle: { zh: '一个案件已到期限', en: 'A case has come to its limit' },
  dueText: {
    zh: '{procedure} {caseNo}本环节的期限为{dueOn}，请立即办理。',
    en: '{procedure}, {caseNo}: this stage was to be done by {dueOn}. Please handle it at once.',
  },
} as const
