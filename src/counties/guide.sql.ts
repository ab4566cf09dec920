import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { type Guide, guideClosed, guideExists, type ListedGuide } from './guide.contract.ts'

export type GroupProgress = ListedGuide['progress'][number]
export type GuideRow = Omit<Guide, 'state'> & { dueSoonDays: number; behindPoints: number; silentDays: number }

export async function upsertGuides(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into county_guide (code, kind, title_zh, title_en, document_no, source, first_on, last_on)
    select code, kind, title_zh, title_en, coalesce(document_no, ''), source, first_on, last_on
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, kind text, title_zh text, title_en text, document_no text, source text,
      first_on date, last_on date)
    on conflict (code) do update set title_zh = excluded.title_zh, title_en = excluded.title_en,
      document_no = coalesce(nullif(excluded.document_no, ''), county_guide.document_no), source = excluded.source, first_on = excluded.first_on, last_on = excluded.last_on
    where (county_guide.title_zh, county_guide.title_en, county_guide.document_no, county_guide.source, county_guide.first_on, county_guide.last_on)
      is distinct from (excluded.title_zh, excluded.title_en, coalesce(nullif(excluded.document_no, ''), county_guide.document_no), excluded.source, excluded.first_on, excluded.last_on)`.execute(
    db,
  )
}

export async function upsertGroups(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into county_guide_group (guide_code, code, position, title_zh, title_en, measures_zh, measures_en)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(guide_code text, code text, position integer, title_zh text, title_en text,
      measures_zh text, measures_en text)
    on conflict (guide_code, code) do update set position = excluded.position, title_zh = excluded.title_zh, title_en = excluded.title_en,
      measures_zh = excluded.measures_zh, measures_en = excluded.measures_en
    where county_guide_group is distinct from excluded`.execute(db)
}

/** Every programme with its groups, targets and closing, the latest first. */
export async function listGuideRows(db: Db): Promise<GuideRow[]> {
  const rows = await sql<GuideRow>`
    select g.code, g.kind, jsonb_build_object('zh', g.title_zh, 'en', g.title_en) as title, g.document_no as "documentNo", g.source,
      g.first_on as "firstOn", g.last_on as "lastOn", g.follows, g.due_soon_days as "dueSoonDays", g.behind_points as "behindPoints",
      g.silent_days as "silentDays",
      coalesce((select jsonb_agg(jsonb_build_object('code', p.code, 'title', jsonb_build_object('zh', p.title_zh, 'en', p.title_en),
        'measures', jsonb_build_object('zh', p.measures_zh, 'en', p.measures_en), 'followsCode', p.follows_code) order by p.position)
        from county_guide_group p where p.guide_code = g.code), '[]') as groups,
      coalesce((select jsonb_agg(jsonb_build_object('title', jsonb_build_object('zh', t.title_zh, 'en', t.title_en),
        'wanted', jsonb_build_object('zh', t.wanted_zh, 'en', t.wanted_en), 'source', t.source) order by t.position)
        from county_guide_target t where t.guide_code = g.code), '[]') as targets,
      (select jsonb_build_object('closedOn', c.closed_on, 'evaluation', c.evaluation, 'documentNo', c.document_no)
        from county_guide_closing c where c.guide_code = g.code) as closing
    from county_guide g order by g.first_on desc, g.kind, g.code`.execute(db)
  return rows.rows
}

type NewGuide = Omit<Guide, 'state' | 'closing'>

/** @throws guide_exists */
export async function insertGuide(db: Db, guide: NewGuide, personId: string | null): Promise<void> {
  const { code, kind, title, documentNo, source, firstOn, lastOn, follows, groups, targets } = guide
  try {
    await sql`
      insert into county_guide (code, kind, title_zh, title_en, document_no, source, first_on, last_on, follows, loaded_by)
      values (${code}, ${kind}, ${title.zh}, ${title.en}, ${documentNo}, ${source}, ${firstOn}, ${lastOn}, ${follows}, ${personId})`.execute(
      db,
    )
  } catch (error) {
    if (['county_guide_pkey', 'county_guide_followed_once'].includes(constraintOf(error) ?? '')) throw guideExists({})
    throw error
  }
  await sql`
    insert into county_guide_group (guide_code, code, position, title_zh, title_en, measures_zh, measures_en, follows_code)
    select ${code}, g->>'code', position, g->'title'->>'zh', g->'title'->>'en', g->'measures'->>'zh', g->'measures'->>'en', g->>'followsCode'
    from jsonb_array_elements(${JSON.stringify(groups)}::jsonb) with ordinality as r(g, position)`.execute(db)
  await insertTargets(db, code, targets)
}

async function insertTargets(db: Db, code: string, targets: Guide['targets']): Promise<void> {
  await sql`
    insert into county_guide_target (guide_code, position, title_zh, title_en, wanted_zh, wanted_en, source)
    select ${code}, position, t->'title'->>'zh', t->'title'->>'en', t->'wanted'->>'zh', t->'wanted'->>'en', t->>'source'
    from jsonb_array_elements(${JSON.stringify(targets)}::jsonb) with ordinality as r(t, position)`.execute(db)
}

/** Takes a programme, so that nobody else changes it meanwhile. */
export async function takeGuide(db: Db, code: string): Promise<void> {
  await sql`select 1 from county_guide where code = ${code} for no key update`.execute(db)
}

export async function replaceTargets(db: Db, code: string, documentNo: string, targets: Guide['targets']): Promise<void> {
  await sql`update county_guide set document_no = ${documentNo} where code = ${code}`.execute(db)
  await sql`delete from county_guide_target where guide_code = ${code}`.execute(db)
  await insertTargets(db, code, targets)
}

/** How far the tasks of each group are in the plans under every programme, each in the last version approved, as reported by a day. */
export async function listProgress(db: Db, on: string): Promise<(GroupProgress & { guideCode: string })[]> {
  const rows = await sql<GroupProgress & { guideCode: string }>`
    select g.guide_code as "guideCode", g.code, coalesce(f.task_count, count(t.task_key))::integer as "taskCount",
      coalesce(f.done_count, count(t.task_key) filter (where r.is_done))::integer as "doneCount", coalesce(f.finding, '') as finding
    from county_guide_group g
    left join county_guide_finding f on f.guide_code = g.guide_code and f.group_code = g.code
    left join (select distinct on (p.id) p.id, p.guide_code, v.id as version_id from county_plan p join plan_version v on v.plan_id = p.id
      where v.approved_on <= ${on}::date order by p.id, v.number desc) held on held.guide_code = g.guide_code
    left join plan_task t on t.version_id = held.version_id and t.group_code = g.code
    left join lateral (select is_done from task_report where task_key = t.task_key and plan_id = held.id and reported_on <= ${on}::date
      order by reported_on desc, id desc limit 1) r on true
    group by g.guide_code, g.code, g.position, f.task_count, f.done_count, f.finding order by g.guide_code, g.position`.execute(db)
  return rows.rows
}

/** Keeps how far each group of a programme was on the day it is closed, with what is said of it. */
export async function insertFindings(
  db: Db,
  guideCode: string,
  on: string,
  findings: readonly { code: string; finding: string }[],
): Promise<void> {
  const said = new Map(findings.map(({ code, finding }) => [code, finding]))
  const own = (await listProgress(db, on)).filter((one) => one.guideCode === guideCode)
  const rows = own.map(({ code, taskCount, doneCount }) => ({
    ...{ guide_code: guideCode, group_code: code, task_count: taskCount, done_count: doneCount, finding: said.get(code) ?? '' },
  }))
  if (rows.length > 0) await db.insertInto('county_guide_finding').values(rows).execute()
}

/** @throws guide_closed */
export async function insertClosing(db: Db, code: string, closing: NonNullable<Guide['closing']>, personId: string | null): Promise<void> {
  try {
    await db
      .insertInto('county_guide_closing')
      .values({
        guide_code: code,
        closed_on: closing.closedOn,
        evaluation: closing.evaluation,
        document_no: closing.documentNo,
        closed_by: personId,
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'county_guide_closing_pkey') throw guideClosed({})
    throw error
  }
}
