import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { ProvenIdentity } from '../kernel/provider.ts'
import { identityTaken } from './provider.contract.ts'

export async function insertAttempt(
  db: Db,
  attempt: { stateHash: string; secretsSealed: string; personId: string | null; now: Date; expiresAt: Date },
): Promise<void> {
  const { now } = attempt
  await db.deleteFrom('provider_attempt').where('expires_at', '<', now.toISOString()).execute()
  await db
    .insertInto('provider_attempt')
    .values({
      id: newId(),
      state_hash: attempt.stateHash,
      secrets_sealed: attempt.secretsSealed,
      person_id: attempt.personId,
      recorded_at: now.toISOString(),
      expires_at: attempt.expiresAt.toISOString(),
    })
    .execute()
}

export function findAttempt(db: Db, stateHash: string, now: Date) {
  return db
    .selectFrom('provider_attempt')
    .select(['secrets_sealed as secretsSealed', 'person_id as personId'])
    .where('state_hash', '=', stateHash)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
}

/** Uses an attempt up. @returns whether nobody else had */
export async function spendAttempt(db: Db, stateHash: string): Promise<boolean> {
  const spent = await db.deleteFrom('provider_attempt').where('state_hash', '=', stateHash).executeTakeFirst()
  return spent.numDeletedRows > 0n
}

/** Whose identity this is; the account may be closed. */
export async function findOwner(db: Db, { issuer, subject }: ProvenIdentity): Promise<{ personId: string; isClosed: boolean } | undefined> {
  const found = await sql<{ personId: string; isClosed: boolean }>`
    select i.person_id as "personId", p.closed_at is not null as "isClosed"
    from outside_identity i join person p on p.id = i.person_id where i.issuer = ${issuer} and i.subject = ${subject}`.execute(db)
  return found.rows[0]
}

/** Links an identity, or notes a use of one that is this person's; the provider's last word on the level counts. @throws identity_taken */
export async function writeIdentity(db: Db, personId: string, identity: ProvenIdentity, now: Date): Promise<void> {
  const told = { real_name_kind: identity.realNameKind, real_name_level: identity.realNameLevel, last_used_at: now.toISOString() }
  const own = await db
    .updateTable('outside_identity')
    .set(told)
    .where('issuer', '=', identity.issuer)
    .where('subject', '=', identity.subject)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (own.numUpdatedRows > 0n) return
  try {
    await db
      .insertInto('outside_identity')
      .values({
        id: newId(),
        issuer: identity.issuer,
        subject: identity.subject,
        person_id: personId,
        recorded_at: now.toISOString(),
        ...told,
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'outside_identity_subject_key') throw identityTaken({})
    throw error
  }
}

export function listIdentities(db: Db, personId: string) {
  return db
    .selectFrom('outside_identity')
    .select([
      'id',
      'issuer',
      'real_name_kind as realNameKind',
      'real_name_level as realNameLevel',
      'recorded_at as linkedAt',
      'last_used_at as lastUsedAt',
    ])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
}

export async function deleteIdentity(db: Db, personId: string, id: string): Promise<boolean> {
  const gone = await db.deleteFrom('outside_identity').where('person_id', '=', personId).where('id', '=', id).executeTakeFirst()
  return gone.numDeletedRows > 0n
}
