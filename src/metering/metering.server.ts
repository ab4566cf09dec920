import { deskOf } from '../booking/use.server.ts'
import type { Kept } from '../catalogue/group.rules.ts'
import { requireListed } from '../catalogue/group.server.ts'
import { requireOrganisationOf } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { addDays, dayOf, momentOf } from '../kernel/time.ts'
import { declareHandlers } from './declare.server.ts'
import { liveHandlers } from './live.server.ts'
import { meterHandlers } from './meter.server.ts'
import { meterHourHandlers } from './meterhours.server.ts'
import { listUse } from './metering.contract.ts'
import { countRunningOf, insertSessionRows, listFinished, listRunning, type SessionRow } from './metering.sql.ts'
import { powerHandlers, powerWorkers } from './power.server.ts'
import { readingHandlers, readingWorkers } from './reading.server.ts'
import { runQuestionHandlers } from './runquestion.server.ts'

const deskRowsMost = 200

/** A finished session as a bulk writer states it; what is left out was not the case. */
export type NewSession = Pick<SessionRow, 'instrumentId' | 'customerId' | 'source' | 'usedOn'> & Partial<SessionRow>

/** Writes finished sessions, 1 to 5,000 at once; whoever charges for them writes the services. @returns their ids in the order given @throws use_raced */
export async function insertSessions(db: Db, sessions: readonly NewSession[]): Promise<string[]> {
  if (sessions.length === 0) return []
  const rows = sessions.map((session): SessionRow => {
    const blank = { bookingId: null, testRequestId: null, occupancyId: null, startsAt: null, endsAt: null, recordedBy: null }
    const counts = {
      reservedSeconds: null,
      meteredSeconds: null,
      declaredSeconds: null,
      sampleCount: 0,
      reason: '',
      content: '',
      isAsBooked: false,
    }
    return { id: newId(), ...blank, ...counts, ...session }
  })
  await insertSessionRows(db, rows)
  return rows.map((row) => row.id)
}

/** How many uses run on the instruments of these institutions, and on these. */
export function runningCount(db: Db, kept: Kept): Promise<number> {
  return countRunningOf(db, kept)
}

export const meteringSlice: Slice = {
  workers: [...readingWorkers, ...powerWorkers],
  handlers: [
    ...liveHandlers,
    ...declareHandlers,
    ...meterHandlers,
    ...readingHandlers,
    ...runQuestionHandlers,
    ...powerHandlers,
    ...meterHourHandlers,

    handle(listUse, async ({ input, actor, db, now }) => {
      const institutionId = input.institutionId ?? requireOrganisationOf(actor)
      const { instrumentId, day = dayOf(now) } = input
      const instrumentIds = await requireListed(db, actor, { permission: 'metering.operate', institutionId, instrumentId })
      const from = momentOf(day).toISOString()
      const to = momentOf(addDays(day, 1)).toISOString()
      const desk = await deskOf(db, { institutionId, instrumentIds, from, to, limit: deskRowsMost })
      const scope = { institutionId, instrumentIds, day }
      return {
        day,
        bookings: desk.bookings,
        running: await listRunning(db, scope),
        finished: await listFinished(db, scope, deskRowsMost),
        testRequests: desk.requests,
      }
    }),
  ],
}
