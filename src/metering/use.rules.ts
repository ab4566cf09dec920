import { dayOf, minuteOfDay } from '../kernel/time.ts'
import type { UseReason, UseReasonCode } from './metering.contract.ts'

/** How long before its booked time a use may start. */
export const earlySecondsMost = 15 * 60
/** One use is at most a day long: the hours of one instrument in a day cannot be more than 24. */
export const useSecondsMost = 24 * 3_600

const reason = (code: UseReasonCode, params: UseReason['params'] = {}): UseReason => ({ code, params })

/** Whole seconds between two moments, the last one begun not counted. */
export function secondsBetween(startsAt: string, endsAt: string): number {
  return Math.floor((Date.parse(endsAt) - Date.parse(startsAt)) / 1000)
}

/** What stands against starting a use now; none when it may start. A walk-in has no booking. */
export function startReasons(facts: {
  now: string
  instrument: { state: string; startedOn: string | null; laneCount: number }
  today: string
  runningCount: number
  booking: { state: string; startsAt: string; endsAt: string } | null
}): UseReason[] {
  const { instrument, booking } = facts
  const now = Date.parse(facts.now)
  const reasons: UseReason[] = []
  if (instrument.state !== 'online') reasons.push(reason('instrument_not_online', { state: instrument.state }))
  if (instrument.startedOn !== null && facts.today < instrument.startedOn)
    reasons.push(reason('before_started_on', { startedOn: instrument.startedOn }))
  if (facts.runningCount >= instrument.laneCount) reasons.push(reason('already_running', { count: facts.runningCount }))
  if (!booking) return reasons
  if (booking.state !== 'confirmed') reasons.push(reason('booking_not_confirmed', { state: booking.state }))
  const opensAt = Date.parse(booking.startsAt) - earlySecondsMost * 1000
  if (now < opensAt) reasons.push(reason('too_early', { opensAt: new Date(opensAt).toISOString() }))
  if (now >= Date.parse(booking.endsAt)) reasons.push(reason('booking_over', { endsAt: booking.endsAt }))
  return reasons
}

/** What stands against a stretch of use from one moment to another. */
export function spanReasons(span: { startsAt: string; endsAt: string; now: string }): UseReason[] {
  const reasons: UseReason[] = []
  const seconds = secondsBetween(span.startsAt, span.endsAt)
  if (seconds <= 0) reasons.push(reason('end_not_after_start'))
  if (Date.parse(span.endsAt) > Date.parse(span.now)) reasons.push(reason('in_future', { now: span.now }))
  if (seconds > useSecondsMost) reasons.push(reason('longer_than_a_day', { hours: Math.floor(seconds / 360) / 10 }))
  return reasons
}

export type Declaration = {
  startsAt: string | null
  endsAt: string | null
  seconds: number | null
  usedOn: string | null
  sampleCount: number
}

/** What stands against recording a use afterwards; `usedOn` is the day it counts on, where that is known. */
export function declareReasons(facts: {
  declaration: Declaration
  now: string
  today: string
  usedOn: string | null
  startedOn: string | null
  booking: { state: string; startsAt: string } | null
  request: { state: string; isToDo: boolean } | null
}): UseReason[] {
  const { declaration: given, booking, request } = facts
  const reasons: UseReason[] = []
  const hasTimes = given.startsAt !== null && given.endsAt !== null
  if ((given.startsAt === null) !== (given.endsAt === null)) reasons.push(reason('times_incomplete'))
  if (hasTimes && given.seconds !== null) reasons.push(reason('times_and_hours'))
  if (!hasTimes && !given.seconds && given.sampleCount === 0) reasons.push(reason('nothing_done'))
  if (hasTimes) reasons.push(...spanReasons({ startsAt: given.startsAt!, endsAt: given.endsAt!, now: facts.now }))
  else if (given.usedOn === null) reasons.push(reason('day_missing'))
  else if (given.usedOn > facts.today) reasons.push(reason('in_future', { now: facts.now }))
  if ((given.seconds ?? 0) > useSecondsMost) reasons.push(reason('longer_than_a_day', { hours: Math.floor(given.seconds! / 360) / 10 }))
  if (facts.startedOn !== null && facts.usedOn !== null && facts.usedOn < facts.startedOn)
    reasons.push(reason('before_started_on', { startedOn: facts.startedOn }))
  if (booking && booking.state !== 'confirmed') reasons.push(reason('booking_not_confirmed', { state: booking.state }))
  if (booking && Date.parse(facts.now) < Date.parse(booking.startsAt)) reasons.push(reason('too_early', { opensAt: booking.startsAt }))
  if (request && !request.isToDo) reasons.push(reason('request_not_accepted', { state: request.state }))
  return reasons
}

/** What stands against a subject as stated: one thing is used, and for an instrument by itself the customer is stated one way. */
export function subjectReasons(given: {
  bookingId?: string | undefined
  testRequestId?: string | undefined
  instrumentId?: string | undefined
  customer?: object | undefined
}): UseReason[] {
  const subjects = [given.bookingId, given.testRequestId, given.instrumentId].filter((id) => id !== undefined)
  if (subjects.length !== 1) return [reason('subject_missing')]
  const ways = Object.values(given.customer ?? {}).filter((value) => value !== undefined).length
  return given.instrumentId !== undefined && ways !== 1 ? [reason('customer_missing')] : []
}

export type Stretch = { startsAt: string; endsAt: string }

/** The parts of a use that lie before and after the time that is already its own. */
export function outside(use: Stretch, own: Stretch | null): Stretch[] {
  if (!own || Date.parse(own.endsAt) <= Date.parse(use.startsAt) || Date.parse(own.startsAt) >= Date.parse(use.endsAt)) return [use]
  const parts: Stretch[] = []
  if (Date.parse(use.startsAt) < Date.parse(own.startsAt)) parts.push({ startsAt: use.startsAt, endsAt: own.startsAt })
  if (Date.parse(use.endsAt) > Date.parse(own.endsAt)) parts.push({ startsAt: own.endsAt, endsAt: use.endsAt })
  return parts
}

/** What is left free of a stretch once the taken ones are cut out, in order of time. */
export function freeParts(wanted: Stretch, taken: readonly Stretch[]): Stretch[] {
  const parts: Stretch[] = []
  let from = Date.parse(wanted.startsAt)
  const end = Date.parse(wanted.endsAt)
  for (const one of [...taken].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))) {
    const startsAt = Math.min(Date.parse(one.startsAt), end)
    if (startsAt > from) parts.push(stretch(from, startsAt))
    from = Math.max(from, Date.parse(one.endsAt))
  }
  if (from < end) parts.push(stretch(from, end))
  return parts
}

const stretch = (from: number, to: number): Stretch => ({ startsAt: new Date(from).toISOString(), endsAt: new Date(to).toISOString() })

export type TakenStretch = Stretch & { lane: number }

/**
 * The lane in which all parts of a use are free, or what stands in the way: of every lane the first time that is met, and of those
 * the one that begins last, for that leaves the most.
 */
export function chooseLane(
  parts: readonly Stretch[],
  taken: readonly TakenStretch[],
  lanes: readonly number[],
): { lane: number } | { meets: Stretch } {
  const met: Stretch[] = []
  for (const lane of lanes) {
    const first = taken
      .filter((one) => one.lane === lane && parts.some((part) => overlap(part, one)))
      .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))[0]
    if (!first) return { lane }
    met.push(first)
  }
  return { meets: met.sort((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt))[0]! }
}

function overlap(a: Stretch, b: Stretch): boolean {
  return Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt)
}

/** A moment as people here write it: '2026-03-02 09:30', in Asia/Shanghai. */
export function clockOf(moment: string): string {
  const minutes = minuteOfDay(moment)
  return `${dayOf(moment)} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The day a stretch counts on: the one it ended on; an end at midnight belongs to the day before. */
export function dayOfEnd(endsAt: string): string {
  return dayOf(new Date(Date.parse(endsAt) - 1))
}

/** Whether a use is declared with exactly the times of its booking: nobody states other hours. */
export function isAsBooked(given: { startsAt: string | null; endsAt: string | null }, booking: Stretch | null): boolean {
  if (!booking || given.startsAt === null || given.endsAt === null) return false
  return Date.parse(given.startsAt) === Date.parse(booking.startsAt) && Date.parse(given.endsAt) === Date.parse(booking.endsAt)
}
