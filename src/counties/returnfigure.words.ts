export const returnFigureWords = {
  highTech: { zh: '高新技术企业', en: 'High-tech firms' },
  highTechDefinition: {
    zh: '当日高新技术企业资格有效的企业数，每家一次，按注册地归县；等于当日名单的家数。',
    en: 'Firms whose recognition as high-tech is in force on the day, each once, in the county they are registered in; it equals the list of that day.',
  },
  techSme: { zh: '科技型中小企业', en: 'Technology-based small and medium firms' },
  techSmeDefinition: {
    zh: '当日科技型中小企业入库登记编号有效的企业数，每家一次，按注册地归县；等于当日名单的家数。',
    en: 'Firms registered as technology-based small and medium firms on the day, each once, in the county they are registered in; it equals the list of that day.',
  },
  byPlatform: { zh: '平台代填的填报数据', en: 'Cells of returns filled by the platform' },
  byPlatformDefinition: {
    zh: '当年县（市、区）填报表中，由平台按自己的记录算出的数据，加上由上年已审定填报表带入、县里确认不变的数据，以一县一项为一个。',
    en: 'Cells of the year’s county returns that the platform computed from its own records, and those taken over from the approved return of the year before and confirmed by the county; one for each county and indicator.',
  },
  asked: { zh: '要求填报的数据', en: 'Cells that returns ask for' },
  askedDefinition: {
    zh: '当年填报表式的全部数据，填了和没填的都算，以一县一项为一个。',
    en: 'All cells of the year’s form, filled or not; one for each county and indicator.',
  },
  fileOnce: { zh: '一次填报率', en: 'File-once ratio' },
  fileOnceDefinition: {
    zh: '平台代填的填报数据 ÷ 要求填报的数据。平台已有的不再让县里填。',
    en: 'Cells of returns filled by the platform ÷ cells that returns ask for. What the platform has is not asked of counties again.',
  },
  unitFirms: { zh: '家', en: 'firms' },
  unitCells: { zh: '个', en: 'cells' },
  unitPercent: { zh: '%', en: '%' },
  columnFirm: { zh: '企业', en: 'Firm' },
  columnDivision: { zh: '区划代码', en: 'Division code' },
  columnCertificate: { zh: '证书编号', en: 'Certificate' },
  columnFirst: { zh: '起始日期', en: 'First day' },
  columnCounty: { zh: '县（市、区）', en: 'County' },
  columnYear: { zh: '年度', en: 'Year' },
  columnIndicator: { zh: '指标', en: 'Indicator' },
  columnOrigin: { zh: '数据来源', en: 'Origin' },
  columnDocument: { zh: '依据文件', en: 'Document' },
} as const
