export const organisationWords = {
  placeholder: { zh: '名称、别名或统一社会信用代码', en: 'name, alias or credit code' },
  typeTwo: { zh: '请至少输入两个字', en: 'Type at least two characters' },
  nothingFound: { zh: '没有找到这个单位。', en: 'No such organisation.' },
  noCreditCode: { zh: '无信用代码', en: 'no credit code' },
  institution: { zh: '仪器单位', en: 'Institution' },
  institutionWhy: { zh: '先选择是哪个单位。', en: 'First choose the institution.' },
} as const
