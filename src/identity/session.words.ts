export const sessionWords = {
  listMySessions: { zh: '我的登录', en: 'My sessions' },
  revokeSession: { zh: '让一处登录退出', en: 'Sign one session out' },
  revokeOtherSessions: { zh: '让其他登录全部退出', en: 'Sign all other sessions out' },
} as const
