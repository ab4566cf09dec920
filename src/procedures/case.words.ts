export const caseWords = {
  consentGone: {
    zh: '监护人已撤回对使用子女信息的同意，不能继续办理，只能结案；监护人重新同意后可以另行申请。',
    en: 'The guardian took back the consent to use the child’s data: the case can only be closed. Another may be filed on a new consent.',
  },
  notYet: { zh: '还没有做到：{text}', en: 'Not so yet: {text}' },
  noOffice: {
    zh: '没有规则指定由哪个机关办理，请联系省级主管部门。',
    en: 'No rule names the office that has this. Please ask the provincial department.',
  },
  startCase: { zh: '开始申请', en: 'Begin an application' },
  saveCase: { zh: '保存申请内容', en: 'Keep what an application says' },
  submitCase: { zh: '提交申请或补正', en: 'File an application, or mend it' },
  withdrawCase: { zh: '撤回申请', en: 'Withdraw an application' },
  appealCase: { zh: '申请复核', en: 'Appeal' },
  declineCase: { zh: '放弃已获得的结果', en: 'Decline what was given' },
  listMyCases: { zh: '列出我的申请', en: 'List my applications' },
  getCase: { zh: '查看一个案件', en: 'See a case' },
  revealCase: { zh: '查看案件中的个人信息', en: 'See the personal data of a case' },
  listCases: { zh: '列出案件', en: 'List cases' },
  actOnCase: { zh: '办理案件', en: 'Act on a case' },
  actOnCases: { zh: '批量办理案件', en: 'Act on several cases' },
  batchClosed: {
    zh: '这一批次现在不受理申请。请查看办事指南中的开放批次。',
    en: 'This batch takes no applications now. The guide lists those that do.',
  },
  alreadyFiled: {
    zh: '同一事项已有在办的申请 {caseNo}，请先办结或撤回。',
    en: 'There is an application for the same on its way already: {caseNo}. Finish or withdraw it first.',
  },
  caseMoved: {
    zh: '案件在您查看之后又有了新的办理动作，请刷新后再办。',
    en: 'Something else was done to the case since you looked. Load it again.',
  },
  formIncomplete: { zh: '还有 {count} 项没有填，请补齐后再提交。', en: '{count} fields are still missing. Fill them in, then file.' },
  notEligible: { zh: '有条件不符合，不能提交：见列出的每一条。', en: 'Some conditions are not met; each is listed.' },
  actNotOpen: { zh: '现在不能这样办理：见列出的每一条原因。', en: 'This cannot be done now; each reason is listed.' },
  stageUnfit: { zh: '不能退回到这个环节：{stage}。', en: 'It cannot be sent back to {stage}.' },
  levelAbove: {
    zh: '申请的没有这么高：不能给予“{level}”。申请人要改申请的，请在受理时告知补正。',
    en: 'Less was asked for: “{level}” cannot be given. The applicant may change what is asked for when defects are told.',
  },
  levelUnfit: {
    zh: '请选择本事项规定的等次；没有等次的事项不填。',
    en: 'Choose one of the levels of this procedure; none where it has none.',
  },
  caseNotEditable: {
    zh: '案件已在办理或已办结，不能再修改或撤回。',
    en: 'The case is being handled or has ended; it can no longer be changed or withdrawn.',
  },
  colleagueUnfit: {
    zh: '只能转给或加签给同一办理机关的另一位工作人员。',
    en: 'Only another officer of the same office can take it or sign it.',
  },
  notOnBehalf: {
    zh: '这个事项涉及家庭和子女，只能由本人申请，单位不能代为申请。',
    en: 'This concerns family and children: people apply for it themselves, and no organisation for them.',
  },
  divisionNeeded: {
    zh: '这个事项由县（市、区）申请：请以本县经办人身份登录；负责几个县的，请指明是哪个县。',
    en: 'Counties apply for this: sign in as one who files for yours, and name the county where you file for several.',
  },
  organisationNeeded: { zh: '这个事项要写明单位，请先选择单位。', en: 'This needs an organisation. Choose one first.' },
  casesRefold: { zh: '案件状态与办理记录一致', en: 'every case is what its journal says' },
} as const

/** Why an act cannot be done now, by the reason's code. */
export const problemWords = {
  places_given: {
    zh: '本批名额已用完，不能再同意。有撤销、放弃的，名额会空出来。',
    en: 'All places of this batch are given. One becomes free when an award is revoked or given back.',
  },
  decided_by_oneself: {
    zh: '申诉针对的决定是您作出的，应当由同机关的其他人复核。',
    en: 'The appeal is against a decision of yours: another person of the office decides it.',
  },
  material_doubtful: {
    zh: '有材料核验为存疑，且没有别的同类材料核验属实。',
    en: 'A material was found doubtful, and none of its kind was found in order.',
  },
  material_unseen: {
    zh: '还有应交的材料没有核验。',
    en: 'A material that is asked for has not been looked at yet.',
  },
  mended_before: { zh: '补正只能一次性告知一次，已经告知过。', en: 'Defects may be told once, all together, and were told already.' },
  nowhere_to_return: { zh: '这个环节之前没有可退回的环节。', en: 'There is no earlier stage to send it back to.' },
  returned_enough: { zh: '退回次数已到上限，请作出决定。', en: 'It was sent back as often as is allowed. Decide it.' },
  signers_wait: { zh: '加签的人还没有签署。', en: 'Somebody whose signature was asked for has not signed yet.' },
  signed_before: { zh: '您已经签署过。', en: 'You have signed already.' },
  is_suspended: {
    zh: '时限正在中止（专家评审、现场核查或听证），请先恢复。',
    en: 'The clock stands still (expert review, inspection or hearing). Resume it first.',
  },
  not_suspended: { zh: '时限没有中止。', en: 'The clock is running.' },
  is_frozen: { zh: '已经冻结，请先解冻。', en: 'It is frozen. Unfreeze it first.' },
  not_frozen: { zh: '没有冻结。', en: 'It is not frozen.' },
  no_mend_limit: {
    zh: '案件所依的版本没有规定补正期限，只能等申请人补正或撤回。',
    en: 'The version of this case gives no limit to mend in: wait for the applicant to mend or to withdraw.',
  },
  mend_runs: { zh: '补正期限未满。', en: 'The time to mend is not over yet.' },
  published_before: { zh: '已经发布公示。', en: 'The public notice was published already.' },
  not_published: { zh: '还没有发布公示。', en: 'The public notice was not published yet.' },
  notice_runs: { zh: '公示期未满。', en: 'The notice still runs.' },
  objections_open: { zh: '还有异议没有答复。', en: 'An objection has not been answered.' },
  no_objection: { zh: '没有待答复的异议。', en: 'No objection waits for an answer.' },
  disagreed: { zh: '会签部门意见不一致。', en: 'The departments do not agree.' },
  scores_missing: { zh: '专家评分没有交齐。', en: 'Not all experts have handed in their scores.' },
  not_drawn: { zh: '还没有抽取评审专家。', en: 'No experts have been drawn yet.' },
  drawn_before: { zh: '已经抽取过评审专家。', en: 'Experts were drawn already.' },
  no_alarm: {
    zh: '评分没有交齐或分差没有超限，不需要增加专家。',
    en: 'Not all scores are in, or they do not differ too much: no more experts are needed.',
  },
  spread_unexplained: {
    zh: '专家评分分差超限：请增加一位专家，或写明不增加的理由。',
    en: 'The scores differ too much: ask one more expert, or write why not.',
  },
  not_your_turn: { zh: '案件现在不由您所在的机关或岗位办理。', en: 'The case is not with your office now.' },
  too_late: { zh: '已过复核申请期限。', en: 'The time to appeal is over.' },
  appealed_before: { zh: '已经申请过一次复核。', en: 'It was appealed against once already.' },
  nothing_to_appeal: {
    zh: '只有不予通过、撤销或按放弃结案的决定可以申请复核。',
    en: 'Only a refusal, a revocation, or a closing as given up can be appealed against.',
  },
} as const
