// The stories of asking for time: a new booking, and one that is moved.
import { isOwn, requireOrganisationOf, requireOwn } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf, momentOf } from '../kernel/time.ts'
import { placeHold, voidHold } from '../ledger/ledger.server.ts'
import {
  alreadyBooked,
  type Booking,
  book,
  bookingChangedMeanwhile,
  bookingRefused,
  bookingStateWrong,
  changeBooking,
  type FreeTime,
  slotTaken,
} from './booking.contract.ts'
import { bookingRefusals, earliestStart, expectedFenOf, isAllowed, lastDay, occupiedBy, type Policy, stateAfter } from './booking.rules.ts'
import {
  type BookingRow,
  findBooking,
  findInstrumentOfBooking,
  findWishFacts,
  type InstrumentFacts,
  insertBooking,
  takeBooking,
  takePolicy,
  updateBooking,
  updateOccupancy,
} from './booking.sql.ts'
import { type QuotaFacts, quotaRefusals } from './limit.rules.ts'
import { listQuotaFacts } from './limit.sql.ts'
import { bookingChanged, bookingWaits } from './notice.contract.ts'
import { tellInstitution } from './notice.server.ts'
import { listTaken } from './occupancy.sql.ts'
import { nextFreeTimes, type Span, type Taken } from './opening.rules.ts'
import { type GateFacts, gateRefusals, isTrained } from './qualification.rules.ts'
import { findGate } from './qualification.sql.ts'
import { wakeWaiting } from './wake.server.ts'

const nextFreeAtMost = 5
/** No booking is longer: `minutesMost` is at most a week. */
const longestDays = 7
/** A hold outlives its booking, so that a use recorded late still finds it. */
const holdDaysAfterEnd = 30

type Wish = { instrumentId: string; organisationId: string; span: Span; moved?: BookingRow }
type Judged = { policy: Policy; facts: InstrumentFacts | undefined; gate: GateFacts; quotas: readonly QuotaFacts[] }
type Plan = { facts: InstrumentFacts; lane: number; occupied: Span; expectedFen: number | null }

/** Free times are looked for a fortnight at a time. */
const daysAtOnce = 14
/** A booking that starts on a day has ended so many days after it began, its buffer too. */
const daysToEnd = longestDays + 2

/** The facts of a wish, asked for once its instrument is taken, with what is taken of the fortnight in which free times are told. */
export function factsOf(db: Db, wish: Wish): Promise<InstrumentFacts | undefined> {
  return findWishFacts(db, { ...wish, daysToTell: daysAtOnce - 1 + daysToEnd })
}

/** What a wish comes to by its facts. @throws booking_refused with every reason, slot_taken with the next free times, already_booked */
async function planOf(db: Db, wish: Wish, { policy, facts, gate, quotas }: Judged, now: Date): Promise<Plan> {
  const { span } = wish
  if (!facts) throw notFound({ what: 'instrument' })
  const reasons = bookingRefusals(span, { now: now.getTime(), isOnline: facts.isOnline, policy, openings: facts.openings })
  reasons.push(...gateRefusals(gate, policy.approval, dayOf(new Date(span.from))))
  reasons.push(...quotaRefusals(quotas, (span.to - span.from) / 60_000))
  if (reasons.length > 0) throw bookingRefused({ reasons })
  if (facts.freeLane === null) {
    throw facts.own ? alreadyBooked(facts.own) : slotTaken({ nextFree: await nextFreeOf(db, wish, policy, facts, now) })
  }
  return { facts, lane: facts.freeLane, occupied: occupiedBy(span, policy), expectedFen: expectedFenOf(span, facts.hour) }
}

/** The next free times of the same length, looked for a fortnight at a time: rivals wait while we look. */
async function nextFreeOf(db: Db, wish: Wish, policy: Policy, facts: InstrumentFacts, now: Date): Promise<FreeTime[]> {
  const limits = { now: now.getTime(), policy }
  const last = lastDay(limits)
  const length = wish.span.to - wish.span.from
  const found: Span[] = []
  for (let from = wish.span.from; found.length < nextFreeAtMost && dayOf(new Date(from)) <= last; ) {
    const until = [addDays(dayOf(new Date(from)), daysAtOnce - 1), last].sort()[0]!
    const ended = momentOf(addDays(until, daysToEnd)).getTime()
    const isFirst = from === wish.span.from
    const taken = isFirst ? (facts.taken ?? []) : await takenBeside(db, wish, { from, to: ended })
    const free = nextFreeTimes(
      { from, to: from + length },
      {
        openings: facts.openings,
        laneCount: facts.laneCount,
        taken,
        stepMinutes: policy.stepMinutes,
        bufferMinutes: policy.bufferMinutes,
        earliest: earliestStart(limits),
        lastDay: until,
      },
      nextFreeAtMost - found.length,
    )
    found.push(...free)
    from = Math.max(momentOf(addDays(until, 1)).getTime(), found.at(-1)?.to ?? 0)
  }
  return found.map(({ from, to }) => ({ startsAt: isoOf(from), endsAt: isoOf(to) }))
}

/** What is taken of the instrument beside the booking that is being moved. */
async function takenBeside(db: Db, { instrumentId, moved }: Wish, span: Span): Promise<Taken[]> {
  return (await listTaken(db, instrumentId, span)).filter((one) => one.id !== moved?.occupancyId)
}

/** Sets the expected cost aside; a price by agreement sets nothing aside. @throws limit_reached */
async function holdFor(db: Db, { facts, expectedFen }: Plan, organisationId: string, endsAt: string): Promise<string | null> {
  if (!expectedFen) return null
  const expiresAt = isoOf(momentOf(addDays(dayOf(endsAt), holdDaysAfterEnd)))
  return placeHold(db, { ownerId: facts.institutionId, counterpartyId: organisationId, amountFen: expectedFen, expiresAt })
}

type Asked = { instrumentId: string; organisationId: string; startsAt: string; endsAt: string; purpose: string; actor: Actor; now: Date }

/** Books one time for an organisation that the actor may book for. @throws what `book` declares */
export async function bookTime(db: Db, { instrumentId, organisationId, startsAt, endsAt, purpose, actor, now }: Asked): Promise<Booking> {
  const wish = { instrumentId, organisationId, span: { from: Date.parse(startsAt), to: Date.parse(endsAt) } }
  // In one trip, and still in two statements: the facts are read once the instrument is taken.
  const [policy, facts, gate, quotas] = await Promise.all([
    takePolicy(db, instrumentId),
    factsOf(db, wish),
    findGate(db, instrumentId, actor.personId),
    listQuotaFacts(db, { instrumentId, organisationId, personId: actor.personId, from: wish.span.from }),
  ])
  if (!policy) throw notFound({ what: 'instrument' })
  const plan = await planOf(db, wish, { policy, facts, gate, quotas }, now)
  const { lane, occupied, expectedFen } = plan
  const common = { id: newId(), instrumentId, organisationId, personId: actor.personId, startsAt, endsAt, purpose, expectedFen }
  const state = stateAfter('book', policy.approval, isTrained(gate, dayOf(startsAt)))
  const holdId = await holdFor(db, plan, organisationId, endsAt)
  const priceId = plan.facts.hour?.priceId ?? null
  insertBooking(db, { ...common, state, priceId, holdId, occupancyId: newId(), lane, occupied })
  const names = {
    instrumentNameZh: plan.facts.nameZh,
    institutionId: plan.facts.institutionId,
    organisationNameZh: plan.facts.organisationNameZh,
  }
  const booking = { ...common, ...names, state, seriesId: null, version: 1, recordedAt: plan.facts.recordedAt }
  if (state === 'pending') await tellInstitution(db, bookingWaits, booking)
  return booking
}

export const wishHandlers = [
  handle(book, async ({ input, actor, db, now }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.book', organisationId)
    return bookTime(db, { ...input, organisationId, actor, now })
  }),

  handle(changeBooking, async ({ input, actor, db, now }) => {
    const instrumentId = await findInstrumentOfBooking(db, input.id)
    if (!instrumentId) throw notFound({ what: 'booking' })
    const policy = (await takePolicy(db, instrumentId))!
    await takeBooking(db, input.id)
    const booking = (await findBooking(db, input.id))!
    if (!isOwn(actor, 'booking.book', booking.organisationId)) throw notFound({ what: 'booking' })
    if (!isAllowed('change', booking.state)) throw bookingStateWrong({ state: booking.state })
    if (input.version !== undefined && input.version !== booking.version) throw bookingChangedMeanwhile({ version: booking.version })
    if (Date.parse(booking.startsAt) < now.getTime()) throw bookingRefused({ reasons: [{ code: 'in_the_past' }] })

    const { purpose = booking.purpose } = input
    const span = { from: Date.parse(input.startsAt ?? booking.startsAt), to: Date.parse(input.endsAt ?? booking.endsAt) }
    const isMoved = span.from !== Date.parse(booking.startsAt) || span.to !== Date.parse(booking.endsAt)
    const told = { action: 'change' as const, actorId: actor.personId, note: '', purpose }
    if (!isMoved) await updateBooking(db, booking.id, { ...booking, ...told })
    else {
      const wish = { instrumentId, organisationId: booking.organisationId, span, moved: booking }
      const gate = await findGate(db, instrumentId, booking.personId)
      const { organisationId, personId } = booking
      const quotas = await listQuotaFacts(db, { instrumentId, organisationId, personId, from: span.from, movedId: booking.id })
      const plan = await planOf(db, wish, { policy, gate, quotas, facts: await factsOf(db, wish) }, now)
      const times = { startsAt: isoOf(span.from), endsAt: isoOf(span.to) }
      if (booking.holdId) await voidHold(db, booking.holdId)
      const holdId = await holdFor(db, plan, booking.organisationId, times.endsAt)
      await updateOccupancy(db, booking.occupancyId!, plan.lane, plan.occupied)
      await wakeWaiting(db, instrumentId)
      const priceId = plan.facts.hour?.priceId ?? null
      const state = stateAfter('change', policy.approval, isTrained(gate, dayOf(times.startsAt)))
      await updateBooking(db, booking.id, { ...booking, ...told, ...times, state, holdId, priceId, expectedFen: plan.expectedFen })
    }
    const changed = (await findBooking(db, booking.id))!
    await tellInstitution(db, changed.state === 'pending' ? bookingWaits : bookingChanged, changed)
    return changed
  }),
]
