import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type ProgressKnown, reportThere } from './progress.contract.ts'
import type { Period, ProgressAct, ProgressState } from './progress.rules.ts'

export type ReportRow = Period & {
  id: string
  planId: string
  divisionCode: string
  state: ProgressState
  summary: string
  notes: Record<string, string>
  known: ProgressKnown | null
  reportDays: number
}
const rowText = `select r.id, r.plan_id as "planId", p.division_code as "divisionCode", r.year, r.half, r.state, r.summary, r.notes, r.known,
    g.report_days as "reportDays"
  from progress_report r join county_plan p on p.id = r.plan_id join county_guide g on g.code = p.guide_code where r.id = $1`

export async function findReport(db: Db, id: string): Promise<ReportRow | undefined> {
  return (await run<ReportRow>(db, rowText, [id]))[0]
}

/** As findReport, with the row taken. */
export async function takeReport(db: Db, id: string): Promise<ReportRow | undefined> {
  await run(db, 'select 1 from progress_report where id = $1 for no key update', [id])
  return findReport(db, id)
}

export type HeldPlan = { planId: string; divisionCode: string; beganOn: string; reportDays: number }
/** The plans of counties that hold on a day in divisions, and since when a first version of each held. */
export function listHeldPlans(db: Db, on: string, patterns: readonly string[]): Promise<HeldPlan[]> {
  return run(
    db,
    `select distinct on (p.division_code) p.id as "planId", p.division_code as "divisionCode",
       (select min(f.approved_on) from plan_version f where f.plan_id = p.id) as "beganOn", g.report_days as "reportDays"
     from county_plan p join county_guide g on g.code = p.guide_code join plan_version v on v.plan_id = p.id
     where v.approved_on <= $1 and p.division_code like any($2::text[]) and p.division_code not like '%0000' and g.first_on <= $1
     order by p.division_code, g.first_on desc, v.number desc`,
    [on, patterns],
  )
}

export type ListedReport = { id: string; planId: string; state: ProgressState; movedAt: string | null }
export function listReports(db: Db, { year, half }: Period, planIds: readonly string[]): Promise<ListedReport[]> {
  return run(
    db,
    `select r.id, r.plan_id as "planId", r.state, (select max(a.acted_at) from progress_act a where a.report_id = r.id) as "movedAt"
     from progress_report r where r.year = $1 and r.half = $2 and r.plan_id = any($3::uuid[])`,
    [year, half, planIds],
  )
}

/** @throws report_there */
export async function insertReport(db: Db, planId: string, { year, half }: Period): Promise<string> {
  const id = newId()
  try {
    await run(
      db,
      `insert into progress_report (id, plan_id, year, half, state, summary, notes) values ($1, $2, $3, $4, 'draft', '', '{}')`,
      [id, planId, year, half],
    )
  } catch (error) {
    if (constraintOf(error) === 'progress_report_once') throw reportThere({})
    throw error
  }
  return id
}

export async function updateReport(db: Db, id: string, { summary, notes }: Pick<ReportRow, 'summary' | 'notes'>): Promise<void> {
  await run(db, `update progress_report set summary = $2, notes = $3::jsonb where id = $1 and state = 'draft'`, [
    id,
    summary,
    JSON.stringify(notes),
  ])
}

type Moved = {
  id: string
  act: ProgressAct | 'begin'
  state: ProgressState
  reason: string
  known: ProgressKnown | null
  by: string
  at: string
}
/** Moves a report and says who did; what is known is kept from the handing in until it is sent back. */
export async function moveReport(db: Db, { id, act, state, reason, known, by, at }: Moved): Promise<void> {
  if (act !== 'begin')
    await run(db, 'update progress_report set state = $2, known = $3::jsonb where id = $1', [
      id,
      state,
      known === null ? null : JSON.stringify(known),
    ])
  await run(db, 'insert into progress_act (id, report_id, act, state, reason, acted_by, acted_at) values ($1, $2, $3, $4, $5, $6, $7)', [
    ...[newId(), id, act, state, reason],
    ...[by, at],
  ])
}

export function listProgressActs(
  db: Db,
  id: string,
): Promise<{ id: string; act: ProgressAct | 'begin'; reason: string; actedAt: string; personId: string }[]> {
  return run(
    db,
    'select id, act, reason, acted_at as "actedAt", acted_by as "personId" from progress_act where report_id = $1 order by id',
    [id],
  )
}

export type Told = { code: string; year: number; amount: string | null; numerator: string | null; denominator: string | null }
/** What a county's returns that were approved before a moment, and are still, say of some indicators: the latest that says anything, each once. */
export function listTold(db: Db, divisionCode: string, codes: readonly string[], before: string): Promise<Told[]> {
  return run(
    db,
    `select distinct on (c.code) c.code, o.year, c.amount::text, c.numerator::text, c.denominator::text
     from county_return r join return_round o on o.id = r.round_id join return_cell c on c.return_id = r.id
     where r.division_code = $1 and c.code = any($2::text[]) and r.state = 'approved' and c.superseded_at is null
       and (select max(a.acted_at) from return_act a where a.return_id = r.id and a.act = 'approve') < $3::timestamptz
       and (c.amount is not null or c.numerator is not null and c.denominator is not null)
     order by c.code, o.year desc`,
    [divisionCode, codes, before],
  )
}
