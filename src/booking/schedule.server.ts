// The stories of when an instrument can be booked: what anyone sees of it, and what its institution says.
import { groupsFor } from '../catalogue/group.server.ts'
import { hasRightFor, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf, momentOf } from '../kernel/time.ts'
import { earliestStart, lastDay, type Policy, standardPolicy } from './booking.rules.ts'
import { takePolicy } from './booking.sql.ts'
import { maintenanceHandlers } from './maintenance.server.ts'
import { listTaken } from './occupancy.sql.ts'
import { areOpeningsSound, blocksOfDay, type Opening, standardOpenings } from './opening.rules.ts'
import {
  type BookingRules,
  getBookingDefault,
  listAvailability,
  minutesWrong,
  openingsOverlap,
  setBookingDefault,
  setBookingPolicy,
  setOpening,
} from './schedule.contract.ts'
import {
  findDefault,
  findSchedule,
  insertMissingRules,
  replaceOpenings,
  type Schedule,
  updatePolicy,
  upsertDefault,
} from './schedule.sql.ts'

const standard: BookingRules = { policy: standardPolicy as BookingRules['policy'], openings: [...standardOpenings] }

/** Gives new instruments, up to 5,000 at once, the rules that their institution starts with. */
export function giveDefaults(db: Db, instrumentIds: readonly string[]): Promise<void> {
  return insertMissingRules(db, instrumentIds, standard)
}

/** Takes an instrument whose rules are to change. @throws not_found, not_permitted */
async function takenSchedule(db: Db, actor: Actor, instrumentId: string): Promise<Schedule> {
  await takePolicy(db, instrumentId)
  const schedule = await findSchedule(db, instrumentId)
  if (!schedule) throw notFound({ what: 'instrument' })
  await requireRightFor(db, actor, 'booking.maintain', schedule.institutionId, {
    what: 'instrument',
    instrumentGroupIds: await groupsFor(db, actor, instrumentId),
  })
  return schedule
}

function requireSound(rules: { policy?: Policy; openings?: readonly Opening[] }): void {
  if (rules.policy && rules.policy.minutesLeast > rules.policy.minutesMost) throw minutesWrong({})
  if (rules.openings && !areOpeningsSound(rules.openings)) throw openingsOverlap({})
}

export const scheduleHandlers = [
  ...maintenanceHandlers,

  handle(listAvailability, async ({ input, actor, db, now }) => {
    const schedule = await findSchedule(db, input.id)
    if (!schedule) throw notFound({ what: 'instrument' })
    const instrumentGroupIds = await groupsFor(db, actor, input.id)
    if (schedule.state === 'draft' && !(await hasRightFor(db, actor, 'booking.maintain', schedule.institutionId, { instrumentGroupIds })))
      throw notFound({ what: 'instrument' })
    const { laneCount, policy, openings } = schedule
    const fromOn = input.fromOn ?? dayOf(now)
    const days = Array.from({ length: input.days }, (_, at) => addDays(fromOn, at))
    const span = { from: momentOf(fromOn).getTime(), to: momentOf(addDays(fromOn, input.days)).getTime() }
    const limits = { now: now.getTime(), policy }
    const taken = await listTaken(db, input.id, span)
    const facts = { openings, laneCount, taken, earliest: earliestStart(limits), lastDay: lastDay(limits) }
    return {
      instrumentId: input.id,
      isOnline: schedule.state === 'online',
      laneCount,
      policy: policy as BookingRules['policy'],
      openings,
      earliestStartAt: isoOf(facts.earliest),
      lastOn: facts.lastDay,
      days: days.map((day) => ({
        day,
        blocks: blocksOfDay(day, facts).map(({ from, to, kind, freeLanes }) => ({
          startsAt: isoOf(from),
          endsAt: isoOf(to),
          kind,
          freeLanes,
        })),
      })),
    }
  }),

  handle(setBookingPolicy, async ({ input, actor, db }) => {
    const { id, ...changes } = input
    const schedule = await takenSchedule(db, actor, id)
    const policy = { ...schedule.policy, ...changes } as BookingRules['policy']
    requireSound({ policy })
    await updatePolicy(db, id, policy)
    return { policy, openings: schedule.openings }
  }),

  handle(setOpening, async ({ input, actor, db }) => {
    const schedule = await takenSchedule(db, actor, input.id)
    requireSound(input)
    await replaceOpenings(db, input.id, input.openings)
    return { policy: schedule.policy as BookingRules['policy'], openings: input.openings }
  }),

  handle(setBookingDefault, async ({ input, actor, db }) => {
    const { id, ...rules } = input
    await requireRightFor(db, actor, 'booking.maintain', id)
    requireSound(rules)
    await upsertDefault(db, id, rules)
    return rules
  }),

  handle(getBookingDefault, async ({ input, actor, db }) => {
    await requireRightFor(db, actor, 'booking.maintain', input.id)
    return (await findDefault(db, input.id)) ?? standard
  }),
]
