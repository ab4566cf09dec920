// Hours side by side: what was booked, what the meter saw, what was recorded; and what is thought where they do not fit.
import { deskOf } from '../booking/use.server.ts'
import { requireListed } from '../catalogue/group.server.ts'
import { requireOrganisationOf } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Db } from '../kernel/db.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf, momentOf, monthOf } from '../kernel/time.ts'
import { hoursAgree, listMeterHours, type MeterHours, settleMeterHours } from './meterhours.contract.ts'
import { differencesOf, isOfThese, secondsWithin } from './meterhours.rules.ts'
import { listMonth, listSettled, upsertSettled } from './meterhours.sql.ts'
import { operatedInstrument } from './session.server.ts'

const bookingsMost = 20_000

type Scope = { institutionId: string; instrumentIds: readonly string[] | undefined; month: string; now: Date }

/** The instruments of a scope in a month, those that differ and are not settled first. */
async function monthOfHours(db: Db, scope: Scope): Promise<MeterHours[]> {
  const rows = await listMonth(db, scope)
  const ids = rows.map(({ instrumentId }) => instrumentId)
  // What is booked for later was neither kept nor missed yet.
  const end = Math.min(momentOf(monthOf(addDays(scope.month, 31))).getTime(), scope.now.getTime())
  const span = { from: isoOf(momentOf(scope.month)), to: isoOf(end) }
  const { bookings } = await deskOf(db, { institutionId: scope.institutionId, instrumentIds: ids, ...span, limit: bookingsMost })
  const settled = await listSettled(db, scope.month, ids)
  const names = await displayNames(
    db,
    settled.map(({ byId }) => byId),
  )
  const all = rows.map((row): MeterHours => {
    const own = bookings.filter(({ instrumentId, state }) => instrumentId === row.instrumentId && state !== 'pending')
    const hours = { ...row, reservedSeconds: own.reduce((sum, one) => sum + secondsWithin(one, span), 0) }
    const said = settled.find((one) => one.instrumentId === row.instrumentId && isOfThese(one, hours))
    const settlement = said ? { state: said.state, note: said.note, byName: names.get(said.byId) ?? '', at: said.at } : null
    return { ...hours, differs: differencesOf(hours), settlement }
  })
  const isOpen = ({ differs, settlement }: MeterHours) => Number(differs.length > 0 && !settlement)
  return all.toSorted((a, b) => isOpen(b) - isOpen(a))
}

export const meterHourHandlers = [
  handle(listMeterHours, async ({ input, actor, db, now }) => {
    const institutionId = input.institutionId ?? requireOrganisationOf(actor)
    const instrumentIds = await requireListed(db, actor, { permission: 'metering.operate', institutionId })
    const month = monthOf(input.month ?? dayOf(now))
    return { month, items: await monthOfHours(db, { institutionId, instrumentIds, month, now }) }
  }),

  handle(settleMeterHours, async ({ input, actor, db, now }) => {
    const { id, institutionId } = await operatedInstrument(db, actor, input.instrumentId)
    const scope = { institutionId, instrumentIds: [id], month: monthOf(input.month), now }
    const [hours] = await monthOfHours(db, scope)
    if (!hours || hours.differs.length === 0) throw hoursAgree({})
    const { state, note } = input
    await upsertSettled(db, scope.month, { ...hours, state, note, byId: actor.personId, at: isoOf(now) })
    return (await monthOfHours(db, scope))[0]!
  }),
]
