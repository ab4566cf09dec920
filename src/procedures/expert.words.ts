export const expertWords = {
  addExpert: { zh: '增加评审专家', en: 'Put an expert into the pool' },
  listExperts: { zh: '列出评审专家库', en: 'List the pool of experts' },
  endExpert: { zh: '移出评审专家', en: 'Take an expert out of the pool' },
  personUnknown: {
    zh: '没有找到这个账号：请填写登录名、手机号码或已验证的邮箱；还没有账号的，先邀请开通。',
    en: 'No account was found. Give a login name, a telephone or a verified address; who has no account is invited first.',
  },
  expertThere: { zh: '这位专家已在库中。', en: 'This expert is in the pool already.' },
} as const
