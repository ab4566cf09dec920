export const figuresCommandWords = {
  title: { zh: '年度数字：全省或一个单位的年度报表', en: "Figures: the year's statement of the province or of an institution" },
  year: { zh: '年度', en: 'the year' },
  asOf: { zh: '按某一时刻已知的数据（日期或带 Z 的时刻）', en: 'as known on a day, or on a moment with Z' },
  stockOn: { zh: '时点数的日子，默认年末', en: 'the day of the stocks; the end of the year by default' },
  institution: { zh: '单位的统一社会信用代码', en: 'the credit code of one institution' },
  noYear: { zh: '请用 --year 指明年度。', en: 'Say the year with --year.' },
  noInstitution: { zh: '没有统一社会信用代码为 {creditCode} 的单位。', en: 'No institution has the credit code {creditCode}.' },
  head: { zh: '{year} 年（时点数：{stockOn}；截至 {asOfAt}）', en: '{year} (stocks on {stockOn}; as known on {asOfAt})' },
  unrecorded: { zh: '没有记录', en: 'nothing recorded' },
  suppressed: { zh: '不公布', en: 'not published' },
} as const
