import { defineNotice } from '../identity/notice.contract.ts'
import { countyNoticeWords as words } from './notice.words.ts'

const kind = { category: 'cases' } as const

const returnBack = defineNotice('county_return_back', { title: words.returnBack, text: words.backText }, kind)
const returnWaits = defineNotice('county_return_waits', { title: words.returnWaits, text: words.waitsText }, kind)
const returnDone = defineNotice('county_return_done', { title: words.returnDone, text: words.doneText }, kind)
const planBack = defineNotice('county_plan_back', { title: words.planBack, text: words.backText }, kind)
const planWaits = defineNotice('county_plan_waits', { title: words.planWaits, text: words.waitsText }, kind)
const planDone = defineNotice('county_plan_done', { title: words.planDone, text: words.doneText }, kind)
const reportBack = defineNotice('county_report_back', { title: words.reportBack, text: words.backText }, kind)
const reportWaits = defineNotice('county_report_waits', { title: words.reportWaits, text: words.waitsText }, kind)
const reportDone = defineNotice('county_report_done', { title: words.reportDone, text: words.doneText }, kind)

/** What offices are told of each paper of a county: that it is theirs to mend, that it waits for them, that it is done. */
export const paperNotices = {
  return: { back: returnBack, waits: returnWaits, done: returnDone },
  plan: { back: planBack, waits: planWaits, done: planDone },
  report: { back: reportBack, waits: reportWaits, done: reportDone },
} as const

export const countyNotices = Object.values(paperNotices).flatMap((kinds) => Object.values(kinds))
