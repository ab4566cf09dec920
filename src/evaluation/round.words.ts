export const roundWords = {
  listIndexSystems: { zh: '指标体系', en: 'Indicator systems' },
  recordIndexSystem: { zh: '登记指标体系版本', en: 'Record a version of an indicator system' },
  createIndexRound: { zh: '计算一期指数', en: 'Compute a round of an index' },
  listIndexRounds: { zh: '各期指数', en: 'Rounds of indices' },
  getIndexRound: { zh: '一期指数的名次', en: 'The ranking of a round' },
  getIndexUnit: { zh: '一个单元的指数', en: 'One unit in a round' },
  actOnIndexRound: { zh: '发布、撤回一期指数', en: 'Publish or withdraw a round' },
  downloadIndexSheet: { zh: '下载指数全表', en: 'Download the whole sheet of a round' },
  indexSystemWrong: { zh: '指标体系有错，请按所列原因更正。', en: 'The indicator system is wrong; every reason is listed.' },
  indexSystemExists: { zh: '该版本已经登记；改动请另立版本。', en: 'This version is recorded; a change is another version.' },
  indexNotComputable: {
    zh: '数据不全，方法规定不得计算；缺项见所列。',
    en: 'Data are missing and the method forbids that; all of it is listed.',
  },
  indexNotReplaced: {
    zh: '被替代的一期不是同一指标体系、同一年已发布的。',
    en: 'What it would replace is no published round of this system and year.',
  },
  indexActNotNow: { zh: '现在不能这样办理。', en: 'This cannot be done now.' },
  indexReasonMissing: { zh: '请写明原因。', en: 'Please say why.' },
  reason_not_computed: { zh: '还没有算完。', en: 'It is not computed yet.' },
  reason_intervals_missing: {
    zh: '名次区间还没有算完，先看区间再决定。',
    en: 'The intervals of ranks are not there yet; they are seen before anything is decided.',
  },
  reason_wrong_state: { zh: '这一期不在可以这样办理的状态。', en: 'The round is in no state for this.' },
  reason_published_already: {
    zh: '同一年已有发布的一期；请新算一期，写明替代它和原因。',
    en: 'A round of this year is published; compute one that says it replaces that, and why.',
  },
  roundsRecompute: { zh: '各期指数重算后逐位相同', en: 'Rounds of indices come out the same when computed again' },
} as const
