export const oversightWords = {
  getStatement: { zh: '年度共享报表', en: 'Annual statement of sharing' },
  downloadStatement: { zh: '下载年度共享报表', en: 'Download the annual statement' },
  stocksApart: {
    zh: '入网单位、仪器和原值是 {day} 的时点数；机时、家数和金额是 {year} 年的时期数，两者不相除、不相加。',
    en: 'Institutions, instruments and original value are stocks at {day}; hours, counts and amounts are flows of {year}. They are neither divided nor added.',
  },
  unrecordedParts: {
    zh: '“没有记录”不是零：截至查询时刻，平台上没有任何单位在 {year} 年（时点数：{day} 及以前）的记录。',
    en: '“Nothing recorded” is not zero: as known then, no institution had recorded anything of {year} (stocks: by {day}).',
  },
  unrecorded: { zh: '没有记录', en: 'nothing recorded' },
  unresolvedMany: {
    zh: '另有 {count} 个客户名称尚未认领，不计入对外服务单位；其机时与金额已在合计中。',
    en: '{count} more customers are known only by name. They are not among the organisations served; their hours and amounts are in the totals.',
  },
  suppressedCells: {
    zh: '涉及不足 3 家客户的数字不公开，以“*”表示；为防止推算，另有个别数字一并不公开。',
    en: 'Numbers that tell of fewer than 3 customers are not published and shown as “*”; a few more are withheld so that they cannot be worked out.',
  },
  amountsApart: {
    zh: '应收、已开票、已到账三种金额分开列示，均含税，互不相加。',
    en: 'Accrued, invoiced and received amounts stand apart, tax included, and are never added to each other.',
  },
  exampleStock: {
    zh: '示例假定：示例仪器均于 2015 至 2021 年入网且未退网，所以 2022-12-31 与公函日期 2024-05-23 的存量相同。',
    en: 'Assumption of the example: its instruments were all listed from 2015 to 2021 and none was delisted, so the stocks of 2022-12-31 and of the letter’s date 2024-05-23 are the same.',
  },
  exampleData: {
    zh: '本库为示例数据：单位、仪器、客户和记录均为虚构，只有合计按公开数字校准。',
    en: 'This database holds example data: institutions, instruments, customers and records are invented, only the totals are calibrated to the published figures.',
  },
  columnInstitution: { zh: '单位', en: 'Institution' },
  columnDivision: { zh: '所在地代码', en: 'Division code' },
  wholeRow: { zh: '合计', en: 'Whole' },
  withheld: { zh: '*', en: '*' },
  fileName: { zh: '年度共享报表', en: 'annual-statement' },
  asOf: { zh: '截至 {moment} 已知', en: 'as known at {moment}' },
} as const
