// What whoever records uses asks of times, bookings and test requests.
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { type BookingRow, findBooking, findInstrumentOfBooking, listBookingRows, takePolicies } from './booking.sql.ts'
import { takenBooking } from './decision.server.ts'
import { listTaken, shortenOccupancy } from './occupancy.sql.ts'
import type { Taken } from './opening.rules.ts'
import { findTestRequest, listAcceptedRequests, type RequestRow, takeTestRequest, updateRequestFinished } from './request.sql.ts'
import { deleteUses, findOccupancy, listTakenWithin } from './use.sql.ts'

export type Moments = { startsAt: string; endsAt: string }
export type TakenTime = Moments & { id: string; lane: number; kind: Taken['kind'] }
export type BookingInUse = BookingRow & { lane: number | null; occupied: Moments | null }

/** Takes the time of instruments for this transaction: whoever else wants it waits. */
export function takeTime(db: Db, ...instrumentIds: string[]): Promise<void> {
  return takePolicies(db, instrumentIds)
}

/** Takes a booking that is to be used, its instrument's time before it. @throws not_found */
export async function takeBookingForUse(db: Db, bookingId: string): Promise<BookingInUse> {
  const instrumentId = await findInstrumentOfBooking(db, bookingId)
  if (!instrumentId) throw notFound({ what: 'booking' })
  await takePolicies(db, [instrumentId])
  return withTime(db, await takenBooking(db, bookingId))
}

/** A booking and the time it holds, its buffer included. */
export async function bookingInUse(db: Db, bookingId: string): Promise<BookingInUse | undefined> {
  const booking = await findBooking(db, bookingId)
  return booking && withTime(db, booking)
}

async function withTime(db: Db, booking: BookingRow): Promise<BookingInUse> {
  const occupied = booking.occupancyId ? await findOccupancy(db, booking.occupancyId) : undefined
  return { ...booking, lane: occupied?.lane ?? null, occupied: occupied ?? null }
}

/** The time an occupancy takes, and in which lane. */
export function timeOf(db: Db, occupancyId: string): Promise<(Moments & { lane: number }) | undefined> {
  return findOccupancy(db, occupancyId)
}

/** What is taken of an instrument between two moments, soonest first. */
export async function takenTimes(db: Db, instrumentId: string, span: Moments): Promise<TakenTime[]> {
  const taken = await listTaken(db, instrumentId, { from: Date.parse(span.startsAt), to: Date.parse(span.endsAt) })
  return taken.map(({ from, to, ...rest }) => ({ ...rest, startsAt: new Date(from).toISOString(), endsAt: new Date(to).toISOString() }))
}

/** What is taken of several instruments, each within its own span; up to 5,000 at once. */
export function takenWithin(
  db: Db,
  spans: readonly (Moments & { instrumentId: string })[],
): Promise<(TakenTime & { instrumentId: string })[]> {
  return spans.length === 0 ? Promise.resolve([]) : listTakenWithin(db, spans)
}

/** Gives back what is left of a use's time that ended early. */
export function shortenUse(db: Db, occupancyId: string, plannedEndAt: string, endedAt: string): Promise<void> {
  return shortenOccupancy(db, occupancyId, plannedEndAt, endedAt)
}

/** Gives back whole times of uses; whatever names them must have let go of them. */
export function vacate(db: Db, occupancyIds: readonly string[]): Promise<void> {
  return deleteUses(db, occupancyIds)
}

/** Takes a test request that is to be finished. @throws not_found */
export async function takeRequestForUse(db: Db, requestId: string): Promise<RequestRow> {
  await takeTestRequest(db, requestId)
  const request = await findTestRequest(db, requestId)
  if (!request) throw notFound({ what: 'test_request' })
  return request
}

/** A test request as it stands; what was quoted for it is in fen. */
export function requestOf(db: Db, requestId: string): Promise<RequestRow | undefined> {
  return findTestRequest(db, requestId)
}

/** Its samples are done: an accepted request is finished. */
export function finishRequest(db: Db, requestId: string): Promise<void> {
  return updateRequestFinished(db, requestId)
}

/** What an operator has before them on a day: its bookings, and samples that are accepted and wait. */
export async function deskOf(
  db: Db,
  desk: { institutionId: string; instrumentIds: readonly string[] | undefined; from: string; to: string; limit: number },
): Promise<{ bookings: BookingRow[]; requests: RequestRow[] }> {
  const { institutionId, instrumentIds, from, to, limit } = desk
  const bookings = await listBookingRows(db, { institutionId, instrumentIds, from, to, limit })
  const standing = bookings.reverse().filter(({ state }) => state !== 'cancelled' && state !== 'rejected')
  return { bookings: standing, requests: await listAcceptedRequests(db, { institutionId, instrumentIds, limit }) }
}
