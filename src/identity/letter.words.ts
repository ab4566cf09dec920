export const letterWords = {
  linkOver: {
    zh: '这个链接已经用过、过期，或者被后来的一封信代替了。请重新要一封。',
    en: 'This link was used, is too old, or was replaced by a later letter. Please ask for a new one.',
  },
  inviteSubject: { zh: '县创：邀请您加入', en: 'Xianchuang: you are invited' },
  inviteText: {
    zh: '{inviter} 邀请您以“{role}”的身份加入{place}。\n\n请在 7 天内打开下面的链接，自己设置用户名和密码（链接只能用一次）：\n{link}\n\n如果您不认识对方，不必理会这封信。',
    en: '{inviter} invites you to join {place} as {role}.\n\nOpen the link below within 7 days and choose your user name and password (it works once):\n{link}\n\nIf you do not know who this is, simply ignore this letter.',
  },
  verifySubject: { zh: '县创：核实邮箱', en: 'Xianchuang: verify your address' },
  verifyText: {
    zh: '请在 24 小时内打开下面的链接，确认这是您的邮箱：\n{link}\n\n不是您填的，就不必理会。',
    en: 'Open the link below within 24 hours to confirm that this address is yours:\n{link}\n\nIf you did not enter it, ignore this letter.',
  },
  resetSubject: { zh: '县创：重设密码', en: 'Xianchuang: set a new password' },
  resetText: {
    zh: '有人要为用户 {loginName} 重设密码。是您本人，就在 30 分钟内打开下面的链接（只能用一次）：\n{link}\n\n不是您要的，就不必理会：密码没有变。',
    en: 'Somebody asked to set a new password for the user {loginName}. If it was you, open the link below within 30 minutes (it works once):\n{link}\n\nIf not, ignore this letter: the password is as it was.',
  },
  changedSubject: { zh: '县创：账号的邮箱改了', en: 'Xianchuang: the address of your account changed' },
  changedText: {
    zh: '用户 {loginName} 的邮箱刚刚换成了另一个。不是您改的，请马上联系系统管理员。',
    en: 'The address of the user {loginName} was just replaced by another one. If this was not you, tell the administrator at once.',
  },
  passwordSubject: { zh: '县创：密码已重设', en: 'Xianchuang: a new password was set' },
  passwordText: {
    zh: '用户 {loginName} 的密码刚刚通过邮件链接重设，原有登录全部退出。不是您改的，请马上联系系统管理员。',
    en: 'The password of the user {loginName} was just set anew by a letter’s link, and every session has ended. If this was not you, tell the administrator at once.',
  },
} as const
