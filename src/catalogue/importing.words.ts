export const importingPageWords = {
  title: { zh: '导入仪器目录', en: 'Import instruments' },
  lead: {
    zh: '从 .xlsx 或 .csv 导入本单位的仪器。同一个文件再导入一次不会改变任何东西。',
    en: 'Import your institution’s instruments from an .xlsx or .csv. Importing the same file again changes nothing.',
  },
} as const
