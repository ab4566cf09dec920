/** What the embedded database says to the person who starts the product. */
export const embeddedWords = {
  platform: {
    zh: '本机（{platform}）没有随附的 PostgreSQL 程序。请用 DATABASE_URL 指向一台 PostgreSQL 15 或更新版本的服务器。',
    en: 'No PostgreSQL program is brought for this machine ({platform}). Set DATABASE_URL to a PostgreSQL server of version 15 or newer.',
  },
  notPermitted: {
    zh: '无权写入数据目录 {folder}（属主 {owner}）。请用该用户启动，或改变目录属主（chown -R），或另设 DATA_DIR。',
    en: 'The data folder {folder} (owned by {owner}) may not be written. Start as that user, change its owner (chown -R), or set another DATA_DIR.',
  },
  locked: {
    zh: '数据目录 {folder} 正被另一个进程使用（进程号 {pid}）。请先停止该进程，或另设 DATA_DIR。',
    en: 'The data folder {folder} is in use by another process (pid {pid}). Stop that process first, or set another DATA_DIR.',
  },
  otherMajor: {
    zh: '数据目录 {folder} 由 PostgreSQL {found} 建立，本版本随附 PostgreSQL {wanted}。请用旧版本执行 xianchuang backup，再用本版本在新的 DATA_DIR 中执行 xianchuang restore。',
    en: 'The data folder {folder} was made by PostgreSQL {found}, this release brings PostgreSQL {wanted}. Run "xianchuang backup" with the old release, then "xianchuang restore" with this one into a new DATA_DIR.',
  },
  noWayAsRoot: {
    zh: 'PostgreSQL 不能以 root 运行，而本机不允许换用其他身份：{reasons}。请以普通用户启动，或设置 DATABASE_URL。',
    en: 'PostgreSQL refuses to run as root, and this machine allows no other identity: {reasons}. Start as an ordinary user, or set DATABASE_URL.',
  },
  noSocketFolder: {
    zh: '找不到可写且足够短的临时目录来放数据库套接字（已试：{tried}）。请设置 TMPDIR。',
    en: 'No writable temporary folder is short enough for the database socket (tried: {tried}). Set TMPDIR.',
  },
  initFailed: { zh: '建立数据库失败：{reason}', en: 'The database could not be created: {reason}' },
  startFailed: { zh: '数据库启动失败：{reason}', en: 'The database could not be started: {reason}' },
  creating: { zh: '首次启动，正在建立数据库……', en: 'First start: creating the database…' },
  recovering: { zh: '数据库正在从上次中断中恢复……', en: 'The database is recovering from an interruption…' },
  orphan: {
    zh: '上次运行遗留的数据库进程（进程号 {pid}）正在停止……',
    en: 'Stopping the database process that an interrupted run left behind (pid {pid})…',
  },
  revived: {
    zh: '数据库进程意外退出（{reason}），已重新启动。',
    en: 'The database process ended unexpectedly ({reason}) and was started again.',
  },
  gone: { zh: '数据库进程反复意外退出（{reason}）。', en: 'The database process keeps ending unexpectedly ({reason}).' },
} as const
