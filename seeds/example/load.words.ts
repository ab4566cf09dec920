export const exampleWords = {
  planning: { zh: '编排示例省', en: 'planning the example province' },
  organisations: { zh: '写入单位', en: 'writing organisations' },
  instruments: { zh: '写入仪器', en: 'writing instruments' },
  records: { zh: '写入 2022 年服务记录', en: 'writing the service records of 2022' },
  committing: { zh: '提交', en: 'committing' },
  calendars: { zh: '写入近期预约', en: 'writing bookings of the coming days' },
  applications: { zh: '写入人才申报', en: 'filing applications of talents' },
  openingVisits: {
    zh: '吉科发农〔2024〕71号（> 160,000）',
    en: 'letter No. 71 of 2024 (> 160,000)',
  },
  source: { zh: '示例', en: 'example' },
  agreed: { zh: '示例合同约定', en: 'agreed by example contract' },
} as const
