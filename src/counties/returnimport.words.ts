export const returnImportWords = {
  importReturn: { zh: '导入填报表', en: 'Import a return' },
  title: { zh: '导入填报表', en: 'Import a return' },
  lead: {
    zh: '把导出的 XLSX 或 CSV 填好再导入：先看哪些数据会变，确认后才写入。空着的格不改动；比值由分子、分母计算，不用填；不合的逐行说明。',
    en: 'Bring back the XLSX or CSV that was downloaded: what would change is shown first, and written once you agree. Empty fields change nothing; ratios come from their two parts; rows that do not fit are told one by one.',
  },
  ofReturn: { zh: '{name} {year} 年填报表', en: '{name}, return of {year}' },
  vintages: { zh: '快报、初步、年报、修订', en: 'flash, preliminary, annual, revised' },
} as const

export const returnReasonWords = {
  cell_unknown: { zh: '表中没有指标 {given}', en: 'the form has no indicator {given}' },
  cell_misfit: {
    zh: '这一项的填法不对：比值填分子和分母，文字填内容，其余填数值',
    en: 'a ratio takes its two parts, a text its words, everything else a value',
  },
  platform_only: { zh: '这一项由平台代填，不能导入', en: 'this is filled by the platform alone' },
  not_filling: { zh: '该表不在填报中，不能导入', en: 'the return is not being filled in' },
  decimal_wrong: { zh: '“{given}”不是最多 15 位整数、6 位小数的数', en: '“{given}” is no number of at most 15 digits and 6 decimals' },
} as const
