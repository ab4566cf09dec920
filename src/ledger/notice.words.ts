export const ledgerNoticeWords = {
  limitNearlyUsedTitle: { zh: '限额将用完', en: 'A limit is nearly used up' },
  limitNearlyUsedText: {
    zh: '{customer}在{institution}的限额 {limitFen} 只剩 {leftFen}，用完后不能再预约。',
    en: 'Of the limit of {limitFen} that {customer} has at {institution}, {leftFen} is left; no more can be booked beyond it.',
  },
  monthClosedTitle: { zh: '{month} 已结账', en: '{month} is closed' },
  monthClosedText: {
    zh: '{month} 的服务记录不再接受新增和更正。确需更改的，请联系省级经办重新开账。',
    en: 'Records of {month} take no more entries or corrections. If one must change, ask a provincial officer to re-open the month.',
  },
  monthReopenedTitle: { zh: '{month} 已重新开账', en: '{month} is open again' },
  monthReopenedText: {
    zh: '{month} 的服务记录可以补录和更正，直至再次结账。',
    en: 'Records of {month} can be added and corrected until it is closed again.',
  },
} as const
