export const consentWords = {
  listMyChildren: { zh: '我的子女信息与同意', en: 'My children and my consents' },
  addMyChild: { zh: '登记子女信息并同意', en: "Record a child with a guardian's consent" },
  withdrawConsent: { zh: '撤回同意', en: 'Withdraw a consent' },
  consentMissing: {
    zh: '没有监护人对此事项的有效同意，不能处理子女信息。',
    en: "No guardian's consent stands for this; a child's data may not be used.",
  },
  consentTextChanged: {
    zh: '同意书已经更新，请看过新的内容再同意。',
    en: 'The text of the consent has changed; read it again before you agree.',
  },
  notByConsent: {
    zh: '此事项不以同意为依据，不收集子女信息。',
    en: "This purpose does not rest on consent; no child's data are kept for it.",
  },
  notAChild: { zh: '出生日期不对，或已满十八周岁。', en: 'The day of birth is wrong, or the person is eighteen or older.' },
} as const
