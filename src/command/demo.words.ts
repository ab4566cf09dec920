export const demoWords = {
  title: { zh: '装载示例省（虚构数据，均标“示例”）', en: 'Load the example province (invented data, marked as such)' },
  what: {
    zh: '只装入空数据库，全部或全不；由固定种子生成，每次相同。',
    en: 'Into an empty database only, all or nothing; made from a fixed seed, the same every time.',
  },
  notEmpty: { zh: '数据库里已有真实记录，不装载示例。', en: 'The database holds real records; the example is not loaded into it.' },
  alreadyThere: { zh: '示例省已在库中。', en: 'The example province is there already.' },
} as const
