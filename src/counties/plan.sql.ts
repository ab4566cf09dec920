import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type offices, type PlanContent, type PlanTask, planExists, planNotApproved } from './plan.contract.ts'
import type { PlanAct, PlanState } from './plan.rules.ts'

export type PlanRow = { id: string; guideCode: string; divisionCode: string }
const planColumns = ['id', 'guide_code as guideCode', 'division_code as divisionCode'] as const

export function findPlan(db: Db, id: string): Promise<PlanRow | undefined> {
  return db.selectFrom('county_plan').select(planColumns).where('id', '=', id).executeTakeFirst()
}

export async function takePlan(db: Db, id: string): Promise<PlanRow | undefined> {
  await sql`select 1 from county_plan where id = ${id} for no key update`.execute(db)
  return findPlan(db, id)
}

export function findPlanUnder(db: Db, guideCode: string, divisionCode: string): Promise<PlanRow | undefined> {
  return db
    .selectFrom('county_plan')
    .select(planColumns)
    .where('guide_code', '=', guideCode)
    .where('division_code', '=', divisionCode)
    .executeTakeFirst()
}

export type ListedRow = PlanRow & { number: number; state: PlanState; taskCount: number; fundFen: number; movedAt: string }

/** Plans in divisions with all that lie in them, with their latest versions; what waits for an office first. */
export async function listPlanRows(db: Db, patterns: readonly string[]): Promise<ListedRow[]> {
  const rows = await sql<ListedRow>`
    select p.id, p.guide_code as "guideCode", p.division_code as "divisionCode", v.number, v.state, t.count as "taskCount", t.fen as "fundFen",
      greatest(v.begun_at, (select max(a.acted_at) from plan_act a where a.version_id = v.id)) as "movedAt"
    from county_plan p join county_guide g on g.code = p.guide_code
    join lateral (select * from plan_version v where v.plan_id = p.id order by v.number desc limit 1) v on true
    cross join lateral (select count(*) as count, coalesce(sum(fund_fen), 0)::bigint as fen from plan_task where version_id = v.id) t
    where p.division_code like any(${[...patterns]}::text[])
    order by array_position(array['at_city', 'at_province', 'draft', 'approved'], v.state), g.first_on desc, p.division_code`.execute(db)
  return rows.rows
}

/** @throws plan_exists */
export async function insertPlan(db: Db, row: Omit<PlanRow, 'id'>): Promise<string> {
  const id = newId()
  try {
    await db.insertInto('county_plan').values({ id, guide_code: row.guideCode, division_code: row.divisionCode }).execute()
  } catch (error) {
    if (constraintOf(error) === 'county_plan_once') throw planExists({})
    throw error
  }
  return id
}

export type VersionRow = {
  id: string
  number: number
  state: PlanState
  content: PlanContent
  documentNo: string
  begunAt: string
  approvedOn: string | null
}

/** Every version of a plan, the latest first. */
export function listVersions(db: Db, planId: string): Promise<VersionRow[]> {
  return db
    .selectFrom('plan_version')
    .select([
      ...(['id', 'number', 'state', 'document_no as documentNo', 'begun_at as begunAt', 'approved_on as approvedOn'] as const),
      sql<PlanContent>`content`.as('content'),
    ])
    .where('plan_id', '=', planId)
    .orderBy('number', 'desc')
    .execute()
}

/** @throws plan_not_approved while another version is not */
export async function insertVersion(
  db: Db,
  version: { planId: string; number: number; content: PlanContent },
  personId: string | null,
): Promise<string> {
  const id = newId()
  try {
    await sql`insert into plan_version (id, plan_id, number, state, content, begun_by)
      values (${id}, ${version.planId}, ${version.number}, 'draft', ${JSON.stringify(version.content)}::jsonb, ${personId})`.execute(db)
  } catch (error) {
    if (['plan_version_open', 'plan_version_number'].includes(constraintOf(error) ?? '')) throw planNotApproved({})
    throw error
  }
  return id
}

export async function updateContent(db: Db, versionId: string, content: PlanContent): Promise<void> {
  await sql`update plan_version set content = ${JSON.stringify(content)}::jsonb where id = ${versionId} and state = 'draft'`.execute(db)
}

export type TaskRow = PlanTask & { carriedTitle: string | null }

export async function listTasks(db: Db, versionId: string): Promise<TaskRow[]> {
  const rows = await sql<TaskRow>`
    select t.task_key as key, t.group_code as "groupCode", t.title, t.department, t.fund_fen as "fundFen", t.measure, t.due_on as "dueOn", t.evidence,
      t.carried_from as "carriedFrom",
      (select b.title from plan_task b join plan_version v on v.id = b.version_id where b.task_key = t.carried_from order by v.number desc limit 1)
        as "carriedTitle"
    from plan_task t where t.version_id = ${versionId} order by t.position`.execute(db)
  return rows.rows
}

/** The tasks of a draft, in the place of those before. */
export async function replaceTasks(db: Db, versionId: string, tasks: readonly PlanTask[]): Promise<void> {
  await db.deleteFrom('plan_task').where('version_id', '=', versionId).execute()
  await sql`
    insert into plan_task (version_id, task_key, position, group_code, title, department, fund_fen, measure, due_on, evidence, carried_from)
    select ${versionId}::uuid, (t->>'key')::uuid, position, t->>'groupCode', t->>'title', t->>'department', (t->>'fundFen')::bigint, t->>'measure',
      (t->>'dueOn')::date, t->>'evidence', (t->>'carriedFrom')::uuid
    from jsonb_array_elements(${JSON.stringify(tasks)}::jsonb) with ordinality as r(t, position)`.execute(db)
}

/** Which keys a plan's tasks have had, in any version. */
export async function listTaskKeys(db: Db, planId: string): Promise<Map<string, string | null>> {
  const rows = await sql<{ key: string; carriedFrom: string | null }>`
    select distinct t.task_key as key, t.carried_from as "carriedFrom" from plan_task t join plan_version v on v.id = t.version_id
    where v.plan_id = ${planId}`.execute(db)
  return new Map(rows.rows.map((row) => [row.key, row.carriedFrom]))
}

type Moved = {
  versionId: string
  act: PlanAct
  state: PlanState
  reason: string
  documentNo: string
  personId: string | null
  approvedOn: string | null
}

export async function movePlan(db: Db, { versionId, act, state, reason, documentNo, personId, approvedOn }: Moved): Promise<void> {
  await db
    .updateTable('plan_version')
    .set({ state, approved_on: approvedOn, approved_at: approvedOn === null ? null : sql<string>`now()`, document_no: documentNo })
    .where('id', '=', versionId)
    .execute()
  await db.insertInto('plan_act').values({ id: newId(), version_id: versionId, act, state, reason, acted_by: personId }).execute()
}

export async function listPlanActs(db: Db, planId: string) {
  return db
    .selectFrom('plan_act')
    .innerJoin('plan_version', 'plan_version.id', 'plan_act.version_id')
    .select([
      'plan_act.id',
      'plan_version.number',
      'plan_act.act',
      'plan_act.state',
      'plan_act.reason',
      'plan_act.acted_by as personId',
      'plan_act.acted_at as actedAt',
    ])
    .where('plan_version.plan_id', '=', planId)
    .orderBy('plan_act.id', 'desc')
    .execute()
}

type NewComment = { versionId: string; chapter: string; office: (typeof offices)[number]; body: string; personId: string }

export async function insertComment(db: Db, { versionId, chapter, office, body, personId }: NewComment): Promise<void> {
  await db
    .insertInto('plan_comment')
    .values({ id: newId(), version_id: versionId, chapter, office, body, commented_by: personId })
    .execute()
}

export function listComments(db: Db, versionId: string) {
  return db
    .selectFrom('plan_comment')
    .select(['id', 'chapter', 'office', 'body', 'commented_by as personId', 'commented_at as commentedAt'])
    .where('version_id', '=', versionId)
    .orderBy('id')
    .execute()
}
