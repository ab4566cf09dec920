export const tileWords = {
  notBoundaries: { zh: '。位置为示意，不表示边界', en: '. Positions are schematic and show no boundaries; names are shortened' },
  unitIs: { zh: '单位：{unit}', en: 'Unit: {unit}' },
  seeTable: { zh: '看表格', en: 'See the table' },
  seeMap: { zh: '看图', en: 'See the map' },
  division: { zh: '县（市、区）', en: 'County, city or district' },
  prefecture: { zh: '市（州）', en: 'Prefecture' },
  legend: { zh: '图例', en: 'Legend' },
  withheld: { zh: '不公开', en: 'not published' },
} as const
