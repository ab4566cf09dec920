// What waits for somebody in the affairs of counties: tasks to watch, and plans, returns and half-year reports at their step.
import { scopesOf } from '../identity/grant.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { dayOf } from '../kernel/time.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { dueOf, isSame, type Period, periodsBetween } from './progress.rules.ts'
import { listHeldPlans } from './progress.sql.ts'
import { tasksToWatch } from './task.server.ts'
import {
  countWaitingPlans,
  countWaitingReturns,
  listWrittenReports,
  type ReturnStep,
  type Step,
  type WaitingReturns,
} from './waiting.sql.ts'

/** The steps that are somebody's: a county's to write (in the state that is called so), its city's to pass, the province's to approve. */
function stepsOf(actor: Actor, written: string): Step[] {
  const steps = [
    ['counties.file', written],
    ['counties.pass', 'at_city'],
    ['counties.approve', 'at_province'],
  ] as const
  return steps.flatMap(([permission, state]) =>
    patternsWithin(scopesOf(actor, permission).divisionCodes).map((pattern) => ({ state, pattern })),
  )
}

/** The steps of returns, each level's own to fill in. */
function returnStepsOf(actor: Actor): ReturnStep[] {
  const steps = [
    ['counties.file', 'filling', 'county'],
    ['counties.pass', 'filling', 'city'],
    ['counties.approve', 'filling', 'province'],
    ['counties.pass', 'at_city', 'county'],
    ['counties.approve', 'at_province', null],
  ] as const
  return steps.flatMap(([permission, state, level]) =>
    patternsWithin(scopesOf(actor, permission).divisionCodes).map((pattern) => ({ state, level, pattern })),
  )
}

/** Returns that wait for somebody, year by year. */
export const waitingReturns = (db: Db, actor: Actor, now: Date): Promise<WaitingReturns[]> =>
  countWaitingReturns(db, returnStepsOf(actor), dayOf(now))

export type WaitingReports = Period & { count: number; late: number }
/** Half-year reports that wait for somebody, those that nobody began among them, half-year by half-year, the latest first. */
export async function waitingReports(db: Db, actor: Actor, now: Date): Promise<WaitingReports[]> {
  const today = dayOf(now)
  const written = await listWrittenReports(db, stepsOf(actor, 'draft'), patternsWithin(scopesOf(actor, 'counties.report').divisionCodes))
  const held = await listHeldPlans(db, today, patternsWithin(scopesOf(actor, 'counties.file').divisionCodes))
  const missing = held.flatMap(({ planId, beganOn, reportDays }) =>
    periodsBetween(beganOn, today)
      .filter((period) => !written.some((one) => one.planId === planId && isSame(one, period)))
      .map((period) => ({ ...period, isLate: dueOf(period, reportDays) < today })),
  )
  const atStep = written
    .filter(({ isAtStep }) => isAtStep)
    .map(({ year, half, state, reportDays }) => ({ year, half, isLate: state === 'draft' && dueOf({ year, half }, reportDays) < today }))
  const byPeriod = Map.groupBy([...missing, ...atStep], ({ year, half }) => `${year}-${half}`)
  return [...byPeriod.values()]
    .map((own) => ({ year: own[0]!.year, half: own[0]!.half, count: own.length, late: own.filter(({ isLate }) => isLate).length }))
    .toSorted((a, b) => b.year - a.year || b.half - a.half)
}

type Waiting = { count: number; late: number }
const sumOf = (parts: readonly Waiting[]): Waiting => ({
  count: parts.reduce((sum, { count }) => sum + count, 0),
  late: parts.reduce((sum, { late }) => sum + late, 0),
})

/** Everything of counties that waits for somebody, each kind with how many of it are late. */
export async function waitingInCounties(
  db: Db,
  actor: Actor,
  now: Date,
): Promise<Record<'tasks' | 'plans' | 'returns' | 'reports', Waiting>> {
  return {
    tasks: await tasksToWatch(db, actor, now),
    plans: { count: await countWaitingPlans(db, stepsOf(actor, 'draft')), late: 0 },
    returns: sumOf(await waitingReturns(db, actor, now)),
    reports: sumOf(await waitingReports(db, actor, now)),
  }
}
