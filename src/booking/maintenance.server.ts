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
import { bookingCancelled } from './notice.contract.ts'
import { tellBooker } from './notice.server.ts'
import {
  deleteOccupancy,
  insertOccupancies,
  listInTheWay,
  listMaintenanceRows,
  listTaken,
  type MaintenanceRow,
  type NewOccupancy,
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
    await tellBooker(db, bookingCancelled, await actOn(db, booking, 'cancel', actorId, note))
  }
  return bookingIds.length
}

type Plan = {
  instrumentId: string
  lanes: readonly number[]
  startsAt: string
  endsAt: string
  reason: string
  cancelsBookings: boolean
  actorId: string
}

/**
 * Takes an instrument that was taken for this transaction out of booking for a time; bookings in it are cancelled and their people told.
 * @throws taken_by_use, maintenance_there, time_in_use, maintenance_times_wrong
 */
export async function planMaintenance(
  db: Db,
  plan: Plan,
): Promise<{ items: (NewOccupancy & { id: string })[]; cancelledBookings: number }> {
  const { instrumentId, lanes, startsAt, endsAt, reason } = plan
  const span = { from: Date.parse(startsAt), to: Date.parse(endsAt) }
  if (span.to <= span.from) throw maintenanceTimesWrong({})
  const all = (await listTaken(db, instrumentId, span)).filter((one) => lanes.includes(one.lane))
  await takeTurnsBack(
    db,
    all.flatMap(({ id, kind }) => (kind === 'turn' ? [id] : [])),
  )
  const taken = all.filter(({ kind }) => kind !== 'turn')
  const occupancyIds = taken.map((one) => one.id)
  const inTheWay = taken.length > 0 ? await listInTheWay(db, occupancyIds) : []
  if (taken.some((one) => one.kind === 'use')) throw takenByUse({ inTheWay })
  if (taken.some((one) => one.kind === 'maintenance')) throw maintenanceThere({ inTheWay })
  if (taken.length > 0 && !plan.cancelsBookings) throw timeInUse({ count: taken.length, inTheWay })
  const cancelledBookings = taken.length > 0 ? await cancelAll(db, { occupancyIds, inTheWay }, plan.actorId, reason) : 0
  const rows = lanes.map((lane) => ({ instrumentId, lane, startsAt, endsAt, kind: 'maintenance' as const, reason }))
  const ids = await insertOccupancies(db, rows)
  if (ids.includes(null)) throw takenByUse({ inTheWay: [] })
  return { items: rows.map((row, at) => ({ ...row, id: ids[at]! })), cancelledBookings }
}

/** Ends maintenance now: what was out of service stays on record, only what is still to come goes. */
export async function endMaintenance(db: Db, maintenance: MaintenanceRow, now: Date): Promise<{ endedAt: string | null }> {
  const hasBegun = Date.parse(maintenance.startsAt) < now.getTime()
  if (hasBegun) await shortenOccupancy(db, maintenance.id, maintenance.endsAt, isoOf(now))
  else await deleteOccupancy(db, maintenance.id)
  await wakeWaiting(db, maintenance.instrumentId)
  return { endedAt: hasBegun ? isoOf(now) : null }
}

/** The lanes of an instrument, from 1. */
export const lanesOf = (laneCount: number): number[] => Array.from({ length: laneCount }, (_, at) => at + 1)

export const maintenanceHandlers = [
  handle(addMaintenance, async ({ input, actor, db }) => {
    await takePolicy(db, input.id)
    const { laneCount } = await scheduleFor(db, actor, input.id)
    if (input.lane !== undefined && input.lane > laneCount) throw laneUnknown({ laneCount })
    const { startsAt, endsAt, reason, cancelsBookings } = input
    const lanes = input.lane !== undefined ? [input.lane] : lanesOf(laneCount)
    return planMaintenance(db, { instrumentId: input.id, lanes, startsAt, endsAt, reason, cancelsBookings, actorId: actor.personId })
  }),

  handle(removeMaintenance, async ({ input, actor, db, now }) => {
    const maintenance = await takeMaintenance(db, input.id)
    if (!maintenance) throw notFound({ what: 'maintenance' })
    await scheduleFor(db, actor, maintenance.instrumentId, 'maintenance')
    if (Date.parse(maintenance.endsAt) <= now.getTime()) throw maintenanceOver({})
    return endMaintenance(db, maintenance, now)
  }),

  handle(listMaintenance, async ({ input, actor, db, now }) => {
    await scheduleFor(db, actor, input.id)
    return { items: await listMaintenanceRows(db, input.id, isoOf(now)) }
  }),
]
