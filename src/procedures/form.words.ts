export const formWords = {
  isFixed: { zh: '这一项在开始申请时确定，不能改。', en: 'This was settled when the application was begun.' },
  notToMend: {
    zh: '补正通知书没有提到这一项，仍按原来提交的内容。确需改动的，请联系受理机关。',
    en: 'The list of defects does not name this: it stands as it was filed. If it must change, ask the office.',
  },
  noSuchField: { zh: '表单中没有这一项。', en: 'The form has no such field.' },
  resident_id: { zh: '不是有效的18位公民身份号码，请核对。', en: 'This is no valid 18-character resident ID number. Please check it.' },
  phone: { zh: '不是有效的电话号码。', en: 'This is no valid telephone number.' },
  credit_code: {
    zh: '不是有效的18位统一社会信用代码（校验位不对），请核对。',
    en: 'This is no valid unified social credit code: its check digit is wrong. Please check it.',
  },
  endBeforeStart: { zh: '不能早于“{start}”（{day}）。', en: 'This lies before “{start}” ({day}).' },
  bank_account: { zh: '不是有效的银行账号。', en: 'This is no valid bank account.' },
} as const
