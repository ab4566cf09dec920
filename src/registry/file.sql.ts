import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { Case } from './file.contract.ts'

/** What was asked for about an organisation, whatever it is, the latest first. */
export async function listCases(db: Db, organisationId: string): Promise<Case[]> {
  const rows = await sql<Case>`
    select id, 'registration' as kind, state, null as reason, null as "documentNo", reason as answer, recorded_at as "askedAt", decided_at as "decidedAt"
    from registration where organisation_id = ${organisationId}
    union all
    select case_id, 'registration', 'approved', null, null, null, applied_at, recorded_at
    from organisation_registration where organisation_id = ${organisationId}
    union all
    select id, 'joining', state, null, null, reason, recorded_at, decided_at from joining where organisation_id = ${organisationId}
    union all
    select id, 'change', state, reason, document_no, answer, recorded_at, decided_at
    from organisation_change where organisation_id = ${organisationId}
    union all
    select id, kind, state, reason, document_no, answer, recorded_at, decided_at
    from proposal where organisation_id = ${organisationId} or survivor_id = ${organisationId}
    order by "askedAt" desc, id desc limit 200`.execute(db)
  return rows.rows
}

export async function findContact(db: Db, organisationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('organisation_contact')
    .select('contact_sealed as sealed')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row?.sealed
}

export async function writeContact(db: Db, organisationId: string, sealed: string, recordedBy: string): Promise<void> {
  await sql`insert into organisation_contact (organisation_id, contact_sealed, recorded_by) values (${organisationId}, ${sealed}, ${recordedBy})
    on conflict (organisation_id) do update set contact_sealed = excluded.contact_sealed, recorded_by = excluded.recorded_by,
      recorded_at = now()`.execute(db)
}

export async function findAddress(db: Db, organisationId: string): Promise<string | null> {
  const row = await db
    .selectFrom('organisation_address')
    .select('address')
    .where('organisation_id', '=', organisationId)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
  return row?.address ?? null
}

/** Writes the next address of an organisation that was taken. */
export async function replaceAddress(db: Db, organisationId: string, address: string, changeId: string): Promise<void> {
  await db
    .updateTable('organisation_address')
    .set({ superseded_at: sql<string>`now()` })
    .where('organisation_id', '=', organisationId)
    .where('superseded_at', 'is', null)
    .execute()
  await db
    .insertInto('organisation_address')
    .values({ id: newId(), organisation_id: organisationId, address, change_id: changeId })
    .execute()
}
