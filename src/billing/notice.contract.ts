import { defineNotice } from '../identity/notice.contract.ts'
import { billingNoticeWords as words } from './notice.words.ts'

export const chargeSettled = defineNotice(
  'charge_settled',
  { title: words.chargeSettledTitle, text: words.chargeSettledText },
  { category: 'money' },
)
/** What somebody owes is changed or gone: whoever owes it must learn of it. */
export const chargeCorrected = defineNotice(
  'charge_corrected',
  { title: words.chargeCorrectedTitle, text: words.chargeCorrectedText },
  { category: 'money', isLegal: true },
)
export const chargeVoided = defineNotice(
  'charge_voided',
  { title: words.chargeVoidedTitle, text: words.chargeVoidedText },
  { category: 'money', isLegal: true },
)

export const billingNotices = [chargeSettled, chargeCorrected, chargeVoided]
