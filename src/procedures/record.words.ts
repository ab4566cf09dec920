export const recordWords = {
  recordForCase: { zh: '登记案件的履行情况', en: 'Record something with a case' },
  listCaseRecords: { zh: '列出案件的履行情况', en: 'List what was recorded with a case' },
  correctCaseRecord: { zh: '更正登记错误的一条', en: 'Correct a wrong record' },
  listHostedCases: { zh: '列出本单位接收的人员', en: 'List whom one’s organisation hosts' },
  removeCaseRecord: { zh: '撤去登记错误的一条', en: 'Take away a wrong record' },
  recordUnfit: {
    zh: '这一事项现在不能登记“{kind}”：数量不超过 {most}，日期不晚于今天，且案件处在可以登记的阶段。',
    en: '“{kind}” cannot be recorded now: at most {most} at a time, no later than today, and only at the stage for it.',
  },
  recordOutsideTerm: {
    zh: '“{kind}”的日期应在聘期（有效期）之内：{firstOn} 至 {lastOn}。请核对日期。',
    en: '“{kind}” is recorded for days of the term alone: {firstOn} to {lastOn}. Check the day.',
  },
} as const
