// Meters: who keeps an instrument's facts registers them, fixes them and takes them out; whoever operates it sees them.
import { getInstrumentFacts } from '../catalogue/catalogue.server.ts'
import { groupsFor } from '../catalogue/group.server.ts'
import { hasRightFor, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { newToken } from '../kernel/password.ts'
import { handle } from '../kernel/perform.ts'
import type { SealedColumn } from '../kernel/sealed.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import {
  changeMeterSecret,
  endMeterFixing,
  fixingDaysWrong,
  fixMeter,
  listMeters,
  meterOut,
  registerMeter,
  retireMeter,
} from './meter.contract.ts'
import {
  findMeterShown,
  insertFixing,
  insertMeter,
  listMetersOf,
  type MeterRow,
  takeMeter,
  updateFixing,
  updateRetired,
  updateSecret,
} from './meter.sql.ts'

const secretPurpose = 'meter.secret'
export const meterSealed: readonly SealedColumn[] = [{ table: 'meter', id: 'id', column: 'secret_sealed', purpose: secretPurpose }]

/** The secret of a meter, opened: what it sends is proven by it. */
export function secretOf(meter: Pick<MeterRow, 'secretSealed'>): string {
  return vault().open(secretPurpose, meter.secretSealed)
}

/**
 * The instrument whose meters are looked at, for whoever operates it or keeps its facts, and which of the two. @throws not_found
 */
export async function meteredInstrument(db: Db, actor: Actor, id: string) {
  const instrument = await getInstrumentFacts(db, id)
  if (!instrument) throw notFound({ what: 'instrument' })
  const mayKeep = await hasRightFor(db, actor, 'catalogue.edit', instrument.institutionId)
  if (!mayKeep) {
    const instrumentGroupIds = await groupsFor(db, actor, id)
    await requireRightFor(db, actor, 'metering.operate', instrument.institutionId, { what: 'instrument', instrumentGroupIds })
  }
  return { instrument, mayKeep }
}

async function keptInstrument(db: Db, actor: Actor, id: string) {
  const instrument = await getInstrumentFacts(db, id)
  if (!instrument) throw notFound({ what: 'instrument' })
  await requireRightFor(db, actor, 'catalogue.edit', instrument.institutionId, { what: 'instrument' })
  return instrument
}

/** A meter of an institution whose catalogue the actor keeps, taken. @throws not_found */
async function takeKept(db: Db, actor: Actor, id: string): Promise<MeterRow> {
  const meter = await takeMeter(db, id)
  if (!meter) throw notFound({ what: 'meter' })
  await requireRightFor(db, actor, 'catalogue.edit', meter.institutionId, { what: 'meter' })
  return meter
}

/** The same, while it is in use. @throws not_found, meter_out */
export async function takeInUse(db: Db, actor: Actor, id: string): Promise<MeterRow> {
  const meter = await takeKept(db, actor, id)
  if (meter.retiredAt !== null) throw meterOut({})
  return meter
}

function requireDays({ firstOn, lastOn }: { firstOn: string; lastOn?: string | undefined }): void {
  if (lastOn !== undefined && lastOn < firstOn) throw fixingDaysWrong({})
}

/** The stories of meters. */
export const meterHandlers = [
  handle(listMeters, async ({ input, actor, db }) => {
    const { mayKeep } = await meteredInstrument(db, actor, input.id)
    return { items: await listMetersOf(db, input.id), mayKeep }
  }),

  handle(registerMeter, async ({ input, actor, db, now }) => {
    const { institutionId } = await keptInstrument(db, actor, input.id)
    requireDays(input)
    const secret = newToken()
    const { code, kind, note, lateDays, firstOn, lastOn = null } = input
    const by = actor.personId
    const secretSealed = vault().seal(secretPurpose, secret)
    const meterId = await insertMeter(db, { institutionId, code, kind, note, lateDays, secretSealed, by, at: isoOf(now) })
    await insertFixing(db, { meterId, instrumentId: input.id, firstOn, lastOn, by })
    return { meter: await findMeterShown(db, meterId), secret }
  }),

  handle(fixMeter, async ({ input, actor, db }) => {
    const meter = await takeInUse(db, actor, input.id)
    const instrument = await keptInstrument(db, actor, input.instrumentId)
    if (instrument.institutionId !== meter.institutionId) throw notFound({ what: 'instrument' })
    requireDays(input)
    const { instrumentId, firstOn, lastOn = null } = input
    await insertFixing(db, { meterId: meter.id, instrumentId, firstOn, lastOn, by: actor.personId })
    return findMeterShown(db, meter.id)
  }),

  handle(endMeterFixing, async ({ input, actor, db }) => {
    const meter = await takeKept(db, actor, input.id)
    const fixing = (await findMeterShown(db, meter.id)).fixings.find(({ id }) => id === input.fixingId)
    if (!fixing) throw notFound({ what: 'meter' })
    requireDays({ firstOn: fixing.firstOn, lastOn: input.lastOn })
    await updateFixing(db, meter.id, fixing.id, input.lastOn)
    return findMeterShown(db, meter.id)
  }),

  handle(changeMeterSecret, async ({ input, actor, db, now }) => {
    const meter = await takeInUse(db, actor, input.id)
    const secret = newToken()
    await updateSecret(db, meter.id, vault().seal(secretPurpose, secret), isoOf(now))
    return { meter: await findMeterShown(db, meter.id), secret }
  }),

  handle(retireMeter, async ({ input, actor, db, now }) => {
    const meter = await takeInUse(db, actor, input.id)
    await updateRetired(db, meter.id, { by: actor.personId, at: isoOf(now) }, dayOf(now))
    return findMeterShown(db, meter.id)
  }),
]
