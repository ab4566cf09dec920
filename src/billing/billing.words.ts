export const billingWords = {
  recordNoTaken: {
    zh: '同一单位已有相同记录号（或内容完全相同）的服务记录。',
    en: 'The institution already has a service record with this number, or one that says exactly the same.',
  },
  alreadyCharged: { zh: '这次使用已经计费。', en: 'This use has already been charged.' },
} as const
