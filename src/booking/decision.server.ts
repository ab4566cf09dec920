// The stories of what becomes of a booking before it is used.

import * as z from 'zod'
import { groupsFor } from '../catalogue/group.server.ts'
import { hasRightFor, isOwn, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { defineJob, enqueue, work } from '../kernel/jobs.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { voidHold } from '../ledger/ledger.server.ts'
import {
  approveBooking,
  type Booking,
  type BookingAction,
  bookingRefused,
  bookingStateWrong,
  cancelBooking,
  markNoShow,
  rejectBooking,
} from './booking.contract.ts'
import { approvalRefusals, isAllowed, keepsHold, stateAfter, takesTime } from './booking.rules.ts'
import { type BookingRow, findBooking, findPolicy, listOverdue, takeBooking, updateBooking } from './booking.sql.ts'
import { bookingApproved, bookingCancelled, bookingLapsed, bookingNoShow, bookingRejected } from './notice.contract.ts'
import { tellBooker, tellInstitution } from './notice.server.ts'
import { deleteOccupancy } from './occupancy.sql.ts'
import { gateRefusals } from './qualification.rules.ts'
import { findGate } from './qualification.sql.ts'
import { wakeWaiting } from './wake.server.ts'

/** Takes a booking and reads it. @throws not_found */
export async function takenBooking(db: Db, id: string): Promise<BookingRow> {
  await takeBooking(db, id)
  const booking = await findBooking(db, id)
  if (!booking) throw notFound({ what: 'booking' })
  return booking
}

/** Writes an action on a booking that was taken; what its new state no longer needs is given back. @throws booking_state_wrong */
export async function actOn(db: Db, booking: BookingRow, action: BookingAction, actorId: string | null, note: string): Promise<Booking> {
  if (!isAllowed(action, booking.state)) throw bookingStateWrong({ state: booking.state })
  const state = stateAfter(action)
  const occupancyId = takesTime(state) ? booking.occupancyId : null
  if (booking.holdId && !keepsHold(state) && state !== 'finished') await voidHold(db, booking.holdId)
  const version = await updateBooking(db, booking.id, { ...booking, action, actorId, note, state, occupancyId })
  if (booking.occupancyId && !occupancyId) {
    await deleteOccupancy(db, booking.occupancyId)
    await wakeWaiting(db, booking.instrumentId)
  }
  return { ...booking, state, version }
}

/** The institution's side of a booking. @throws not_found for whoever has none, its customer included */
async function requireInstitution(db: Db, actor: Actor, booking: BookingRow): Promise<void> {
  await requireRightFor(db, actor, 'booking.approve', booking.institutionId, {
    what: 'booking',
    instrumentGroupIds: await groupsFor(db, actor, booking.instrumentId),
  })
}

const lapsedAtOnce = 500
export const lapseBookingsJob = defineJob('lapse_bookings', z.object({}))

/** A booking that nobody decided on before its time gives back what it held, by the clock. */
export const lapseBookings = work(
  lapseBookingsJob,
  async ({ db, now }) => {
    const overdue = await listOverdue(db, isoOf(now), lapsedAtOnce)
    for (const id of overdue.toSorted()) {
      const booking = await takenBooking(db, id)
      if (!isAllowed('lapse', booking.state)) continue
      await tellBooker(db, bookingLapsed, await actOn(db, booking, 'lapse', null, ''))
    }
    if (overdue.length === lapsedAtOnce) await enqueue(db, lapseBookingsJob, {})
  },
  { every: '*/10 * * * *' },
)

export const decisionHandlers = [
  handle(approveBooking, async ({ input, actor, db, now }) => {
    const booking = await takenBooking(db, input.id)
    await requireInstitution(db, actor, booking)
    if (!isAllowed('approve', booking.state)) throw bookingStateWrong({ state: booking.state })
    const span = { from: Date.parse(booking.startsAt), to: Date.parse(booking.endsAt) }
    const reasons = approvalRefusals(span, { now: now.getTime(), isOnline: booking.isOnline })
    // What the person was qualified for when asking may have ended since.
    const [policy, gate] = [await findPolicy(db, booking.instrumentId), await findGate(db, booking.instrumentId, booking.personId)]
    if (policy) reasons.push(...gateRefusals(gate, policy.approval, dayOf(booking.startsAt)))
    if (reasons.length > 0) throw bookingRefused({ reasons })
    const approved = await actOn(db, booking, 'approve', actor.personId, input.note)
    await tellBooker(db, bookingApproved, approved)
    return approved
  }),

  handle(rejectBooking, async ({ input, actor, db }) => {
    const booking = await takenBooking(db, input.id)
    await requireInstitution(db, actor, booking)
    const rejected = await actOn(db, booking, 'reject', actor.personId, input.note)
    await tellBooker(db, bookingRejected, rejected)
    return rejected
  }),

  handle(cancelBooking, async ({ input, actor, db, now }) => {
    const booking = await takenBooking(db, input.id)
    const isCustomer = isOwn(actor, 'booking.book', booking.organisationId)
    const instrumentGroupIds = await groupsFor(db, actor, booking.instrumentId)
    const isInstitution = await hasRightFor(db, actor, 'booking.approve', booking.institutionId, { instrumentGroupIds })
    if (!isCustomer && !isInstitution) throw notFound({ what: 'booking' })
    // A customer gives time back while it is still to come; what became of time that has begun is the institution's to say.
    if (!isInstitution && Date.parse(booking.startsAt) <= now.getTime()) throw bookingRefused({ reasons: [{ code: 'in_the_past' }] })
    const cancelled = await actOn(db, booking, 'cancel', actor.personId, input.note)
    if (isCustomer) await tellInstitution(db, bookingCancelled, cancelled)
    await tellBooker(db, bookingCancelled, cancelled)
    return cancelled
  }),

  handle(markNoShow, async ({ input, actor, db, now }) => {
    const booking = await takenBooking(db, input.id)
    await requireInstitution(db, actor, booking)
    if (Date.parse(booking.startsAt) > now.getTime()) throw bookingStateWrong({ state: booking.state })
    const missed = await actOn(db, booking, 'mark_no_show', actor.personId, input.note)
    await tellBooker(db, bookingNoShow, missed)
    return missed
  }),
]
