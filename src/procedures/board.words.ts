export const boardWords = {
  listNoticeBoard: { zh: '列出公示', en: 'List public notices' },
  objectToCase: { zh: '对公示提出异议', en: 'Object to a public notice' },
  objectedBefore: { zh: '您已对这条公示提出过异议，正在处理。', en: 'You have objected to this already; it is being looked into.' },
} as const
