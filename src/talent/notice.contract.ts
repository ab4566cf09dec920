import { defineNotice } from '../identity/notice.contract.ts'
import { earlierRevisionWords as words } from './earlierrevision.words.ts'

/** What a person was given before this platform is no longer so: told whatever they wished. */
export const earlierRevisedNotice = defineNotice(
  'earlier_revised',
  { title: words.revisedTitle, text: words.revisedText },
  { category: 'cases', isLegal: true },
)
export const talentNotices = [earlierRevisedNotice]
