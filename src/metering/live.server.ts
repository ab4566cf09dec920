import { finishBooking, occupy, startBooking } from '../booking/booking.server.ts'
import { bookingInUse, shortenUse, takeBookingForUse, takenTimes, takeTime, timeOf } from '../booking/use.server.ts'
import { partyGiven } from '../identity/resolution.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Input } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { endUse, sessionOver, startUse, usageEnded } from './metering.contract.ts'
import { countRunning, findSession, findUse, insertSessionRows, type SessionRow, takeSession, updateEnded } from './metering.sql.ts'
import { keepAnswers, requireAnswers } from './runquestion.server.ts'
import { operatedInstrument, refuseFor, takeParts } from './session.server.ts'
import { usageOf } from './usage.server.ts'
import { clockOf, dayOfEnd, freeParts, outside, secondsBetween, spanReasons, startReasons, subjectReasons } from './use.rules.ts'

type Start = { db: Db; actor: Actor; now: Date }
type StartInput = Input<typeof startUse>

async function startBooked({ db, actor, now }: Start, input: StartInput): Promise<SessionRow> {
  const booking = await takeBookingForUse(db, input.bookingId!)
  const instrument = await operatedInstrument(db, actor, booking.instrumentId, 'booking')
  const runningCount = await countRunning(db, instrument.id)
  refuseFor(startReasons({ now: now.toISOString(), today: dayOf(now), instrument, runningCount, booking }))
  await startBooking(db, booking.id, actor.personId)
  const reservedSeconds = secondsBetween(booking.startsAt, booking.endsAt)
  const { occupancyId, organisationId: customerId } = booking
  return {
    ...blankSession(instrument.id, now, actor),
    customerId,
    bookingId: booking.id,
    occupancyId,
    reservedSeconds,
    content: input.content,
  }
}

async function startWalkIn({ db, actor, now }: Start, input: StartInput): Promise<SessionRow> {
  const instrument = await operatedInstrument(db, actor, input.instrumentId!)
  await takeTime(db, instrument.id)
  const runningCount = await countRunning(db, instrument.id)
  const customerId = await partyGiven(db, instrument.institutionId, input.customer ?? {})
  const reasons = startReasons({ now: now.toISOString(), today: dayOf(now), instrument, runningCount, booking: null })
  refuseFor(customerId ? reasons : [...reasons, { code: 'customer_unknown', params: {} }])
  const wanted = { startsAt: now.toISOString(), endsAt: new Date(now.getTime() + input.minutes * 60_000).toISOString() }
  const lanes = Array.from({ length: instrument.laneCount }, (_, at) => at + 1)
  const occupancyId = await takeParts(db, { instrumentId: instrument.id, lanes, parts: [wanted], reason: '' })
  return { ...blankSession(instrument.id, now, actor), customerId: customerId!, occupancyId, content: input.content }
}

function blankSession(instrumentId: string, now: Date, actor: Actor): Omit<SessionRow, 'customerId'> {
  return {
    id: newId(),
    instrumentId,
    bookingId: null,
    testRequestId: null,
    occupancyId: null,
    source: 'live',
    usedOn: dayOf(now),
    startsAt: now.toISOString(),
    endsAt: null,
    reservedSeconds: null,
    meteredSeconds: null,
    declaredSeconds: null,
    sampleCount: 0,
    reason: '',
    content: '',
    recordedBy: actor.personId,
    isAsBooked: false,
  }
}

/**
 * Takes the time by which a use went past what was its own, as far as nobody else has it: what was metered is the truth of the use, and
 * a later booking keeps its time all the same.
 */
async function takeWhatIsFree(db: Db, session: SessionRow, endsAt: string): Promise<void> {
  const booking = session.bookingId ? await bookingInUse(db, session.bookingId) : undefined
  const own = booking?.occupied
    ? { ...booking.occupied, lane: booking.lane! }
    : session.occupancyId && (await timeOf(db, session.occupancyId))
  if (!own) return
  for (const part of outside({ startsAt: session.startsAt!, endsAt }, own)) {
    const taken = (await takenTimes(db, session.instrumentId, part)).filter(({ lane }) => lane === own.lane)
    const rows = freeParts(part, taken).map((free) => ({ ...free, instrumentId: session.instrumentId, lane: own.lane, reason: '' }))
    await occupy(
      db,
      rows.map((row) => ({ ...row, kind: 'use' as const })),
    )
  }
}

export const liveHandlers = [
  handle(startUse, async ({ input, actor, db, now }) => {
    refuseFor(subjectReasons(input))
    const session = await (input.bookingId ? startBooked : startWalkIn)({ db, actor, now }, input)
    await insertSessionRows(db, [session])
    return (await findUse(db, session.id))!
  }),

  handle(endUse, async ({ input, actor, db, now }) => {
    const found = await findSession(db, input.id)
    if (!found) throw notFound({ what: 'use' })
    await operatedInstrument(db, actor, found.instrumentId, 'use')
    await takeTime(db, found.instrumentId)
    const session = (await takeSession(db, input.id))!
    if (session.source !== 'live' || session.endsAt !== null)
      throw sessionOver({ ended: session.endsAt ? clockOf(session.endsAt) : session.usedOn })
    const startsAt = session.startsAt!
    const endsAt = input.endedAt ?? now.toISOString()
    refuseFor(spanReasons({ startsAt, endsAt, now: now.toISOString() }))
    const answers = await requireAnswers(db, session.instrumentId, input.answers, true)
    await takeWhatIsFree(db, session, endsAt)
    if (session.bookingId) await finishBooking(db, session.bookingId, actor.personId, endsAt)
    else if (session.occupancyId) await shortenWalkIn(db, session.occupancyId, endsAt)
    const { sampleCount, content } = input
    const meteredSeconds = secondsBetween(startsAt, endsAt)
    await updateEnded(db, session.id, { endsAt, usedOn: dayOfEnd(endsAt), meteredSeconds, sampleCount, content })
    await keepAnswers(db, session.id, answers)
    await record(db, usageEnded, (await usageOf(db, session.id))!)
    return (await findUse(db, session.id))!
  }),
]

async function shortenWalkIn(db: Db, occupancyId: string, endsAt: string): Promise<void> {
  const own = await timeOf(db, occupancyId)
  if (own) await shortenUse(db, occupancyId, own.endsAt, endsAt)
}
