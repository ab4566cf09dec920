import { type Db, run } from '../kernel/db.ts'
import type { Period, ProgressState } from './progress.rules.ts'
import type { FormLevel } from './return.rules.ts'

/** A step at which papers wait for somebody, in the divisions whose codes are like the pattern. */
export type Step = { state: string; pattern: string }
const stepsOf = (steps: readonly Step[]) => [steps.map(({ state }) => state), steps.map(({ pattern }) => pattern)]
const stands = (state: string, division: string) =>
  `exists (select from unnest($1::text[], $2::text[]) as s (state, pattern) where ${state} = s.state and ${division} like s.pattern)`

export type WaitingReturns = { year: number; count: number; late: number }
/** A step of the returns of a level, or of any. */
export type ReturnStep = Step & { level: FormLevel | null }
/** Returns of rounds that began by a day and stand at some steps, by year, the latest first; late are those not handed in when they were due. */
export function countWaitingReturns(db: Db, steps: readonly ReturnStep[], today: string): Promise<WaitingReturns[]> {
  return run(
    db,
    `select o.year, count(*) as count, count(*) filter (where r.state = 'filling' and o.due_on < $3) as late
     from county_return r join return_round o on o.id = r.round_id
     where o.opens_on <= $3 and exists (select from unnest($1::text[], $2::text[], $4::text[]) as s (state, pattern, level)
       where r.state = s.state and r.division_code like s.pattern and r.level = coalesce(s.level, r.level))
     group by o.year order by o.year desc`,
    [...stepsOf(steps), today, steps.map(({ level }) => level)],
  )
}

/** Plans whose latest version stands at some steps. */
export async function countWaitingPlans(db: Db, steps: readonly Step[]): Promise<number> {
  const [row] = await run<{ count: number }>(
    db,
    `select count(*) as count from county_plan p
     join lateral (select state from plan_version v where v.plan_id = p.id order by v.number desc limit 1) v on true
     where ${stands('v.state', 'p.division_code')}`,
    stepsOf(steps),
  )
  return row!.count
}

export type WrittenReport = Period & { planId: string; divisionCode: string; state: ProgressState; reportDays: number; isAtStep: boolean }
/** Every half-year report in some divisions, and whether it stands at one of the steps. */
export function listWrittenReports(db: Db, steps: readonly Step[], patterns: readonly string[]): Promise<WrittenReport[]> {
  return run(
    db,
    `select r.plan_id as "planId", p.division_code as "divisionCode", r.year, r.half, r.state, g.report_days as "reportDays",
       ${stands('r.state', 'p.division_code')} as "isAtStep"
     from progress_report r join county_plan p on p.id = r.plan_id join county_guide g on g.code = p.guide_code
     where p.division_code like any($3::text[])`,
    [...stepsOf(steps), patterns],
  )
}
