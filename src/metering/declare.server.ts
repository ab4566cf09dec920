import { finishBooking, startBooking } from '../booking/booking.server.ts'
import { type BookingInUse, finishRequest, takeBookingForUse, takeRequestForUse, takeTime } from '../booking/use.server.ts'
import { partyGiven } from '../identity/resolution.server.ts'
import type { Input } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { newId } from '../kernel/id.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { declareUse, usageEnded } from './metering.contract.ts'
import { findUse, insertSessionRows } from './metering.sql.ts'
import { keepAnswers, requireAnswers } from './runquestion.server.ts'
import { operatedInstrument, refuseFor, takeParts } from './session.server.ts'
import { usageOf } from './usage.server.ts'
import { dayOfEnd, declareReasons, isAsBooked, outside, secondsBetween, subjectReasons } from './use.rules.ts'

type Given = Input<typeof declareUse>
type RequestForUse = Awaited<ReturnType<typeof takeRequestForUse>>
type Subject = { instrumentId: string; customerId: string | undefined; booking: BookingInUse | null; request: RequestForUse | null }

/** What was used and for whom, taken for this transaction. @throws not_found */
async function takeSubject(db: Db, given: Given): Promise<Subject> {
  if (given.bookingId) {
    const booking = await takeBookingForUse(db, given.bookingId)
    return { instrumentId: booking.instrumentId, customerId: booking.organisationId, booking, request: null }
  }
  if (given.testRequestId) {
    const request = await takeRequestForUse(db, given.testRequestId)
    return { instrumentId: request.instrumentId, customerId: request.organisationId, booking: null, request }
  }
  return { instrumentId: given.instrumentId!, customerId: undefined, booking: null, request: null }
}

/** The time, hours and samples of a declaration, with what its booking or test request already says. */
function asDeclared(given: Given, { booking, request }: Subject) {
  const startsAt = given.startsAt ?? null
  const endsAt = given.endsAt ?? null
  const usedOn = endsAt ? dayOfEnd(endsAt) : (given.usedOn ?? (booking ? dayOfEnd(booking.endsAt) : null))
  const sampleCount = given.sampleCount || (request?.sampleCount ?? 0)
  return { startsAt, endsAt, usedOn, sampleCount, seconds: given.seconds ?? null }
}

export const declareHandlers = [
  handle(declareUse, async ({ input, actor, db, now }) => {
    refuseFor(subjectReasons(input))
    const subject = await takeSubject(db, input)
    const instrument = await operatedInstrument(db, actor, subject.instrumentId)
    await takeTime(db, instrument.id)
    const { booking, request } = subject
    const isWalkIn = !booking && !request
    const customerId = isWalkIn ? await partyGiven(db, instrument.institutionId, input.customer ?? {}) : subject.customerId
    const declaration = asDeclared(input, subject)
    const { usedOn } = declaration
    const facts = { declaration, usedOn, booking, request, startedOn: instrument.startedOn, now: now.toISOString(), today: dayOf(now) }
    const reasons = declareReasons(facts)
    refuseFor(customerId ? reasons : [...reasons, { code: 'customer_unknown', params: {} }])

    const answers = await requireAnswers(db, instrument.id, input.answers, false)
    const { startsAt, endsAt } = declaration
    const parts = startsAt && endsAt ? outside({ startsAt, endsAt }, booking?.occupied ?? null) : []
    const lanes = booking?.lane ? [booking.lane] : Array.from({ length: instrument.laneCount }, (_, at) => at + 1)
    const taken = await takeParts(db, { instrumentId: instrument.id, lanes, parts, reason: '' })
    if (booking) {
      await startBooking(db, booking.id, actor.personId)
      await finishBooking(db, booking.id, actor.personId, endsAt ?? booking.endsAt)
    }
    if (request) await finishRequest(db, request.id)

    const id = newId()
    await insertSessionRows(db, [
      {
        id,
        instrumentId: instrument.id,
        customerId: customerId!,
        bookingId: booking?.id ?? null,
        testRequestId: request?.id ?? null,
        occupancyId: booking?.occupancyId ?? taken,
        source: 'declared',
        usedOn: usedOn!,
        startsAt,
        endsAt,
        reservedSeconds: booking ? secondsBetween(booking.startsAt, booking.endsAt) : null,
        meteredSeconds: null,
        declaredSeconds: startsAt && endsAt ? secondsBetween(startsAt, endsAt) : (declaration.seconds ?? 0),
        sampleCount: declaration.sampleCount,
        reason: input.reason,
        content: input.content,
        recordedBy: actor.personId,
        isAsBooked: isAsBooked({ startsAt, endsAt }, booking),
      },
    ])
    await keepAnswers(db, id, answers)
    await record(db, usageEnded, (await usageOf(db, id))!)
    return (await findUse(db, id))!
  }),
]
