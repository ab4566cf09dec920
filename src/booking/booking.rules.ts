// What may be booked, and what may be done with a booking. Pure: the server decides with these, the pages explain with them.
import { addDays, dayOf } from '../kernel/time.ts'
import { feeFen } from '../prices/prices.rules.ts'
import type { BookingAction, BookingState, Reason } from './booking.contract.ts'
import { isOpenFor, type Opening, type Span } from './opening.rules.ts'

export type Policy = {
  approval: 'automatic' | 'trained' | 'manual'
  minutesLeast: number
  minutesMost: number
  stepMinutes: number
  bufferMinutes: number
  noticeMinutes: number
  horizonDays: number
  takesBookings: boolean
  takesSamples: boolean
}
export type WishFacts = { now: number; isOnline: boolean; policy: Policy; openings: readonly Opening[] }

const minuteMs = 60_000
// Nobody walks through the days of centuries: hours that are open for two days on end tell enough.
const longestLookedAt = 2 * 24 * 60 * minuteMs

/** What an instrument starts with where its institution has no defaults of its own. */
export const standardPolicy: Policy = {
  approval: 'automatic',
  minutesLeast: 60,
  minutesMost: 480,
  stepMinutes: 30,
  bufferMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 60,
  takesBookings: true,
  takesSamples: true,
}

/** Every reason why a time cannot be booked; none when it can, as far as nobody else has it. */
export function bookingRefusals(wish: Span, facts: WishFacts): Reason[] {
  const { policy } = facts
  const reasons: Reason[] = []
  const minutes = (wish.to - wish.from) / minuteMs

  // The instrument is online: neither a draft, nor out of service, nor retired.
  if (!facts.isOnline) reasons.push({ code: 'not_online' })

  // The institution lends it by the hour; some instruments only take samples.
  if (!policy.takesBookings) reasons.push({ code: 'not_bookable' })

  // A booking ends after it starts.
  if (minutes <= 0) reasons.push({ code: 'ends_before_it_starts' })

  // It is neither shorter nor longer than the institution allows.
  if (minutes > 0 && minutes < policy.minutesLeast) reasons.push({ code: 'too_short', minutes: policy.minutesLeast })
  if (minutes > policy.minutesMost) reasons.push({ code: 'too_long', minutes: policy.minutesMost })

  // It starts and ends on the steps of the clock.
  if (isOffStep(wish.from, policy) || isOffStep(wish.to, policy)) reasons.push({ code: 'off_step', minutes: policy.stepMinutes })

  // It is for a time to come, and with the notice that the institution needs.
  if (wish.from < facts.now) reasons.push({ code: 'in_the_past' })
  else if (wish.from < earliestStart(facts)) reasons.push({ code: 'too_soon', minutes: policy.noticeMinutes })

  // It starts within the days that are open for booking.
  if (dayOf(new Date(wish.from)) > lastDay(facts)) reasons.push({ code: 'too_far', days: policy.horizonDays })

  // The whole of it lies within opening hours.
  if (minutes > 0 && !isOpenFor(facts.openings, { from: wish.from, to: Math.min(wish.to, wish.from + longestLookedAt) }))
    reasons.push({ code: 'outside_opening' })

  return reasons
}

/** Why a booking that waits cannot be approved any more: what has changed since it was asked for. */
export function approvalRefusals(booking: Span, facts: { now: number; isOnline: boolean }): Reason[] {
  const reasons: Reason[] = []

  // Its time has not begun.
  if (booking.from < facts.now) reasons.push({ code: 'in_the_past' })

  // The instrument is still online.
  if (!facts.isOnline) reasons.push({ code: 'not_online' })

  return reasons
}

/** The first moment at which a booking may start. */
export function earliestStart({ now, policy }: Pick<WishFacts, 'now' | 'policy'>): number {
  return now + policy.noticeMinutes * minuteMs
}

/** The last day on which a booking may start. */
export function lastDay({ now, policy }: Pick<WishFacts, 'now' | 'policy'>): string {
  return addDays(dayOf(new Date(now)), policy.horizonDays)
}

// Asia/Shanghai is whole hours from UTC and steps divide the hour, so steps of the epoch are steps of the clock.
function isOffStep(moment: number, policy: Policy): boolean {
  return moment % (policy.stepMinutes * minuteMs) !== 0
}

/** The time a booking takes: its own and the buffer that the institution keeps free after it. */
export function occupiedBy(wish: Span, policy: Pick<Policy, 'bufferMinutes'>): Span {
  return { from: wish.from, to: wish.to + policy.bufferMinutes * minuteMs }
}

/** What a booking will cost at the hourly price of its day; null when the price is by agreement 面议. */
export function expectedFenOf(wish: Span, hour: { fen: number } | null): number | null {
  return hour && feeFen(Math.round((wish.to - wish.from) / 1000), hour.fen)
}

const transitions: Record<BookingAction, { from: readonly BookingState[]; to: BookingState }> = {
  book: { from: [], to: 'confirmed' },
  change: { from: ['pending', 'confirmed'], to: 'confirmed' },
  approve: { from: ['pending'], to: 'confirmed' },
  reject: { from: ['pending'], to: 'rejected' },
  cancel: { from: ['pending', 'confirmed'], to: 'cancelled' },
  start: { from: ['confirmed'], to: 'in_use' },
  finish: { from: ['in_use'], to: 'finished' },
  mark_no_show: { from: ['confirmed'], to: 'no_show' },
  lapse: { from: ['pending'], to: 'rejected' },
  hand_over: { from: ['pending', 'confirmed'], to: 'confirmed' },
}

/** Whether a booking in this state may be acted on so. */
export function isAllowed(action: BookingAction, state: BookingState): boolean {
  return transitions[action].from.includes(state)
}

const isAskedAnew = (action: BookingAction) => action === 'book' || action === 'change' || action === 'hand_over'

/**
 * The state after an action. Where the institution approves by hand, a booking that is new, moved or handed over waits for it; where only the trained are
 * confirmed at once, that of whoever is not trained waits.
 */
export function stateAfter(action: BookingAction, approval: Policy['approval'] = 'automatic', isTrained = false): BookingState {
  const waits = approval === 'manual' || (approval === 'trained' && !isTrained)
  return isAskedAnew(action) && waits ? 'pending' : transitions[action].to
}

/** Whether a booking in this state keeps money set aside for its use. */
export function keepsHold(state: BookingState): boolean {
  return state === 'pending' || state === 'confirmed' || state === 'in_use'
}

/** Whether a booking in this state takes time. */
export function takesTime(state: BookingState): boolean {
  return state !== 'cancelled' && state !== 'rejected'
}

/** Which side of a booking did something to it; both may cancel, and then it is told by whom the person acts for. */
export function partyOf(action: BookingAction, isOfCustomer: boolean): 'customer' | 'institution' | 'clock' {
  if (action === 'lapse') return 'clock'
  if (isAskedAnew(action)) return 'customer'
  return action === 'cancel' && isOfCustomer ? 'customer' : 'institution'
}
