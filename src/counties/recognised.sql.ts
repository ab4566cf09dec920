import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'

export type Recognised = {
  id: string
  organisationId: string
  nameZh: string
  divisionCode: string | null
  certificateNo: string | null
  firstOn: string
}
type Asked = { kind: 'tech_sme' | 'high_tech'; on: string; asOf: string; within: string }

/** The firms recognised as something on a day, as known on a moment, each once, in the divisions whose codes begin as asked. */
export async function listRecognised(db: Db, { kind, on, asOf, within }: Asked): Promise<Recognised[]> {
  const known = (table: string) =>
    sql`${sql.ref(`${table}.recorded_at`)} <= ${asOf}::timestamptz
      and (${sql.ref(`${table}.superseded_at`)} is null or ${sql.ref(`${table}.superseded_at`)} > ${asOf}::timestamptz)`
  const rows = await sql<Recognised>`
    select s.id, o.id as "organisationId", o.name_zh as "nameZh", o.division_code as "divisionCode", s.certificate_no as "certificateNo",
      s.first_on as "firstOn"
    from report_organisation_status s join report_organisation o on o.id = s.organisation_id and ${known('o')}
    where s.kind = ${kind} and ${known('s')} and s.first_on <= ${on}::date and (s.last_on is null or s.last_on >= ${on}::date)
      and coalesce(o.division_code, '') like ${`${within}%`}
    order by s.id`.execute(db)
  return rows.rows
}

/** Whether any firm was recorded as such by a moment. */
export async function isAnyRecognised(db: Db, kind: Asked['kind'], asOf: string): Promise<boolean> {
  const rows = await sql`
    select 1 from report_organisation_status where kind = ${kind} and recorded_at <= ${asOf}::timestamptz limit 1`.execute(db)
  return rows.rows.length > 0
}
