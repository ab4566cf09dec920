import { defineNotice } from '../identity/notice.contract.ts'
import { registryNoticeWords as words } from './notice.words.ts'

const account = { category: 'account' } as const

export const registrationApproved = defineNotice('registration_approved', { title: words.approvedTitle, text: words.approvedText }, account)
/** To those who decide on it. */
export const registrationAsked = defineNotice('registration_asked', { title: words.askedTitle, text: words.askedText }, account)
export const joinAsked = defineNotice('join_asked', { title: words.joinAskedTitle, text: words.joinAskedText }, account)
export const joinApproved = defineNotice('join_approved', { title: words.joinedTitle, text: words.joinedText }, account)
export const joinRefused = defineNotice('join_refused', { title: words.notJoinedTitle, text: words.refusedText }, account)
export const changeApproved = defineNotice('organisation_changed', { title: words.changedTitle, text: words.changedText }, account)
export const changeRefused = defineNotice('organisation_change_refused', { title: words.notChangedTitle, text: words.refusedText }, account)
export const proposalApproved = defineNotice('proposal_approved', { title: words.proposedTitle, text: words.proposedText }, account)
export const proposalRefused = defineNotice('proposal_refused', { title: words.notProposedTitle, text: words.refusedText }, account)

export const registryNotices = [
  registrationAsked,
  ...[registrationApproved, joinAsked, joinApproved, joinRefused],
  ...[changeApproved, changeRefused, proposalApproved, proposalRefused],
]
