import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import type { Holder } from './matter.contract.ts'

/** Brings the list of matters to what the file says; one that somebody holds stays. */
export async function writeMatters(db: Db, rows: readonly SeedRow[]): Promise<void> {
  for (const [sort, row] of rows.entries())
    await run(
      db,
      `insert into matter (code, name_zh, name_en, sort) values ($1, $2, $3, $4)
       on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, sort = excluded.sort`,
      [row.code, row.name_zh, row.name_en, sort],
    )
}

export type Matter = { code: string; nameZh: string; nameEn: string }

export function listMatterRows(db: Db): Promise<Matter[]> {
  return db.selectFrom('matter').select(['code', 'name_zh as nameZh', 'name_en as nameEn']).orderBy('sort').execute()
}

/** Takes a matter, so that two transfers come one after the other. */
export async function takeMatter(db: Db, code: string): Promise<boolean> {
  return (await sql`select 1 from matter where code = ${code} for no key update`.execute(db)).rows.length > 0
}

/** Who held, holds and will hold a matter, or any, the latest first. */
export async function listHolderRows(db: Db, matterCode: string | null): Promise<Holder[]> {
  const rows = await sql<Holder>`
    select h.id, h.matter_code as "matterCode", h.division_code as "divisionCode", h.organisation_id as "organisationId", o.name_zh as "nameZh",
      o.name_en as "nameEn", h.office_name as "officeName", h.valid_from as "validFrom", h.valid_to as "validTo", h.document_no as "documentNo"
    from report_matter_holder h join report_organisation o on o.id = h.organisation_id and o.superseded_at is null
    where h.superseded_at is null and (${matterCode}::text is null or h.matter_code = ${matterCode}::text)
    order by h.valid_from desc, h.division_code`.execute(db)
  return rows.rows
}

export async function insertHolder(
  db: Db,
  holder: Pick<Holder, 'matterCode' | 'divisionCode' | 'organisationId' | 'officeName' | 'validFrom' | 'documentNo'> & {
    recordedBy: string
  },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('matter_holder')
    .values({
      id,
      matter_code: holder.matterCode,
      division_code: holder.divisionCode,
      organisation_id: holder.organisationId,
      office_name: holder.officeName,
      valid_from: holder.validFrom,
      document_no: holder.documentNo,
      recorded_by: holder.recordedBy,
    })
    .execute()
  return id
}
