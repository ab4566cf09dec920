export const catalogueImportWords = {
  importCatalogue: { zh: '导入仪器目录', en: 'Import an instrument catalogue' },
  fields: {
    innerCode: { zh: '仪器编号', en: 'Instrument code' },
    nameZh: { zh: '仪器名称', en: 'Name' },
    nameEn: { zh: '英文名称', en: 'English name' },
    model: { zh: '规格型号', en: 'Model' },
    manufacturer: { zh: '生产制造商', en: 'Manufacturer' },
    country: { zh: '产地国别', en: 'Country of origin' },
    serialNo: { zh: '出厂编号', en: 'Serial number' },
    classCode: { zh: '分类编码', en: 'Class' },
    schoolClassCode: { zh: '高校分类号', en: 'School asset class' },
    kind: { zh: '类别（通用/专用）', en: 'General or special' },
    worthFen: { zh: '原值', en: 'Original value' },
    startedOn: { zh: '启用日期', en: 'In use since' },
    listedOn: { zh: '入网日期', en: 'Listed on' },
    state: { zh: '运行状态', en: 'State' },
    isInUse: { zh: '是否在用', en: 'In use' },
    divisionCode: { zh: '行政区划代码', en: 'Division code' },
    place: { zh: '安放地点', en: 'Place' },
    functionText: { zh: '主要功能', en: 'Functions' },
    technicalText: { zh: '主要技术指标', en: 'Technical data' },
    serviceText: { zh: '服务内容', en: 'Services' },
    standards: { zh: '执行标准', en: 'Standards' },
    seals: { zh: '资质（CMA/CNAS）', en: 'Seals (CMA/CNAS)' },
    feeText: { zh: '参考收费标准', en: 'Reference charges' },
  },
  otherTitles: {
    classItemCode: { zh: '细分类编码', en: 'Finer class code' },
    delistedOn: { zh: '退出日期', en: 'Delisted on' },
  },
  choices: {
    kind: { zh: '通用、专用', en: 'general, special' },
    state: { zh: '正常、偶有故障、故障频繁、待修、停用、待报废、报废', en: 'active, inactive, offline, retired' },
    seals: { zh: 'CMA、CNAS、无', en: 'CMA, CNAS, none' },
  },
} as const

export const catalogueReasonWords = {
  unknown_class: { zh: '没有“{given}”这个分类', en: 'there is no class “{given}”' },
  unknown_middle_class: {
    zh: '“{className}”（{classCode}）下没有“{given}”这个中类，请更正编码；确实无法细分的填 {whole}',
    en: 'class “{className}” ({classCode}) has no middle class “{given}”; mend the code, or give {whole} if nothing finer applies',
  },
  class_to_confirm: {
    zh: '各版分类对“{className}”（{classCode}）下的中类不一致，“{given}”不在本系统的表中；确认无误可按原样写入，否则请更正或填 {whole}',
    en: 'published lists differ on the middle classes of “{className}” ({classCode}), and “{given}” is not in ours; accept it as it stands, or mend it, or give {whole}',
  },
  started_in_future: {
    zh: '启用日期 {startedOn} 晚于今天 {today}，请核对年份；尚未启用的请留空',
    en: 'in use since {startedOn}, which is after today, {today}; check the year, or leave it empty if it is not in use yet',
  },
  ambiguous_class: { zh: '“{given}”是几个分类共同的名称，请填分类编码', en: '“{given}” is the name of several classes; give the code' },
  unknown_division: { zh: '没有区划代码“{given}”', en: 'there is no division “{given}”' },
  not_a_class_code: { zh: '“{given}”不是分类编码或名称', en: '“{given}” is neither a class code nor a name' },
  worth_beyond_belief: { zh: '原值超过 50 亿元，单位可能填错', en: 'worth more than 5 billion yuan: the unit may be wrong' },
  says_double: { zh: '名称“{given}”自己写明是重复', en: 'the name “{given}” says itself that it is a duplicate' },
  listed_after_delisted: { zh: '入网日期晚于退出日期 {delistedOn}', en: 'listed after it was delisted on {delistedOn}' },
} as const
