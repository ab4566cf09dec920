import { sql } from 'kysely'
import { type Check, countedCheck } from '../kernel/check.ts'
import type { Db } from '../kernel/db.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import type { Division, ReportingUnit } from './places.contract.ts'
import { placesWords as words } from './places.words.ts'

const columns = sql`code, name_zh as "nameZh", name_en as "nameEn", level, kind, parent_code as "parentCode",
  is_national_pilot_eligible as "isNationalPilotEligible"`

export async function listDivisionsOn(db: Db, day: string): Promise<Division[]> {
  const rows = await sql<Division>`
    select ${columns} from division where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date) order by code`.execute(
    db,
  )
  return rows.rows
}

/** The division that all others lie in. */
export async function findWholeDivision(db: Db): Promise<string | null> {
  const found = await db.selectFrom('division').select('code').where('parent_code', 'is', null).orderBy('code').limit(1).executeTakeFirst()
  return found?.code ?? null
}

/** A division and those it lies in, the province first; empty for a code that is none. */
export async function listDivisionPath(db: Db, code: string): Promise<Division[]> {
  const rows = await sql<Division>`
    with recursive path as (
      select d.*, 0 as depth from division d where d.code = ${code}
      union all select p.*, path.depth + 1 from division p join path on p.code = path.parent_code
    )
    select ${columns} from path order by depth desc`.execute(db)
  return rows.rows
}

/** All codes that the division of a code has had, the oldest first; empty for a code that is none. */
export async function listDivisionLine(db: Db, code: string): Promise<DivisionInTime[]> {
  const rows = await sql<DivisionInTime>`
    with recursive line as (
      select code from division where code = ${code}
      union select case when m.old_code = line.code then m.new_code else m.old_code end
        from line join division_move m on line.code in (m.old_code, m.new_code)
    )
    select ${columns}, valid_from as "validFrom", valid_to as "validTo", source from division join line using (code) order by valid_from, code`.execute(
    db,
  )
  return rows.rows
}
export type DivisionInTime = Division & { validFrom: string; validTo: string | null; source: string }

export type CountedPlace = {
  code: string
  persons: number
  isZone: boolean
  hostCode: string | null
  nameZh: string
  nameEn: string
  countedOn: string
  source: string
  isWithinHost: boolean
}

/** What the last census up to a day counted, as known on a moment, in the order of the codes. */
export async function listCountedPlaces(db: Db, on: string, asOf: string): Promise<CountedPlace[]> {
  const rows = await sql<CountedPlace>`
    select p.place_code as code, p.persons, d.code is null as "isZone", u.division_code as "hostCode",
      coalesce(d.name_zh, u.name_zh, p.place_code) as "nameZh", coalesce(d.name_en, u.name_en, p.place_code) as "nameEn",
      p.counted_on as "countedOn", p.source, p.is_within_host as "isWithinHost"
    from population p left join division d on d.code = p.place_code left join reporting_unit u on u.code = p.place_code
    where p.recorded_at <= ${asOf}::timestamptz
      and p.counted_on = (select max(counted_on) from population where counted_on <= ${on}::date and recorded_at <= ${asOf}::timestamptz)
    order by p.place_code`.execute(db)
  return rows.rows
}

export async function listReportingUnitsOn(db: Db, day: string): Promise<ReportingUnit[]> {
  const rows = await sql<ReportingUnit>`
    select id, code, name_zh as "nameZh", name_en as "nameEn", division_code as "divisionCode", source from reporting_unit
    where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date) order by division_code, code, name_zh`.execute(db)
  return rows.rows
}

/** The days between two days, both included, that differ from Monday to Friday. */
export async function listCalendarDays(db: Db, from: string, to: string): Promise<{ day: string; isWorking: boolean }[]> {
  return db
    .selectFrom('calendar_day')
    .select(['day', 'is_working as isWorking'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
}

/** The years of which the State Council's notice is in the calendar. */
export async function listCalendarYears(db: Db): Promise<number[]> {
  const rows = await sql<{ year: number }>`
    select distinct extract(year from day)::int as year from calendar_day where not is_working order by 1`.execute(db)
  return rows.rows.map((row) => row.year)
}

/** Writes divisions as the file says; what it no longer names stays, for old data keep old codes. */
export async function upsertDivisions(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into division (code, name_zh, name_en, level, kind, parent_code, is_national_pilot_eligible, valid_from, valid_to, source)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, name_zh text, name_en text, level text, kind text,
      parent_code text, is_national_pilot_eligible boolean, valid_from date, valid_to date, source text)
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, level = excluded.level, kind = excluded.kind,
      parent_code = excluded.parent_code, is_national_pilot_eligible = excluded.is_national_pilot_eligible,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source
    where division is distinct from excluded`.execute(db)
}

export async function upsertReportingUnits(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into reporting_unit (id, code, name_zh, name_en, division_code, parent_id, valid_from, valid_to, source)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, code text, name_zh text, name_en text, division_code text,
      parent_id uuid, valid_from date, valid_to date, source text)
    on conflict (id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en,
      division_code = excluded.division_code, parent_id = excluded.parent_id, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, source = excluded.source
    where reporting_unit is distinct from excluded`.execute(db)
}

export async function upsertCalendarDays(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into calendar_day (day, is_working, name_zh, name_en, document_no)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(day date, is_working boolean, name_zh text, name_en text, document_no text)
    on conflict (day) do update set is_working = excluded.is_working, name_zh = excluded.name_zh, name_en = excluded.name_en,
      document_no = excluded.document_no
    where calendar_day is distinct from excluded`.execute(db)
}

export async function upsertDivisionMoves(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into division_move (old_code, new_code, moved_on, source)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(old_code text, new_code text, moved_on date, source text)
    on conflict (old_code, new_code) do update set moved_on = excluded.moved_on, source = excluded.source
    where division_move is distinct from excluded`.execute(db)
}

/** Writes what a census counted; a number that was printed once does not change. */
export async function insertPopulations(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into population (place_code, counted_on, persons, source, is_within_host)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(place_code text, counted_on date, persons bigint, source text, is_within_host boolean)
    on conflict do nothing`.execute(db)
}

export const placesChecks: readonly Check[] = [
  // Only a zone lies within a host.
  countedCheck(
    'population_within_zone',
    words.populationWithin,
    `select p.place_code as id, p.is_within_host and exists (select from division d where d.code = p.place_code) as is_wrong from population p`,
  ),
  // Whatever was counted lies in a division or in a zone of one, so that no total loses it.
  countedCheck(
    'population_placed',
    words.populationPlaced,
    `select p.place_code as id, not exists (select from division d where d.code = p.place_code)
      and not exists (select from reporting_unit u where u.code = p.place_code) as is_wrong
    from population p`,
  ),
]
