export const indexingWords = {
  title: {
    zh: '指数：只凭文件算出综合指数，人人可核',
    en: 'Index: compute a composite index from files alone, so that anyone can check it',
  },
  system: { zh: '指标体系（.json）', en: 'the indicator system (.json)' },
  data: {
    zh: '数据（.csv）：unit 列、可有 year 和 group 列，其余每列一项指标或分母',
    en: 'the data (.csv): unit, perhaps year and group, and a column for each indicator and denominator',
  },
  runs: {
    zh: '各名次的稳健区间：权重和标准化方法随机变动的次数',
    en: 'the interval of each rank: how many times weights and scales are drawn',
  },
  seed: { zh: '随机种子，默认 1；同一种子结果相同', en: 'the seed of chance, 1 by default; the same seed, the same result' },
  spread: { zh: '权重上下变动的幅度，默认 0.25', en: 'how far a weight may go up or down, 0.25 by default' },
  noted: { zh: '经过处理的数据：{kinds}（逐条见 --json）', en: 'Data that were mended: {kinds} (each of them with --json)' },
  notes: {
    zh: '只读文件，不用数据库。JSON 中有每一步的表：原值、比值、填补、处理极值、标准化、各级得分和名次。格式见 docs/manual/evaluation.md。',
    en: 'It reads files and no database. The JSON holds the table of each step: raw, denominated, imputed, treated, normalised, scores and ranks. docs/manual/evaluation.md tells the formats.',
  },
  missing: { zh: '请用 --system 和 --data 指明文件。', en: 'Name the files with --system and --data.' },
  noFile: { zh: '读不到文件 {file}。', en: 'The file {file} cannot be read.' },
  notJson: { zh: '{file} 不是有效的 JSON：{reason}', en: '{file} is not valid JSON: {reason}' },
  notCsv: { zh: '{file} 不是有效的 CSV：{reason}', en: '{file} is not valid CSV: {reason}' },
  wrong: { zh: '{file} 中有 {count} 处不对（见上）。', en: '{file}: to be mended, see above ({count}).' },
  more: { zh: '……还有 {count} 处', en: '… and {count} more' },
  noUnits: { zh: '{file} 中没有可计算的单元。', en: '{file} holds no unit to compute.' },
  head: { zh: '{code}（{version}）{year}：{count} 个单元', en: '{code} ({version}) {year}: {count} units' },
  run: { zh: '第 {done}/{runs} 次', en: 'run {done} of {runs}' },
} as const
