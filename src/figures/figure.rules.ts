// What a figure is, and how it is shown: declarations are data; numbers stay whole until they are written out.
import { addDays, dayOf, momentOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import type { FigureDimension } from './figure.contract.ts'
import { figuresWords as words } from './figures.words.ts'

export type FigureKind = 'computed' | 'filed' | 'quoted'
export type FigureNature = 'stock' | 'flow' | 'ratio'

/** A definition in force from a day on. Null: defined, and given to whoever asks for it by name, but in force on no day. */
export type FigureVersion = { id: string; validFrom: string | null; definition: Word; assumption?: Word; documentNo: string }

/** A column of the rows behind a figure. What is private is shown to whoever the row belongs to, and to the province. */
export type FigureColumn = {
  key: string
  title: Word
  type: 'text' | 'day' | 'moment' | 'seconds' | 'fen' | 'count'
  isPrivate?: boolean
  /** For codes: what each says. */
  choices?: Readonly<Record<string, Word>>
}

export type FigureDeclaration = {
  /** snake_case, stable: it is part of addresses and citations. */
  name: string
  title: Word
  unit: Word
  /** Decimals shown. */
  precision: number
  /** How many of the whole numbers kept make one of the unit: 分 per 万元 1,000,000; seconds per hour 3,600. */
  perUnit: number
  kind: FigureKind
  nature: FigureNature
  dimensions: readonly FigureDimension[]
  /** Counts something distinct, so that parts may add up to more than the whole. */
  isDistinct: boolean
  /** Says something of customers, so that small cells are not published. */
  isAboutCustomers: boolean
  /**
   * Counts cases of persons, and small cells of cases are not published. The public is given the province, by one dimension at a time,
   * and no rows.
   */
  isAboutCases?: true
  /** Of cases: nothing below the whole of the province is ever public. */
  isConfidential?: true
  /** Of a ratio: so much of the numerator for one of the denominator, not in percent. */
  isMean?: true
  versions: readonly FigureVersion[]
  columns: readonly FigureColumn[]
  notes?: readonly Word[]
}

/** States a figure as data; the slice that owns the records declares it and registers how it is computed. */
export function defineFigure<const F extends FigureDeclaration>(declaration: F): F & FigureDeclaration {
  return declaration
}

export type FigurePeriod = { from: string; to: string; on: null } | { from: null; to: null; on: string }
export type FigureAsked = { year?: number | undefined; from?: string | undefined; to?: string | undefined; on?: string | undefined }

/**
 * The period of a question: [from, to) in whole months for a flow, a day for a stock. Without anything: the current year, today. A stock
 * of a past year is that of its last day, of a year to come its first. Undefined when months and days are mixed up.
 */
export function periodAsked(nature: FigureNature, asked: FigureAsked, today: string): FigurePeriod | undefined {
  const { year = Number(today.slice(0, 4)), from, to, on } = asked
  if (nature === 'stock') {
    if (from !== undefined || to !== undefined) return undefined
    const [firstDay, lastDay] = [`${year}-01-01`, `${year}-12-31`]
    return { from: null, to: null, on: on ?? (lastDay < today ? lastDay : firstDay > today ? firstDay : today) }
  }
  if (on !== undefined || (from === undefined) !== (to === undefined)) return undefined
  if (from === undefined || to === undefined) return { from: `${year}-01-01`, to: `${year + 1}-01-01`, on: null }
  const afterLast = addDays(`${to}-28`, 4).slice(0, 7)
  return from > to ? undefined : { from: `${from}-01`, to: `${afterLast}-01`, on: null }
}

/** Whether a period is still to come, all of it. */
export function isToCome(period: FigurePeriod, today: string): boolean {
  return (period.on ?? period.from) > today
}

/** Whether a period is one calendar year, all of it and nothing else. */
export function isWholeYear({ from, to }: FigurePeriod): boolean {
  return from?.endsWith('-01-01') === true && to === `${Number(from.slice(0, 4)) + 1}-01-01`
}

/** The last day a period covers. */
export function lastDayOf(period: FigurePeriod): string {
  return period.on ?? addDays(period.to, -1)
}

/** The version in force on a period's last day, or the one asked for by name; undefined when there is none of that name. */
export function versionAsked(declaration: FigureDeclaration, id: string | undefined, lastDay: string): FigureVersion | undefined {
  if (id !== undefined) return declaration.versions.find((version) => version.id === id)
  const inForce = declaration.versions.filter((version) => version.validFrom !== null && version.validFrom <= lastDay)
  return inForce.at(-1) ?? declaration.versions[0]
}

/** A moment to the microsecond, so that texts compare as moments do. */
export function exactMoment(moment: string): string {
  const [seconds = '', fraction = ''] = moment.replace('Z', '').split('.')
  return `${seconds}.${fraction.padEnd(6, '0').slice(0, 6)}Z`
}

/**
 * The moment a question is answered as of. Nothing asked: the watermark. A day: its end in Asia/Shanghai, or the watermark if that falls
 * on the day. Undefined when it is later than the watermark, for what was recorded since may still change.
 */
export function momentAsked(asOf: string | undefined, watermark: string): string | undefined {
  const latest = exactMoment(watermark)
  if (asOf === undefined) return latest
  if (asOf.includes('T')) {
    const asked = exactMoment(asOf)
    return asked <= latest ? asked : undefined
  }
  const lastMoment = new Date(momentOf(addDays(asOf, 1)).getTime() - 1).toISOString().replace('Z', '999Z')
  if (lastMoment <= latest) return lastMoment
  return dayOf(latest) === asOf ? latest : undefined
}

/**
 * The moment somebody is answered as of who does not see a scope whole: by whole days in Asia/Shanghai, an earlier one as it ended, today
 * as it stands. Two answers seconds apart would differ by a single record, and so tell it. Undefined as in momentAsked.
 */
export function momentPublished(asOf: string | undefined, watermark: string): string | undefined {
  const exact = momentAsked(asOf, watermark)
  return exact === undefined || asOf === undefined ? exact : momentAsked(dayOf(exact), watermark)
}

/** A whole number of parts as a decimal with thousands commas, half away from zero 四舍五入: (1834787880, 3600, 1) is 509,663.3. */
export function writtenOut(parts: number, perUnit: number, decimals: number): string {
  const scale = 10n ** BigInt(decimals)
  const size = BigInt(Math.abs(parts))
  const rounded = (size * scale * 2n + BigInt(perUnit)) / (BigInt(perUnit) * 2n)
  const digits = (rounded / scale).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const fraction = decimals === 0 ? '' : `.${(rounded % scale).toString().padStart(decimals, '0')}`
  return `${parts < 0 && rounded > 0n ? '−' : ''}${digits}${fraction}`
}

/** A share in percent as whole parts of 10^-decimals percent; null where the whole is nothing. */
export function shareInPercent(part: number, whole: number, decimals: number): number | null {
  if (whole === 0) return null
  const scaled = BigInt(part) * 100n * 10n ** BigInt(decimals)
  return Number((scaled * 2n + BigInt(whole)) / (BigInt(whole) * 2n))
}

/** A mean as whole parts of 10^-decimals; null where there is nothing to divide by. */
export function meanOf(sum: number, count: number, decimals: number): number | null {
  if (count === 0) return null
  return Number((BigInt(sum) * 10n ** BigInt(decimals) * 2n + BigInt(count)) / (BigInt(count) * 2n))
}

/** One number of an answer: the whole or a part. `customerCount` is how many customers it tells of; null if it is not about any. */
export type FigureCell = {
  key: string
  amount: number
  /** For a ratio: what is divided by what, in the numerator's and denominator's own parts. */
  denominator?: number
  /** Null where nothing says how many rows there are without listing them. */
  rowCount: number | null
  customerCount: number | null
  /** Of a part of another published number: how many customers the rest of that number tells of. */
  restCount?: number
}

export const dimensionTitles: Record<FigureDimension, Word> = {
  institution: words.byInstitution,
  prefecture: words.byPrefecture,
  institutionKind: words.byInstitutionKind,
  customerKind: words.byCustomerKind,
  month: words.byMonth,
  customerCounty: words.byCustomerCounty,
  class: words.byClass,
  procedure: words.byProcedure,
  county: words.byCounty,
  level: words.byLevel,
  ground: words.byGround,
  outcome: words.byOutcome,
  taskGroup: words.byTaskGroup,
}
