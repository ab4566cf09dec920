export const countyFigureWords = {
  national: { zh: '国家创新型县（市）', en: 'National innovative counties' },
  nationalDefinition: {
    zh: '当日列为国家创新型县（市）的县级区划数，含建设中、已命名和延期整改的；等于当日名单的家数。',
    en: 'Divisions of county level that are national innovative counties on the day, whether being built, named or extended; it equals the list of that day.',
  },
  provincial: { zh: '省级创新型县（市、区）', en: 'Provincial innovative counties' },
  provincialDefinition: {
    zh: '当日列为省级创新型县（市、区）的县级区划数，含建设中、已命名和延期整改的；一县可以同时是国家级和省级。',
    en: 'Divisions of county level that are provincial innovative counties on the day, whether being built, named or extended; one county may be both.',
  },
  unit: { zh: '个', en: 'counties' },
  columnCounty: { zh: '县（市、区）', en: 'County' },
  columnCode: { zh: '区划代码', en: 'Division code' },
  columnStage: { zh: '阶段', en: 'Stage' },
  columnFirst: { zh: '起始日期', en: 'First day' },
  columnDocument: { zh: '文号', en: 'Document' },
} as const
