// The stories of waiting for a time: joined, left, and booked when it is one's turn.
import { isOwn, requireOrganisationOf, requireOwn } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { alreadyBooked, bookingRefused } from './booking.contract.ts'
import { bookingRefusals } from './booking.rules.ts'
import { takePolicy } from './booking.sql.ts'
import { gateRefusals } from './qualification.rules.ts'
import { findGate } from './qualification.sql.ts'
import { endTurn, spanOf } from './turn.server.ts'
import { bookTurn, joinWaiting, leaveWaiting, listMyWaiting, timeFree, turnOver, type Waiting, waitsTooMany } from './waiting.contract.ts'
import { waitsMost } from './waiting.rules.ts'
import { findInstrumentOfWaiting, findWaiting, insertWaiting, listWaitingOf, moveWaiting, type WaitingRow } from './waiting.sql.ts'
import { wakeWaiting } from './wake.server.ts'
import { bookTime, factsOf } from './wish.server.ts'

/** Takes the instrument that somebody waits for, then reads who waits. @throws not_found for whoever is not of the organisation */
async function takenWaiting(db: Db, actor: Actor, id: string): Promise<WaitingRow> {
  const instrumentId = await findInstrumentOfWaiting(db, id)
  if (instrumentId) await takePolicy(db, instrumentId)
  const row = await findWaiting(db, id)
  if (!row || !isOwn(actor, 'booking.book', row.organisationId)) throw notFound({ what: 'waiting' })
  return row
}

const shownOf = async (db: Db, id: string): Promise<Waiting> => (await findWaiting(db, id))!

export const waitingHandlers = [
  handle(joinWaiting, async ({ input, actor, db, now }) => {
    const { instrumentId, startsAt, endsAt } = input
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.book', organisationId)
    const span = spanOf(input)
    const policy = await takePolicy(db, instrumentId)
    const facts = await factsOf(db, { instrumentId, organisationId, span })
    if (!policy || !facts) throw notFound({ what: 'instrument' })
    const reasons = bookingRefusals(span, { now: now.getTime(), isOnline: facts.isOnline, policy, openings: facts.openings })
    reasons.push(...gateRefusals(await findGate(db, instrumentId, actor.personId), policy.approval, dayOf(new Date(span.from))))
    if (reasons.length > 0) throw bookingRefused({ reasons })
    if (facts.freeLane !== null) throw timeFree({})
    if (facts.own) throw alreadyBooked(facts.own)
    if ((await listWaitingOf(db, organisationId)).length >= waitsMost) throw waitsTooMany({ most: waitsMost })
    const id = newId()
    await insertWaiting(db, { id, instrumentId, organisationId, personId: actor.personId, startsAt, endsAt })
    return shownOf(db, id)
  }),

  handle(leaveWaiting, async ({ input, actor, db }) => {
    const row = await takenWaiting(db, actor, input.id)
    if (row.state !== 'waiting' && row.state !== 'turn') throw turnOver({})
    await endTurn(db, row, 'left')
    await wakeWaiting(db, row.instrumentId)
    return shownOf(db, row.id)
  }),

  handle(bookTurn, async ({ input, actor, db, now }) => {
    const row = await takenWaiting(db, actor, input.id)
    if (row.state !== 'turn' || Date.parse(row.turnEndsAt!) <= now.getTime()) throw turnOver({})
    // The kept time is given back and taken again in one transaction, while the instrument is ours: nobody comes between.
    await endTurn(db, row, 'waiting')
    const { instrumentId, organisationId, startsAt, endsAt } = row
    const booking = await bookTime(db, { actor, instrumentId, organisationId, startsAt, endsAt, purpose: input.purpose, now })
    await moveWaiting(db, row.id, { state: 'booked', bookingId: booking.id })
    return booking
  }),

  handle(listMyWaiting, async ({ actor, db }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.book', organisationId)
    return { items: await listWaitingOf(db, organisationId) }
  }),
]
