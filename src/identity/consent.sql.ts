import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type ChildRow = { id: string; nameSealed: string | null; bornOnSealed: string | null }
export type ConsentRow = {
  id: string
  childId: string
  purpose: string
  purposeZh: string
  purposeEn: string
  textVersion: number
  givenAt: string
  withdrawnAt: string | null
}

/** Writes a child and its guardian's first consent together. @returns the child's id */
export async function insertChild(
  db: Db,
  child: { guardianId: string; nameSealed: string; bornOnSealed: string; purpose: string; textVersion: number },
): Promise<string> {
  const id = newId()
  const { guardianId, nameSealed, bornOnSealed, purpose, textVersion } = child
  await db.insertInto('child').values({ id, guardian_id: guardianId, name_sealed: nameSealed, born_on_sealed: bornOnSealed }).execute()
  await db
    .insertInto('consent')
    .values({ id: newId(), child_id: id, guardian_id: guardianId, purpose, text_version: textVersion })
    .execute()
  return id
}

export async function listChildRows(db: Db, guardianId: string): Promise<ChildRow[]> {
  return db
    .selectFrom('child')
    .select(['id', 'name_sealed as nameSealed', 'born_on_sealed as bornOnSealed'])
    .where('guardian_id', '=', guardianId)
    .orderBy('id')
    .execute()
}

export async function findChild(db: Db, id: string): Promise<ChildRow | undefined> {
  return db
    .selectFrom('child')
    .select(['id', 'name_sealed as nameSealed', 'born_on_sealed as bornOnSealed'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function listConsents(db: Db, guardianId: string): Promise<ConsentRow[]> {
  const found = await sql<ConsentRow>`
    select c.id, c.child_id as "childId", c.purpose, p.name_zh as "purposeZh", p.name_en as "purposeEn", c.text_version as "textVersion",
      c.given_at as "givenAt", c.withdrawn_at as "withdrawnAt"
    from consent c join purpose p on p.code = c.purpose where c.guardian_id = ${guardianId} and 'child_name' = any(p.fields) order by c.id`.execute(
    db,
  )
  return found.rows
}

/** Whether a guardian's consent to the purpose stands for this child. */
export async function findConsent(db: Db, childId: string, purpose: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('consent')
    .select('id')
    .where('child_id', '=', childId)
    .where('purpose', '=', purpose)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
}

/** Takes a standing consent of a guardian. */
export async function takeConsent(db: Db, id: string, guardianId: string): Promise<{ childId: string; purpose: string } | undefined> {
  const found = await sql<{ childId: string; purpose: string }>`
    select child_id as "childId", purpose from consent where id = ${id} and guardian_id = ${guardianId} and withdrawn_at is null for no key update`.execute(
    db,
  )
  return found.rows[0]
}

/** Ends a consent, and with the last one the child's row. @returns whether the child was erased */
export async function endConsent(db: Db, id: string, childId: string): Promise<boolean> {
  await sql`update consent set withdrawn_at = now() where id = ${id}`.execute(db)
  const erased = await sql`
    delete from child where id = ${childId} and not exists (select from consent where child_id = ${childId} and withdrawn_at is null)`.execute(
    db,
  )
  return (erased.numAffectedRows ?? 0n) > 0n
}
