export const verifyWords = {
  title: { zh: '核对：账平、不重叠、汇总等于重算', en: 'Verify that the book balances, nothing overlaps and roll-ups equal a recount' },
  what: {
    zh: '只读，服务运行时也可执行；逐项印出查了多少、错了多少。有错时退出码为 1。',
    en: 'It only reads, and the service may go on meanwhile; each check prints how much it looked at and how much is wrong. The exit status is 1 if anything is.',
  },
  skipFiles: { zh: '不核对文件内容', en: 'do not read the stored files' },
  filesWhole: { zh: '文件内容与登记一致', en: 'stored files are what their rows say' },
  line: { zh: '{what}：查 {checked}，错 {wrong}', en: '{what}: {checked} checked, {wrong} wrong' },
  example: { zh: '例如 {example}', en: 'for instance {example}' },
  allRight: { zh: '全部通过。', en: 'Everything holds.' },
  failed: { zh: '未通过：{names}', en: 'Not so: {names}' },
} as const
