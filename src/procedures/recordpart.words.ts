export const recordPartWords = {
  title: { zh: '履行登记', en: 'What was recorded' },
  sum: {
    zh: '{title}：累计 {total} {unit}，近十二个月 {lastYear} {unit}',
    en: '{title}: {total} {unit} in all, {lastYear} in the last twelve months',
  },
  times: { zh: '次', en: 'times' },
  add: { zh: '登记{title}', en: 'Record: {title}' },
  on: { zh: '日期', en: 'Day' },
  amount: { zh: '数量', en: 'How much' },
  most: { zh: '一次最多 {most} {unit}', en: 'At most {most} {unit} at a time' },
  text: { zh: '内容', en: 'What' },
  save: { zh: '登记', en: 'Record' },
  remove: { zh: '撤去', en: 'Take away' },
} as const
