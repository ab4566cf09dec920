import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { momentSent, pageMark } from '../kernel/shape.ts'
import { isoOf } from '../kernel/time.ts'
import { limitReached } from '../ledger/ledger.contract.ts'
import { bookingWords as words } from './booking.words.ts'

export const bookingStates = ['pending', 'confirmed', 'in_use', 'finished', 'cancelled', 'rejected', 'no_show'] as const
export type BookingState = (typeof bookingStates)[number]
export const bookingActions = [
  'book',
  'change',
  'approve',
  'reject',
  'cancel',
  'start',
  'finish',
  'mark_no_show',
  'lapse',
  'hand_over',
] as const
export type BookingAction = (typeof bookingActions)[number]
export const approvals = ['automatic', 'trained', 'manual'] as const

/** A moment with its offset, of these centuries; it is kept in UTC. */
export const moment = z.iso
  .datetime({ offset: true })
  .refine((text) => text >= '1990' && text < '2200')
  .transform((text) => isoOf(text))
const note = z.string().trim().max(500)

export const Booking = z.object({
  id: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  institutionId: z.uuid(),
  organisationId: z.uuid(),
  organisationNameZh: z.string(),
  personId: z.uuid(),
  startsAt: z.string(),
  endsAt: z.string(),
  state: z.enum(bookingStates),
  purpose: z.string(),
  /** The errand of several bookings it is of. */
  seriesId: z.uuid().nullable(),
  /** From the price in force on the day it starts, tax included; null when the price is by agreement 面议. */
  expectedFen: z.int().nullable(),
  version: z.int(),
  recordedAt: z.string(),
})
export type Booking = z.infer<typeof Booking>

export const BookingChange = z.object({
  version: z.int(),
  action: z.enum(bookingActions),
  startsAt: z.string(),
  endsAt: z.string(),
  note: z.string(),
  recordedAt: z.string(),
  /** Who did it, and for which side; nobody and the clock where a booking lapsed by itself. */
  byName: z.string(),
  byParty: z.enum(['customer', 'institution', 'clock']),
})
export type BookingChange = z.infer<typeof BookingChange>

export const reasonCodes = [
  'in_the_past',
  'ends_before_it_starts',
  'too_short',
  'too_long',
  'off_step',
  'too_soon',
  'too_far',
  'outside_opening',
  'not_online',
  'not_bookable',
  'not_qualified',
  'qualification_expired',
  'qualification_resting',
  'qualification_suspended',
  'certificate_expired',
  'quota_count_person',
  'quota_count_organisation',
  'quota_minutes_person',
  'quota_minutes_organisation',
] as const
/** Why a booking is refused; its sentence is `reason_<code>`, with the parameters filled in. */
export type Reason = {
  code: (typeof reasonCodes)[number]
  minutes?: number
  days?: number
  /** The level that is needed, in both languages. */
  level?: string
  lastOn?: string
  /** Of a quota: the first day of its period, how much it allows, and what is left. */
  fromOn?: string
  most?: number
  left?: number
}
export type FreeTime = { startsAt: string; endsAt: string }

export const bookingRefused = defineError<{ reasons: Reason[] }>('booking_refused', 422, words.bookingRefused)
export const slotTaken = defineError<{ nextFree: FreeTime[] }>('slot_taken', 409, words.slotTaken)
/** The reader's own organisation has the time already. */
export const alreadyBooked = defineError<{ bookingId: string; startsAt: string; endsAt: string }>(
  'already_booked',
  409,
  words.alreadyBooked,
)
export const bookingStateWrong = defineError<{ state: BookingState }>('booking_state_wrong', 409, words.bookingStateWrong)
export const bookingChangedMeanwhile = defineError<{ version: number }>('booking_changed_meanwhile', 409, words.bookingChangedMeanwhile)

/** Books a time of an instrument for one's own organisation. The time is held while the institution decides. */
export const book = operation({
  name: 'book',
  title: words.book,
  method: 'POST',
  path: '/api/bookings',
  permission: 'booking.book',
  input: z.object({ instrumentId: z.uuid(), startsAt: moment, endsAt: moment, purpose: note.default('') }),
  output: Booking,
  errors: [notFound, notPermitted, bookingRefused, slotTaken, alreadyBooked, limitReached],
  creates: true,
})

/** Moves a booking, or says better what it is for; where bookings are approved by hand, a moved one is asked for again. */
export const changeBooking = operation({
  name: 'changeBooking',
  title: words.changeBooking,
  method: 'POST',
  path: '/api/bookings/{id}/change',
  permission: 'booking.book',
  input: z.object({
    id: z.uuid(),
    startsAt: moment.optional(),
    endsAt: moment.optional(),
    purpose: note.optional(),
    /** The version the change is meant for; when it is not the present one, nothing is changed. */
    version: z.int().optional(),
  }),
  output: Booking,
  errors: [notFound, bookingRefused, slotTaken, alreadyBooked, bookingStateWrong, bookingChangedMeanwhile, limitReached],
})

export const approveBooking = operation({
  name: 'approveBooking',
  title: words.approveBooking,
  method: 'POST',
  path: '/api/bookings/{id}/approve',
  permission: 'booking.approve',
  input: z.object({ id: z.uuid(), note: note.default('') }),
  output: Booking,
  errors: [notFound, notPermitted, bookingRefused, bookingStateWrong],
})

export const rejectBooking = operation({
  name: 'rejectBooking',
  title: words.rejectBooking,
  method: 'POST',
  path: '/api/bookings/{id}/reject',
  permission: 'booking.approve',
  input: z.object({ id: z.uuid(), note: note.min(1) }),
  output: Booking,
  errors: [notFound, notPermitted, bookingStateWrong],
})

/** The customer gives the time back, or the institution takes it back and says why. */
export const cancelBooking = operation({
  name: 'cancelBooking',
  title: words.cancelBooking,
  method: 'POST',
  path: '/api/bookings/{id}/cancel',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), note: note.default('') }),
  output: Booking,
  errors: [notFound, bookingRefused, bookingStateWrong],
})

/** A confirmed booking has begun and nobody came: its money is released, its time stays taken. */
export const markNoShow = operation({
  name: 'markNoShow',
  title: words.markNoShow,
  method: 'POST',
  path: '/api/bookings/{id}/no-show',
  permission: 'booking.approve',
  input: z.object({ id: z.uuid(), note: note.default('') }),
  output: Booking,
  errors: [notFound, notPermitted, bookingStateWrong],
})

/** One booking with all that was done to it, for its own organisation and for the institution. */
export const getBooking = operation({
  name: 'getBooking',
  title: words.getBooking,
  method: 'GET',
  path: '/api/bookings/{id}',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: Booking.extend({ changes: z.array(BookingChange) }),
  errors: [notFound],
})

const page = {
  state: z.enum(bookingStates).optional(),
  /** The `nextCursor` of the page before. */
  cursor: pageMark(' ', momentSent, z.uuid()).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
const Page = z.object({ items: z.array(Booking), nextCursor: z.string().nullable() })

/** Bookings of the organisation one acts for: those to come, soonest first, or those that are past; both without a choice, latest first. */
export const listMyBookings = operation({
  name: 'listMyBookings',
  title: words.listMyBookings,
  method: 'GET',
  path: '/api/my/bookings',
  permission: 'booking.book',
  input: z.object({ ...page, which: z.enum(['coming', 'past']).optional() }),
  output: Page,
  errors: [],
})

/** Bookings of an institution's instruments, latest start first unless the soonest are asked for, for its own operators and officers. */
export const listBookings = operation({
  name: 'listBookings',
  title: words.listBookings,
  method: 'GET',
  path: '/api/bookings',
  permission: 'booking.approve',
  input: z.object({
    ...page,
    institutionId: z.uuid(),
    instrumentId: z.uuid().optional(),
    from: moment.optional(),
    to: moment.optional(),
    order: z.enum(['latest', 'soonest']).default('latest'),
  }),
  output: Page,
  errors: [notFound, notPermitted],
})
