import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { sealName } from './name.sql.ts'
import type { Disclosure, IdType } from './personal.contract.ts'

export type DetailRow = {
  loginName: string
  nameSealed: string
  phoneSealed: string | null
  idType: IdType | null
  idNumberSealed: string | null
  bankAccountSealed: string | null
  emailSealed: string | null
  isEmailVerified: boolean
}

/** Everything personal that rows of this slice say of a person who is not erased. */
export async function findDetail(db: Db, personId: string): Promise<DetailRow | undefined> {
  const found = await sql<DetailRow>`
    select v.login_name as "loginName", v.name_sealed as "nameSealed", d.phone_sealed as "phoneSealed", d.id_type as "idType",
      d.id_number_sealed as "idNumberSealed", d.bank_account_sealed as "bankAccountSealed", e.email_sealed as "emailSealed",
      e.verified_at is not null as "isEmailVerified"
    from person_private v left join person_detail d on d.person_id = v.person_id left join person_email e on e.person_id = v.person_id
    where v.person_id = ${personId}`.execute(db)
  return found.rows[0]
}

export type DetailChange = {
  phone_sealed?: string | null
  phone_key?: string | null
  id_type?: IdType | null
  id_number_sealed?: string | null
  id_number_key?: string | null
  bank_account_sealed?: string | null
}

/** Takes the person's own row, so that two corrections at once go one after the other. */
export async function takeDetail(db: Db, personId: string): Promise<void> {
  await sql`select 1 from person where id = ${personId} for no key update`.execute(db)
}

export async function writeDetail(db: Db, personId: string, change: DetailChange): Promise<void> {
  await db
    .insertInto('person_detail')
    .values({ person_id: personId, ...change })
    .onConflict((on) => on.column('person_id').doUpdateSet({ ...change, recorded_at: sql<string>`now()` }))
    .execute()
}

export async function updateName(db: Db, personId: string, name: string): Promise<void> {
  await db
    .updateTable('person_private')
    .set({ name_sealed: sealName(name) })
    .where('person_id', '=', personId)
    .execute()
}

/** People whose field has one of these equality keys; at most 20. */
export async function listPeopleByKey(db: Db, column: 'phone_key' | 'id_number_key', keys: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('person_detail')
    .select('person_id')
    .where(column, 'in', [...keys])
    .orderBy('person_id')
    .limit(20)
    .execute()
  return rows.map((row) => row.person_id)
}

/** People by the address for mail that they verified. */
export async function listPeopleByEmailKey(db: Db, keys: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('person_email')
    .select('person_id')
    .where('email_key', 'in', [...keys])
    .where('verified_at', 'is not', null)
    .orderBy('person_id')
    .limit(20)
    .execute()
  return rows.map((row) => row.person_id)
}

export type PersonPlace = { organisationId: string | null; divisionCode: string | null }

/** The organisations and divisions a person has a standing role for, with where they lie; roles of the person alone lie nowhere. */
export async function listPlacesOf(db: Db, personId: string): Promise<PersonPlace[]> {
  const found = await sql<PersonPlace>`
    select distinct g.organisation_id as "organisationId", coalesce(o.division_code, g.division_code) as "divisionCode"
    from role_grant g left join report_organisation o on o.id = g.organisation_id and o.superseded_at is null
    where g.person_id = ${personId} and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
      and num_nonnulls(g.organisation_id, g.division_code) > 0`.execute(db)
  return found.rows
}

export type NewDisclosure = {
  personId: string
  seenBy: string
  organisationId: string | null
  role: string
  field: string
  purpose: string
  reasonSealed: string
}

export async function insertDisclosure(
  db: Db,
  { personId, seenBy, organisationId, role, field, purpose, reasonSealed }: NewDisclosure,
): Promise<void> {
  await db
    .insertInto('disclosure')
    .values({
      id: newId(),
      person_id: personId,
      seen_by: seenBy,
      organisation_id: organisationId,
      role,
      field,
      purpose,
      reason_sealed: reasonSealed,
    })
    .execute()
}

export type DisclosureRow = Omit<Disclosure, 'reason' | 'purpose'> & {
  reasonSealed: string | null
  purposeZh: string | null
  purposeEn: string | null
}

export async function listDisclosures(db: Db, personId: string, before: string | undefined, limit: number): Promise<DisclosureRow[]> {
  const found = await sql<DisclosureRow>`
    with seen as (
      select id, organisation_id, role, field, purpose, reason_sealed, recorded_at from disclosure where person_id = ${personId}
      union all
      select a.id, a.organisation_id, null, null, null, null, a.recorded_at from audit_record a
      where a.target_id = ${personId} and a.operation = 'getPersonalData' and a.outcome = 'read' and a.actor_id <> ${personId}
        and not exists (select from audit_record f where f.target_id = a.target_id and f.request_id = a.request_id and f.outcome <> 'read')
    )
    select d.id, d.field, p.name_zh as "purposeZh", p.name_en as "purposeEn", d.reason_sealed as "reasonSealed", coalesce(r.name_zh, d.role) as "roleZh",
      coalesce(r.name_en, d.role) as "roleEn", o.name_zh as "organisationZh", o.name_en as "organisationEn", d.recorded_at as "recordedAt"
    from seen d left join purpose p on p.code = d.purpose left join role r on r.code = d.role
      left join report_organisation o on o.id = d.organisation_id and o.superseded_at is null
    where ${before ?? null}::uuid is null or d.id < ${before ?? null}::uuid order by d.id desc limit ${limit}`.execute(db)
  return found.rows
}
