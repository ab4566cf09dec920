export const billingNoticeWords = {
  chargeSettledTitle: { zh: '费用已结算', en: 'Charge settled' },
  chargeSettledText: {
    zh: '{usedOn} 使用“{instrument}”的费用为 {amountFen}。',
    en: 'The use of “{instrument}” on {usedOn} comes to {amountFen}.',
  },
  chargeCorrectedTitle: { zh: '费用已更正', en: 'Charge corrected' },
  chargeCorrectedText: {
    zh: '{usedOn} 使用“{instrument}”的记录已更正，费用由 {beforeFen} 变为 {amountFen}。',
    en: 'The record of using “{instrument}” on {usedOn} was corrected; the charge goes from {beforeFen} to {amountFen}.',
  },
  chargeVoidedTitle: { zh: '费用已作废', en: 'Charge voided' },
  chargeVoidedText: {
    zh: '{usedOn} 使用“{instrument}”的记录已作废，原费用 {amountFen} 不再计收。',
    en: 'The record of using “{instrument}” on {usedOn} was voided; its {amountFen} is no longer charged.',
  },
} as const
