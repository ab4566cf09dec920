import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type LinkPurpose = 'invitation' | 'email' | 'password'
export type LinkTarget = { personId: string } | { invitationId: string }
type Link = { personId: string | null; invitationId: string | null }

/** Keeps the hash of a link's secret; earlier links to the same end open nothing any more. */
export async function insertLink(
  db: Db,
  link: { tokenHash: string; purpose: LinkPurpose; target: LinkTarget; now: Date; expiresAt: Date },
): Promise<void> {
  const personId = 'personId' in link.target ? link.target.personId : null
  const invitationId = 'invitationId' in link.target ? link.target.invitationId : null
  await db
    .updateTable('one_time_link')
    .set({ used_at: link.now.toISOString() })
    .where('purpose', '=', link.purpose)
    .where('used_at', 'is', null)
    .$if(personId !== null, (update) => update.where('person_id', '=', personId))
    .$if(invitationId !== null, (update) => update.where('invitation_id', '=', invitationId))
    .execute()
  await db
    .insertInto('one_time_link')
    .values({
      id: newId(),
      token_hash: link.tokenHash,
      purpose: link.purpose,
      person_id: personId,
      invitation_id: invitationId,
      recorded_at: link.now.toISOString(),
      expires_at: link.expiresAt.toISOString(),
    })
    .execute()
}

/** Where a link leads while it holds; nothing is used up by looking. */
export function findLink(db: Db, tokenHash: string, purpose: LinkPurpose, now: Date): Promise<Link | undefined> {
  return db
    .selectFrom('one_time_link')
    .select(['person_id as personId', 'invitation_id as invitationId'])
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
}

/** Uses a link up; of two who come at once one gets through. */
export function spendLink(db: Db, tokenHash: string, purpose: LinkPurpose, now: Date): Promise<Link | undefined> {
  return db
    .updateTable('one_time_link')
    .set({ used_at: now.toISOString() })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning(['person_id as personId', 'invitation_id as invitationId'])
    .executeTakeFirst()
}

/** How many letters of a purpose a person was sent since a moment. */
export async function countLinksSince(db: Db, personId: string, purpose: LinkPurpose, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('one_time_link')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('recorded_at', '>', since.toISOString())
    .executeTakeFirstOrThrow()
  return count
}
