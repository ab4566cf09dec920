import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { type Indicator, type Round, roundExists } from './return.contract.ts'
import type { CellValue, FormLevel, ReturnAct, ReturnState } from './return.rules.ts'

/** Writes the dictionary as the file says; a version that was reported by is not taken out. */
export async function upsertIndicators(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into indicator select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, version integer, position integer,
      group_zh text, group_en text, title_zh text, title_en text, unit_zh text, unit_en text, definition_zh text, definition_en text, kind text,
      numerator_zh text, numerator_en text, denominator_zh text, denominator_en text, factor integer, decimals integer, is_share boolean,
      direction text, department_zh text, department_en text, basis text, figure text, valid_from date, valid_to date, carries boolean, is_optional boolean, level text)
    on conflict (code, version) do update set position = excluded.position, group_zh = excluded.group_zh, group_en = excluded.group_en,
      title_zh = excluded.title_zh, title_en = excluded.title_en, unit_zh = excluded.unit_zh, unit_en = excluded.unit_en,
      definition_zh = excluded.definition_zh, definition_en = excluded.definition_en, numerator_zh = excluded.numerator_zh,
      numerator_en = excluded.numerator_en, denominator_zh = excluded.denominator_zh, denominator_en = excluded.denominator_en,
      is_share = excluded.is_share, direction = excluded.direction, department_zh = excluded.department_zh,
      department_en = excluded.department_en, basis = excluded.basis, figure = excluded.figure, valid_to = excluded.valid_to,
      carries = excluded.carries, is_optional = excluded.is_optional, level = excluded.level
    where indicator is distinct from excluded`.execute(db)
}

const word = (name: string) =>
  sql`jsonb_build_object('zh', ${sql.ref(`i.${name}_zh`)}, 'en', ${sql.ref(`i.${name}_en`)}) as ${sql.ref(name)}`
const wordOrNone = (name: string) =>
  sql`case when ${sql.ref(`i.${name}_zh`)} is not null
    then jsonb_build_object('zh', ${sql.ref(`i.${name}_zh`)}, 'en', ${sql.ref(`i.${name}_en`)}) end as ${sql.ref(name)}`
const indicatorColumns = sql`i.code, i.version, ${word('group')}, ${word('title')}, ${word('unit')}, ${word('definition')}, i.kind,
  ${wordOrNone('numerator')}, ${wordOrNone('denominator')}, i.factor, i.decimals, i.is_share as "isShare", i.direction,
  ${word('department')}, i.basis, i.figure, i.valid_from as "validFrom", i.valid_to as "validTo", i.carries, i.is_optional as "isOptional",
  i.level`

/** The dictionary of a level: every version of every indicator, in the order of the form. */
export async function listIndicatorRows(db: Db, level: FormLevel): Promise<Indicator[]> {
  const rows = await sql<Indicator>`
    select ${indicatorColumns} from indicator i where i.level = ${level} order by i.position, i.code, i.version`.execute(db)
  return rows.rows
}

/** Takes a round, and with it all its returns. @returns whether there is one */
export async function takeRound(db: Db, id: string): Promise<boolean> {
  const rows = await sql`select 1 from return_round where id = ${id} for update`.execute(db)
  await sql`select 1 from county_return where round_id = ${id} order by id for update`.execute(db)
  return rows.rows.length > 0
}

/** Whether anybody has done anything with the returns of a round: acted, asked a department, or put in what the platform did not. */
export async function isRoundUsed(db: Db, id: string): Promise<boolean> {
  const rows = await sql<{ isUsed: boolean }>`
    select exists (select from county_return r where r.round_id = ${id} and (
      exists (select from return_act a where a.return_id = r.id) or exists (select from data_request q where q.return_id = r.id)
      or exists (select from return_evidence e where e.return_id = r.id)
      or exists (select from return_cell c where c.return_id = r.id and c.origin <> 'computed' and (c.carried_from is null or c.is_confirmed))
    )) as "isUsed"`.execute(db)
  return rows.rows[0]!.isUsed
}

/** Takes a round out with what the platform put into it. */
export async function deleteRound(db: Db, id: string): Promise<void> {
  await sql`delete from return_cell c using county_return r where r.id = c.return_id and r.round_id = ${id}`.execute(db)
  await sql`delete from county_return where round_id = ${id}`.execute(db)
  await sql`delete from return_round_indicator where round_id = ${id}`.execute(db)
  await sql`delete from return_round where id = ${id}`.execute(db)
}

export type FormLine = Indicator & { isRequired: boolean }

/** What a round asks of a level, in the order of its form. */
export async function listForm(db: Db, { roundId, level }: Pick<ReturnRow, 'roundId' | 'level'>): Promise<FormLine[]> {
  const rows = await sql<FormLine>`
    select ${indicatorColumns}, f.is_required as "isRequired" from return_round_indicator f join indicator i using (code, version)
    where f.round_id = ${roundId} and i.level = ${level} order by f.position, f.code`.execute(db)
  return rows.rows
}

const roundColumns = [
  'id',
  'year',
  'opens_on as opensOn',
  'due_on as dueOn',
  'jump_percent as jumpPercent',
  'outlier_times as outlierTimes',
] as const

export function listRounds(db: Db): Promise<Round[]> {
  return db.selectFrom('return_round').select(roundColumns).orderBy('year', 'desc').execute()
}

/**
 * Opens a round with every indicator in force at the end of its year, and a return for each division at whose level anything is asked.
 * @throws round_exists
 */
export async function insertRound(
  db: Db,
  round: Omit<Round, 'id'>,
  divisions: readonly Pick<ReturnRow, 'divisionCode' | 'level'>[],
  openedBy: string | null,
): Promise<string> {
  const id = newId()
  const { year, opensOn, dueOn, jumpPercent, outlierTimes } = round
  try {
    await sql`insert into return_round (id, year, opens_on, due_on, jump_percent, outlier_times, opened_by)
      values (${id}, ${year}, ${opensOn}, ${dueOn}, ${jumpPercent}, ${outlierTimes}, ${openedBy})`.execute(db)
  } catch (error) {
    if (constraintOf(error) === 'return_round_year') throw roundExists({})
    throw error
  }
  await sql`
    insert into return_round_indicator (round_id, code, version, position, is_required)
    select distinct on (code) ${id}::uuid, code, version, position, not is_optional from indicator
    where valid_from <= ${`${year}-12-31`}::date and (valid_to is null or valid_to >= ${`${year}-12-31`}::date)
    order by code, version desc`.execute(db)
  const rows = divisions.map((division) => ({ id: newId(), ...division }))
  await sql`
    insert into county_return (id, round_id, division_code, level, state)
    select r.id, ${id}, r."divisionCode", r.level, 'filling'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "divisionCode" text, level text)
    where exists (select from return_round_indicator f join indicator i using (code, version) where f.round_id = ${id} and i.level = r.level)`.execute(
    db,
  )
  return id
}

export type ReturnRow = { id: string; roundId: string; divisionCode: string; level: FormLevel; state: ReturnState }
const returnColumns = ['id', 'round_id as roundId', 'division_code as divisionCode', 'level', 'state'] as const

export function findReturn(db: Db, id: string): Promise<ReturnRow | undefined> {
  return db.selectFrom('county_return').select(returnColumns).where('id', '=', id).executeTakeFirst()
}

export async function takeReturn(db: Db, id: string): Promise<ReturnRow | undefined> {
  await sql`select 1 from county_return where id = ${id} for no key update`.execute(db)
  return findReturn(db, id)
}

export type Listed = ReturnRow & {
  requiredCount: number
  filledCount: number
  computedCount: number
  awaitedCount: number
  expectedOn: string | null
  handedInAt: string | null
  approvedAt: string | null
}

/** Returns of a round in divisions with all that lie in them, those on their way furthest last. */
export async function listReturnRows(db: Db, roundId: string, patterns: readonly string[]): Promise<Listed[]> {
  const rows = await sql<Listed>`
    select r.id, r.round_id as "roundId", r.division_code as "divisionCode", r.level, r.state,
      (select count(*) from return_round_indicator f join indicator i using (code, version)
        where f.round_id = r.round_id and f.is_required and i.level = r.level) as "requiredCount",
      c.filled as "filledCount", c.computed as "computedCount", c.awaited as "awaitedCount", c.expected as "expectedOn", a.handed as "handedInAt", a.approved as "approvedAt"
    from county_return r
    cross join lateral (
      select count(*) as filled, count(*) filter (where c.origin = 'computed') as computed,
        count(*) filter (where c.vintage in ('flash', 'preliminary')) as awaited, min(c.expected_on) as expected
      from return_cell c join return_round_indicator f on f.round_id = r.round_id and f.code = c.code and f.is_required
      where c.return_id = r.id and c.superseded_at is null
        and (c.amount is not null or btrim(c.words) <> '' or (c.numerator is not null and c.denominator is not null))) c
    cross join lateral (
      select max(acted_at) filter (where act = 'hand_in' and r.state <> 'filling') as handed,
        max(acted_at) filter (where act = 'approve' and r.state = 'approved') as approved from return_act where return_id = r.id) a
    where r.round_id = ${roundId} and r.division_code like any(${[...patterns]}::text[])
    order by array_position(array['filling', 'at_city', 'at_province', 'approved'], r.state), r.division_code`.execute(db)
  return rows.rows
}

export type CellRow = CellValue & { id: string; code: string; carriedFrom: string | null; recordedAt: string }
const cellColumns = sql`c.id, c.code, c.amount::text as amount, c.numerator::text as numerator, c.denominator::text as denominator, c.words, c.vintage,
  c.origin, c.source_document as "sourceDocument", c.provider, c.explanation, c.expected_on as "expectedOn",
  c.carried_from as "carriedFrom", c.is_confirmed as "isConfirmed", c.recorded_at as "recordedAt"`

/** What stands in the cells of a return. */
export async function listCells(db: Db, returnId: string): Promise<CellRow[]> {
  const rows =
    await sql<CellRow>`select ${cellColumns} from return_cell c where c.return_id = ${returnId} and c.superseded_at is null`.execute(db)
  return rows.rows
}

/** What the platform counted last of the cells of a return, whether it stands there still or not. */
export async function listCounted(db: Db, returnId: string): Promise<Map<string, string>> {
  const rows = await sql<{ code: string; amount: string }>`
    select distinct on (code) code, amount::text from return_cell
    where return_id = ${returnId} and origin = 'computed' and amount is not null order by code, recorded_at desc, id desc`.execute(db)
  return new Map(rows.rows.map(({ code, amount }) => [code, amount]))
}

/** What stands in the cells of many returns. */
export async function listCellsOf(db: Db, returnIds: readonly string[]): Promise<(CellRow & { returnId: string })[]> {
  const rows = await sql<CellRow & { returnId: string }>`
    select ${cellColumns}, c.return_id as "returnId" from return_cell c
    where c.return_id = any(${[...returnIds]}::uuid[]) and c.superseded_at is null`.execute(db)
  return rows.rows
}

/** What stands in the cells of the other returns of its level in a round, and in those of the county for the year before. */
export async function listCompared(
  db: Db,
  { id, roundId, divisionCode, level }: ReturnRow,
  year: number,
): Promise<(CellRow & { isOwn: boolean })[]> {
  const rows = await sql<CellRow & { isOwn: boolean }>`
    select ${cellColumns}, r.round_id <> ${roundId} as "isOwn"
    from return_cell c join county_return r on r.id = c.return_id join return_round o on o.id = r.round_id
    where c.superseded_at is null and ((r.round_id = ${roundId} and r.level = ${level} and r.id <> ${id}) or (o.year = ${year - 1} and r.division_code = ${divisionCode}))`.execute(
    db,
  )
  return rows.rows
}

export type NewCell = Omit<CellRow, 'id' | 'recordedAt'> & { returnId: string }

/** Puts cells in the place of what stands there. */
export async function replaceCells(db: Db, cells: readonly NewCell[], personId: string | null): Promise<void> {
  if (cells.length === 0) return
  const rows = JSON.stringify(cells.map((cell) => ({ ...cell, id: newId() })))
  await sql`
    update return_cell c set superseded_at = now(), superseded_by = ${personId}::uuid
    from jsonb_to_recordset(${rows}::jsonb) as n("returnId" uuid, code text)
    where c.return_id = n."returnId" and c.code = n.code and c.superseded_at is null`.execute(db)
  await sql`
    insert into return_cell (id, return_id, code, amount, numerator, denominator, words, vintage, origin, source_document, provider, explanation,
      expected_on, carried_from, is_confirmed, recorded_by)
    select id, "returnId", code, amount::numeric, numerator::numeric, denominator::numeric, words, vintage, origin, "sourceDocument", provider,
      explanation, "expectedOn", "carriedFrom", "isConfirmed", ${personId}::uuid
    from jsonb_to_recordset(${rows}::jsonb) as n(id uuid, "returnId" uuid, code text, amount text, numerator text, denominator text, words text,
      vintage text, origin text, "sourceDocument" text, provider text, explanation text, "expectedOn" date, "carriedFrom" uuid, "isConfirmed" boolean)`.execute(
    db,
  )
}

type ActRow = { returnId: string; act: ReturnAct; state: ReturnState; reason: string; personId: string; actedAt: string }

/** Acts that were done earlier, in their order, and where the returns stand after them. */
export async function insertActs(db: Db, acts: readonly ActRow[], states: readonly { id: string; state: ReturnState }[]): Promise<void> {
  await sql`
    insert into return_act (id, return_id, act, state, reason, acted_by, acted_at)
    select id, "returnId", act, state, reason, "personId", "actedAt"
    from jsonb_to_recordset(${JSON.stringify(acts.map((act) => ({ ...act, id: newId() })))}::jsonb) as a(id uuid, "returnId" uuid, act text,
      state text, reason text, "personId" uuid, "actedAt" timestamptz)`.execute(db)
  await sql`
    update county_return r set state = n.state from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as n(id uuid, state text)
    where r.id = n.id`.execute(db)
}

export type Remark = { code: string; reason: string }

export async function moveReturn(
  db: Db,
  moved: { id: string; act: ReturnAct; state: ReturnState; reason: string; personId: string; remarks: readonly Remark[] },
): Promise<void> {
  const { id, act, state, reason, personId, remarks } = moved
  const actId = newId()
  await db.updateTable('county_return').set({ state }).where('id', '=', id).execute()
  await db.insertInto('return_act').values({ id: actId, return_id: id, act, state, reason, acted_by: personId }).execute()
  const rows = remarks.map((remark) => ({ act_id: actId, ...remark }))
  if (rows.length > 0) await db.insertInto('return_remark').values(rows).execute()
}

/** What was said of single cells, act by act. */
export async function listRemarks(db: Db, returnId: string): Promise<(Remark & { actId: string })[]> {
  return db
    .selectFrom('return_remark')
    .innerJoin('return_act', 'return_act.id', 'return_remark.act_id')
    .select(['return_remark.act_id as actId', 'return_remark.code', 'return_remark.reason'])
    .where('return_act.return_id', '=', returnId)
    .orderBy('return_remark.code')
    .execute()
}

export function listActs(db: Db, returnId: string) {
  return db
    .selectFrom('return_act')
    .select(['id', 'act', 'state', 'reason', 'acted_by as personId', 'acted_at as actedAt'])
    .where('return_id', '=', returnId)
    .orderBy('id', 'desc')
    .execute()
}
