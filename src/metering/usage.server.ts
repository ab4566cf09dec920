import { bookingInUse, requestOf } from '../booking/use.server.ts'
import { getInstrumentFacts } from '../catalogue/catalogue.server.ts'
import type { Db } from '../kernel/db.ts'
import type { UsageEnded } from './metering.contract.ts'
import { findSession } from './metering.sql.ts'

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
