export const historyWords = {
  history: { zh: '办理经过', en: 'History' },
  historyNamed: { zh: '办理经过：{named}', en: 'History: {named}' },
  by: { zh: '（{party} {name}）', en: ' ({party}, {name})' },
  by_customer: { zh: '预约方', en: 'customer' },
  by_institution: { zh: '仪器单位', en: 'institution' },
  note: { zh: '：{note}', en: ': {note}' },
} as const
