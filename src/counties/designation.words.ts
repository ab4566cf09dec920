export const designationWords = {
  listDesignations: { zh: '创新型县（市、区）名单', en: 'The innovative counties' },
  recordDesignation: { zh: '登记创新型县（市、区）', en: 'Record an innovative county' },
  endDesignation: { zh: '终止创新型县（市、区）资格', en: 'End what a county is named as' },
  withdrawDesignation: { zh: '撤回一条登记', en: 'Take a record back' },
  notNationally: {
    zh: '只有县、自治县和县级市可以是国家级；市辖区只能是省级。',
    en: 'Only counties, autonomous counties and county-level cities can be national; districts can be provincial only.',
  },
  notCounty: { zh: '只登记县级区划，并且当日应当存在。', en: 'Only divisions of county level that exist on that day are named.' },
  overlaps: {
    zh: '该县在这段时间已有同级的登记，请先终止或撤回。',
    en: 'The county has a record of this level in these days; end it or take it back first.',
  },
  daysWrong: { zh: '截止日期不能早于起始日期。', en: 'The last day is not before the first.' },
  level_national: { zh: '国家级', en: 'national' },
  level_provincial: { zh: '省级', en: 'provincial' },
  stage_building: { zh: '建设中', en: 'being built' },
  stage_named: { zh: '已命名', en: 'named' },
  stage_extended: { zh: '延期整改', en: 'extended' },
} as const
