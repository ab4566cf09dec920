export const expertImportWords = {
  importExperts: { zh: '导入评审专家', en: 'Import experts' },
  listUnreadable: {
    zh: '读不出名单：请用含“账号、职称、领域”列的CSV文件（可另有“任职单位信用代码、任职开始、任职结束”），最多500行。',
    en: 'The list cannot be read. Send a CSV with the columns that the manual names, 500 rows at most.',
  },
  title: { zh: '批量导入', en: 'Import a list' },
  lead: {
    zh: 'CSV 文件，列为：账号、职称、领域，可另有：任职单位信用代码、任职开始、任职结束。先检查，逐行说明；再写入没有问题的行。同一名单再导入不改变任何东西。',
    en: 'A CSV with the columns that the manual names (account, title, fields; if known employer, first and last day). It is checked row by row first; then the rows that are right go in. The same list again changes nothing.',
  },
  file: { zh: '选择名单文件', en: 'Choose the list' },
  row: { zh: '行', en: 'Row' },
  who: { zh: '账号', en: 'Account' },
  finding: { zh: '检查结果', en: 'Finding' },
  ready: { zh: '可以写入', en: 'Can go in' },
  summary: { zh: '{all} 行，可以写入 {ready} 行。', en: '{ready} of {all} rows can go in.' },
  apply: { zh: '写入 {count} 行', en: 'Let {count} rows in' },
  nothing: { zh: '没有可以写入的行。', en: 'No row can go in.' },
  done: { zh: '已写入 {count} 位专家。', en: '{count} experts are in the pool.' },
  divisionFirst: { zh: '请先选择所属地区，再选文件。', en: 'Choose the division first, then the file.' },
  close: { zh: '收起', en: 'Close' },
} as const

/** Why a row of a list was not taken, by its code. */
export const expertRowWords = {
  who_missing: { zh: '没有填账号', en: 'no account is given' },
  title_missing: { zh: '职称没有填，或超过60字', en: 'the title is missing, or longer than 60 letters' },
  fields_wrong: { zh: '领域应有1至12个，每个不超过40字', en: 'one to twelve fields are needed, of 40 letters each' },
  days_wrong: {
    zh: '任职日期应写成2020-01-31，结束不早于开始；有单位须有开始',
    en: 'days are written 2020-01-31, the last not before the first, and an employer has a first',
  },
  person_unknown: { zh: '没有这个账号', en: 'there is no such account' },
  row_twice: { zh: '同一人在名单里重复', en: 'the same person stands twice in the list' },
  expert_there: { zh: '已在库中', en: 'is in the pool already' },
  organisation_unknown: { zh: '没有登记这个信用代码的单位', en: 'no organisation has this credit code' },
} as const
