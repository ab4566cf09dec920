// Tasks in work: what is said of them, how they stand, and which of them are late or at risk, by themselves.
import { scopesOf } from '../identity/grant.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin, patternsWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { guideOn } from './guide.server.ts'
import type { PlanTask } from './plan.contract.ts'
import { takePlan } from './plan.sql.ts'
import { planRightsOf, requireWriter } from './planview.server.ts'
import { evidenceMissing, listCountyTasks, reportOnTask, taskNotInForce, type WatchedTask, watchTasks } from './task.contract.ts'
import { countTasks, standingOf, type TaskStatus } from './task.rules.ts'
import { findInForce, insertTaskReports, listStandingTasks, listUnfinished, type NewTaskReport, type StandingTask } from './task.sql.ts'

/** What was left undone of a plan on a day. */
export function unfinishedTasks(db: Db, planId: string, day: string): Promise<PlanTask[]> {
  return listUnfinished(db, planId, day)
}

/** Writes reports without asking who may; for the example province. */
export function writeTaskReports(db: Db, reports: readonly NewTaskReport[]): Promise<void> {
  return insertTaskReports(db, reports, null)
}

export type Judged = Omit<WatchedTask, 'nameZh' | 'nameEn'> & { guideCode: string }

function judged(task: StandingTask, day: string): Judged {
  const { beginsOn: _, dueSoonDays: __, behindPoints: ___, silentDays: ____, ...shown } = task
  return { ...shown, ...standingOf(task, day, task) }
}

/** The tasks of the plans that hold in some divisions on a day, each with how it stands; as they stand or as known on a moment. */
export async function tasksOn(db: Db, asked: { on: string; patterns: readonly string[]; asOf?: string }): Promise<Judged[]> {
  return (await listStandingTasks(db, asked)).map((task) => judged(task, asked.on))
}

/** How many tasks where somebody reads them are late or at risk, and how many of those late. */
export async function tasksToWatch(db: Db, actor: Actor, now: Date): Promise<{ count: number; late: number }> {
  const scopes = scopesOf(actor, 'counties.report').divisionCodes
  const { late, atRisk } = countTasks(await tasksOn(db, { on: dayOf(now), patterns: patternsWithin(scopes) }))
  return { count: late + atRisk, late }
}

const order: readonly TaskStatus[] = ['late', 'at_risk', 'on_way', 'done']

async function named(db: Db, tasks: readonly Judged[], day: string): Promise<WatchedTask[]> {
  const divisions = new Map((await divisionsOn(db, day)).map((division) => [division.code, division]))
  return tasks.map((task) => {
    const { nameZh = task.divisionCode, nameEn = task.divisionCode } = divisions.get(task.divisionCode) ?? {}
    return { ...task, nameZh, nameEn }
  })
}

export const taskHandlers = [
  handle(listCountyTasks, async ({ input, db, now }) => {
    const on = input.on ?? dayOf(now)
    const division = (await divisionsOn(db, on)).find((one) => one.code === input.divisionCode)
    if (!division) throw notFound({ what: 'division' })
    const plan = await findInForce(db, division.code, on)
    const guide = plan ? await guideOn(db, plan.guideCode, on) : undefined
    // That a task is at risk is the offices' own warning; everybody is told what is done and what is late.
    const tasks = (await tasksOn(db, { on, patterns: [division.code] })).map((task) => ({
      ...task,
      status: task.status === 'at_risk' ? ('on_way' as const) : task.status,
    }))
    const groups = (guide?.groups ?? []).map(({ code, title, measures }) => {
      const { all, done, late } = countTasks(tasks.filter((task) => task.groupCode === code))
      return { code, title, measures, all, done, late }
    })
    const { nameZh, nameEn } = division
    return {
      ...{ divisionCode: division.code, nameZh, nameEn, on, groups, tasks },
      plan: plan && guide ? { guideTitle: guide.title, ...plan } : null,
    }
  }),

  handle(watchTasks, async ({ input, actor, db, now }) => {
    const on = dayOf(now)
    const scopes = scopesOf(actor, 'counties.report').divisionCodes
    const within = (code: string) => input.divisionCode === undefined || isWithin(code, input.divisionCode)
    const tasks = (await tasksOn(db, { on, patterns: patternsWithin(scopes) })).filter((task) => within(task.divisionCode))
    const shown = input.show === 'all' ? tasks : tasks.filter((task) => task.status === 'late' || task.status === 'at_risk')
    const codes = [...new Set(tasks.map((task) => task.divisionCode))]
    return {
      counts: countTasks(tasks),
      items: await named(
        db,
        input.show === 'all' ? shown : shown.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status)),
        on,
      ),
      writes: codes.filter((code) => planRightsOf(actor, code).writes),
    }
  }),

  handle(reportOnTask, async ({ input, actor, db, now }) => {
    const on = dayOf(now)
    const row = requireWriter(await takePlan(db, input.planId), actor)
    const find = async () =>
      (await tasksOn(db, { on, patterns: [row.divisionCode] })).find((task) => task.planId === row.id && task.key === input.key)
    if (!(await find())) throw taskNotInForce({})
    if (input.isDone && input.documentNo === '') throw evidenceMissing({})
    const { planId, key: taskKey, isDone, note, documentNo } = input
    const percent = isDone ? 100 : input.percent
    await insertTaskReports(db, [{ planId, taskKey, reportedOn: on, percent, isDone, note, documentNo }], actor.personId)
    return (await named(db, [(await find())!], on))[0]!
  }),
]
