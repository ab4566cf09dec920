import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { type ApplicationState, type Registration, registrationPending } from './registration.contract.ts'
import type { RegistrationRule } from './registration.rules.ts'

/** Brings the rules of registration to what the file says; a rule of before that is no longer in it goes. */
export async function writeRules(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await run(db, 'delete from registration_rule', [])
  for (const row of rows)
    await run(db, `insert into registration_rule (division_code, kind, decides_in, valid_from, document_no) values ($1, $2, $3, $4, $5)`, [
      row.division_code,
      row.kind,
      row.decides_in,
      row.valid_from,
      row.document_no,
    ])
}

export function listRules(db: Db): Promise<RegistrationRule[]> {
  return db
    .selectFrom('registration_rule')
    .select(['division_code as divisionCode', 'kind', 'decides_in as decidesIn', 'valid_from as validFrom'])
    .execute()
}

export type RegistrationRow = Registration & { applicantId: string; decidedBy: string | null }
const columns = [
  'id',
  'credit_code as creditCode',
  'name_zh as nameZh',
  'name_en as nameEn',
  'kind',
  'division_code as divisionCode',
  'decides_in as decidesIn',
  'state',
  'reason',
  'organisation_id as organisationId',
  'recorded_at as appliedAt',
  'decided_at as decidedAt',
  'applicant_id as applicantId',
  'decided_by as decidedBy',
] as const

type NewRegistration = Pick<RegistrationRow, 'applicantId' | 'creditCode' | 'nameZh' | 'nameEn' | 'kind' | 'divisionCode' | 'decidesIn'>

/** @throws registration_pending */
export async function insertRegistration(db: Db, one: NewRegistration & { contactSealed: string }): Promise<string> {
  const id = newId()
  try {
    await db
      .insertInto('registration')
      .values({
        id,
        applicant_id: one.applicantId,
        credit_code: one.creditCode,
        name_zh: one.nameZh,
        name_en: one.nameEn,
        kind: one.kind,
        division_code: one.divisionCode,
        decides_in: one.decidesIn,
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'registration_pending') throw registrationPending({ creditCode: one.creditCode })
    throw error
  }
  await db.insertInto('registration_contact').values({ registration_id: id, contact_sealed: one.contactSealed }).execute()
  return id
}

export function findRegistration(db: Db, id: string): Promise<RegistrationRow | undefined> {
  return db.selectFrom('registration').select(columns).where('id', '=', id).executeTakeFirst()
}

/** As findRegistration, with the row taken, so that two decisions come one after the other. */
export async function takeRegistration(db: Db, id: string): Promise<RegistrationRow | undefined> {
  await sql`select 1 from registration where id = ${id} for no key update`.execute(db)
  return findRegistration(db, id)
}

export function listRegistrationsOf(db: Db, applicantId: string): Promise<RegistrationRow[]> {
  return db.selectFrom('registration').select(columns).where('applicant_id', '=', applicantId).orderBy('id', 'desc').limit(100).execute()
}

/** Applications decided in the divisions that begin so, with how to reach the applicant, sealed. */
export async function listRegistrationPage(
  db: Db,
  patterns: readonly string[],
  page: { state: ApplicationState; after: string | undefined; limit: number },
): Promise<(RegistrationRow & { contactSealed: string | null })[]> {
  const isWaiting = page.state === 'pending'
  return db
    .selectFrom('registration')
    .leftJoin('registration_contact', 'registration_contact.registration_id', 'registration.id')
    .select([...columns, 'contact_sealed as contactSealed'])
    .where('state', '=', page.state)
    .where(sql<boolean>`decides_in like any(${[...patterns]}::text[])`)
    .$if(page.after !== undefined, (select) => select.where('id', isWaiting ? '>' : '<', page.after!))
    .orderBy('id', isWaiting ? 'asc' : 'desc')
    .limit(page.limit)
    .execute()
}

/** How many applications wait in the divisions that begin so. */
export async function countWaiting(db: Db, patterns: readonly string[]): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*) as count from registration where state = 'pending' and decides_in like any(${[...patterns]}::text[])`.execute(db)
  return rows.rows[0]!.count
}

/** Settles an application that was taken. */
export async function settleRegistration(
  db: Db,
  id: string,
  settled: { state: ApplicationState; decidedBy: string | null; reason?: string; organisationId?: string },
): Promise<void> {
  await db
    .updateTable('registration')
    .set({
      state: settled.state,
      decided_by: settled.decidedBy,
      decided_at: sql<string>`now()`,
      reason: settled.reason ?? null,
      organisation_id: settled.organisationId ?? null,
    })
    .where('id', '=', id)
    .execute()
}
