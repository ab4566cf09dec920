export const programmeWords = {
  openProgramme: { zh: '设立申报计划', en: 'Begin a programme' },
  standing: { zh: '常年受理', en: 'All the year round' },
  openBatch: { zh: '开放批次', en: 'Open a batch' },
  listProgrammes: { zh: '列出申报计划和批次', en: 'List programmes and batches' },
  listVersions: { zh: '列出事项的版本', en: 'List the versions of a procedure' },
  publishVersion: { zh: '发布新版本', en: 'Publish a version' },
  previewVersion: { zh: '用以往案件试算新版本', en: 'Try a version on earlier cases' },
  versionMissing: {
    zh: '这个事项还没有生效的版本：请先发布参数齐全的版本。',
    en: 'No version of this procedure is in force. Publish one with all its parameters first.',
  },
  batchTimesWrong: { zh: '截止时间必须晚于开放时间。', en: 'A batch must close after it opens.' },
  parametersWrong: { zh: '参数不齐或不对，见列出的每一项。', en: 'Some parameters are missing or wrong; each is listed.' },
  versionTooEarly: {
    zh: '新版本不能早于已发布版本的生效日 {validFrom}。',
    en: 'A version may not begin before one that was published: {validFrom}.',
  },
} as const
