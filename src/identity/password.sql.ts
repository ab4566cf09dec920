import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type Credentials = { personId: string; loginName: string; passwordHash: string | null; isExample: boolean }

/** What an open account signs in with, by its login name or by its person. */
export function findCredentials(db: Db, by: { loginName: string } | { personId: string }): Promise<Credentials | undefined> {
  return db
    .selectFrom('person_private')
    .innerJoin('person', 'person.id', 'person_private.person_id')
    .select(['person.id as personId', 'login_name as loginName', 'password_hash as passwordHash', 'person.is_example as isExample'])
    .$if('loginName' in by, (select) => select.where('login_name', '=', (by as { loginName: string }).loginName))
    .$if('personId' in by, (select) => select.where('person.id', '=', (by as { personId: string }).personId))
    .where('closed_at', 'is', null)
    .executeTakeFirst()
}

/** The hashes of the passwords a person had before the present one, the latest first. */
export async function listEarlierPasswords(db: Db, personId: string, count: number): Promise<string[]> {
  const rows = await db
    .selectFrom('password_history')
    .select('password_hash as passwordHash')
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(count)
    .execute()
  return rows.map((row) => row.passwordHash)
}

/** Sets a password; the one before is remembered, and no more of them than `remembered`, the present one included. */
export async function replacePassword(db: Db, personId: string, passwordHash: string, remembered: number): Promise<void> {
  await sql`insert into password_history (id, person_id, password_hash)
    select ${newId()}::uuid, person_id, password_hash from person_private where person_id = ${personId} and password_hash is not null`.execute(
    db,
  )
  await db.updateTable('person_private').set({ password_hash: passwordHash }).where('person_id', '=', personId).execute()
  await sql`delete from password_history where person_id = ${personId} and id not in
    (select id from password_history where person_id = ${personId} order by id desc limit ${Math.max(remembered - 1, 0)})`.execute(db)
}

/** The same password under today's parameters; only where nobody has changed it meanwhile. */
export async function updateStaleHash(db: Db, personId: string, { stale, fresh }: { stale: string; fresh: string }): Promise<void> {
  await db
    .updateTable('person_private')
    .set({ password_hash: fresh })
    .where('person_id', '=', personId)
    .where('password_hash', '=', stale)
    .execute()
}
