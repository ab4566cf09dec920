export const programmeWords = {
  openProgramme: { zh: '设立申报计划', en: 'Begin a programme' },
  standing: { zh: '常年受理', en: 'All the year round' },
  openBatch: { zh: '开放批次', en: 'Open a batch' },
  listProgrammes: { zh: '列出申报计划和批次', en: 'List programmes and batches' },
  versionMissing: {
    zh: '这个事项还没有生效的版本：请先发布参数齐全的版本。',
    en: 'No version of this procedure is in force. Publish one with all its parameters first.',
  },
  batchTimesWrong: { zh: '截止时间必须晚于开放时间。', en: 'A batch must close after it opens.' },
} as const
