// How much of booking waits for somebody.
import type { Kept } from '../catalogue/group.rules.ts'
import type { Db } from '../kernel/db.ts'
import { addDays, dayOf, momentOf } from '../kernel/time.ts'
import { countBookings, countComing, countRequests, type Waiting } from './duty.sql.ts'

/** Bookings that wait for a decision on these instruments, and requests that wait for their answer. */
export async function waitingForDecision(db: Db, kept: Kept, now: Date): Promise<{ bookings: Waiting; requestCount: number }> {
  const span = { from: now.toISOString(), to: '9999-12-31T00:00:00Z' }
  return {
    bookings: await countBookings(db, { kept, state: 'pending', ...span }),
    requestCount: await countRequests(db, kept, 'submitted'),
  }
}

/** Bookings of today whose use has not begun, and accepted samples that are still to be tested. */
export async function waitingForUse(db: Db, kept: Kept, now: Date): Promise<{ bookings: Waiting; requestCount: number }> {
  const today = dayOf(now)
  const span = { from: momentOf(today).toISOString(), to: momentOf(addDays(today, 1)).toISOString() }
  return {
    bookings: await countBookings(db, { kept, state: 'confirmed', ...span }),
    requestCount: await countRequests(db, kept, 'accepted'),
  }
}

/** Bookings that an organisation has still to come. */
export function bookingsToCome(db: Db, organisationId: string, now: Date): Promise<Waiting> {
  return countComing(db, organisationId, now.toISOString())
}
