export const serviceImportWords = {
  importServiceRecords: { zh: '导入服务记录', en: 'Import service records' },
  correctedByImport: { zh: '批量导入更正', en: 'Corrected by an import' },
  fields: {
    recordNo: { zh: '记录号', en: 'Record number' },
    instrumentCode: { zh: '仪器编号', en: 'Instrument number' },
    customerName: { zh: '客户名称', en: 'Customer' },
    creditCode: { zh: '客户统一社会信用代码', en: 'Customer’s credit code' },
    usedOn: { zh: '服务日期', en: 'Day of the service' },
    startsAt: { zh: '开始时间', en: 'Start' },
    endsAt: { zh: '结束时间', en: 'End' },
    seconds: { zh: '机时', en: 'Hours' },
    sampleCount: { zh: '样品数', en: 'Samples' },
    fen: { zh: '服务金额', en: 'Amount' },
    invoiceNo: { zh: '发票号码', en: 'Invoice number' },
    invoicedFen: { zh: '开票金额', en: 'Amount invoiced' },
    content: { zh: '服务内容', en: 'What was done' },
  },
} as const

/** Why a row of service records does not go in. */
export const serviceReasonWords = {
  customer_missing: { zh: '客户名称和统一社会信用代码至少填一项', en: 'state the customer’s name, its credit code, or both' },
  credit_code_wrong: {
    zh: '“{given}”不是统一社会信用代码，或校验位不对',
    en: '“{given}” is no credit code, or its check character is wrong',
  },
  customer_unknown: {
    zh: '没有登记过信用代码为 {given} 的单位，请同时填写客户名称',
    en: 'no organisation is registered with the code {given}; state the customer’s name as well',
  },
  customer_conflict: {
    zh: '名称“{name}”与信用代码 {given} 不是同一个单位',
    en: 'the name “{name}” and the code {given} belong to different organisations',
  },
  unknown_instrument: { zh: '没有编号为“{given}”的仪器', en: 'there is no instrument numbered “{given}”' },
  unknown_instrument_nearest: {
    zh: '没有编号为“{given}”的仪器，最接近的是“{nearest}”',
    en: 'there is no instrument numbered “{given}”; the nearest is “{nearest}”',
  },
  day_missing: { zh: '请填写服务日期，或开始和结束时间', en: 'state the day of the service, or its start and end' },
  times_incomplete: { zh: '开始和结束时间要一起填写', en: 'state the start and the end together' },
  end_not_after_start: { zh: '结束时间须晚于开始时间', en: 'the end must be after the start' },
  day_contradicts_times: { zh: '服务日期不在起止时间之内', en: 'the day of the service lies outside its start and end' },
  hours_exceed_times: { zh: '机时超过了起止时间的长度', en: 'the hours are more than from start to end' },
  longer_than_a_month: { zh: '一条记录不能超过 31 天', en: 'one record cannot be longer than 31 days' },
  nothing_done: { zh: '机时与样品数至少一项大于零', en: 'the hours or the samples must be more than nothing' },
  amount_missing: { zh: '请填写服务金额；免费服务填 0', en: 'state the amount; 0 for a free service' },
  invoice_without_number: { zh: '有开票金额须填写发票号码', en: 'an invoiced amount needs the number of its invoice' },
  in_future: { zh: '服务时间不能晚于现在', en: 'the service cannot be in the future' },
  before_started_on: { zh: '早于仪器启用日期 {startedOn}', en: 'it is earlier than {startedOn}, the day the instrument went into service' },
  month_closed: {
    zh: '{month} 已结账；确需补录的，请省级经办先重新开账',
    en: '{month} is closed; a provincial officer re-opens it first if it must be recorded',
  },
  time_taken: { zh: '与已占用的时间重叠：{from} 至 {to}', en: 'overlaps time that is taken, from {from} to {to}' },
  time_taken_row: { zh: '与本文件第 {row} 行的时间重叠：{from} 至 {to}', en: 'overlaps row {row} of this file, from {from} to {to}' },
  voided_before: {
    zh: '这条记录导入后已作废，不会再次导入；确为另一次服务的，请换一个记录号',
    en: 'this record was imported and voided, and does not come back; give it another number if it is another service',
  },
  received_more: {
    zh: '金额少于这条记录已登记的到账金额；请先改正到账登记',
    en: 'the amount is less than what was received for this record; mend the receipt first',
  },
  says_the_same: {
    zh: '已有一条没有记录号的记录与此完全相同，可能是同一次服务',
    en: 'a record without a number says exactly the same: perhaps the same service',
  },
  needs_record_no: {
    zh: '与另一条记录完全相同；确为两次服务的，请分别填写记录号',
    en: 'says exactly what another record says; give each a number if they are two services',
  },
} as const
