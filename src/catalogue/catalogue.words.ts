export const catalogueWords = {
  getInstrument: { zh: '查看一台仪器', en: 'See an instrument' },
  listInstrumentClasses: { zh: '仪器分类', en: 'Classes of instruments' },
  changeInstrument: { zh: '修改仪器信息', en: 'Change an instrument' },
  innerCodeTaken: {
    zh: '本单位已有编号为 {innerCode} 的仪器。',
    en: 'The institution already has an instrument numbered {innerCode}.',
  },
  keepsInstruments: {
    zh: '这个单位还有 {count} 台仪器在册，报废或调拨后才能并入别的单位。',
    en: 'This organisation still keeps {count} instruments. They are retired or moved before it becomes part of another.',
  },
  noSuchClass: { zh: '没有代码为 {classCode} 的仪器分类。', en: 'No class of instruments has the code {classCode}.' },
  delistedBeforeListed: { zh: '下架日期不能早于上架日期。', en: 'An instrument cannot leave the catalogue before it joined it.' },
  state_draft: { zh: '草稿', en: 'Draft' },
  state_online: { zh: '开放共享', en: 'Shared' },
  state_out_of_service: { zh: '暂停服务', en: 'Out of service' },
  state_retired: { zh: '已退出', en: 'Retired' },
  kind_general: { zh: '通用', en: 'General purpose' },
  kind_special: { zh: '专用', en: 'Special purpose' },
  instrumentsStand: { zh: '每台仪器恰有一个现行版本', en: 'every instrument has one standing version' },
  searchCurrent: { zh: '检索与每台仪器的现行信息一致', en: 'search has every instrument as it stands' },
} as const
