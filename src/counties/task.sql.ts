import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { Word } from '../kernel/word.ts'
import type { PlanTask } from './plan.contract.ts'
import type { TaskFacts, Thresholds } from './task.rules.ts'

export type StandingTask = Omit<PlanTask, 'carriedFrom'> &
  TaskFacts &
  Thresholds & {
    planId: string
    guideCode: string
    divisionCode: string
    groupTitle: Word
    documentNo: string
    note: string
    isCarried: boolean
  }

/** Which plan holds in each of some divisions on a day: the last version approved under the latest guide; as known on a moment or now. */
const inForce = (on: string, patterns: readonly string[], asOf?: string) => sql`
  select distinct on (p.division_code) p.id as plan_id, p.division_code, p.guide_code, v.id as version_id, v.number, v.document_no, v.approved_on,
    (select min(f.approved_on) from plan_version f where f.plan_id = p.id) as begins_on
  from county_plan p join county_guide g on g.code = p.guide_code join plan_version v on v.plan_id = p.id
  where v.approved_on <= ${on} and (${asOf ?? null}::timestamptz is null or v.approved_at <= ${asOf ?? null}::timestamptz)
    and p.division_code like any(${[...patterns]}::text[])
  order by p.division_code, g.first_on desc, v.number desc`

export type PlanInForce = {
  planId: string
  divisionCode: string
  guideCode: string
  number: number
  documentNo: string
  approvedOn: string
}

export async function findInForce(db: Db, divisionCode: string, on: string): Promise<PlanInForce | undefined> {
  const rows = await sql<PlanInForce>`
    select plan_id as "planId", division_code as "divisionCode", guide_code as "guideCode", number, document_no as "documentNo",
      approved_on as "approvedOn" from (${inForce(on, [divisionCode])}) f`.execute(db)
  return rows.rows[0]
}

type Asked = { on: string; patterns: readonly string[]; asOf?: string }

/** The tasks of the plans that hold, each with the last that was said of it; by division, group and place in the plan. */
export async function listStandingTasks(db: Db, { on, patterns, asOf }: Asked): Promise<StandingTask[]> {
  const rows = await sql<StandingTask>`
    select t.task_key as key, f.plan_id as "planId", f.guide_code as "guideCode", f.division_code as "divisionCode", t.group_code as "groupCode",
      jsonb_build_object('zh', p.title_zh, 'en', p.title_en) as "groupTitle", t.title, t.department, t.fund_fen as "fundFen", t.measure,
      t.due_on as "dueOn", t.evidence, f.begins_on as "beginsOn", coalesce(r.percent, 0) as percent, coalesce(r.is_done, false) as "isDone",
      r.reported_on as "reportedOn", coalesce(r.document_no, '') as "documentNo", coalesce(r.note, '') as note,
      t.carried_from is not null as "isCarried", g.due_soon_days as "dueSoonDays", g.behind_points as "behindPoints", g.silent_days as "silentDays"
    from (${inForce(on, patterns, asOf)}) f
    join county_guide g on g.code = f.guide_code
    join plan_task t on t.version_id = f.version_id
    join county_guide_group p on p.guide_code = f.guide_code and p.code = t.group_code
    left join lateral (
      select * from task_report r where r.task_key = t.task_key and r.plan_id = f.plan_id and r.reported_on <= ${on}
        and (${asOf ?? null}::timestamptz is null or r.recorded_at <= ${asOf ?? null}::timestamptz)
      order by r.reported_on desc, r.id desc limit 1) r on true
    order by f.division_code, p.position, t.position`.execute(db)
  return rows.rows
}

/** What the last approved version of a plan holds that no report says is done. */
export async function listUnfinished(db: Db, planId: string, on: string): Promise<PlanTask[]> {
  const rows = await sql<PlanTask>`
    select t.task_key as key, t.group_code as "groupCode", t.title, t.department, t.fund_fen as "fundFen", t.measure, t.due_on as "dueOn", t.evidence,
      t.carried_from as "carriedFrom"
    from (select id from plan_version where plan_id = ${planId} and state = 'approved' order by number desc limit 1) v
    join plan_task t on t.version_id = v.id
    where not coalesce((select r.is_done from task_report r where r.task_key = t.task_key and r.plan_id = ${planId} and r.reported_on <= ${on}
      order by r.reported_on desc, r.id desc limit 1), false)
    order by t.position`.execute(db)
  return rows.rows
}

export async function isAnyPlanApproved(db: Db, asOf: string): Promise<boolean> {
  return (await db.selectFrom('plan_version').select('id').where('approved_at', '<=', asOf).limit(1).execute()).length > 0
}

export type NewTaskReport = {
  planId: string
  taskKey: string
  reportedOn: string
  percent: number
  isDone: boolean
  note: string
  documentNo: string
}

export async function insertTaskReports(db: Db, reports: readonly NewTaskReport[], personId: string | null): Promise<void> {
  await db
    .insertInto('task_report')
    .values(
      reports.map((report) => ({
        id: newId(),
        plan_id: report.planId,
        task_key: report.taskKey,
        reported_on: report.reportedOn,
        percent: report.percent,
        is_done: report.isDone,
        note: report.note,
        document_no: report.documentNo,
        reported_by: personId,
      })),
    )
    .execute()
}
