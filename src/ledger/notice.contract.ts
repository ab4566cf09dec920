import { defineNotice } from '../identity/notice.contract.ts'
import { ledgerNoticeWords as words } from './notice.words.ts'

export const limitNearlyUsed = defineNotice(
  'limit_nearly_used',
  { title: words.limitNearlyUsedTitle, text: words.limitNearlyUsedText },
  { category: 'money' },
)
export const monthClosedNotice = defineNotice(
  'month_closed',
  { title: words.monthClosedTitle, text: words.monthClosedText },
  { category: 'records' },
)
export const monthReopenedNotice = defineNotice(
  'month_reopened',
  { title: words.monthReopenedTitle, text: words.monthReopenedText },
  { category: 'records' },
)

export const ledgerNotices = [limitNearlyUsed, monthClosedNotice, monthReopenedNotice]
