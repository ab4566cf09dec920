import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { openName } from './name.sql.ts'

export type AccountRow = {
  id: string
  loginName: string
  displayName: string
  isExample: boolean
  closedAt: string | null
  grants: { role: string; organisationId: string | null; organisation: string | null; divisionCode: string | null }[]
}

/** Accounts by login name with their standing grants; all of them, or the one of a name. */
export async function listAccountRows(db: Db, loginName: string | null): Promise<AccountRow[]> {
  const found = await sql<AccountRow>`
    select p.id, v.login_name as "loginName", v.name_sealed as "displayName", p.is_example as "isExample", p.closed_at as "closedAt",
      coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'organisationId', g.organisation_id, 'organisation', o.name_zh,
          'divisionCode', g.division_code) order by g.id)
        from role_grant g left join organisation_version o on o.organisation_id = g.organisation_id and o.superseded_at is null
        where g.person_id = p.id and (g.valid_to is null or g.valid_to > now())), '[]') as grants
    from person p join person_private v on v.person_id = p.id
    where ${loginName}::text is null or v.login_name = ${loginName}::text order by v.login_name`.execute(db)
  return found.rows.map((row) => ({ ...row, displayName: openName(row.displayName) }))
}

/** Ends every session of a person: what the old password opened is closed with it. @returns how many there were. */
export async function endSessionsOf(db: Db, personId: string): Promise<number> {
  const ended = await db
    .updateTable('session')
    .set({ ended_at: sql<string>`now()` })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

export async function closePerson(db: Db, personId: string): Promise<void> {
  await db.updateTable('person').set({ closed_at: sql<string>`now()` }).where('id', '=', personId).where('closed_at', 'is', null).execute()
}
