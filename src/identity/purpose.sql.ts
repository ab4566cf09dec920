import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import type { Purpose } from './purpose.contract.ts'

const words = (text: string | null | undefined) => (text ?? '').split(' ').filter(Boolean)

export async function writePurposes(db: Db, rows: readonly SeedRow[]): Promise<void> {
  for (const [sort, row] of rows.entries()) {
    const keepMonths = row.keep_months ? Number(row.keep_months) : null
    const consentVersion = row.consent_version ? Number(row.consent_version) : null
    await sql`
      insert into purpose (code, name_zh, name_en, why_zh, why_en, basis_zh, basis_en, fields, keep_months, keep_zh, keep_en, is_kept_by_law,
        unmasked_for, revealed_to, consent_version, sort)
      values (${row.code}, ${row.name_zh}, ${row.name_en}, ${row.why_zh}, ${row.why_en}, ${row.basis_zh}, ${row.basis_en}, ${words(row.fields)}::text[],
        ${keepMonths}::integer, ${row.keep_zh}, ${row.keep_en}, ${row.is_kept_by_law === 'yes'}, ${words(row.unmasked_for)}::text[],
        ${words(row.revealed_to)}::text[], ${consentVersion}::integer, ${sort})
      on conflict (code) do update set (name_zh, name_en, why_zh, why_en, basis_zh, basis_en, fields, keep_months, keep_zh, keep_en, is_kept_by_law,
          unmasked_for, revealed_to, consent_version, sort)
        = (excluded.name_zh, excluded.name_en, excluded.why_zh, excluded.why_en, excluded.basis_zh, excluded.basis_en, excluded.fields,
          excluded.keep_months, excluded.keep_zh, excluded.keep_en, excluded.is_kept_by_law, excluded.unmasked_for, excluded.revealed_to,
          excluded.consent_version, excluded.sort)`.execute(db)
  }
}

export async function listPurposeRows(db: Db): Promise<Purpose[]> {
  const rows = await db.selectFrom('purpose').selectAll().orderBy('sort').execute()
  return rows.map((row) => ({
    code: row.code,
    name: { zh: row.name_zh, en: row.name_en },
    why: { zh: row.why_zh, en: row.why_en },
    basis: { zh: row.basis_zh, en: row.basis_en },
    fields: row.fields as Purpose['fields'],
    keepMonths: row.keep_months,
    keep: { zh: row.keep_zh, en: row.keep_en },
    isKeptByLaw: row.is_kept_by_law,
    unmaskedFor: row.unmasked_for,
    revealedTo: row.revealed_to,
    consentVersion: row.consent_version,
  }))
}
