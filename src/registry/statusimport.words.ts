export const statusImportWords = {
  importStatuses: { zh: '导入企业规模和资格', en: 'Import size classes and statuses' },
  title: { zh: '导入企业资格', en: 'Import statuses' },
  lead: {
    zh: '从 .xlsx 或 .csv 导入科技型中小企业、高新技术企业等名单：信用代码、资格、证书编号、有效期和文号。同一名单再导入一次不会改变任何东西；不合的逐行说明，其余照常写入。',
    en: 'Import lists of recognised firms: credit code, status, certificate, days and document number. The same list again changes nothing; rows that do not fit are told one by one, the others go in.',
  },
  division: { zh: '名单所属区划', en: 'Division of the list' },
  fields: {
    creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
    firmName: { zh: '企业名称', en: 'Firm' },
    kind: { zh: '资格', en: 'Status' },
    certificateNo: { zh: '证书编号', en: 'Certificate' },
    firstOn: { zh: '有效期起', en: 'First day' },
    lastOn: { zh: '有效期止', en: 'Last day' },
    documentNo: { zh: '文号', en: 'Document number' },
  },
  kinds: {
    zh: '科技型中小企业、高新技术企业、科技小巨人企业、专精特新企业',
    en: 'technology-based SME, high-tech enterprise, little giant, specialised and new',
  },
} as const

export const statusReasonWords = {
  firm_unknown: {
    zh: '本区划没有登记信用代码为 {given} 的单位，请企业先登记，或核对代码',
    en: 'no organisation of this division is registered under {given}; let it register first, or check the code',
  },
  not_a_firm: { zh: '{name}不是企业，资格只登记给企业', en: '{name} is no firm; statuses are for firms' },
  name_differs: {
    zh: '这个代码登记的是{name}，名单上写的是“{given}”；确认是同一企业可按原样写入',
    en: 'the code is that of {name}, the list says “{given}”; accept it if they are the same',
  },
  status_in_the_way: {
    zh: '{firstOn} 至 {lastOn} 已登记同一资格，有效期重叠；请核对日期，或先撤销原记录',
    en: 'the same status is recorded from {firstOn} to {lastOn}; check the days, or take that back first',
  },
  last_before_first: { zh: '有效期止早于有效期起', en: 'the last day is before the first' },
} as const
