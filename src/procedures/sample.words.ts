export const sampleWords = {
  drawSample: { zh: '抽取案件样本', en: 'Draw a sample of cases' },
  listSamples: { zh: '列出审计样本', en: 'List the samples drawn' },
  getSample: { zh: '查看一份审计样本', en: 'See a sample' },
  redrawSample: { zh: '按原条件和种子重抽核对', en: 'Draw a sample again, to compare' },
  getWorkingPaper: { zh: '查看一案的工作底稿', en: 'See the working paper of a case' },
  addNote: { zh: '在工作底稿中记录', en: 'Note in a working paper' },
  exportSample: { zh: '导出工作底稿', en: 'Export the working papers' },
  replayCase: { zh: '按另一版本复算案件的条件', en: 'Ask a case’s conditions under another version' },
  populationEmpty: {
    zh: '按这些条件没有可抽的案件，请放宽条件；按金额抽样时，只有已安排资金的案件可抽。',
    en: 'No case fits these criteria; ask for less. By money only cases with a payment can be drawn.',
  },
  sampleTooLarge: {
    zh: '按这些条件只有 {count} 件，样本量不能超过它。',
    en: 'Only {count} cases fit these criteria; a sample cannot be larger.',
  },
  periodBackwards: { zh: '截止日早于起始日，请核对申报期间。', en: 'The last day is before the first; check the period.' },
} as const
