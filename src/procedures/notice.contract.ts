import { defineNotice } from '../identity/notice.contract.ts'
import { delegationWords } from './delegation.words.ts'
import { caseNoticeWords as words } from './notice.words.ts'

const legal = { category: 'cases', isLegal: true } as const

const mend = defineNotice('case_to_mend', { title: words.mendTitle, text: words.mendText }, legal)
export const toMendBy = defineNotice('case_to_mend_by', { title: words.mendTitle, text: words.mendByText }, legal)
export const mendSoon = defineNotice('case_mend_soon', { title: words.mendSoonTitle, text: words.mendSoonText }, legal)
export const mendOver = defineNotice('case_mend_over', { title: words.mendOverTitle, text: words.mendOverText }, { category: 'cases' })
const lapsed = defineNotice('case_lapsed', { title: words.lapsedTitle, text: words.lapsedText }, legal)
const returned = defineNotice('case_returned', { title: words.returnedTitle, text: words.returnedText }, { category: 'cases' })
const onNotice = defineNotice('case_on_notice', { title: words.noticeTitle, text: words.noticeText }, { category: 'cases' })
const granted = defineNotice('case_granted', { title: words.grantedTitle, text: words.grantedText }, legal)
const refused = defineNotice('case_refused', { title: words.refusedTitle, text: words.refusedText }, legal)
const revoked = defineNotice('case_revoked', { title: words.revokedTitle, text: words.revokedText }, legal)
const handedOver = defineNotice('case_handed_over', { title: words.handedTitle, text: words.handedText }, { category: 'cases' })

export const givenUnasked = defineNotice('case_unasked', { title: words.unaskedTitle, text: words.unaskedText }, legal)
/** Before a limit, and when it is there: for whoever is responsible. */
export const caseDueSoon = defineNotice('case_due_soon', { title: words.dueSoonTitle, text: words.dueSoonText }, { category: 'cases' })
export const caseDue = defineNotice('case_due', { title: words.dueTitle, text: words.dueText }, { category: 'cases' })

export const reviewDrawn = defineNotice('review_drawn', { title: words.drawnTitle, text: words.drawnText }, { category: 'cases' })
export const reviewsIn = defineNotice('reviews_in', { title: words.reviewsInTitle, text: words.reviewsInText }, { category: 'cases' })

export const delegationGiven = defineNotice(
  'delegation_given',
  { title: delegationWords.givenTitle, text: delegationWords.givenText },
  { category: 'cases' },
)
export const delegationRevoked = defineNotice(
  'delegation_revoked',
  { title: delegationWords.revokedTitle, text: delegationWords.revokedText },
  { category: 'cases' },
)

export const caseHandedOver = handedOver
export const caseNotices = [
  mend,
  toMendBy,
  mendSoon,
  mendOver,
  lapsed,
  returned,
  onNotice,
  granted,
  refused,
  revoked,
  handedOver,
  givenUnasked,
  reviewDrawn,
  reviewsIn,
  caseDueSoon,
  caseDue,
  delegationGiven,
  delegationRevoked,
]
/** What an applicant is told of, by what the case became and by what was done; decisions reach them whatever they wished. */
export const noticeOfStatus = { granted, refused, not_accepted: refused, revoked, lapsed } as const
export const noticeOfVerb = { ask_mend: mend, return: returned, publish: onNotice } as const
