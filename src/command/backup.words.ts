export const backupWords = {
  title: { zh: '备份：全部数据与文件，一个档案', en: 'Back up all data and files into one archive' },
  target: {
    zh: '档案文件名（.tar.gz 压缩，.tar 不压缩，- 为标准输出）；默认 xianchuang-日期.tar.gz',
    en: "the archive's name (.tar.gz compressed, .tar not, - for standard output); xianchuang-DATE.tar.gz by default",
  },
  what: {
    zh: '所有表取自同一时刻的快照，服务运行时也可备份；作业队列和文件一并在内。可用 xianchuang restore 恢复到任何受支持的 PostgreSQL。',
    en: 'All tables are of one moment, and the service may go on meanwhile; the job queue and the files are included. xianchuang restore puts it into any supported PostgreSQL.',
  },
  secret: {
    zh: '档案含个人信息和口令摘要，请加密保管。',
    en: 'The archive holds personal data and password hashes: keep it encrypted.',
  },
  noFolder: { zh: '没有 {folder} 这个目录，请先建好。', en: 'There is no folder {folder}; make it first.' },
  exists: { zh: '{file} 已存在，不覆盖。', en: '{file} exists and is not overwritten.' },
  progress: { zh: '正在备份 {table}（已写 {megabytes} MB）', en: 'backing up {table} ({megabytes} MB so far)' },
  progressFiles: { zh: '正在备份文件 {count}/{total}', en: 'backing up files {count}/{total}' },
  fileMissing: {
    zh: '库中登记的文件 {hash} 不在数据目录中，备份中止。',
    en: 'The file {hash} is in the database but not in the data folder; the backup stops.',
  },
  done: {
    zh: '已备份到 {file}：{tables} 张表、{rows} 行、{files} 个文件，用时 {seconds} 秒。',
    en: 'Backed up to {file}: {tables} tables, {rows} rows, {files} files, in {seconds} s.',
  },
  keysApart: {
    zh: '密钥文件 {file} 不在档案内：请另行备份，分开存放；没有它，封存的个人信息打不开。',
    en: 'The key file {file} is not in the archive: back it up by itself, elsewhere; without it the sealed personal data never open again.',
  },
  damaged: { zh: '档案已损坏或不完整：{reason}', en: 'The archive is damaged or incomplete: {reason}' },
} as const
