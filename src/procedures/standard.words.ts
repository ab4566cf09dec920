export const standardWords = {
  readStandard: { zh: '检查参考标准名单', en: 'Check a list of a standard' },
  unreadable: {
    zh: '读不出名单：请用含“编号、类别、内容”列的 CSV 文件（可另有“英文”），最多 500 行。',
    en: 'The list cannot be read. Send a CSV with the columns that the manual names, 500 rows at most.',
  },
  notAsked: { zh: '这个事项不按参考标准认定。', en: 'This procedure recognises by no standard.' },
} as const

/** Why a row is no item of a standard, by its code. */
export const standardRowWords = {
  code_wrong: {
    zh: '编号没有填，或不是 20 个以内的字母、数字、点、短横',
    en: 'the code is missing, or no short code of letters and digits',
  },
  code_twice: { zh: '编号重复', en: 'the code stands twice' },
  level_wrong: { zh: '类别不是这个事项的类别', en: 'the class is none of this procedure' },
  text_wrong: { zh: '内容没有填，或超过 300 字', en: 'the text is missing, or longer than 300 letters' },
} as const
