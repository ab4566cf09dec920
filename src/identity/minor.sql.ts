import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { minorPurpose } from './minor.rules.ts'

/**
 * True in SQL of a person, by a column or a parameter, whose account rests: they are under eighteen and no guardian's consent stands.
 * Asked with every request.
 */
export const isHeld = (personId: string) => `exists (
  select from minor_account h where h.person_id = ${personId} and not exists (
    select from consent g where g.child_id = h.person_id and g.guardian_id = h.guardian_id and g.purpose = '${minorPurpose}' and g.withdrawn_at is null))`

export async function findIsHeld(db: Db, personId: string): Promise<boolean> {
  const [row] = await run<{ isHeld: boolean }>(db, `select ${isHeld('$1::uuid')} as "isHeld"`, [personId])
  return row!.isHeld
}

export type MinorRow = { personId: string; guardianId: string | null; askedAt: string | null; consentId: string | null }

/** What is known of a person as somebody under eighteen, if anything is. */
export async function findMinor(db: Db, personId: string): Promise<MinorRow | undefined> {
  const found = await sql<MinorRow>`
    select m.person_id as "personId", m.guardian_id as "guardianId", m.asked_at as "askedAt", c.id as "consentId"
    from minor_account m left join consent c on c.child_id = m.person_id and c.guardian_id = m.guardian_id and c.purpose = ${minorPurpose}
      and c.withdrawn_at is null
    where m.person_id = ${personId}`.execute(db)
  return found.rows[0]
}

/** Takes the row of somebody who asked this guardian. */
export async function takeWard(db: Db, personId: string, guardianId: string): Promise<boolean> {
  const found =
    await sql`select 1 from minor_account where person_id = ${personId} and guardian_id = ${guardianId} for no key update`.execute(db)
  return found.rows.length > 0
}

export async function insertMinor(db: Db, personId: string): Promise<void> {
  await sql`insert into minor_account (person_id) values (${personId}) on conflict do nothing`.execute(db)
}

/** The person is grown up: the account is as any other. */
export async function deleteMinor(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('minor_account').where('person_id', '=', personId).execute()
}

/** Writes down whom somebody named as their guardian, or that nobody is asked any more. */
export async function updateGuardian(db: Db, personId: string, guardianId: string | null, now: Date): Promise<void> {
  const askedAt = guardianId === null ? null : now.toISOString()
  await db.updateTable('minor_account').set({ guardian_id: guardianId, asked_at: askedAt }).where('person_id', '=', personId).execute()
}

export type WardRow = {
  personId: string
  loginName: string
  nameSealed: string
  askedAt: string
  consentId: string | null
  givenAt: string | null
  textVersion: number | null
}

/** Who named this person as their guardian, and the consent that stands. */
export async function listWardRows(db: Db, guardianId: string): Promise<WardRow[]> {
  const found = await sql<WardRow>`
    select m.person_id as "personId", v.login_name as "loginName", v.name_sealed as "nameSealed", m.asked_at as "askedAt", c.id as "consentId",
      c.given_at as "givenAt", c.text_version as "textVersion"
    from minor_account m join person_private v on v.person_id = m.person_id
      left join consent c on c.child_id = m.person_id and c.guardian_id = m.guardian_id and c.purpose = ${minorPurpose} and c.withdrawn_at is null
    where m.guardian_id = ${guardianId} order by m.asked_at, m.person_id`.execute(db)
  return found.rows
}

export async function insertWardConsent(db: Db, personId: string, guardianId: string, textVersion: number): Promise<void> {
  await sql`
    insert into consent (id, child_id, guardian_id, purpose, text_version)
    values (${newId()}, ${personId}, ${guardianId}, ${minorPurpose}, ${textVersion})
    on conflict (child_id, purpose) where withdrawn_at is null do nothing`.execute(db)
}

/** What somebody under eighteen told under a consent that no longer stands. */
export async function deleteTold(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('person_detail').where('person_id', '=', personId).execute()
}
