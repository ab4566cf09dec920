export const benchCommandWords = {
  title: {
    zh: '测量：预约、查找、报表、导入、首页，与同一次运行的底线相比',
    en: 'Measure booking, search, statement, import and the home page against a floor of the same run',
  },
  names: {
    zh: '只测其中几项：booking availability audit search cases statement import index page',
    en: 'only some: booking availability audit search cases statement import index page',
  },
  failed: { zh: '测量没有完成，原因见上。', en: 'The measuring did not finish; the reason stands above.' },
  cloneOnly: { zh: '测量只在源代码目录里可用。', en: 'Benches are there only in a clone of the source.' },
} as const
