export const restoreWords = {
  title: { zh: '恢复：把备份放进一个空数据库', en: 'Restore a backup into an empty database' },
  source: { zh: '备份档案（- 为标准输入）', en: 'the archive (- for standard input)' },
  noVerify: { zh: '恢复后不核对', en: 'do not verify afterwards' },
  way: {
    zh: '目标可以是空的内置数据库（DATA_DIR），或 DATABASE_URL 指向的空数据库（PostgreSQL 15 或更新版本）：由此可以升级大版本，也可以从内置数据库换到自备服务器，或反过来。',
    en: 'The target is an empty embedded database (DATA_DIR) or an empty one by DATABASE_URL (PostgreSQL 15 or newer): the way across major versions, and between the embedded database and a server of your own.',
  },
  proof: {
    zh: '约束和触发器在恢复时照常生效；任何一处不符，全部撤回，目标仍为空。',
    en: 'Constraints and triggers hold while it runs; if anything is wrong, everything is taken back and the target is empty again.',
  },
  keysNeeded: {
    zh: '还缺密钥文件 {file}：备份不含密钥，请从另外的备份放回，否则封存的个人信息打不开。放好后执行 xianchuang verify。',
    en: 'The key file {file} is not there: a backup holds no keys. Put it back from its own backup, or the sealed personal data do not open; then run xianchuang verify.',
  },
  noFile: { zh: '没有文件 {file}。', en: 'There is no file {file}.' },
  notEmpty: {
    zh: '目标数据库不是空的（有表 {table}）。恢复只写入空数据库。',
    en: 'The target database is not empty (it has the table {table}). A backup is restored into an empty one only.',
  },
  notBackup: { zh: '这不是县创的备份档案。', en: 'This is no backup of Xianchuang.' },
  newer: {
    zh: '备份来自更新的版本（{version}），请先升级本程序。缺少：{names}',
    en: 'The backup is of a newer release ({version}); upgrade this program first. It lacks: {names}',
  },
  otherQueue: {
    zh: '备份中作业队列的版本是 {found}，本程序是 {wanted}。请用 {version} 版恢复，再升级。',
    en: "The backup's job queue is of version {found}, this program's of {wanted}. Restore with release {version}, then upgrade.",
  },
  otherColumns: {
    zh: '备份中 {table} 的列与本程序的不同，无法恢复。',
    en: 'The columns of {table} in the backup differ from those of this program; it cannot be restored.',
  },
  progress: { zh: '正在恢复 {table}（已读 {megabytes} MB）', en: 'restoring {table} ({megabytes} MB so far)' },
  progressFiles: { zh: '正在恢复文件 {count}', en: 'restoring files {count}' },
  mismatch: {
    zh: '{what} 与备份清单不符，已全部撤回。',
    en: "{what} differs from the backup's manifest; everything was taken back.",
  },
  refused: {
    zh: '{table} 中有行不符合约束，已全部撤回：{reason}',
    en: 'Rows of {table} break a constraint; everything was taken back: {reason}',
  },
  done: {
    zh: '已恢复：{tables} 张表、{rows} 行、{files} 个文件，用时 {seconds} 秒（备份于 {takenAt}，PostgreSQL {from} → {to}）。',
    en: 'Restored {tables} tables, {rows} rows, {files} files in {seconds} s (backed up {takenAt}, PostgreSQL {from} → {to}).',
  },
} as const
