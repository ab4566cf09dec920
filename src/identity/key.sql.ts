import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { StandingGrant } from './grant.sql.ts'
import { isHeld } from './minor.sql.ts'

const seenSeconds = 60

export async function insertKey(
  db: Db,
  key: {
    id: string
    keyHash: string
    personId: string
    organisationId: string | null
    name: string
    scopes: string[]
    now: Date
    expiresAt: string
  },
): Promise<void> {
  await db
    .insertInto('api_key')
    .values({
      id: key.id,
      key_hash: key.keyHash,
      person_id: key.personId,
      organisation_id: key.organisationId,
      name: key.name,
      scopes: key.scopes,
      recorded_at: key.now.toISOString(),
      expires_at: key.expiresAt,
    })
    .execute()
}

export function listKeys(db: Db, personId: string, now: Date) {
  return db
    .selectFrom('api_key')
    .select(['id', 'name', 'scopes', 'recorded_at as createdAt', 'expires_at as expiresAt', 'last_used_at as lastUsedAt'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .orderBy('id')
    .execute()
}

export async function revokeKey(db: Db, personId: string, id: string, now: Date): Promise<boolean> {
  const revoked = await db
    .updateTable('api_key')
    .set({ revoked_at: now.toISOString() })
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return revoked.numUpdatedRows > 0n
}

type KeyRow = {
  keyId: string
  personId: string
  organisationId: string | null
  scopes: string[]
  isUnmarked: boolean
  grants: StandingGrant[]
}

/** The key behind a hash while it holds, with its person's standing grants: it runs on every request that carries one. */
export async function findKey(db: Db, keyHash: string, now: Date): Promise<KeyRow | undefined> {
  const moment = now.toISOString()
  const rows = await sql<KeyRow>`
    select k.id as "keyId", k.person_id as "personId", k.organisation_id as "organisationId", k.scopes,
      (k.last_used_at is null or k.last_used_at <= ${moment}::timestamptz - make_interval(secs => ${seenSeconds})) as "isUnmarked",
      coalesce((select json_agg(json_build_object('role', g.role, 'organisationId', g.organisation_id, 'divisionCode', g.division_code,
          'instrumentGroupId', g.instrument_group_id, 'matterCode', g.matter_code))
        from role_grant g where g.person_id = k.person_id and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())), '[]') as grants
    from api_key k join person p on p.id = k.person_id
    where k.key_hash = ${keyHash} and k.revoked_at is null and k.expires_at > ${moment}::timestamptz and p.closed_at is null and not ${sql.raw(isHeld('k.person_id'))}`.execute(
    db,
  )
  return rows.rows[0]
}

/** Marks a key as used, at most once a minute. */
export async function markKeyUsed(db: Db, keyId: string, now: Date): Promise<void> {
  const moment = now.toISOString()
  await sql`update api_key set last_used_at = ${moment}::timestamptz where id = ${keyId}
    and (last_used_at is null or last_used_at <= ${moment}::timestamptz - make_interval(secs => ${seenSeconds}))`.execute(db)
}
