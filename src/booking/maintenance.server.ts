// The stories of taking an instrument out of booking for a time.
import { groupsFor } from '../catalogue/group.server.ts'

import { requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { isAllowed } from './booking.rules.ts'
import { findBooking, takeBookingsOf, takePolicy } from './booking.sql.ts'
import { actOn } from './decision.server.ts'
import {
  deleteOccupancy,
  insertOccupancies,
  listInTheWay,
  listMaintenanceRows,
  listTaken,
  shortenOccupancy,
  takeMaintenance,
} from './occupancy.sql.ts'
import {
  addMaintenance,
  type InTheWay,
  laneUnknown,
  listMaintenance,
  maintenanceOver,
  maintenanceThere,
  maintenanceTimesWrong,
  removeMaintenance,
  takenByUse,
  timeInUse,
} from './schedule.contract.ts'
import { findSchedule, type Schedule } from './schedule.sql.ts'
import { takeTurnsBack } from './turn.server.ts'
import { wakeWaiting } from './wake.server.ts'

async function scheduleFor(db: Db, actor: Actor, instrumentId: string, what = 'instrument'): Promise<Schedule> {
  const schedule = await findSchedule(db, instrumentId)
  if (!schedule) throw notFound({ what })
  await requireRightFor(db, actor, 'booking.maintain', schedule.institutionId, {
    what,
    instrumentGroupIds: await groupsFor(db, actor, instrumentId),
  })
  return schedule
}

/** Cancels the bookings that hold these times. @throws taken_by_use when one of them is, or was, used */
async function cancelAll(
  db: Db,
  { occupancyIds, inTheWay }: { occupancyIds: readonly string[]; inTheWay: InTheWay[] },
  actorId: string,
  note: string,
): Promise<number> {
  const bookingIds = await takeBookingsOf(db, occupancyIds)
  for (const id of bookingIds) {
    const booking = (await findBooking(db, id))!
    if (!isAllowed('cancel', booking.state)) throw takenByUse({ inTheWay })
    await actOn(db, booking, 'cancel', actorId, note)
  }
  return bookingIds.length
}

export const maintenanceHandlers = [
  handle(addMaintenance, async ({ input, actor, db }) => {
    await takePolicy(db, input.id)
    const { laneCount } = await scheduleFor(db, actor, input.id)
    const { startsAt, endsAt, reason } = input
    const span = { from: Date.parse(startsAt), to: Date.parse(endsAt) }
    if (span.to <= span.from) throw maintenanceTimesWrong({})
    if (input.lane !== undefined && input.lane > laneCount) throw laneUnknown({ laneCount })
    const lanes = input.lane !== undefined ? [input.lane] : Array.from({ length: laneCount }, (_, at) => at + 1)
    const all = (await listTaken(db, input.id, span)).filter((one) => lanes.includes(one.lane))
    await takeTurnsBack(
      db,
      all.flatMap(({ id, kind }) => (kind === 'turn' ? [id] : [])),
    )
    const taken = all.filter(({ kind }) => kind !== 'turn')
    const occupancyIds = taken.map((one) => one.id)
    const inTheWay = taken.length > 0 ? await listInTheWay(db, occupancyIds) : []
    if (taken.some((one) => one.kind === 'use')) throw takenByUse({ inTheWay })
    if (taken.some((one) => one.kind === 'maintenance')) throw maintenanceThere({ inTheWay })
    if (taken.length > 0 && !input.cancelsBookings) throw timeInUse({ count: taken.length, inTheWay })
    const cancelledBookings = taken.length > 0 ? await cancelAll(db, { occupancyIds, inTheWay }, actor.personId, reason) : 0
    const rows = lanes.map((lane) => ({ instrumentId: input.id, lane, startsAt, endsAt, kind: 'maintenance' as const, reason }))
    const ids = await insertOccupancies(db, rows)
    if (ids.includes(null)) throw takenByUse({ inTheWay: [] })
    return { items: rows.map((row, at) => ({ ...row, id: ids[at]! })), cancelledBookings }
  }),

  handle(removeMaintenance, async ({ input, actor, db, now }) => {
    const maintenance = await takeMaintenance(db, input.id)
    if (!maintenance) throw notFound({ what: 'maintenance' })
    await scheduleFor(db, actor, maintenance.instrumentId, 'maintenance')
    if (Date.parse(maintenance.endsAt) <= now.getTime()) throw maintenanceOver({})
    // What was out of service stays on record: only what is still to come goes.
    if (Date.parse(maintenance.startsAt) < now.getTime()) {
      await shortenOccupancy(db, input.id, maintenance.endsAt, isoOf(now))
      await wakeWaiting(db, maintenance.instrumentId)
      return { endedAt: isoOf(now) }
    }
    await deleteOccupancy(db, input.id)
    await wakeWaiting(db, maintenance.instrumentId)
    return { endedAt: null }
  }),

  handle(listMaintenance, async ({ input, actor, db, now }) => {
    await scheduleFor(db, actor, input.id)
    return { items: await listMaintenanceRows(db, input.id, isoOf(now)) }
  }),
]
