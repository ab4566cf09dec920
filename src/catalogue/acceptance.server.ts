// Acceptances, and the list of who is over time in joining the network.
import { scopesOf } from '../identity/grant.rules.ts'
import { requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf } from '../kernel/time.ts'
import type { WorkingCalendar } from '../places/places.rules.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { workingCalendar } from '../places/places.server.ts'
import { type Acceptance, acceptedInFuture, customsIncomplete, getAcceptance, keepAcceptance, listListings } from './acceptance.contract.ts'
import { clockOf, countStates, orderListings } from './acceptance.rules.ts'
import { findAcceptance, findListingRule, insertAcceptances, isExemptOn, listListingRows, replaceAcceptance } from './acceptance.sql.ts'
import type { Instrument } from './catalogue.contract.ts'
import { findInstrument, takeInstruments } from './catalogue.sql.ts'
import { groupsFor } from './group.server.ts'

const listedMost = 500
/** A year of working days is less than two of the calendar. */
const daysAhead = 730

/** The calendar that clocks of acceptances from a day on are told by. */
function calendarFrom(db: Db, first: string, today: string): Promise<WorkingCalendar> {
  return workingCalendar(db, first, addDays(today, daysAhead))
}

/** One's own instrument. @throws not_found */
async function requireOwn(db: Db, actor: Actor, id: string): Promise<Instrument> {
  const instrument = await findInstrument(db, id)
  if (!instrument) throw notFound({ what: 'instrument' })
  const instrumentGroupIds = await groupsFor(db, actor, id)
  await requireRightFor(db, actor, 'catalogue.edit', instrument.institutionId, { what: 'instrument', instrumentGroupIds })
  return instrument
}

const nothing = { acceptedOn: null, isDutyFree: false, declarationNo: '', itemNo: '', releasedOn: null, supervisedTo: null }

async function shown(db: Db, instrument: Instrument, now: Date): Promise<Acceptance> {
  const today = dayOf(now)
  const row = (await findAcceptance(db, instrument.id)) ?? nothing
  const rule = await findListingRule(db, today)
  const calendar = await calendarFrom(db, row.acceptedOn ?? today, today)
  const isExempt = await isExemptOn(db, instrument.id, today)
  return { ...row, clock: clockOf({ ...instrument, acceptedOn: row.acceptedOn, isExempt }, rule, calendar, today) }
}

/** Says when many instruments were accepted, of which nothing was said; for what comes in whole. */
export function recordAcceptances(db: Db, rows: readonly { instrumentId: string; acceptedOn: string }[], personId: string): Promise<void> {
  return insertAcceptances(db, rows, personId)
}

/** The stories of acceptances. */
export const acceptanceHandlers = [
  handle(getAcceptance, async ({ input, actor, db, now }) => shown(db, await requireOwn(db, actor, input.id), now)),

  handle(keepAcceptance, async ({ input, actor, db, now }) => {
    await takeInstruments(db, [input.id])
    const instrument = await requireOwn(db, actor, input.id)
    if (input.acceptedOn > dayOf(now)) throw acceptedInFuture({})
    const { isDutyFree, declarationNo, releasedOn, supervisedTo } = input
    if (isDutyFree && (declarationNo === '' || releasedOn === null || supervisedTo === null || supervisedTo < releasedOn))
      throw customsIncomplete({})
    const customs = isDutyFree ? {} : { declarationNo: '', itemNo: '', releasedOn: null, supervisedTo: null }
    await replaceAcceptance(db, input.id, { ...input, ...customs }, actor.personId)
    return shown(db, instrument, now)
  }),

  handle(listListings, async ({ input, actor, db, now }) => {
    const today = dayOf(now)
    const scopes = scopesOf(actor, 'catalogue.edit')
    const rows = await listListingRows(
      db,
      { institutionIds: scopes.organisationIds, patterns: patternsWithin(scopes.divisionCodes) },
      today,
    )
    const rule = await findListingRule(db, today)
    const first = rows.flatMap(({ acceptedOn }) => acceptedOn ?? []).toSorted()[0] ?? today
    const calendar = await calendarFrom(db, first, today)
    const all = rows.map(({ state, isExempt, ...row }) => ({ ...row, clock: clockOf({ ...row, state, isExempt }, rule, calendar, today) }))
    const items = orderListings(all.filter(({ clock }) => clock.state === input.state)).slice(0, listedMost)
    return { rule, counts: countStates(all.map(({ clock }) => clock)), items }
  }),
]
