export const serveWords = {
  title: { zh: '启动服务', en: 'Serve the product' },
  port: { zh: '端口（默认取 PORT，再默认 8020）', en: 'the port (PORT, or 8020, by default)' },
  host: { zh: '监听地址（默认取 HOST，再默认只限本机）', en: 'the address to listen on (HOST, or this machine alone, by default)' },
  noExample: { zh: '首次启动不装载示例省', en: 'do not load the example province at the first start' },
  allowExample: {
    zh: '有示例账号时仍允许向其他机器开放（口令是公开的）',
    en: 'open to other machines although there are example accounts, whose password is public',
  },
  environmentNote: {
    zh: '其他环境变量：PUBLIC_URL（对外网址，https 时会话只经加密连接）、TRUST_PROXY=1（前面有几层自己的代理，其给出的来访地址可信）、LIMIT_SIGN_INS、LIMIT_WRITES、LIMIT_SEARCHES（每分钟登录、办理、查找的次数，0 为不限）、SMTP_URL 和 MAIL_FROM（发信服务器和发件人，不设则邮件留存待发）、UPLOAD_SCAN（查毒程序，不设则材料标为未查毒）、PRIVACY_CONTACT（个人信息保护的联系方式，在“个人信息保护”页公布）。',
    en: 'More environment: PUBLIC_URL (the address people use; with https sessions travel encrypted only), TRUST_PROXY=1 (how many proxies in front are believed about who calls), LIMIT_SIGN_INS, LIMIT_WRITES, LIMIT_SEARCHES (sign-ins, writes and searches a minute, 0 without limit), SMTP_URL and MAIL_FROM (the mail server and whom letters come from; without them letters wait), UPLOAD_SCAN (a program that scans documents; without it they are marked as not scanned), PRIVACY_CONTACT (whom people ask about their personal data, told on that page).',
  },
  stopNote: {
    zh: '以 SIGTERM 或 Ctrl-C 停止：不再接受新请求，办完手头的请求和作业，再停数据库。',
    en: 'Stop it by SIGTERM or Ctrl-C: it takes no new requests, finishes those and the jobs at hand, then stops the database.',
  },
  building: { zh: '正在生成网页……', en: 'Building the web pages…' },
  built: { zh: '网页已生成（{seconds} 秒）。', en: 'The web pages are built ({seconds} s).' },
  buildFailed: {
    zh: '网页没有生成，只提供接口：{reason}',
    en: 'The web pages could not be built; only the interface is served: {reason}',
  },
  migrated: { zh: '数据库结构已更新（{count} 步）。', en: 'The database schema is up to date ({count} steps applied).' },
  ready: { zh: '县创已就绪：{address}', en: 'Xianchuang is ready: {address}' },
  portTaken: {
    zh: '端口 {port} 已被占用。请停止占用它的程序，或用 PORT 另选端口。',
    en: 'Port {port} is taken. Stop the program that holds it, or choose another by PORT.',
  },
  cannotListen: { zh: '不能监听 {host}:{port}：{reason}', en: 'Cannot listen on {host}:{port}: {reason}' },
  exampleAbroad: {
    zh: '数据库里有示例账号（口令公开），不向其他机器开放（HOST={host}）。请先停用示例账号，或加 --allow-example-accounts。',
    en: 'The database has example accounts, whose password is public, and is not opened to other machines (HOST={host}). Close those accounts, or add --allow-example-accounts.',
  },
  exampleFailed: { zh: '示例省没有装载：{reason}', en: 'The example province was not loaded: {reason}' },
  exampleLoading: {
    zh: '正在装载示例省（数据均为虚构），期间可先浏览……',
    en: 'Loading the example province (all invented); the service answers meanwhile…',
  },
  exampleLoaded: { zh: '示例省已装载（{seconds} 秒）。', en: 'The example province is loaded ({seconds} s).' },
  exampleAccounts: {
    zh: '示例账号：{names}；口令都是 {password}',
    en: 'Example accounts: {names}; the password of each is {password}',
  },
  stopping: {
    zh: '正在停止：办完手头的请求和作业……（再按一次立即停止）',
    en: 'Stopping: finishing the requests and jobs at hand… (once more to stop at once)',
  },
  stopped: { zh: '已停止。', en: 'Stopped.' },
  databaseGone: { zh: '数据库已停止，服务无法继续：{reason}', en: 'The database is gone and the service cannot go on: {reason}' },
} as const
