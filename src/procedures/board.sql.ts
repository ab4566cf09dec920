import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'
import { sealedFor } from './case.sql.ts'

export type OnNotice = {
  id: string
  caseNo: string
  procedureCode: string
  edition: string
  subjectName: string
  organisationName: string | null
  divisionCode: string | null
  publishedAt: string
  noticeTo: string
  documentNo: string
}

/** The cases that stand on public notice on a day, the latest case first. */
export async function listOnNotice(
  db: Db,
  asked: { codes: readonly string[]; today: string; after: string | null; limit: number },
): Promise<OnNotice[]> {
  const found = await sql<OnNotice & { sealed: string | null }>`
    select c.id, c.case_no as "caseNo", c.procedure_code as "procedureCode", v.edition, s.name_sealed as sealed,
      (select o.name_zh from report_organisation o where o.id = c.organisation_id and o.superseded_at is null limit 1) as "organisationName",
      c.division_code as "divisionCode", a.acted_at as "publishedAt", a.detail ->> 'noticeTo' as "noticeTo", p.document_no as "documentNo"
    from procedure_case c
      join lateral (select acted_at, detail, from_stage from case_action where case_id = c.id and verb = 'publish' order by number desc limit 1) a on true
      join procedure_version v on v.id = c.version_id
      join batch b on b.id = c.batch_id join programme p on p.id = b.programme_id
      left join case_subject s on s.case_id = c.id
    where c.status = 'open' and c.stage = a.from_stage and a.detail ->> 'noticeTo' >= ${asked.today}
      and c.procedure_code = any(${[...asked.codes]}::text[]) and (${asked.after}::uuid is null or c.id < ${asked.after}::uuid)
    order by c.id desc limit ${asked.limit}`.execute(db)
  return found.rows.map(({ sealed, ...row }) => ({ ...row, subjectName: sealed ? vault().open(sealedFor.name, sealed) : '' }))
}
