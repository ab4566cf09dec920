/** What the service card says: its operations, refusals and states. */
export const codeWords = {
  getMyCard: { zh: '查看我的人才服务卡', en: 'See my service card' },
  makeCardCode: { zh: '出示人才服务卡动态码', en: 'Show a code of my service card' },
  verifyCardCode: { zh: '核验人才服务卡动态码', en: 'Verify the code of a service card' },
  recordCardUse: { zh: '登记一次人才服务', en: 'Record a use of a service card' },
  listMyCardUses: { zh: '查看我的用卡记录', en: 'List the uses of my card' },
  listCardServices: { zh: '查看服务项目和用卡统计', en: 'List services and how often they were used' },
  setCardProvider: { zh: '确定服务单位', en: 'Settle who gives a service' },

  codeWrong: {
    zh: '这个码不是县创签发的，或者抄错了。请让持卡人重新出示。',
    en: 'This code was not issued here, or was mistyped. Ask for it again.',
  },
  codeExpired: {
    zh: '这个码已经过期（有效{seconds}秒）。请让持卡人刷新后重新出示。',
    en: 'This code is over (it serves {seconds} seconds). Ask for a new one.',
  },
  codeUsed: { zh: '这个码已经登记过一次服务。再次登记请让持卡人出示新码。', en: 'This code has served once already. Ask for a new one.' },
  cardResting: { zh: '这张卡现在不能使用。', en: 'This card cannot be used now.' },
  useUnfit: { zh: '不能登记这项服务。', en: 'This service cannot be recorded.' },
  providerUnfit: {
    zh: '这项服务由另一类单位提供，所选单位不能作为服务单位。',
    en: 'This service is given by another kind of organisation.',
  },
  not_of_class: { zh: '这张卡的类别不享受这项服务', en: 'The card’s class does not have this service' },
  not_provider: { zh: '您的单位不是这项服务的服务单位', en: 'Your organisation does not give this service' },
  own_card: { zh: '不能登记自己的卡', en: 'Nobody records the use of a card of their own' },
} as const
