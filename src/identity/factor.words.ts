export const factorWords = {
  finishSignIn: { zh: '登录的第二步', en: 'Finish signing in' },
  getMyFactors: { zh: '查看我的第二步验证', en: 'See my second factors' },
  beginTotp: { zh: '开始设置动态码', en: 'Begin setting up one-time codes' },
  confirmTotp: { zh: '确认动态码', en: 'Confirm one-time codes' },
  removeTotp: { zh: '停用动态码', en: 'Turn one-time codes off' },
  renewRecoveryCodes: { zh: '换一组备用码', en: 'Get new recovery codes' },
  codeWrong: {
    zh: '这个码不对，或者已经用过。连续输错会暂时锁定，请看准再输。',
    en: 'This code is not right, or was used before. After several failures it rests for a while, so look closely.',
  },
  ticketOver: { zh: '等得太久了，请从第一步重新登录。', en: 'That took too long. Please start signing in again.' },
  totpExists: {
    zh: '动态码已经设置好了；要换手机请先停用。',
    en: 'One-time codes are set up already; to change phones, turn them off first.',
  },
  factorRequired: {
    zh: '您的岗位要求两步验证，至少要留一种。请先添加另一种。',
    en: 'Your role asks for a second factor, so one has to stay. Add another one first.',
  },
} as const
