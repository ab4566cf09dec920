export const signInWords = {
  title: { zh: '登录', en: 'Sign in' },
  lead: { zh: '预约仪器、送样委托和办理本单位业务需要登录。', en: 'Sign in to book, to send samples and to do your organisation’s work.' },
  loginName: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  showPassword: { zh: '显示密码', en: 'Show the password' },
  loginNameMissing: { zh: '请填写用户名', en: 'Enter your user name' },
  passwordMissing: { zh: '请填写密码', en: 'Enter your password' },
  press: { zh: '登录', en: 'Sign in' },
  already: { zh: '您已登录为 {name}。', en: 'You are signed in as {name}.' },
  goOn: { zh: '继续', en: 'Go on' },
  exampleHint: {
    zh: '这是示例系统。示例账号 firm、rival、officer、operator、province、auditor、admin 的密码在启动时打印在服务器的终端里。',
    en: 'This is an example system. The password of the example accounts firm, rival, officer, operator, province, auditor and admin is printed in the server’s terminal at start.',
  },
  actingFor: { zh: '所代表的单位', en: 'Acting for' },
} as const
