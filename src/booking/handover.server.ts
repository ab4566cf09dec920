// The story of a booking that is handed over within its organisation.
import { membersOf, roleBook } from '../identity/grant.server.ts'
import { isOwn, requireOrganisationOf, requireOwn } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { bookingRefused, bookingStateWrong } from './booking.contract.ts'
import { isAllowed, stateAfter } from './booking.rules.ts'
import { findBooking, findInstrumentOfBooking, takePolicy, updateBooker, updateBooking } from './booking.sql.ts'
import { takenBooking } from './decision.server.ts'
import { colleagueUnknown, handOverBooking, listBookers } from './handover.contract.ts'
import { quotaRefusals } from './limit.rules.ts'
import { listQuotaFacts } from './limit.sql.ts'
import { bookingChanged, bookingHandedOver, bookingWaits } from './notice.contract.ts'
import { tellBooker, tellInstitution } from './notice.server.ts'
import { gateRefusals, isTrained } from './qualification.rules.ts'
import { findGate } from './qualification.sql.ts'

/** Who of an organisation may book, each once, by name. */
async function bookersOf(db: Db, organisationId: string): Promise<{ personId: string; displayName: string }[]> {
  const roles = await roleBook(db)
  const may = (await membersOf(db, organisationId)).filter(({ role }) => roles.get(role)?.permissions.includes('booking.book'))
  const byPerson = new Map(may.map(({ personId, displayName }) => [personId, { personId, displayName }]))
  return [...byPerson.values()].toSorted((a, b) => (a.displayName < b.displayName ? -1 : 1))
}

export const handoverHandlers = [
  handle(listBookers, async ({ actor, db }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.book', organisationId)
    return { items: (await bookersOf(db, organisationId)).filter(({ personId }) => personId !== actor.personId) }
  }),

  handle(handOverBooking, async ({ input, actor, db, now }) => {
    const instrumentId = await findInstrumentOfBooking(db, input.id)
    if (!instrumentId) throw notFound({ what: 'booking' })
    const policy = (await takePolicy(db, instrumentId))!
    const booking = await takenBooking(db, input.id)
    if (!isOwn(actor, 'booking.book', booking.organisationId)) throw notFound({ what: 'booking' })
    if (!isAllowed('hand_over', booking.state)) throw bookingStateWrong({ state: booking.state })
    if (Date.parse(booking.startsAt) <= now.getTime()) throw bookingRefused({ reasons: [{ code: 'in_the_past' }] })
    const isColleague = (await bookersOf(db, booking.organisationId)).some(({ personId }) => personId === input.personId)
    if (!isColleague || input.personId === booking.personId) throw colleagueUnknown({})
    // Whoever takes it over is the one who has to be qualified, on its day.
    const gate = await findGate(db, instrumentId, input.personId)
    const reasons = gateRefusals(gate, policy.approval, dayOf(booking.startsAt))
    const { organisationId, startsAt, endsAt } = booking
    const asked = { instrumentId, organisationId, personId: input.personId, from: Date.parse(startsAt), movedId: booking.id }
    reasons.push(...quotaRefusals(await listQuotaFacts(db, asked), (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000))
    if (reasons.length > 0) throw bookingRefused({ reasons })
    const state = stateAfter('hand_over', policy.approval, isTrained(gate, dayOf(booking.startsAt)))
    await updateBooking(db, booking.id, { ...booking, action: 'hand_over', actorId: actor.personId, note: '', state })
    await updateBooker(db, booking.id, input.personId)
    const changed = (await findBooking(db, booking.id))!
    await tellBooker(db, bookingHandedOver, changed)
    await tellInstitution(db, state === 'pending' ? bookingWaits : bookingChanged, changed)
    return changed
  }),
]
