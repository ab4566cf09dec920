export const placesWords = {
  listDivisions: { zh: '行政区划', en: 'Administrative divisions' },
} as const
