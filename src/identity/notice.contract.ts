import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { momentSent, pageMark } from '../kernel/shape.ts'
import type { Word } from '../kernel/word.ts'
import { noticeWords as words } from './notice.words.ts'

/** What a person may choose about together. */
export const noticeCategories = ['booking', 'samples', 'cases', 'money', 'records', 'account'] as const
export type NoticeCategory = (typeof noticeCategories)[number]
export const deliveries = ['inbox', 'mail', 'digest'] as const
export type Delivery = (typeof deliveries)[number]

/** A plain value; its name says how it is written: `…At` a moment, `…On` a day, `…Fen` money. A Word is written in the reader's language. */
export type NoticeValue = string | number | Word
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

export type NoticeKind<Name extends string = string> = {
  readonly name: string
  readonly title: Word
  readonly text: Word
  readonly category: NoticeCategory
  /** It touches rights or duties: it is always mailed, and nobody can unsubscribe from it. */
  readonly isLegal: boolean
  /** Its letter brings an appointment for the reader's calendar, or takes one out: the params then have `uid`, `sequence`, `startsAt`, `endsAt`. */
  readonly appointment?: 'publish' | 'cancel'
  /** Never there; it ties the kind to the names its words ask for. */
  readonly names?: Name
}

/** Declares a kind of notice in the contract of the slice that sends it; `{name}` in its words is filled by the notice's params. */
export function defineNotice<const Title extends Word, const Text extends Word>(
  name: string,
  told: { title: Title; text: Text },
  { category, isLegal = false, appointment }: { category: NoticeCategory; isLegal?: boolean; appointment?: 'publish' | 'cancel' },
): NoticeKind<NamesIn<Title['zh']> | NamesIn<Text['zh']>> {
  return { name, title: told.title, text: told.text, category, isLegal, ...(appointment ? { appointment } : {}) }
}

/** An import that its officer started came to its end. */
export const importFinishedNotice = defineNotice(
  'import_finished',
  { title: words.importFinishedTitle, text: words.importFinishedText },
  { category: 'records' },
)

/** A file that its officer gave could not be read to its end. */
export const importFailedNotice = defineNotice(
  'import_failed',
  { title: words.importFailedTitle, text: words.importFailedText },
  { category: 'records' },
)

export const unsubscribeLinkWrong = defineError('unsubscribe_link_wrong', 404, words.unsubscribeLinkWrong)
export const quietHoursWrong = defineError('quiet_hours_wrong', 422, words.quietHoursWrong)

const Sentence = z.object({ zh: z.string(), en: z.string() })
const Notice = z.object({
  id: z.uuid(),
  category: z.enum(noticeCategories),
  isLegal: z.boolean(),
  title: Sentence,
  text: Sentence,
  link: z.string(),
  recordedAt: z.string(),
  readAt: z.string().nullable(),
})
export type Notice = z.infer<typeof Notice>

/** What I was told, latest first. */
export const listMyNotices = operation({
  name: 'listMyNotices',
  title: words.listMyNotices,
  method: 'GET',
  path: '/api/notices',
  permission: 'signed_in',
  input: z.object({
    show: z.enum(['all', 'unread']).default('all'),
    cursor: pageMark(' ', momentSent, z.uuid()).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(Notice), nextCursor: z.string().nullable() }),
  errors: [],
  whileHeld: true,
})

export const countUnread = operation({
  name: 'countUnread',
  title: words.countUnread,
  method: 'GET',
  path: '/api/notices/unread',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ count: z.int() }),
  errors: [],
  whileHeld: true,
})

/** Marks some of my notices as read, or all without `ids`; another person's are left as they are. */
export const markNoticesRead = operation({
  name: 'markNoticesRead',
  title: words.markNoticesRead,
  method: 'POST',
  path: '/api/notices/read',
  permission: 'signed_in',
  input: z.object({ ids: z.array(z.uuid()).max(100).optional() }),
  output: z.object({ count: z.int() }),
  errors: [],
  whileHeld: true,
})

const Minute = z.int().min(0).max(1439)
const Preferences = z.object({
  items: z.array(z.object({ category: z.enum(noticeCategories), delivery: z.enum(deliveries) })),
  /** Minutes of the day in Asia/Shanghai; null when mail may come at any hour. */
  quiet: z.object({ fromMinute: Minute, toMinute: Minute }).nullable(),
})
export type NoticePreferences = z.infer<typeof Preferences>
/** `hasAddress` is false while no mail address of mine is verified: then nothing is mailed. */
const PreferencesShown = Preferences.extend({ hasAddress: z.boolean() })

export const getNoticePreferences = operation({
  name: 'getNoticePreferences',
  title: words.getNoticePreferences,
  method: 'GET',
  path: '/api/notices/preferences',
  permission: 'signed_in',
  input: z.object({}),
  output: PreferencesShown,
  errors: [],
})

/** Categories that are left out stay as they are. */
export const setNoticePreferences = operation({
  name: 'setNoticePreferences',
  title: words.setNoticePreferences,
  method: 'POST',
  path: '/api/notices/preferences',
  permission: 'signed_in',
  input: Preferences,
  output: PreferencesShown,
  errors: [quietHoursWrong],
})

/** Ends mail of one category for whom the link was sent to, without signing in; what must arrive by law goes on. */
export const unsubscribe = operation({
  name: 'unsubscribe',
  title: words.unsubscribe,
  method: 'POST',
  path: '/api/unsubscribe/{token}',
  permission: 'anyone',
  input: z.object({ token: z.string().max(200) }),
  output: z.object({ category: z.enum(noticeCategories) }),
  errors: [unsubscribeLinkWrong],
})
