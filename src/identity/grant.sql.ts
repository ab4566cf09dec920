import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { adminsApart, type Grant, type Role } from './grant.contract.ts'
import type { RoleFacts } from './grant.rules.ts'
import { openName } from './name.sql.ts'

/** A grant as a request needs it: what, for whom. The dates were looked at already. */
export type StandingGrant = {
  role: string
  organisationId: string | null
  divisionCode: string | null
  instrumentGroupId: string | null
  matterCode: string | null
}
export type NewGrant = StandingGrant & {
  personId: string
  kind: RoleFacts['kind']
  grantedBy: string | null
  validFrom: string | null
  validTo: string | null
}

const stands = sql<boolean>`valid_from <= now() and (valid_to is null or valid_to > now())`

/** Brings the table of roles to what the file says; a role that is no longer in it stays as long as somebody was granted it. */
export async function writeRoles(db: Db, rows: readonly SeedRow[]): Promise<void> {
  for (const [sort, row] of rows.entries())
    await run(
      db,
      `insert into role (code, name_zh, name_en, kind, scope, is_staff, sort) values ($1, $2, $3, $4, $5, $6 = 'yes', $7)
       on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, kind = excluded.kind, scope = excluded.scope,
         is_staff = excluded.is_staff, sort = excluded.sort`,
      [row.code, row.name_zh, row.name_en, row.kind, row.scope, row.is_staff, sort],
    )
  const codes = rows.map((row) => row.code)
  await run(db, 'delete from role where code <> all($1::text[]) and not exists (select from role_grant g where g.role = role.code)', [
    codes,
  ])
}

/** Brings what each role permits to what the file says. */
export async function writeRolePermissions(db: Db, rows: readonly SeedRow[]): Promise<void> {
  const pairs = rows.flatMap((row) => (row.permissions?.split(' ') ?? []).map((permission) => [row.role, permission] as const))
  const values = [pairs.map(([role]) => role), pairs.map(([, permission]) => permission)]
  await run(db, 'delete from role_permission where (role, permission) not in (select * from unnest($1::text[], $2::text[]))', values)
  await run(
    db,
    'insert into role_permission (role, permission) select * from unnest($1::text[], $2::text[]) on conflict do nothing',
    values,
  )
}

/** Every role with what it permits, in the order of the table. */
export async function listRoleRows(db: Db): Promise<Role[]> {
  const rows = await sql<Role>`
    select r.code, r.name_zh as "nameZh", r.name_en as "nameEn", r.kind, r.scope, r.is_staff as "isStaff",
      coalesce((select array_agg(p.permission order by p.permission) from role_permission p where p.role = r.code), '{}') as permissions
    from role r order by r.sort, r.code`.execute(db)
  return rows.rows
}

/** @throws admins_apart */
export async function insertGrant(db: Db, grant: NewGrant): Promise<string> {
  const id = newId()
  try {
    await db
      .insertInto('role_grant')
      .values({
        id,
        person_id: grant.personId,
        role: grant.role,
        kind: grant.kind,
        organisation_id: grant.organisationId,
        division_code: grant.divisionCode,
        instrument_group_id: grant.instrumentGroupId,
        matter_code: grant.matterCode,
        granted_by: grant.grantedBy,
        ...(grant.validFrom ? { valid_from: grant.validFrom } : {}),
        valid_to: grant.validTo,
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'role_grant_three_apart') throw adminsApart({})
    throw error
  }
  return id
}

/** The grants of a person that stand now. */
export async function listStandingGrants(db: Db, personId: string): Promise<StandingGrant[]> {
  return db
    .selectFrom('role_grant')
    .select([
      'role',
      'organisation_id as organisationId',
      'division_code as divisionCode',
      'instrument_group_id as instrumentGroupId',
      'matter_code as matterCode',
    ])
    .where('person_id', '=', personId)
    .where(stands)
    .orderBy('id')
    .execute()
}

/** The grants that stand for a scope: a division itself, not what lies in it, or an organisation. */
export async function listGrantsFor(
  db: Db,
  scope: { divisionCode: string } | { organisationId: string },
): Promise<(StandingGrant & { personId: string })[]> {
  const column = 'divisionCode' in scope ? ('division_code' as const) : ('organisation_id' as const)
  return db
    .selectFrom('role_grant')
    .select([
      'person_id as personId',
      'role',
      'organisation_id as organisationId',
      'division_code as divisionCode',
      'instrument_group_id as instrumentGroupId',
      'matter_code as matterCode',
    ])
    .where(column, '=', 'divisionCode' in scope ? scope.divisionCode : scope.organisationId)
    .where(stands)
    .orderBy('id')
    .limit(2_000)
    .execute()
}

/** The kinds of roles a person holds or will hold at some time between two moments; no end means for good. */
export async function listHeldKinds(db: Db, personId: string, from: string | null, to: string | null): Promise<RoleFacts['kind'][]> {
  const rows = await sql<{ kind: RoleFacts['kind'] }>`
    select distinct kind from role_grant where person_id = ${personId}
      and tstzrange(valid_from, valid_to) && tstzrange(coalesce(${from}::timestamptz, now()), ${to}::timestamptz)`.execute(db)
  return rows.rows.map((row) => row.kind)
}

type GrantFilter = {
  personId?: string | undefined
  personIds?: readonly string[]
  organisationId?: string | undefined
  isStanding: boolean
}

/** Grants of an organisation or of a person within the reader's scopes, the newest first, names of people included. */
export async function listGrantRows(
  db: Db,
  scopes: { organisationIds: string[]; divisionPatterns: string[] },
  filter: GrantFilter & { after: string | undefined; limit: number },
): Promise<Grant[]> {
  const rows = await sql<Grant>`
    select g.id, g.person_id as "personId", coalesce(v.name_sealed, '') as "displayName", coalesce(v.login_name, '') as "loginName", g.role,
      g.organisation_id as "organisationId", o.name_zh as "organisationZh", o.name_en as "organisationEn", g.division_code as "divisionCode",
      g.matter_code as "matterCode", g.instrument_group_id as "instrumentGroupId", g.valid_from as "validFrom", g.valid_to as "validTo",
      g.end_reason as "endReason"
    from role_grant g left join person_private v on v.person_id = g.person_id
      left join report_organisation o on o.id = g.organisation_id and o.superseded_at is null
    where (g.organisation_id = any(${scopes.organisationIds}::uuid[]) or g.division_code like any(${scopes.divisionPatterns}::text[])
        or (g.organisation_id is not null and coalesce(o.division_code, '') like any(${scopes.divisionPatterns}::text[]))
        or (g.organisation_id is null and g.division_code is null and cardinality(${scopes.divisionPatterns}::text[]) > 0))
      and (${filter.personId ?? null}::uuid is null or g.person_id = ${filter.personId ?? null}::uuid)
      and (${filter.personIds === undefined}::boolean or g.person_id = any(${[...(filter.personIds ?? [])]}::uuid[]))
      and (${filter.organisationId ?? null}::uuid is null or g.organisation_id = ${filter.organisationId ?? null}::uuid)
      and (not ${filter.isStanding}::boolean or g.valid_to is null or g.valid_to > now())
      and (${filter.after ?? null}::uuid is null or g.id < ${filter.after ?? null}::uuid)
    order by g.id desc limit ${filter.limit}`.execute(db)
  return rows.rows.map((row) => ({ ...row, displayName: openName(row.displayName) }))
}

/** A grant that has not ended, taken for writing. */
export async function takeGrant(
  db: Db,
  id: string,
): Promise<(StandingGrant & { id: string; personId: string; kind: RoleFacts['kind'] }) | undefined> {
  const rows = await sql<StandingGrant & { id: string; personId: string; kind: RoleFacts['kind'] }>`
    select id, person_id as "personId", kind, role, organisation_id as "organisationId", division_code as "divisionCode",
      instrument_group_id as "instrumentGroupId", matter_code as "matterCode"
    from role_grant where id = ${id} and (valid_to is null or valid_to > now()) for no key update`.execute(db)
  return rows.rows[0]
}

/** Ends a grant now; one that was to begin later never begins. */
export async function endGrant(db: Db, id: string, { endedBy, reason }: { endedBy: string; reason: string }): Promise<void> {
  await sql`update role_grant set valid_to = greatest(now(), valid_from), ended_by = ${endedBy}, end_reason = ${reason} where id = ${id}`.execute(
    db,
  )
}

export type PersonRow = { personId: string; displayName: string; loginName: string }

/** People whose user name begins so, in the order of their user names: all, or those who have or had a role for an organisation. */
export async function listPersonRows(
  db: Db,
  knownTo: readonly string[] | null,
  page: { query: string; after: string | undefined; limit: number },
): Promise<PersonRow[]> {
  const pattern = `${page.query.replace(/[%_\\]/g, '\\$&')}%`
  const rows = await sql<PersonRow>`
    select v.person_id as "personId", coalesce(v.name_sealed, '') as "displayName", v.login_name as "loginName"
    from person p join person_private v on v.person_id = p.id
    where p.closed_at is null and v.login_name ilike ${pattern}
      and (${knownTo === null}::boolean or exists (
        select from role_grant g where g.person_id = p.id and g.organisation_id = any(${[...(knownTo ?? [])]}::uuid[])))
      and (${page.after ?? null}::text is null or v.login_name > ${page.after ?? null}::text)
    order by v.login_name limit ${page.limit}`.execute(db)
  return rows.rows.map((row) => ({ ...row, displayName: openName(row.displayName) }))
}

/** Ends the standing grants of a role, within one scope or in all. @returns how many there were. */
export async function endGrants(
  db: Db,
  personId: string,
  role: string,
  scope: { organisationId: string | null; divisionCode: string | null } | null,
): Promise<number> {
  const ended = await db
    .updateTable('role_grant')
    .set({ valid_to: sql<string>`greatest(now(), valid_from)` })
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where(sql<boolean>`(valid_to is null or valid_to > now())`)
    .$if(scope !== null, (update) =>
      update
        .where(sql<boolean>`organisation_id is not distinct from ${scope!.organisationId}::uuid`)
        .where(sql<boolean>`division_code is not distinct from ${scope!.divisionCode}::text`),
    )
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

/** Whether a person has a grant, ended or not, for an organisation: then its administrator knows them. */
export async function findIsKnownTo(db: Db, personId: string, organisationId: string): Promise<boolean> {
  const found = await db
    .selectFrom('role_grant')
    .select('id')
    .where('person_id', '=', personId)
    .where('organisation_id', '=', organisationId)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export async function findPerson(db: Db, personId: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('person').select('id').where('id', '=', personId).where('closed_at', 'is', null).executeTakeFirst()
}
