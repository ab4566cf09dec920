// What other slices may ask of booking, and who sees which bookings.

import { instrumentsChanged } from '../catalogue/catalogue.contract.ts'
import { groupsFor, requireListed } from '../catalogue/group.server.ts'
import { hasRightFor, isOwn, requireOrganisationOf, requireOwn } from '../identity/identity.server.ts'
import { actingFor, displayNames } from '../identity/name.server.ts'
import { type CheckResult, runChecks } from '../kernel/check.ts'
import type { Db } from '../kernel/db.ts'
import { on } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { organisationsMerged } from '../registry/change.contract.ts'
import { type Booking, type BookingChange, getBooking, listBookings, listMyBookings } from './booking.contract.ts'
import { partyOf } from './booking.rules.ts'
import { type BookingFilter, findBooking, listBookingRows, listChanges, takePolicies } from './booking.sql.ts'
import { certificateHandlers } from './certificate.server.ts'
import { actOn, decisionHandlers, lapseBookings, takenBooking } from './decision.server.ts'
import { moveOpen } from './duty.sql.ts'
import { faultHandlers } from './fault.server.ts'
import { feedHandlers } from './feed.server.ts'
import { handoverHandlers } from './handover.server.ts'
import { closeInquiries, inquiryHandlers } from './inquiry.server.ts'
import { limitHandlers } from './limit.server.ts'
import { insertOccupancies, type NewOccupancy, shortenOccupancy } from './occupancy.sql.ts'
import { orderHandlers } from './order.server.ts'
import { qualificationHandlers } from './qualification.server.ts'
import { remindOfEnds } from './reminder.server.ts'
import { requestHandlers } from './request.server.ts'
import { giveDefaults, scheduleHandlers } from './schedule.server.ts'
import { seriesHandlers } from './series.server.ts'
import { trainingHandlers } from './training.server.ts'
import { offerTurns } from './turn.server.ts'
import { bookingChecks } from './verify.sql.ts'
import { waitingHandlers } from './waiting.server.ts'
import { wakeWaiting } from './wake.server.ts'
import { wishHandlers } from './wish.server.ts'

/** What a use needs to know of its booking. */
export type BookingForUse = Booking & { occupancyId: string | null; holdId: string | null; priceId: string | null }

/** Takes a booking that is to be used and says what it is. @throws not_found */
export function bookingForUse(db: Db, bookingId: string): Promise<BookingForUse> {
  return takenBooking(db, bookingId)
}

/** Its use has begun: the booking is in use. @throws not_found, booking_state_wrong when it is not confirmed */
export async function startBooking(db: Db, bookingId: string, actorId: string): Promise<Booking> {
  return actOn(db, await takenBooking(db, bookingId), 'start', actorId, '')
}

/**
 * Its use has ended (endedAt, ISO): what is left of its time, buffer aside, is free again. The hold is left for the charge
 * to post or void. @throws not_found, booking_state_wrong when it is not in use
 */
export async function finishBooking(db: Db, bookingId: string, actorId: string, endedAt: string): Promise<Booking> {
  const booking = await takenBooking(db, bookingId)
  const finished = await actOn(db, booking, 'finish', actorId, '')
  if (booking.occupancyId) await shortenOccupancy(db, booking.occupancyId, booking.endsAt, endedAt)
  await wakeWaiting(db, booking.instrumentId)
  return finished
}

/**
 * Takes times of instruments, up to 5,000 at once and never at the cost of what is taken.
 * @returns ids in the order given, null where the time was taken already
 */
export async function occupy(db: Db, rows: readonly NewOccupancy[]): Promise<(string | null)[]> {
  if (rows.length === 0) return []
  await takePolicies(db, [...new Set(rows.map((row) => row.instrumentId))])
  return insertOccupancies(db, rows)
}

/** Recounts time and holds without the help of any constraint; nothing is wrong in a sound database. */
export function verifyBooking(db: Db): Promise<CheckResult[]> {
  return runChecks(db, bookingChecks)
}

type PageInput = { cursor?: string | undefined; limit: number }

async function pageOf(db: Db, filter: Omit<BookingFilter, 'limit' | 'after'>, { cursor, limit }: PageInput) {
  const [startsAt, id] = cursor?.split(' ') ?? []
  const after = startsAt && id ? { startsAt, id } : undefined
  const rows = await listBookingRows(db, { ...filter, after, limit: limit + 1 })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? `${last.startsAt} ${last.id}` : null }
}

/** All that was done to a booking, with who did it: for the two parties alone. */
async function toldChanges(db: Db, booking: Booking): Promise<BookingChange[]> {
  const changes = await listChanges(db, booking.id)
  const personIds = changes.flatMap(({ actorId }) => actorId ?? [])
  const names = await displayNames(db, personIds)
  const ofCustomer = await actingFor(db, personIds, booking.organisationId)
  return changes.map(({ actorId, ...change }) => ({
    ...change,
    byName: (actorId && names.get(actorId)) ?? '',
    byParty: partyOf(change.action, actorId !== null && ofCustomer.has(actorId)),
  }))
}

export const bookingSlice: Slice = {
  checks: bookingChecks,
  handlers: [
    ...wishHandlers,
    ...decisionHandlers,
    ...scheduleHandlers,
    ...requestHandlers,
    ...orderHandlers,
    ...inquiryHandlers,
    ...feedHandlers,
    ...waitingHandlers,
    ...seriesHandlers,
    ...handoverHandlers,
    ...qualificationHandlers,
    ...faultHandlers,
    ...trainingHandlers,
    ...certificateHandlers,
    ...limitHandlers,

    handle(getBooking, async ({ input, actor, db }) => {
      const booking = await findBooking(db, input.id)
      if (!booking) throw notFound({ what: 'booking' })
      const instrumentGroupIds = await groupsFor(db, actor, booking.instrumentId)
      const mayRead =
        isOwn(actor, 'booking.book', booking.organisationId) ||
        (await hasRightFor(db, actor, 'booking.approve', booking.institutionId, { instrumentGroupIds }))
      if (!mayRead) throw notFound({ what: 'booking' })
      return { ...booking, changes: await toldChanges(db, booking) }
    }),

    handle(listMyBookings, async ({ input, actor, db, now }) => {
      const organisationId = requireOrganisationOf(actor)
      requireOwn(actor, 'booking.book', organisationId)
      const filter = { organisationId, state: input.state }
      if (input.which === 'coming') return pageOf(db, { ...filter, coming: isoOf(now), order: 'soonest' }, input)
      return pageOf(db, { ...filter, ...(input.which === 'past' ? { past: isoOf(now) } : {}) }, input)
    }),

    handle(listBookings, async ({ input, actor, db }) => {
      const { institutionId, instrumentId, state, from, to, order } = input
      const instrumentIds = await requireListed(db, actor, { permission: 'booking.approve', institutionId, instrumentId })
      return pageOf(db, { institutionId, instrumentIds, state, from, to, order }, input)
    }),
  ],
  workers: [lapseBookings, offerTurns, remindOfEnds, closeInquiries],
  listeners: [
    on(instrumentsChanged, ({ payload, db }) => giveDefaults(db, payload.instrumentIds)),
    on(organisationsMerged, ({ payload, db }) => moveOpen(db, payload.organisationId, payload.survivorId)),
  ],
}
