export const resetWords = {
  requestPasswordReset: { zh: '要一封重设密码的信', en: 'Ask for a letter to set a new password' },
  resetPassword: { zh: '重设密码', en: 'Set a new password' },

  askTitle: { zh: '忘记密码', en: 'Forgotten password' },
  askLead: {
    zh: '填用户名，或者核实过的邮箱。如果有这个账号，一封信会寄到它的邮箱，链接 30 分钟内有效。',
    en: 'Enter your user name or your verified address. If there is such an account, a letter goes to its address, with a link that holds for 30 minutes.',
  },
  who: { zh: '用户名或邮箱', en: 'User name or address' },
  whoMissing: { zh: '请填写用户名或邮箱', en: 'Enter your user name or address' },
  ask: { zh: '寄信给我', en: 'Send me the letter' },
  asked: { zh: '办好了', en: 'Done' },
  askedWhy: {
    zh: '如果有这个账号并且核实过邮箱，信已经在路上了。收不到就请单位管理员帮忙。',
    en: 'If there is such an account with a verified address, the letter is on its way. If none comes, ask your administrator.',
  },
  setTitle: { zh: '重设密码', en: 'Set a new password' },
  set: { zh: '改用新密码', en: 'Use the new password' },
  newPassword: { zh: '新密码', en: 'New password' },
  missing: { zh: '请填写', en: 'Fill this in' },
  isSet: {
    zh: '用户 {loginName} 的密码已重设，原有登录全部退出。',
    en: 'The password of {loginName} is set, and every session has ended.',
  },
  toSignIn: { zh: '去登录', en: 'Sign in' },
  again: { zh: '重新要一封信', en: 'Ask for a new letter' },
} as const
