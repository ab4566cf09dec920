import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { KeptPasskey } from '../kernel/passkey.ts'
import { passkeyTaken } from './passkey.contract.ts'

/** Keeps a challenge until it is answered or over; those that are over go. */
export async function insertChallenge(
  db: Db,
  { challenge, personId, now, expiresAt }: { challenge: string; personId: string | null; now: Date; expiresAt: Date },
): Promise<void> {
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', now.toISOString()).execute()
  await db
    .insertInto('passkey_challenge')
    .values({ id: newId(), challenge, person_id: personId, recorded_at: now.toISOString(), expires_at: expiresAt.toISOString() })
    .execute()
}

/** Uses a challenge up: it is answered once. @returns whether it was open, for this person or for nobody in particular */
export async function spendChallenge(db: Db, challenge: string, personId: string | null, now: Date): Promise<boolean> {
  const spent = await db
    .deleteFrom('passkey_challenge')
    .where('challenge', '=', challenge)
    .where('person_id', personId === null ? 'is' : '=', personId)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return spent.numDeletedRows > 0n
}

const keptColumns = ['credential_id as credentialId', 'public_key as publicKey', 'use_counter as useCounter', 'transports'] as const

export function listKeptPasskeys(db: Db, personId: string): Promise<KeptPasskey[]> {
  return db.selectFrom('passkey').select(keptColumns).where('person_id', '=', personId).execute()
}

/** @throws passkey_taken */
export async function insertPasskey(db: Db, personId: string, name: string, key: KeptPasskey, now: Date): Promise<string> {
  const id = newId()
  try {
    await db
      .insertInto('passkey')
      .values({
        id,
        person_id: personId,
        credential_id: key.credentialId,
        public_key: key.publicKey,
        use_counter: key.useCounter,
        transports: key.transports,
        name,
        recorded_at: now.toISOString(),
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'passkey_credential_key') throw passkeyTaken({})
    throw error
  }
  return id
}

/** The key with this credential id, of a person whose account is open. */
export function findPasskey(db: Db, credentialId: string): Promise<(KeptPasskey & { personId: string }) | undefined> {
  return db
    .selectFrom('passkey')
    .innerJoin('person', 'person.id', 'passkey.person_id')
    .select([...keptColumns, 'person_id as personId'])
    .where('credential_id', '=', credentialId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
}

/** Notes a use; a count that somebody else has noted meanwhile is not taken back. */
export async function updatePasskeyUse(db: Db, credentialId: string, useCounter: number, now: Date): Promise<void> {
  await db
    .updateTable('passkey')
    .set({ use_counter: useCounter, last_used_at: now.toISOString() })
    .where('credential_id', '=', credentialId)
    .where('use_counter', '<=', useCounter)
    .execute()
}

export function listPasskeys(db: Db, personId: string) {
  return db
    .selectFrom('passkey')
    .select(['id', 'name', 'recorded_at as addedAt', 'last_used_at as lastUsedAt'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
}

export async function deletePasskey(db: Db, personId: string, id: string): Promise<boolean> {
  const gone = await db.deleteFrom('passkey').where('person_id', '=', personId).where('id', '=', id).executeTakeFirst()
  return gone.numDeletedRows > 0n
}

export async function deletePasskeys(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('passkey').where('person_id', '=', personId).execute()
}
