import { type Db, run } from '../kernel/db.ts'
import type { DesignationRow } from './designation.sql.ts'

/** Everything that was recorded of a county and stands in the register, the earliest first. */
export async function listNamed(db: Db, divisionCode: string): Promise<DesignationRow[]> {
  return run(
    db,
    `select id, division_code as "divisionCode", level, stage, first_on as "firstOn", last_on as "lastOn", document_no as "documentNo"
     from county_designation where division_code = $1 and superseded_at is null order by first_on, id`,
    [divisionCode],
  )
}

/** The rows of one level that reach a day or lie after it, taken. */
export async function takeReaching(db: Db, divisionCode: string, level: string, day: string): Promise<DesignationRow[]> {
  return run(
    db,
    `select id, division_code as "divisionCode", level, stage, first_on as "firstOn", last_on as "lastOn", document_no as "documentNo"
     from county_designation where division_code = $1 and level = $2 and superseded_at is null and (last_on is null or last_on >= $3)
     order by first_on for no key update`,
    [divisionCode, level, day],
  )
}

/** The years whose returns of a county the province approved, and whether a plan of its was. */
export async function findProgress(db: Db, divisionCode: string): Promise<{ years: number[]; hasPlan: boolean }> {
  const years = await run<{ year: number }>(
    db,
    `select distinct o.year from county_return r join return_round o on o.id = r.round_id
     where r.division_code = $1 and r.state = 'approved' order by o.year`,
    [divisionCode],
  )
  const plans = await run(
    db,
    `select 1 from county_plan p join plan_version v on v.plan_id = p.id where p.division_code = $1 and v.state = 'approved' limit 1`,
    [divisionCode],
  )
  return { years: years.map(({ year }) => year), hasPlan: plans.length > 0 }
}
