export const placesWords = {
  listDivisions: { zh: '行政区划', en: 'Administrative divisions' },
  listReportingUnits: { zh: '直接填报的单位', en: 'Units that report directly' },
  noSuchDivision: { zh: '没有代码为 {divisionCode} 的行政区划。', en: 'No administrative division has the code {divisionCode}.' },
  kind_province: { zh: '省', en: 'Province' },
  kind_prefecture_level_city: { zh: '地级市', en: 'Prefecture-level city' },
  kind_autonomous_prefecture: { zh: '自治州', en: 'Autonomous prefecture' },
  kind_district: { zh: '市辖区', en: 'District' },
  kind_county_level_city: { zh: '县级市', en: 'County-level city' },
  kind_county: { zh: '县', en: 'County' },
  kind_autonomous_county: { zh: '自治县', en: 'Autonomous county' },
} as const
