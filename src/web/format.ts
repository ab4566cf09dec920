// Numbers, money, time and days as people write them. Pure: digits come back as text, the unit beside them as words.
import type { Language, Word } from '../kernel/word.ts'
import { webWords } from './web.words.ts'

export type Amount = { readonly digits: string; readonly unit: Word }

const minus = '−'
const shanghaiOffsetMs = 8 * 3_600_000

/**
 * A whole number of parts as a decimal: `decimal(780_140_000_000, 10_000_000_000, 1)`. Rounds half away from zero (四舍五入) in whole
 * numbers, so that no binary fraction ever moves a digit. `parts` and `perUnit` are safe integers, `decimals` 0 to 6.
 */
export function decimal(parts: number, perUnit: number, decimals: number): string {
  const scale = 10n ** BigInt(decimals)
  const whole = BigInt(parts)
  const size = whole < 0n ? -whole : whole
  const divisor = BigInt(perUnit)
  const rounded = (size * scale * 2n + divisor) / (divisor * 2n)
  const digits = (rounded / scale).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const fraction = decimals === 0 ? '' : `.${(rounded % scale).toString().padStart(decimals, '0')}`
  return `${whole < 0n && rounded > 0n ? minus : ''}${digits}${fraction}`
}

/** A count: 2,387. A true minus stands before what is below zero. */
export function count(value: number): string {
  return decimal(Math.trunc(value), 1, 0)
}

/** A number as it came, with thousands commas and fixed decimals; for values that are not stored as whole parts. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals)
  const [whole = '0', fraction] = text.split('.')
  const sign = value < 0 && Number(text) !== 0 ? minus : ''
  return `${sign}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${fraction ? `.${fraction}` : ''}`
}

/** Money to the 分, in 元: 1,520.00. */
export function yuan(fen: number): string {
  return decimal(fen, 100, 2)
}

/** A price as people say it: whole yuan without decimals, 380; otherwise to the 分, 12.50. */
export function price(fen: number): string {
  return fen % 100 === 0 ? decimal(fen, 100, 0) : yuan(fen)
}

/** Money as people write it: under 10,000 yuan in 元 to the 分, above in 万元 with one decimal (in English, million yuan with three). */
export function money(fen: number, language: Language): Amount {
  if (Math.abs(fen) < 1_000_000) return { digits: yuan(fen), unit: webWords.yuan }
  return wanYuan(fen, language)
}

/** Money in 万元 with one decimal; in English the same digits are million yuan with three decimals, so nothing is rounded twice. */
export function wanYuan(fen: number, language: Language): Amount {
  if (language === 'zh') return { digits: decimal(fen, 1_000_000, 1), unit: webWords.wanYuan }
  return { digits: decimal(fen, 100_000_000, 3), unit: webWords.wanYuan }
}

/** Machine time in hours, one decimal unless asked otherwise: 4.0. */
export function hours(seconds: number, decimals = 1): string {
  return decimal(seconds, 3600, decimals)
}

/** A share of a whole in percent, one decimal; nothing where the whole is nothing. */
export function percent(part: number, whole: number): string | undefined {
  if (whole === 0) return undefined
  return fixed((part * 100) / whole, 1)
}

/** Bytes as a file list shows them: 1.4 MB. */
export function bytes(byteCount: number): string {
  if (byteCount < 1024) return `${byteCount} B`
  if (byteCount < 1024 * 1024) return `${fixed(byteCount / 1024, 1)} KB`
  return `${fixed(byteCount / 1024 / 1024, 1)} MB`
}

/** The Shanghai day and minute of a moment: ['2024-05-23', '10:20']. */
export function dayAndTime(moment: string): [day: string, time: string] {
  const local = new Date(Date.parse(moment) + shanghaiOffsetMs).toISOString()
  return [local.slice(0, 10), local.slice(11, 16)]
}

/** The day in Asia/Shanghai of a moment in milliseconds: '2024-05-23'. */
export function shanghaiDay(milliseconds: number): string {
  return new Date(milliseconds + shanghaiOffsetMs).toISOString().slice(0, 10)
}

/** A moment for tables: 2024-05-23 10:20, Asia/Shanghai. */
export function moment(at: string): string {
  return dayAndTime(at).join(' ')
}

/** A stretch of time with its days in full: '2024-05-23 10:20–12:00'; the second day only where it is another. */
export function fullStretch(startsAt: string, endsAt: string): string {
  const [endDay, endTime] = dayAndTime(endsAt)
  return `${moment(startsAt)}–${dayAndTime(startsAt)[0] === endDay ? endTime : moment(endsAt)}`
}

/** A day in a sentence: 2024年5月23日; 23 May 2024. */
export function dayInProse(day: string, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-')
  if (language === 'zh') return `${Number(year)}年${Number(month)}月${Number(date)}日`
  return `${Number(date)} ${monthNames[Number(month) - 1] ?? month} ${year}`
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdayNames: readonly Word[] = [
  webWords.monday,
  webWords.tuesday,
  webWords.wednesday,
  webWords.thursday,
  webWords.friday,
  webWords.saturday,
  webWords.sunday,
]

/** 1 is Monday, 7 is Sunday. */
export function weekdayNumber(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** The short name of a day's weekday: 周四. */
export function weekday(day: string): Word {
  return weekdayNames[weekdayNumber(day) - 1] ?? webWords.monday
}

/** Month and day, where the year is plain from what stands around: 05-30. */
export function monthDay(day: string): string {
  return day.slice(5)
}

/** A stretch of time within a day or over midnight: '05-30 周四 13:00–17:00', '05-30 周四 22:00–05-31 02:00'. */
export function stretch(startsAt: string, endsAt: string, language: Language): string {
  const [startDay, startTime] = dayAndTime(startsAt)
  const [endDay, endTime] = dayAndTime(endsAt)
  const head = `${monthDay(startDay)} ${weekday(startDay)[language]} ${startTime}`
  if (startDay === endDay) return `${head}–${endTime}`
  if (endTime === '00:00' && addDays(startDay, 1) === endDay) return `${head}–24:00`
  return `${head}–${monthDay(endDay)} ${endTime}`
}

/** The day some days later, or earlier if negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** A day as people write one (2024-05-23, 20240523, 2024/5/23, 2024年5月23日) as '2024-05-23'; undefined where it is no day. */
export function dayOfText(text: string): string | undefined {
  const found = /^(\d{4})(?:(\d\d)(\d\d)|\s*[-/.年]\s*(\d\d?)\s*[-/.月]\s*(\d\d?)\s*日?)$/u.exec(text.trim())
  if (!found) return undefined
  const [, year, month = found[4]!, date = found[5]!] = found
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayNumber(day))
}

/** Minutes of a day as a clock shows them: 780 is 13:00, 1440 is 24:00. */
export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The moment, as an ISO string with Z, at some minutes of a Shanghai day. */
export function momentAt(day: string, minutes: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiOffsetMs + minutes * 60_000).toISOString()
}

/** A refusal's parameters ready for its sentence: by the project's suffixes, moments, days, money and time become what people read. */
export function readable(params: Readonly<Record<string, unknown>>, language: Language): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, readableValue(name, value, language)]))
}

function readableValue(name: string, value: unknown, language: Language): unknown {
  if (typeof value === 'string' && name.endsWith('At') && !Number.isNaN(Date.parse(value))) return moment(value)
  if (typeof value === 'string' && name.endsWith('On') && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dayInProse(value, language)
  if (typeof value !== 'number') return value
  if (name.endsWith('Fen')) return `${yuan(value)} ${webWords.yuan[language]}`
  if (name.endsWith('Seconds') && value >= 3600) return `${hours(value)} ${webWords.hour[language]}`
  return Number.isInteger(value) ? count(value) : value
}
