export const migrateWords = {
  title: { zh: '把数据库升级到本版本的结构', en: "Bring a database to this version's tables" },
  forward: {
    zh: '只向前，可重复执行。升级前请先 xianchuang backup。',
    en: 'Forward only, safe to repeat. Run xianchuang backup before an upgrade.',
  },
  applied: { zh: '已执行 {name}', en: 'applied {name}' },
  done: { zh: '已更新 {count} 步。', en: '{count} steps applied.' },
  upToDate: { zh: '已是最新。', en: 'Already up to date.' },
} as const
