export const oversightIndexWords = {
  institutions: { zh: '共享单位', en: 'sharing institutions' },
} as const
