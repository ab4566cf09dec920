export const labelWords = {
  makeLabels: { zh: '生成仪器标签的二维码', en: 'Make the QR pictures of labels' },
  title: { zh: '打印仪器标签', en: 'Print labels' },
  lead: {
    zh: 'A4 纸每张 24 个（3 列 8 行，每个 70 × 37 毫米）。贴在仪器上，手机扫码打开它的公开页面，可以看时段、预约。',
    en: 'A4, 24 labels a sheet (3 by 8, each 70 × 37 mm). On an instrument, it opens the public page on a phone: free times and booking.',
  },
  print: { zh: '打印或存为 PDF', en: 'Print or save as PDF' },
  back: { zh: '回到仪器列表', en: 'Back to the instruments' },
  chosen: { zh: '已选 {count} 个，{sheets} 张纸', en: '{count} chosen, {sheets} sheets' },
  all: { zh: '全选', en: 'All' },
  none: { zh: '全不选', en: 'None' },
  skip: { zh: '前面空出几格（用过的标签纸）', en: 'Leave so many free at the start (a sheet begun before)' },
  more: { zh: '只列出前 {count} 台，请用名称或编号缩小范围。', en: 'Only the first {count} are listed: narrow them by name or number.' },
  number: { zh: '编号 {code}', en: 'No. {code}' },
  nothing: { zh: '没有可以打印的仪器。', en: 'There is no instrument to print.' },
  picture: { zh: '{name} 的二维码', en: 'QR code of {name}' },
} as const
