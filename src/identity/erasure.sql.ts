import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { erasureOpen } from './erasure.contract.ts'

/** @throws erasure_open */
export async function insertErasureRequest(db: Db, personId: string, reasonSealed: string | null): Promise<string> {
  const id = newId()
  try {
    await db.insertInto('erasure_request').values({ id, person_id: personId, reason_sealed: reasonSealed }).execute()
  } catch (error) {
    if (constraintOf(error) === 'erasure_request_open') throw erasureOpen({})
    throw error
  }
  return id
}

/** Withdraws the person's open request. @returns whether there was one */
export async function withdrawErasureRequest(db: Db, personId: string): Promise<boolean> {
  const done =
    await sql`update erasure_request set state = 'withdrawn', decided_at = now() where person_id = ${personId} and state = 'open'`.execute(
      db,
    )
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function findLatestErasure(db: Db, personId: string) {
  return db
    .selectFrom('erasure_request')
    .select(['state', 'recorded_at as recordedAt', 'decided_at as decidedAt', 'answer_sealed as answerSealed'])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function countOpenErasures(db: Db): Promise<number> {
  return (await sql<{ count: number }>`select count(*) as count from erasure_request where state = 'open'`.execute(db)).rows[0]!.count
}

export type ErasureRow = { id: string; personId: string; loginName: string; reasonSealed: string | null; recordedAt: string }

export async function listOpenErasures(db: Db, after: string | undefined, limit: number): Promise<ErasureRow[]> {
  const found = await sql<ErasureRow>`
    select r.id, r.person_id as "personId", coalesce(v.login_name, '') as "loginName", r.reason_sealed as "reasonSealed", r.recorded_at as "recordedAt"
    from erasure_request r left join person_private v on v.person_id = r.person_id
    where r.state = 'open' and (${after ?? null}::uuid is null or r.id > ${after ?? null}::uuid) order by r.id limit ${limit}`.execute(db)
  return found.rows
}

/** Takes an open request and its person. */
export async function takeErasureRequest(db: Db, id: string): Promise<{ personId: string } | undefined> {
  const found = await sql<{ personId: string }>`
    select person_id as "personId" from erasure_request where id = ${id} and state = 'open' for no key update`.execute(db)
  return found.rows[0]
}

export async function decideErasureRequest(
  db: Db,
  id: string,
  state: 'erased' | 'refused',
  decidedBy: string,
  answerSealed: string | null,
): Promise<void> {
  await sql`
    update erasure_request set state = ${state}, decided_at = now(), decided_by = ${decidedBy}, answer_sealed = ${answerSealed}::text where id = ${id}`.execute(
    db,
  )
}

/** Closes the account for good: its standing grants end and its number alone is left. */
export async function closeErased(db: Db, personId: string): Promise<void> {
  await sql`delete from one_time_link where invitation_id in (select id from invitation where accepted_by = ${personId})`.execute(db)
  await sql`update invitation set email_sealed = '', email_key = '' where accepted_by = ${personId}`.execute(db)
  await sql`update role_grant set valid_to = greatest(now(), valid_from) where person_id = ${personId} and (valid_to is null or valid_to > now())`.execute(
    db,
  )
  await sql`update person set closed_at = coalesce(closed_at, now()) where id = ${personId}`.execute(db)
  await sql`update consent set withdrawn_at = now() where (guardian_id = ${personId} or child_id = ${personId}) and withdrawn_at is null`.execute(
    db,
  )
  await sql`update minor_account set guardian_id = null, asked_at = null where guardian_id = ${personId}`.execute(db)
  await sql`update disclosure set reason_sealed = null where person_id = ${personId}`.execute(db)
  await sql`update erasure_request set reason_sealed = null where person_id = ${personId}`.execute(db)
}
