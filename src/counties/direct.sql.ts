import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { directAlready, directDaysWrong } from './direct.contract.ts'

export type DirectRow = { id: string; divisionCode: string; firstOn: string; lastOn: string | null; documentNo: string }

/** What is recorded of some divisions, the latest first. */
export function listDirect(db: Db, patterns: readonly string[]): Promise<DirectRow[]> {
  return run(
    db,
    `select id, division_code as "divisionCode", first_on as "firstOn", last_on as "lastOn", document_no as "documentNo"
     from direct_reporting where division_code like any($1::text[]) order by first_on desc, id desc`,
    [patterns],
  )
}

/** Whether a county reports directly on a day. */
export async function isDirectOn(db: Db, divisionCode: string, on: string): Promise<boolean> {
  const rows = await run(
    db,
    `select 1 from direct_reporting where division_code = $1 and first_on <= $2::date and (last_on is null or last_on >= $2::date)`,
    [divisionCode, on],
  )
  return rows.length > 0
}

/** @throws direct_already, direct_days_wrong */
export async function insertDirect(db: Db, row: Omit<DirectRow, 'id'>, personId: string): Promise<void> {
  const { divisionCode, firstOn, lastOn, documentNo } = row
  try {
    await run(
      db,
      `insert into direct_reporting (id, division_code, first_on, last_on, document_no, recorded_by) values ($1, $2, $3, $4, $5, $6)`,
      [newId(), divisionCode, firstOn, lastOn, documentNo, personId],
    )
  } catch (error) {
    if (constraintOf(error) === 'direct_reporting_once') throw directAlready({})
    if (constraintOf(error) === 'direct_reporting_days') throw directDaysWrong({})
    throw error
  }
}

/** Sets the last day of what is recorded. @returns whether there is such a row within the patterns @throws direct_already, direct_days_wrong */
export async function endDirect(db: Db, id: string, lastOn: string, patterns: readonly string[]): Promise<boolean> {
  try {
    const rows = await run(
      db,
      `update direct_reporting set last_on = $2 where id = $1 and division_code like any($3::text[]) returning id`,
      [id, lastOn, patterns],
    )
    return rows.length > 0
  } catch (error) {
    if (constraintOf(error) === 'direct_reporting_once') throw directAlready({})
    if (constraintOf(error) === 'direct_reporting_days') throw directDaysWrong({})
    throw error
  }
}
