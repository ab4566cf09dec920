import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { organisationsAt } from './rollup.sql.ts'

export type OrganisationName = { id: string; nameZh: string; nameEn: string; divisionCode: string | null; kind: string }

/** Organisations in a division and all below it, as known on a moment. @param prefix the division's code without the pairs of noughts at its end */
export async function listOrganisationIdsWithin(db: Db, prefix: string, asOf: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from (${organisationsAt(asOf)}) o where kind <> 'firm' and division_code like ${`${prefix}%`}`.execute(db)
  return found.rows.map((row) => row.id)
}

/** Names as known on a moment; ids that are none are left out. */
export async function listOrganisationNames(db: Db, ids: readonly string[], asOf: string): Promise<OrganisationName[]> {
  const found = await sql<OrganisationName>`
    select id, name_zh as "nameZh", name_en as "nameEn", division_code as "divisionCode", kind from (${organisationsAt(asOf)}) o where id = any(${[...ids]}::uuid[])`.execute(
    db,
  )
  return found.rows
}
