export const mendedWords = {
  title: { zh: '补正前后', en: 'What was mended' },
  whole: { zh: '整份申请', en: 'The application as a whole' },
  asked: { zh: '要求：{text}', en: 'Asked for: {text}' },
  before: { zh: '原来', en: 'Before' },
  after: { zh: '补正后', en: 'Now' },
  same: { zh: '没有改动', en: 'not changed' },
  onPaper: { zh: '纸质材料', en: 'on paper' },
  noFile: { zh: '没有提交', en: 'not given' },
  seeAnswers: { zh: '见下面的申请内容。', en: 'See the application below.' },
  restTitle: { zh: '其余内容，按原来提交的办理', en: 'The rest stands as it was filed' },
  restWhy: {
    zh: '补正通知书没有提到的内容不用改，也不能改。',
    en: 'What the list of defects does not name need not be changed, and cannot be.',
  },
  materialStands: { zh: '已提交，不用补正。', en: 'Given; nothing to mend.' },
} as const
