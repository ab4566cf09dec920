export const exportWords = {
  title: { zh: '导出：账簿（hledger 格式）、年度报表（CSV）', en: "Export: the book (hledger's format), a year's statement (CSV)" },
  what: { zh: 'journal（账簿）或 statement（年度报表）', en: 'journal (the book) or statement (the year)' },
  year: { zh: '年度，如 2022', en: 'the year, such as 2022' },
  from: { zh: '起始日（含）', en: 'the first day' },
  to: { zh: '终止日（不含）', en: 'the day after the last' },
  output: { zh: '写入文件而不是标准输出', en: 'write to a file instead of standard output' },
  check: { zh: '导出的账簿可用 hledger check --strict 检查。', en: 'hledger check --strict accepts the exported book.' },
  noWhat: { zh: '没有“{what}”这种导出，可选：{all}', en: 'There is no export "{what}"; there are: {all}' },
  asOf: { zh: '截至所知的时刻（报表）', en: 'as known on this moment (statement)' },
  institution: { zh: '只要一个单位（统一社会信用代码，报表）', en: 'one institution alone (unified social credit code, statement)' },
  language: { zh: '表头语言（报表）', en: 'the language of its headings (statement)' },
  exists: { zh: '{file} 已存在，不覆盖。', en: '{file} exists and is not overwritten.' },
} as const
