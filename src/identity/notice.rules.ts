import type { Appointment } from '../kernel/icalendar.ts'
import { addDays, dayOf, minuteOfDay, momentOf } from '../kernel/time.ts'
import { type Language, say, type Word } from '../kernel/word.ts'
import { type Delivery, type NoticeCategory, type NoticeKind, type NoticeValue, noticeCategories } from './notice.contract.ts'
import { noticeWords as words } from './notice.words.ts'

/** How a person hears of a category until they choose otherwise. */
export const deliveryAtFirst: Record<NoticeCategory, Delivery> = {
  booking: 'mail',
  samples: 'mail',
  cases: 'mail',
  money: 'digest',
  records: 'digest',
  account: 'mail',
}

/** The hour of the daily mail: 08:30 in Asia/Shanghai, before the working day. */
const digestMinute = 8 * 60 + 30

export type Quiet = { fromMinute: number; toMinute: number } | null

/** When a notice goes out by mail; null when it stays in the inbox. What must arrive by law goes at once whatever was chosen; quiet hours put off any mail. */
export function mailDueAt(now: Date, wish: { delivery: Delivery; quiet: Quiet; isLegal: boolean }): Date | null {
  const delivery = wish.isLegal ? 'mail' : wish.delivery
  if (delivery === 'inbox') return null
  return afterQuiet(delivery === 'mail' ? now : nextDigest(now), wish.quiet)
}

/** The next daily mail at or after a moment. */
function nextDigest(now: Date): Date {
  const today = momentOf(dayOf(now), digestMinute)
  return today.getTime() >= now.getTime() ? today : momentOf(addDays(dayOf(now), 1), digestMinute)
}

/** A moment, or the end of the quiet hours it falls into; these may go over midnight. */
export function afterQuiet(moment: Date, quiet: Quiet): Date {
  if (!quiet) return moment
  const { fromMinute, toMinute } = quiet
  const minute = minuteOfDay(moment)
  const isOverNight = fromMinute > toMinute
  const isQuiet = isOverNight ? minute >= fromMinute || minute < toMinute : minute >= fromMinute && minute < toMinute
  if (!isQuiet) return moment
  const day = isOverNight && minute >= fromMinute ? addDays(dayOf(moment), 1) : dayOf(moment)
  return momentOf(day, toMinute)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dayWritten(day: string, language: Language): string {
  const [year, month, date] = day.split('-').map(Number)
  return language === 'zh' ? `${year}年${month}月${date}日` : `${date} ${months[month! - 1]} ${year}`
}

/** A value as people write it, by what its name says it is. */
function written(name: string, value: NoticeValue, language: Language): string {
  if (typeof value === 'object') return value[language]
  if (typeof value === 'number') return name.endsWith('Fen') ? moneyWritten(value, language) : String(value)
  if (name.endsWith('On')) return dayWritten(value, language)
  if (!name.endsWith('At')) return value
  const minute = minuteOfDay(value)
  const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
  return `${dayWritten(dayOf(value), language)} ${clock}`
}

function moneyWritten(fen: number, language: Language): string {
  const [yuan, rest] = (Math.abs(fen) / 100).toFixed(2).split('.')
  const text = `${fen < 0 ? '−' : ''}${yuan!.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`
  return language === 'zh' ? `${text} 元` : `${text} yuan`
}

/** A sentence of a notice in both languages, its values written as each language writes them. */
export function told(word: Word, params: Readonly<Record<string, NoticeValue>>): { zh: string; en: string } {
  const inLanguage = (language: Language) =>
    say(word, language, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, written(name, value, language)])))
  return { zh: inLanguage('zh'), en: inLanguage('en') }
}

export type TellingOf = { kind: NoticeKind; params: Readonly<Record<string, NoticeValue>>; link: string }
export type NoticeLetter = { subject: string; text: string; unsubscribePath: string | undefined }

/**
 * The letter that tells one or more notices: Chinese, then English, each with its link; with a way out unless one of them must arrive by law.
 * @param here stands before every path until the letter is sent
 * @param tokenOf the signed token of a category's unsubscribe link
 */
export function letterOf(notices: readonly TellingOf[], here: string, tokenOf: (category: NoticeCategory) => string): NoticeLetter {
  const titles = notices.map(({ kind, params }) => told(kind.title, params))
  const only = titles.length === 1 ? titles[0]! : undefined
  const subject = only ?? told(words.digestSubject, { count: notices.length })
  const categories = noticeCategories.filter((category) => notices.some(({ kind }) => kind.category === category))
  const isLegal = notices.some(({ kind }) => kind.isLegal)
  const ways = isLegal ? [] : categories.map((category) => ({ category, token: tokenOf(category) }))
  const part = (language: Language) => [
    ...notices.flatMap(({ kind, params, link }, at) => [
      titles[at]![language],
      told(kind.text, params)[language],
      say(words.mailOpen, language, { link: here + link }),
      '',
    ]),
    ...(isLegal ? [words.mailLegal[language]] : []),
    ...ways.map(({ category, token }) =>
      say(words.mailUnsubscribe, language, { category: categoryWord(category)[language], link: `${here}/unsubscribe?token=${token}` }),
    ),
    say(words.mailPreferences, language, { link: `${here}/inbox/settings` }),
    words.mailFrom[language],
  ]
  return {
    subject: `${subject.zh} · ${subject.en}`,
    text: [...part('zh'), '', '— — —', '', ...part('en'), ''].join('\n'),
    // One click of a mail program ends one category: a letter of several has only the links that say which.
    unsubscribePath: ways.length === 1 ? `/api/unsubscribe/${ways[0]!.token}` : undefined,
  }
}

/**
 * The appointments that a letter brings or takes out; one side of a booking is told of it without, and then none is there.
 * @param at when the letter is written
 */
export function appointmentsOf(notices: readonly TellingOf[], here: string, at: string): Record<'publish' | 'cancel', Appointment[]> {
  const found: Record<'publish' | 'cancel', Appointment[]> = { publish: [], cancel: [] }
  for (const { kind, params, link } of notices) {
    const { uid, sequence, startsAt, endsAt, instrument } = params
    if (!kind.appointment || typeof uid !== 'string' || typeof sequence !== 'number') continue
    found[kind.appointment].push({
      ...{ uid, sequence, startsAt: String(startsAt), endsAt: String(endsAt), changedAt: at, title: String(instrument) },
      ...{ url: here + link, state: kind.appointment === 'publish' ? 'standing' : 'ended' },
    })
  }
  return found
}

/** What a category is called. */
export function categoryWord(category: NoticeCategory): Word {
  return words[`category_${category}`]
}

/** What an unsubscribe token says, before anybody checked its signature. */
export function tokenParts(token: string): { personId: string; category: NoticeCategory; signature: string } | undefined {
  const [personId = '', name = '', signature = ''] = token.split('~')
  const category = noticeCategories.find((one) => one === name)
  return category && /^[0-9a-f-]{36}$/.test(personId) && signature ? { personId, category, signature } : undefined
}
