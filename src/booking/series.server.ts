// The stories of several bookings in one errand: looked at, booked all together or as far as possible, and given back together.
import { isOwn, requireOrganisationOf, requireOwn } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { undoneAlone } from '../kernel/db.ts'
import { Refused } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { recurring } from '../kernel/recurrence.ts'
import { dayOf } from '../kernel/time.ts'
import type { Booking, Reason } from './booking.contract.ts'
import { bookingRefusals, expectedFenOf, isAllowed } from './booking.rules.ts'
import { findPolicy, takePolicies } from './booking.sql.ts'
import { actOn, takenBooking } from './decision.server.ts'
import { afterEarlier, type EarlierWish, quotaRefusals } from './limit.rules.ts'
import { listQuotaFacts } from './limit.sql.ts'
import { bookingCancelled } from './notice.contract.ts'
import { tellInstitution } from './notice.server.ts'
import { gateRefusals } from './qualification.rules.ts'
import { findGate } from './qualification.sql.ts'
import {
  bookSeveral,
  cancelSeries,
  type Left,
  lookAtSeveral,
  ruleWrong,
  severalMost,
  severalNone,
  severalRefused,
} from './series.contract.ts'
import { localOf, spansOf } from './series.rules.ts'
import { findSeriesOwner, insertSeries, listSeriesBookings } from './series.sql.ts'
import { bookTime, factsOf } from './wish.server.ts'

type Asked = { instrumentIds: string[]; startsAt: string; endsAt: string; rule: string | null; except: string[] }
type Wish = { instrumentId: string; startsAt: string; endsAt: string }
const minutesOf = ({ startsAt, endsAt }: Wish) => (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000

/** Every wish of an errand, day by day. @throws rule_wrong, several_none */
function wishesOf({ instrumentIds, startsAt, endsAt, rule, except }: Asked): { wishes: Wish[]; isCut: boolean } {
  const most = Math.floor(severalMost / instrumentIds.length)
  const first = localOf(startsAt)
  const found = rule === null ? { times: [first], isCut: false } : recurring(rule, first, { except, most })
  if (!found) throw ruleWrong({})
  if (found.times.length === 0) throw severalNone({})
  const spans = spansOf(found.times, { startsAt, endsAt })
  return { wishes: spans.flatMap((span) => instrumentIds.map((instrumentId) => ({ instrumentId, ...span }))), isCut: found.isCut }
}

type Asker = { organisationId: string; personId: string; earlier: readonly EarlierWish[] }

/** What stands in the way of one wish as things are, and once earlier ones of its errand are booked. @throws not_found for an instrument that is none */
async function lookAt(db: Db, wish: Wish, { organisationId, personId, earlier }: Asker, now: Date) {
  const span = { from: Date.parse(wish.startsAt), to: Date.parse(wish.endsAt) }
  const policy = await findPolicy(db, wish.instrumentId)
  const facts = await factsOf(db, { instrumentId: wish.instrumentId, organisationId, span })
  if (!policy || !facts) throw notFound({ what: 'instrument' })
  const reasons = bookingRefusals(span, { now: now.getTime(), isOnline: facts.isOnline, policy, openings: facts.openings })
  reasons.push(...gateRefusals(await findGate(db, wish.instrumentId, personId), policy.approval, dayOf(wish.startsAt)))
  const { instrumentId } = wish
  const quotas = await listQuotaFacts(db, { instrumentId, organisationId, personId, from: span.from })
  reasons.push(...quotaRefusals(afterEarlier(quotas, instrumentId, earlier), minutesOf(wish)))
  const taken = facts.freeLane === null ? (facts.own ? 'already_booked' : 'slot_taken') : null
  const code = reasons.length > 0 ? 'booking_refused' : taken
  return { ...wish, instrumentNameZh: facts.nameZh, code, reasons, expectedFen: expectedFenOf(span, facts.hour) }
}

/** Why one wish was not booked, told without what else its refusal would offer. */
const leftOf = (wish: Wish, { code, params }: Refused): Left => ({
  ...wish,
  code,
  reasons: 'reasons' in params ? (params.reasons as Reason[]) : [],
})

export const seriesHandlers = [
  handle(lookAtSeveral, async ({ input, actor, db, now }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.book', organisationId)
    const { wishes, isCut } = wishesOf(input)
    const items = []
    const earlier: EarlierWish[] = []
    for (const wish of wishes) {
      const item = await lookAt(db, wish, { organisationId, personId: actor.personId, earlier }, now)
      items.push(item)
      if (item.code === null) earlier.push({ instrumentId: wish.instrumentId, startsOn: dayOf(wish.startsAt), minutes: minutesOf(wish) })
    }
    return { items, isCut }
  }),

  handle(bookSeveral, async ({ input, actor, db, now }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.book', organisationId)
    const { wishes } = wishesOf(input)
    // All instruments are taken first, in the order of their ids: two errands wait for each other, and never in a circle.
    await takePolicies(db, input.instrumentIds)
    const booked: Booking[] = []
    const left: Left[] = []
    for (const wish of wishes) {
      try {
        booked.push(await undoneAlone(db, () => bookTime(db, { ...wish, organisationId, purpose: input.purpose, actor, now })))
      } catch (error) {
        if (!(error instanceof Refused) || error.code === 'not_found') throw error
        left.push(leftOf(wish, error))
      }
    }
    if (booked.length === 0 || (input.mode === 'all' && left.length > 0)) throw severalRefused({ left })
    const series = { id: newId(), organisationId, personId: actor.personId, rule: input.rule ?? '' }
    await insertSeries(
      db,
      series,
      booked.map(({ id }) => id),
    )
    return { seriesId: series.id, booked, left }
  }),

  handle(cancelSeries, async ({ input, actor, db, now }) => {
    const owner = await findSeriesOwner(db, input.id)
    if (!owner || !isOwn(actor, 'booking.book', owner)) throw notFound({ what: 'booking_series' })
    const counts = { cancelledCount: 0, leftCount: 0 }
    for (const id of await listSeriesBookings(db, input.id, input.from ?? null)) {
      const booking = await takenBooking(db, id)
      // A booking that was handed to another organisation, has begun or is done with is not this errand's to give back.
      const isOurs = booking.organisationId === owner && isAllowed('cancel', booking.state) && Date.parse(booking.startsAt) > now.getTime()
      if (!isOurs) counts.leftCount += booking.state === 'cancelled' ? 0 : 1
      else {
        await tellInstitution(db, bookingCancelled, await actOn(db, booking, 'cancel', actor.personId, input.note))
        counts.cancelledCount += 1
      }
    }
    return counts
  }),
]
