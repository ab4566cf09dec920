export const priceListWords = {
  title: { zh: '价格', en: 'Prices' },
  since: { zh: '{validOn}起执行', en: 'in force since {validOn}' },
  service: { zh: '服务', en: 'Service' },
  amount: { zh: '价格', en: 'Price' },
  from: { zh: '执行日期', en: 'From' },
  document: { zh: '依据', en: 'Document' },
  onYourOwn: { zh: '自主上机', en: 'Using the instrument yourself' },
  sampleSent: { zh: '送样委托', en: 'Sending samples' },
  onRequest: { zh: '面议', en: 'On request' },
  onRequestWhy: {
    zh: '这台仪器没有公布固定价格。预约或提交送样委托后，由仪器单位报价。',
    en: 'No fixed price is published. After you book or send samples, the institution names one.',
  },
  bothBilled: {
    zh: '一次服务既用机时又有样品的，两项都计费。',
    en: 'A service that takes both machine time and samples is charged for both.',
  },
  perHour: { zh: '元/小时', en: 'yuan/hour' },
  perSample: { zh: '元/样', en: 'yuan/sample' },
  later: { zh: '将来执行', en: 'Coming' },
} as const
