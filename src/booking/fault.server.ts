// The stories of faults: whoever uses an instrument reports one, its keeper repairs it and keeps bookings out of its time.

import type { Kept } from '../catalogue/group.rules.ts'
import { groupsFor, requireListed } from '../catalogue/group.server.ts'
import { hasRightFor } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Input, Output } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { say } from '../kernel/word.ts'
import { takePolicy } from './booking.sql.ts'
import {
  decideFault,
  type Fault,
  faultStateWrong,
  faultTimeWrong,
  getCondition,
  listFaults,
  repairEndMissing,
  reportFault,
} from './fault.contract.ts'
import { brokenDaysMost, faultStateAfter, isOver, mayDecide, openSecondsBetween, statesMeant, stoppedAfter } from './fault.rules.ts'
import {
  countFaults,
  type FaultRow,
  findFault,
  findStopped,
  hasUsed,
  insertAct,
  insertFault,
  listFaultRows,
  listFaultsBy,
  updateFault,
} from './fault.sql.ts'
import { faultWords as words } from './fault.words.ts'
import { endMaintenance, lanesOf, planMaintenance } from './maintenance.server.ts'
import { faultDecided, faultReported } from './notice.contract.ts'
import { tellKeepers, tellReporter } from './notice.server.ts'
import { takeMaintenance } from './occupancy.sql.ts'
import { knownInstrument, requireKeeper } from './qualification.server.ts'
import { findSchedule } from './schedule.sql.ts'

const yearMs = brokenDaysMost * 86_400_000

/** Whether somebody uses or runs an instrument, and so may say that it is broken. */
async function mayReport(db: Db, actor: Actor | null, instrumentId: string, institutionId: string, now: Date): Promise<boolean> {
  if (!actor) return false
  const instrumentGroupIds = await groupsFor(db, actor, instrumentId)
  for (const permission of ['metering.operate', 'booking.maintain'])
    if (await hasRightFor(db, actor, permission, institutionId, { instrumentGroupIds })) return true
  return actor.organisationId !== null && hasUsed(db, instrumentId, actor.organisationId, isoOf(now))
}

async function conditionOf(db: Db, actor: Actor | null, instrumentId: string, now: Date): Promise<Output<typeof getCondition>> {
  const { institutionId } = await knownInstrument(db, actor, instrumentId)
  return {
    stopped: await findStopped(db, instrumentId),
    mayReport: await mayReport(db, actor, instrumentId, institutionId, now),
    mine: actor ? await listFaultsBy(db, instrumentId, actor.personId, isoOf(now.getTime() - yearMs)) : [],
  }
}

async function told(db: Db, rows: readonly FaultRow[], now: Date): Promise<Fault[]> {
  const names = await displayNames(
    db,
    rows.flatMap((row) => [row.personId, ...row.acts.map((act) => act.actorId)]),
  )
  return rows.map(({ personId, occupancyIds: _, openings, acts, lostSeconds, ...row }) => ({
    ...row,
    lostSeconds: lostSeconds ?? (row.stoppedAt ? openSecondsBetween(openings, row.stoppedAt, isoOf(now)) : 0),
    personName: names.get(personId) ?? '',
    acts: acts.map(({ actorId, ...act }) => ({ ...act, byName: names.get(actorId) ?? '' })),
  }))
}

type Decision = { row: FaultRow; input: Input<typeof decideFault>; actorId: string; now: Date }

/** What the repair held in the calendar from now on is given back, so that it ends, or is planned anew. */
async function endRepair(db: Db, row: FaultRow, now: Date): Promise<void> {
  for (const id of row.occupancyIds) {
    const maintenance = await takeMaintenance(db, id)
    if (maintenance && Date.parse(maintenance.endsAt) > now.getTime()) await endMaintenance(db, maintenance, now)
  }
}

/** The times a repair holds after this decision. @throws repair_end_missing and whatever maintenance is refused for */
async function heldAfter(db: Db, { row, input, actorId, now }: Decision): Promise<string[]> {
  if (input.action === 'accept') return row.occupancyIds
  await endRepair(db, row, now)
  if (input.action !== 'repair') return row.occupancyIds
  if (input.expectedEndAt === undefined) throw repairEndMissing({})
  const { laneCount } = (await findSchedule(db, row.instrumentId))!
  const { items } = await planMaintenance(db, {
    instrumentId: row.instrumentId,
    lanes: lanesOf(laneCount),
    startsAt: isoOf(now),
    endsAt: input.expectedEndAt,
    reason: say(words.repairReason, 'zh'),
    cancelsBookings: input.cancelsBookings,
    actorId,
  })
  return [...row.occupancyIds, ...items.map(({ id }) => id)]
}

/** When a fault ended by this decision: by the keeper's word, else now. @throws fault_time_wrong */
function endOf({ row, input, now }: Decision): string | null {
  if (!isOver(faultStateAfter(input.action))) return null
  const endedAt = input.action === 'finish' && input.endedAt ? input.endedAt : isoOf(now)
  if (endedAt < row.brokenAt || endedAt > isoOf(now)) throw faultTimeWrong({})
  return endedAt
}

async function decide(db: Db, decision: Decision): Promise<void> {
  const { row, input, actorId, now } = decision
  const { action, note } = input
  if (!mayDecide(action, row.state)) throw faultStateWrong({ state: row.state })
  const endedAt = endOf(decision)
  const isUsable = action === 'repair' ? false : (input.isUsable ?? row.isUsable)
  const stoppedAt = stoppedAfter(action, row, isUsable, isoOf(now))
  const isLost = action === 'finish' && stoppedAt !== null
  const expectedEndAt = action === 'repair' ? (input.expectedEndAt ?? null) : row.expectedEndAt
  await updateFault(db, row.id, {
    ...{ state: faultStateAfter(action), isUsable, stoppedAt, expectedEndAt, endedAt },
    occupancyIds: await heldAfter(db, decision),
    lostSeconds: endedAt === null ? null : isLost ? openSecondsBetween(row.openings, stoppedAt, endedAt) : 0,
    costFen: input.costFen ?? row.costFen,
    supplier: input.supplier ?? row.supplier,
  })
  await insertAct(db, { faultId: row.id, action, note, expectedEndAt: action === 'repair' ? expectedEndAt : null, actorId })
}

/** How many faults wait for the word of whoever keeps these instruments. */
export function waitingFaults(db: Db, kept: Kept): Promise<number> {
  return countFaults(db, kept)
}

/** The stories of faults. */
export const faultHandlers = [
  handle(getCondition, ({ input, actor, db, now }) => conditionOf(db, actor, input.id, now)),

  handle(reportFault, async ({ input, actor, db, now }) => {
    const { institutionId } = await knownInstrument(db, actor, input.id)
    if (!(await mayReport(db, actor, input.id, institutionId, now))) throw notFound({ what: 'instrument' })
    const { what, brokenAt, isUsable } = input
    if (Date.parse(brokenAt) > now.getTime() || Date.parse(brokenAt) < now.getTime() - yearMs) throw faultTimeWrong({})
    const { personId, organisationId } = actor
    const id = await insertFault(db, { instrumentId: input.id, personId, organisationId, what, brokenAt, isUsable })
    await tellKeepers(db, faultReported, (await findFault(db, id))!)
    return conditionOf(db, actor, input.id, now)
  }),

  handle(listFaults, async ({ input, actor, db, now }) => {
    const { institutionId, instrumentId, state, cursor, limit } = input
    const instrumentIds = await requireListed(db, actor, { permission: 'booking.maintain', institutionId, instrumentId })
    const asked = { institutionId, instrumentIds, states: statesMeant(state), before: cursor, limit: limit + 1 }
    const rows = await listFaultRows(db, asked)
    const page = rows.slice(0, limit)
    return { items: await told(db, page, now), nextCursor: rows.length > limit ? page.at(-1)!.id : null }
  }),

  handle(decideFault, async ({ input, actor, db, now }) => {
    const found = await findFault(db, input.id)
    if (!found) throw notFound({ what: 'fault' })
    await requireKeeper(db, actor, { instrumentId: found.instrumentId, permission: 'booking.maintain', what: 'fault' })
    await takePolicy(db, found.instrumentId)
    const row = (await findFault(db, input.id))!
    await decide(db, { row, input, actorId: actor.personId, now })
    await tellReporter(db, faultDecided, row, faultStateAfter(input.action))
    return (await told(db, [(await findFault(db, input.id))!], now))[0]!
  }),
]
