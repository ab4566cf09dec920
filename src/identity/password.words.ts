export const passwordWords = {
  changePassword: { zh: '修改密码', en: 'Change the password' },
  oldPasswordWrong: { zh: '原密码不正确。', en: 'The old password is not right.' },
  passwordWeak: { zh: '这个密码不符合要求。', en: 'This password does not meet the rules.' },
  unlockAccount: { zh: '解除账号锁定', en: 'Unlock an account' },
  getPasswordRules: { zh: '查看密码要求', en: 'See the rules for passwords' },
  reason_too_short: {
    zh: '至少 {least} 个字符；一句话比一串符号好记也更安全。',
    en: 'At least {least} characters; a sentence is easier to remember than signs, and safer.',
  },
  reason_too_long: { zh: '最多 {most} 个字符。', en: 'At most {most} characters.' },
  reason_too_plain: { zh: '至少要有 {least} 种不同的字符。', en: 'At least {least} different characters.' },
  reason_holds_name: { zh: '不得包含用户名。', en: 'The user name may not be in it.' },
  reason_too_common: { zh: '这是常见密码，很容易被猜到。', en: 'It is among the most common ones and soon guessed.' },
  reason_used_before: { zh: '不得与最近用过的密码相同。', en: 'It is one of your last passwords.' },
} as const
