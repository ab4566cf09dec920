export const paymentWords = {
  openFundLine: { zh: '登记预算科目', en: 'Open a budget line' },
  appropriateFunds: { zh: '追加或调减预算', en: 'Appropriate, or take back' },
  listFundLines: { zh: '查看预算科目', en: 'Budget lines' },
  fundProgramme: { zh: '安排申报计划的出资比例', en: 'Let a budget line pay a programme' },
  getPaymentPlan: { zh: '查看拨付计划', en: 'The payments of a case' },
  changePayee: { zh: '更改收款账户', en: 'Change the account that is paid' },
  listDuePayments: { zh: '查看到期应付', en: 'What is due' },
  makePaymentList: { zh: '生成拨付清单', en: 'Make a payment list' },
  listPaymentLists: { zh: '查看拨付清单', en: 'Payment lists' },
  getPaymentList: { zh: '查看一份拨付清单', en: 'A payment list' },
  exportPaymentList: { zh: '导出拨付清单（含收款账号）', en: 'Export a payment list (with accounts)' },
  recordReceipts: { zh: '登记银行回单', en: 'Record a bank’s receipts' },
  listClaims: { zh: '查看追回款项', en: 'Claims to money paid' },
  recordRecovery: { zh: '登记追回', en: 'Record money that came back' },

  fundMissing: {
    zh: '{year}年还没有安排足额的预算：请出资单位的财务先安排出资比例，合计100%。',
    en: 'No budget stands behind this in {year}. The payers’ finance officers must first say who pays what part, up to 100 %.',
  },
  payerUnfit: {
    zh: '出资单位应是该计划所在地区（或其上下级地区）的机关。',
    en: 'A payer must be a government body of the programme’s division, or of one above or below it.',
  },
  partsTooMany: { zh: '各出资单位的比例合计超过100%。', en: 'The payers’ parts come to more than 100 %.' },
  nothingDue: { zh: '没有到期可付的款项。', en: 'Nothing is due that may be paid.' },
  untilLater: { zh: '截止日期不能晚于今天。', en: 'The day may not be later than today.' },
  receiptUnreadable: {
    zh: '读不出回单：请用含“明细号、结果、日期、金额、凭证号、原因”列的CSV文件。',
    en: 'The receipts cannot be read. Send a CSV with the six columns that the manual names: item, result, day, amount, reference, reason.',
  },
  claimExceeded: { zh: '追回金额超过应追回余额 {leftYuan} 元。', en: 'That is more than is left to recover: {leftYuan} yuan.' },
  accountWrong: { zh: '银行账号应为12至19位数字。', en: 'A bank account has 12 to 19 digits.' },

  bankItem: { zh: '明细号', en: 'Item' },
  bankList: { zh: '清单号', en: 'List' },
  bankName: { zh: '收款人', en: 'Payee' },
  bankAccount: { zh: '账号', en: 'Account' },
  bankBank: { zh: '开户行', en: 'Bank' },
  bankAmount: { zh: '金额', en: 'Amount (yuan)' },
  bankPurpose: { zh: '用途', en: 'Purpose' },
  purposeText: { zh: '{procedure} {caseNo} 第{number}期', en: '{procedure}, {caseNo}, instalment {number}' },
} as const

/** Why a row of a receipt was not taken, by its code. */
export const receiptWords = {
  no_item: { zh: '清单上没有这个明细号', en: 'The list has no such item' },
  twice: { zh: '同一明细号在文件中重复', en: 'The item stands twice in the file' },
  result_wrong: { zh: '结果应为“成功”或“退回”', en: 'The result must say that it was paid, or returned' },
  day_wrong: { zh: '日期不对：应在清单生成日与今天之间', en: 'The day must lie between the list’s and today' },
  amount_wrong: { zh: '金额与清单不一致', en: 'The amount is not the list’s' },
  reference_missing: { zh: '拨付成功应有凭证号', en: 'A payment needs its reference' },
  reason_missing: { zh: '退回应写原因', en: 'A return needs its reason' },
  returned_before: { zh: '此前已登记退回，应列入新清单再付', en: 'It was returned before; it is paid by another list' },
  recovered_before: { zh: '已登记追回，不能再登记退回', en: 'Money was recovered from it; it cannot be returned as well' },
  month_closed: { zh: '该月已结账', en: 'That month is closed' },
} as const
