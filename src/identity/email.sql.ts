import { constraintOf, type Db } from '../kernel/db.ts'
import { emailTaken } from './email.contract.ts'

type Kept = { emailSealed: string; verifiedAt: string | null }

export function findEmail(db: Db, personId: string): Promise<Kept | undefined> {
  return db
    .selectFrom('person_email')
    .select(['email_sealed as emailSealed', 'verified_at as verifiedAt'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** Keeps an address of a person, verified or not, in the place of the one before. @throws email_taken */
export async function writeEmail(
  db: Db,
  email: { personId: string; emailSealed: string; emailKey: string; verifiedAt: string | null },
): Promise<void> {
  const values = { email_sealed: email.emailSealed, email_key: email.emailKey, verified_at: email.verifiedAt }
  try {
    await db
      .insertInto('person_email')
      .values({ person_id: email.personId, ...values })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'person_email_verified') throw emailTaken({})
    throw error
  }
}

/** @throws email_taken */
export async function markEmailVerified(db: Db, personId: string, now: Date): Promise<void> {
  try {
    await db.updateTable('person_email').set({ verified_at: now.toISOString() }).where('person_id', '=', personId).execute()
  } catch (error) {
    if (constraintOf(error) === 'person_email_verified') throw emailTaken({})
    throw error
  }
}

/** The open account that has verified an address, by any of its keyed digests. */
export async function findPersonByEmail(db: Db, emailKeys: readonly string[]): Promise<string | undefined> {
  const row = await db
    .selectFrom('person_email')
    .innerJoin('person', 'person.id', 'person_email.person_id')
    .select('person_id as personId')
    .where('email_key', 'in', [...emailKeys])
    .where('verified_at', 'is not', null)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row?.personId
}
