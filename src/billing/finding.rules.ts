// The sanity checks on hours (domain.md, section 4): each looks at the records of one institution and year and tells what it found.
import { addDays } from '../kernel/time.ts'
import type { FindingCheck, FindingDetail, Threshold, ThresholdName } from './finding.contract.ts'

/** A standing service record, with what is known beside it. */
export type CheckedRow = {
  id: string
  serviceNo: string
  instrumentId: string
  effectiveOn: string
  startsAt: string | null
  endsAt: string | null
  seconds: number
  sampleCount: number
  fen: number
  audience: 'external' | 'internal'
  /** The customer is the owner itself by its credit code, or an organisation that was related to it on the day. */
  tie: 'none' | 'owner_itself' | 'related'
  invoiceNo: string | null
  /** When its first version was recorded: the Shanghai day. */
  enteredOn: string
  /** What was metered of its session, where anything was. */
  meteredSeconds: number | null
  /** What the prices of its day come to; null where there is none, or the two sides agreed on an amount. */
  listFen: number | null
  /** What kept its instrument from use meanwhile. */
  stop: 'none' | 'while_broken' | 'while_offline'
}
export type CheckedInstrument = {
  id: string
  laneCount: number
  startedOn: string | null
  /** All that ran or was declared on it in the year, by the sessions themselves. */
  sessionSeconds: number
}
export type OwnRating = { id: string; instrumentId: string; ratedOn: string; stars: number; tie: 'owner_itself' | 'related' }
export type Checked = {
  year: number
  today: string
  rows: readonly CheckedRow[]
  instruments: ReadonlyMap<string, CheckedInstrument>
  /** What the institution said of the year elsewhere; null where it is not known. */
  selfReport: { seconds: number; fen: number } | null
  /** Ratings of the year by whoever was not independent of the owner. */
  ownRatings: readonly OwnRating[]
  /** What a name stands for on a day. */
  threshold: (name: ThresholdName, day: string) => number
}

export type Found = {
  check: FindingCheck
  /** What it is about, the same at every computation: an instrument and its day, a quarter, a record. */
  subject: string
  instrumentId: string | null
  foundOn: string
  detail: FindingDetail | ''
  numerator: number
  denominator: number | null
  threshold: number | null
  serviceIds: string[]
}

/** What a name stood for on a day: the number whose first day is the last one reached; the first there is before any. */
export function thresholdOn(thresholds: readonly Threshold[], name: ThresholdName, day: string): number {
  const own = thresholds.filter((one) => one.name === name).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  return (own.find((one) => one.validFrom <= day) ?? own.at(-1))?.value ?? 0
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const idsOf = (rows: readonly CheckedRow[]) => rows.map(({ id }) => id)
const by = (rows: readonly CheckedRow[], key: (row: CheckedRow) => string) => Map.groupBy(rows, key)
const isMore = (part: number, whole: number, percent: number) => whole > 0 && part * 100 > whole * percent
/** '2026-Q2' of a day. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
const firstDayOf = (quarter: string) => `${quarter.slice(0, 4)}-${String(Number(quarter.at(-1)) * 3 - 2).padStart(2, '0')}-01`
/** The last day of a quarter. */
export function quarterEnd(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.at(-1))]
  return addDays(number === 4 ? `${year + 1}-01-01` : `${year}-${String(number * 3 + 1).padStart(2, '0')}-01`, -1)
}
const daySeconds = 86_400
export const secondsOfYear = (year: number): number => (new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29 ? 366 : 365) * daySeconds

const nothing = { detail: '', threshold: null } as const
const whole = { ...nothing, instrumentId: null }

/** How much of a record lies on which Shanghai day: by its times where it has them, else all on the day it counts on. */
export function secondsByDay(row: Pick<CheckedRow, 'startsAt' | 'endsAt' | 'seconds' | 'effectiveOn'>): Map<string, number> {
  if (!row.startsAt || !row.endsAt || row.endsAt <= row.startsAt) return new Map([[row.effectiveOn, row.seconds]])
  const shanghaiMs = 8 * 3_600_000
  const days = new Map<string, number>()
  const to = Date.parse(row.endsAt) + shanghaiMs
  for (let from = Date.parse(row.startsAt) + shanghaiMs; from < to; ) {
    const next = Math.min(to, (Math.floor(from / 86_400_000) + 1) * 86_400_000)
    days.set(new Date(from).toISOString().slice(0, 10), Math.floor((next - from) / 1000))
    from = next
  }
  return days
}

/**
 * 1: more hours of an instrument on a day than the day and its lanes have. A batch of samples without times counts on the day it was done,
 * though it may have run for several: it is left to the year.
 */
export function dayOver({ rows, instruments }: Checked): Found[] {
  return [...by(rows, (row) => row.instrumentId)].flatMap(([instrumentId, own]) => {
    const most = daySeconds * (instruments.get(instrumentId)?.laneCount ?? 1)
    const days = new Map<string, { seconds: number; rows: CheckedRow[] }>()
    for (const row of own.filter((one) => one.startsAt !== null || one.sampleCount === 0))
      for (const [day, seconds] of secondsByDay(row)) {
        const one = days.get(day) ?? { seconds: 0, rows: [] }
        days.set(day, { seconds: one.seconds + seconds, rows: [...one.rows, row] })
      }
    return [...days].flatMap(([day, one]): Found[] => {
      if (one.seconds <= most) return []
      const numbers = { numerator: one.seconds, denominator: most, serviceIds: idsOf(one.rows) }
      return [{ ...nothing, check: 'day_over', subject: `${instrumentId} ${day}`, instrumentId, foundOn: day, ...numbers }]
    })
  })
}

/** 1: more hours of an instrument in the year than the year and its lanes have. */
export function yearOver({ rows, instruments, year }: Checked): Found[] {
  return [...by(rows, (row) => row.instrumentId)].flatMap(([instrumentId, own]): Found[] => {
    const [numerator, denominator] = [
      sum(own.map(({ seconds }) => seconds)),
      secondsOfYear(year) * (instruments.get(instrumentId)?.laneCount ?? 1),
    ]
    if (numerator <= denominator) return []
    const numbers = { numerator, denominator, serviceIds: idsOf(own) }
    return [{ ...nothing, check: 'year_over', subject: `${instrumentId} ${year}`, instrumentId, foundOn: `${year}-01-01`, ...numbers }]
  })
}

/** 2: more records of an instrument at one moment than it has lanes. Batches of samples have no times and are not compared. */
export function overlaps({ rows, instruments }: Checked): Found[] {
  const timed = rows.filter((row) => row.startsAt !== null && row.endsAt !== null && row.endsAt > row.startsAt)
  return [...by(timed, (row) => row.instrumentId)].flatMap(([instrumentId, own]) => {
    const denominator = instruments.get(instrumentId)?.laneCount ?? 1
    let standing: CheckedRow[] = []
    return own
      .toSorted((a, b) => (a.startsAt! < b.startsAt! || (a.startsAt === b.startsAt && a.id < b.id) ? -1 : 1))
      .flatMap((row): Found[] => {
        standing = [...standing.filter((one) => one.endsAt! > row.startsAt!), row]
        if (standing.length <= denominator) return []
        const numbers = { numerator: standing.length, denominator, serviceIds: idsOf(standing) }
        return [{ ...nothing, check: 'overlap', subject: row.serviceNo, instrumentId, foundOn: row.effectiveOn, ...numbers }]
      })
  })
}

/** What is wrong with the times of one record; the first reason that holds. */
export function timesWrongIn(row: CheckedRow, today: string, startedOn: string | null): FindingDetail | undefined {
  if (row.startsAt && row.endsAt && row.endsAt <= row.startsAt) return 'end_not_after_start'
  if (row.effectiveOn > today) return 'in_future'
  if (startedOn !== null && row.effectiveOn < startedOn) return 'before_started_on'
  return row.stop === 'none' ? undefined : row.stop
}

/** 3: times that cannot be: an end before its start or to come, before the instrument was there, or while it was out of order. */
export function timesWrong({ rows, instruments, today }: Checked): Found[] {
  return rows.flatMap((row): Found[] => {
    const detail = timesWrongIn(row, today, instruments.get(row.instrumentId)?.startedOn ?? null)
    if (!detail) return []
    const { instrumentId, effectiveOn: foundOn, serviceNo: subject } = row
    const numbers = { numerator: row.seconds, denominator: null, threshold: null, serviceIds: [row.id] }
    return [{ check: 'times_wrong', subject, instrumentId, foundOn, detail, ...numbers }]
  })
}

/** 4: more hours charged to others than ran on the instrument at all. */
export function externalOver({ rows, instruments, year }: Checked): Found[] {
  const external = rows.filter((row) => row.audience === 'external')
  return [...by(external, (row) => row.instrumentId)].flatMap(([instrumentId, own]): Found[] => {
    const [numerator, denominator] = [sum(own.map(({ seconds }) => seconds)), instruments.get(instrumentId)?.sessionSeconds ?? 0]
    if (numerator <= denominator) return []
    const numbers = { numerator, denominator, serviceIds: idsOf(own) }
    return [{ ...nothing, check: 'external_over', subject: `${instrumentId} ${year}`, instrumentId, foundOn: `${year}-01-01`, ...numbers }]
  })
}

/** 4: an external user that is the owner itself, or was not independent of it. */
export function ownCustomer({ rows }: Checked): Found[] {
  return rows.flatMap((row): Found[] => {
    if (row.audience !== 'external' || row.tie === 'none') return []
    const { instrumentId, effectiveOn: foundOn, serviceNo: subject, tie: detail } = row
    const numbers = { numerator: row.seconds, denominator: null, threshold: null, serviceIds: [row.id] }
    return [{ check: 'own_customer', subject, instrumentId, foundOn, detail, ...numbers }]
  })
}

/** 5: income of a quarter without an invoice so many days later, above a share of the quarter's income. */
export function noInvoice({ rows, today, threshold }: Checked): Found[] {
  const paid = rows.filter((row) => row.fen > 0)
  return [...by(paid, (row) => quarterOf(row.effectiveOn))].flatMap(([quarter, own]): Found[] => {
    const foundOn = firstDayOf(quarter)
    const days = threshold('no_invoice_days', foundOn)
    const late = own.filter((row) => row.invoiceNo === null && addDays(row.effectiveOn, days) < today)
    const [numerator, denominator] = [sum(late.map(({ fen }) => fen)), sum(own.map(({ fen }) => fen))]
    if (!isMore(numerator, denominator, threshold('no_invoice_percent', foundOn))) return []
    const numbers = { numerator, denominator, threshold: days, serviceIds: idsOf(late) }
    return [{ ...whole, check: 'no_invoice', subject: quarter, foundOn, ...numbers }]
  })
}

/** 5: an invoice number on more records than one invoice is for. */
export function invoiceTwice({ rows, threshold }: Checked): Found[] {
  const invoiced = rows.filter((row) => row.invoiceNo !== null)
  return [...by(invoiced, (row) => row.invoiceNo!)].flatMap(([invoiceNo, own]): Found[] => {
    const foundOn = own.map(({ effectiveOn }) => effectiveOn).toSorted()[0]!
    const most = threshold('invoice_uses', foundOn)
    if (own.length <= most) return []
    const numbers = { numerator: own.length, denominator: most, threshold: most, serviceIds: idsOf(own) }
    return [{ ...whole, check: 'invoice_twice', subject: invoiceNo, foundOn, ...numbers }]
  })
}

/** 5: amounts of a quarter that differ from the prices of their day by more than a share, where too many do. */
export function priceDiffers({ rows, threshold }: Checked): Found[] {
  const priced = rows.filter((row) => row.listFen !== null && row.listFen > 0 && row.audience === 'external')
  return [...by(priced, (row) => quarterOf(row.effectiveOn))].flatMap(([quarter, own]): Found[] => {
    const foundOn = firstDayOf(quarter)
    const percent = threshold('price_percent', foundOn)
    const differing = own.filter((row) => isMore(Math.abs(row.fen - row.listFen!), row.listFen!, percent))
    if (!isMore(differing.length, own.length, threshold('price_share_percent', foundOn))) return []
    const numbers = { numerator: differing.length, denominator: own.length, threshold: percent, serviceIds: idsOf(differing) }
    return [{ ...whole, check: 'price_differs', subject: quarter, foundOn, ...numbers }]
  })
}

/** 6: too many records of a quarter that were entered so many days after the event. */
export function lateEntry({ rows, threshold }: Checked): Found[] {
  return [...by(rows, (row) => quarterOf(row.effectiveOn))].flatMap(([quarter, own]): Found[] => {
    const foundOn = firstDayOf(quarter)
    const days = threshold('late_days', foundOn)
    const late = own.filter((row) => addDays(row.effectiveOn, days) < row.enteredOn)
    if (!isMore(late.length, own.length, threshold('late_percent', foundOn))) return []
    const numbers = { numerator: late.length, denominator: own.length, threshold: days, serviceIds: idsOf(late) }
    return [{ ...whole, check: 'late_entry', subject: quarter, foundOn, ...numbers }]
  })
}

/** 6: too many records of a quarter entered in its last days, of events before them. */
export function quarterRush({ rows, threshold }: Checked): Found[] {
  return [...by(rows, (row) => quarterOf(row.effectiveOn))].flatMap(([quarter, own]): Found[] => {
    const foundOn = firstDayOf(quarter)
    const days = threshold('rush_days', foundOn)
    const last = quarterEnd(quarter)
    const from = addDays(last, 1 - days)
    const rushed = own.filter((row) => row.enteredOn >= from && row.enteredOn <= last && row.effectiveOn < from)
    const isEnough = rushed.length >= threshold('records_least', foundOn)
    if (!isEnough || !isMore(rushed.length, own.length, threshold('rush_percent', foundOn))) return []
    const numbers = { numerator: rushed.length, denominator: own.length, threshold: days, serviceIds: idsOf(rushed) }
    return [{ ...whole, check: 'quarter_rush', subject: quarter, foundOn, ...numbers }]
  })
}

/** 6: too many records of an instrument's year that are equally long. */
export function sameDuration({ rows, year, threshold }: Checked): Found[] {
  const foundOn = `${year}-01-01`
  return [
    ...by(
      rows.filter((row) => row.seconds > 0),
      (row) => row.instrumentId,
    ),
  ].flatMap(([instrumentId, own]): Found[] => {
    const same = [...by(own, (row) => String(row.seconds)).values()].toSorted((a, b) => b.length - a.length)[0] ?? []
    const percent = threshold('same_percent', foundOn)
    if (same.length < threshold('records_least', foundOn) || !isMore(same.length, own.length, percent)) return []
    const numbers = { numerator: same.length, denominator: own.length, threshold: percent, serviceIds: idsOf(same) }
    return [{ ...nothing, check: 'same_duration', subject: `${instrumentId} ${year}`, instrumentId, foundOn, ...numbers }]
  })
}

/** 7: hours that count and hours that a meter or a clock saw, further apart than a share of the latter. */
export function meteredDiffers({ rows, threshold }: Checked): Found[] {
  return rows.flatMap((row): Found[] => {
    if (row.meteredSeconds === null) return []
    const percent = threshold('meter_percent', row.effectiveOn)
    const isApart = Math.abs(row.seconds - row.meteredSeconds) * 100 > row.meteredSeconds * percent
    if (!isApart) return []
    const { instrumentId, effectiveOn: foundOn, serviceNo: subject } = row
    const numbers = { numerator: row.seconds, denominator: row.meteredSeconds, threshold: percent, serviceIds: [row.id] }
    return [{ ...nothing, check: 'metered_differs', subject, instrumentId, foundOn, ...numbers }]
  })
}

/** 8: a test rated by the owner's own people, or by whoever was not independent of it. */
export function ownRating({ ownRatings }: Checked): Found[] {
  return ownRatings.map(({ id: subject, instrumentId, ratedOn: foundOn, stars: numerator, tie: detail }): Found => {
    return { check: 'own_rating', subject, instrumentId, foundOn, detail, numerator, denominator: null, threshold: null, serviceIds: [] }
  })
}

/** 9: what the institution said of its year for others, further from what its records add up to than a share of them. */
export function selfReportDiffers({ rows, year, selfReport, threshold }: Checked): Found[] {
  if (!selfReport) return []
  const foundOn = `${year}-01-01`
  const external = rows.filter((row) => row.audience === 'external')
  const percent = threshold('self_report_percent', foundOn)
  const measures = [
    ['hours_differ', selfReport.seconds, sum(external.map(({ seconds }) => seconds))],
    ['income_differ', selfReport.fen, sum(external.map(({ fen }) => fen))],
  ] as const
  return measures.flatMap(([detail, numerator, denominator]): Found[] => {
    if (Math.abs(numerator - denominator) * 100 <= denominator * percent) return []
    const numbers = { numerator, denominator, threshold: percent, serviceIds: idsOf(external) }
    return [{ check: 'self_report', subject: `${detail} ${year}`, instrumentId: null, foundOn, detail, ...numbers }]
  })
}

const checks = [
  ...[dayOver, yearOver, overlaps, timesWrong, externalOver, ownCustomer, noInvoice, invoiceTwice, priceDiffers],
  ...[lateEntry, quarterRush, sameDuration, meteredDiffers, ownRating, selfReportDiffers],
]

/** Everything that is found in the records of one institution and year. */
export const findAll = (checked: Checked): Found[] => checks.flatMap((check) => check(checked))
