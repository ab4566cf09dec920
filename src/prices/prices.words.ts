export const pricesWords = {
  setPrice: { zh: '设定收费标准', en: 'Set a price' },
  listPrices: { zh: '查看收费标准', en: 'See the prices' },
  priceAmountWrong: {
    zh: '按机时或按样品收费须填写金额；面议不填金额。',
    en: 'A price per hour or per sample needs an amount; a price on request has none.',
  },
  priceRaced: { zh: '这项收费标准刚被别人改过，请刷新后再试。', en: 'Somebody has just changed this price. Reload and try again.' },
  basis_hour: { zh: '按机时（元/小时）', en: 'Per hour' },
  basis_sample: { zh: '按样品（元/个）', en: 'Per sample' },
  basis_on_request: { zh: '面议', en: 'On request' },
  shownPricesHold: { zh: '检索所示价格是今日有效的价格', en: 'the prices that search shows hold today' },
} as const
