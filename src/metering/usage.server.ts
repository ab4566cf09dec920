import { bookingInUse, requestOf, vacate } from '../booking/use.server.ts'
import { getInstrumentFacts } from '../catalogue/catalogue.server.ts'
import type { Db } from '../kernel/db.ts'
import type { UsageEnded } from './metering.contract.ts'
import { findSession, updateOccupancy } from './metering.sql.ts'

/** What whoever charges needs to know of a use that is over; nothing while it runs. */
export async function usageOf(db: Db, sessionId: string): Promise<UsageEnded | undefined> {
  const session = await findSession(db, sessionId)
  const instrument = session && (await getInstrumentFacts(db, session.instrumentId))
  if (!instrument || (session.meteredSeconds === null && session.declaredSeconds === null)) return undefined
  const booking = session.bookingId ? await bookingInUse(db, session.bookingId) : undefined
  const request = session.testRequestId ? await requestOf(db, session.testRequestId) : undefined
  return {
    sessionId,
    instrumentId: session.instrumentId,
    institutionId: instrument.institutionId,
    customerId: session.customerId,
    bookingId: session.bookingId,
    testRequestId: session.testRequestId,
    source: session.source,
    usedOn: session.usedOn,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    seconds: session.meteredSeconds ?? session.declaredSeconds ?? 0,
    hoursKind: session.meteredSeconds === null ? 'declared' : 'metered',
    sampleCount: session.sampleCount,
    content: session.content,
    holdId: booking?.holdId ?? null,
    quotedFen: request?.quotedFen ?? null,
  }
}

/**
 * Gives back the time of a use that was declared and turned out to be wrong, so that it can be recorded anew; the declaration stays to be
 * read. What was metered really ran, and keeps its time.
 */
export async function releaseDeclared(db: Db, sessionId: string): Promise<void> {
  const session = await findSession(db, sessionId)
  if (session?.source !== 'declared' || !session.occupancyId || session.bookingId) return
  await updateOccupancy(db, sessionId, null)
  await vacate(db, [session.occupancyId])
}
