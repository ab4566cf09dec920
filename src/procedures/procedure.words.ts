export const procedureWords = {
  listProcedures: { zh: '列出办理事项', en: 'List procedures' },
  getProcedure: { zh: '查看办事指南', en: 'See the guide of a procedure' },
  checkEligibility: { zh: '自测是否符合条件', en: 'Test oneself against the conditions' },
} as const
