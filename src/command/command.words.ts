/** What every command may say; each command's own sentences stand in its own words file. */
export const commandWords = {
  title: { zh: '县创 · 科研资源共享与创新服务', en: 'Xianchuang: shared research resources and services to innovation' },
  usage: { zh: '用法：xianchuang <命令> […]', en: 'Usage: xianchuang <command> […]' },
  each: { zh: '每个命令都可加 --help 查看说明。', en: 'Add --help to any command to read about it.' },
  status: {
    zh: '退出码：0 完成，1 拒绝或失败，2 用法不对。',
    en: 'Exit status: 0 done, 1 refused or failed, 2 asked wrongly.',
  },
  environment: {
    zh: '环境变量：DATA_DIR（数据目录，默认 ./data）、DATABASE_URL（自备的 PostgreSQL 15 或更新版本；不设则用内置数据库）。',
    en: 'Environment: DATA_DIR (data folder, ./data by default), DATABASE_URL (a PostgreSQL 15 or newer of your own; without it the embedded one).',
  },
  unknownCommand: { zh: '没有“{name}”这个命令。', en: 'There is no command "{name}".' },
  help: { zh: '显示本说明', en: 'show this help' },
  json: { zh: '以 JSON 输出', en: 'print JSON' },
  noOption: { zh: '没有 {option} 这个选项。', en: 'There is no option {option}.' },
  needsValue: { zh: '{option} 后面要有值。', en: '{option} needs a value.' },
  takesNoValue: { zh: '{option} 后面不带值。', en: '{option} takes no value.' },
  badExample: {
    zh: '{option} 的值“{value}”不对，应写成 {shape} 这样。',
    en: '{option} has the value "{value}"; write it such as {shape}.',
  },
  badValue: { zh: '{option} 的值“{value}”不对，应为 {shape}。', en: '{option} has the value "{value}"; it should be {shape}.' },
  missing: { zh: '缺少 {what}（{help}）。', en: '{what} is missing: {help}.' },
  tooMuch: { zh: '多出了“{what}”。', en: '"{what}" is one too many.' },
  noDatabase: { zh: '连不上数据库：{reason}', en: 'The database cannot be reached: {reason}' },
  noData: {
    zh: '{folder} 中还没有数据库。请先执行 xianchuang serve 或 xianchuang migrate，或检查 DATA_DIR。',
    en: 'There is no database in {folder} yet. Run xianchuang serve or xianchuang migrate first, or check DATA_DIR.',
  },
  notOurs: {
    zh: '这个数据库里没有县创的表。请先执行 xianchuang migrate，或检查 DATABASE_URL。',
    en: 'This database has no tables of Xianchuang. Run xianchuang migrate first, or check DATABASE_URL.',
  },
} as const
