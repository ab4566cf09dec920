import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'

export type IndexCell = {
  year: number
  unit: string
  isApproved: boolean
  code: string | null
  amount: number | null
  numerator: number | null
  denominator: number | null
}

/** What stood in the counties’ returns of some years on a moment: cells of those that were approved then, and those that were not, without any. */
export async function listIndexCells(
  db: Db,
  { fromYear, year, asOf }: { fromYear: number; year: number; asOf: string },
): Promise<IndexCell[]> {
  const rows = await sql<IndexCell>`
    select o.year, r.division_code as unit, coalesce(a.state = 'approved', false) as "isApproved", c.code,
      c.amount::float8 as amount, c.numerator::float8 as numerator, c.denominator::float8 as denominator
    from return_round o join county_return r on r.round_id = o.id and r.level = 'county'
    left join lateral (select state from return_act where return_id = r.id and acted_at <= ${asOf}::timestamptz order by id desc limit 1) a on true
    left join return_cell c on c.return_id = r.id and a.state = 'approved' and c.words is null and c.recorded_at <= ${asOf}::timestamptz
      and (c.superseded_at is null or c.superseded_at > ${asOf}::timestamptz)
    where o.year between ${fromYear} and ${year} and o.opened_at <= ${asOf}::timestamptz
    order by o.year, r.division_code, c.code`.execute(db)
  return rows.rows
}

export type PlannedTarget = { code: string; year: number; value: number }

/** What a county's plans that held on a day aim at from a year on, of each indicator the nearest; a later version takes an earlier one's place. */
export async function listPlannedTargets(db: Db, asked: { divisionCode: string; year: number; on: string }): Promise<PlannedTarget[]> {
  const rows = await sql<PlannedTarget>`
    select distinct on (t.code) t.code, t.year, t.value::float8 as value
    from (select distinct on (v.plan_id) v.content, v.approved_on from plan_version v join county_plan p on p.id = v.plan_id
      where p.division_code = ${asked.divisionCode} and v.state = 'approved' and v.approved_on <= ${asked.on}::date
      order by v.plan_id, v.number desc) held
    cross join lateral jsonb_to_recordset(held.content -> 'targets') as t(code text, year integer, "isBase" boolean, value text)
    where not t."isBase" and t.year >= ${asked.year}
    order by t.code, t.year, held.approved_on desc`.execute(db)
  return rows.rows
}
