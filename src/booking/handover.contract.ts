// A booking stays its organisation's and becomes a colleague's.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { Booking, bookingRefused, bookingStateWrong } from './booking.contract.ts'
import { handoverWords as words } from './handover.words.ts'

export const colleagueUnknown = defineError('colleague_unknown', 422, words.colleagueUnknown)

/** Who else of the organisation one acts for may book. */
export const listBookers = operation({
  name: 'listBookers',
  title: words.listBookers,
  method: 'GET',
  path: '/api/my/bookers',
  permission: 'booking.book',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ personId: z.uuid(), displayName: z.string() })) }),
  errors: [],
})

/** Hands a booking that is still to come over; where bookings are approved by hand, it is asked for again. */
export const handOverBooking = operation({
  name: 'handOverBooking',
  title: words.handOverBooking,
  method: 'POST',
  path: '/api/bookings/{id}/hand-over',
  permission: 'booking.book',
  input: z.object({ id: z.uuid(), personId: z.uuid() }),
  output: Booking,
  errors: [notFound, bookingRefused, bookingStateWrong, colleagueUnknown],
})
