import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { mergedAway, type Organisation } from './identity.contract.ts'

/** An organisation as it is or was: what may change of it. */
export type OrganisationFacts = {
  nameZh: string
  nameEn: string
  kind: Organisation['kind']
  divisionCode: string | null
  superiorId: string | null
  parentId: string | null
}
export type OrganisationVersion = OrganisationFacts & { id: string; recordedAt: string; supersededAt: string | null }

const columns = [
  'id',
  'name_zh as nameZh',
  'name_en as nameEn',
  'kind',
  'division_code as divisionCode',
  'superior_id as superiorId',
  'parent_id as parentId',
  'recorded_at as recordedAt',
  'superseded_at as supersededAt',
] as const

/** Takes organisations' rows in the order of their ids, so that nothing else is settled about them meanwhile. @returns those there are */
export async function takeOrganisations(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select id from organisation where id = any(${[...new Set(ids)].sort()}::uuid[]) order by id for no key update`.execute(db)
  return rows.rows.map((row) => row.id)
}

/** Every version of an organisation, the newest first. */
export function listVersions(db: Db, organisationId: string): Promise<OrganisationVersion[]> {
  return db
    .selectFrom('organisation_version')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** The version that stands. */
export function findVersion(db: Db, organisationId: string): Promise<OrganisationVersion | undefined> {
  return db
    .selectFrom('organisation_version')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
}

/** Supersedes the version that stands and writes the next one. @returns the new version's id */
export async function replaceVersion(db: Db, organisationId: string, facts: OrganisationFacts): Promise<string> {
  await db
    .updateTable('organisation_version')
    .set({ superseded_at: sql<string>`now()` })
    .where('organisation_id', '=', organisationId)
    .where('superseded_at', 'is', null)
    .execute()
  const id = newId()
  await db
    .insertInto('organisation_version')
    .values({
      id,
      organisation_id: organisationId,
      name_zh: facts.nameZh,
      name_en: facts.nameEn,
      kind: facts.kind,
      division_code: facts.divisionCode,
      superior_id: facts.superiorId,
      parent_id: facts.parentId,
    })
    .execute()
  return id
}

/** Names an organisation goes by from now on, beside those it has. */
export async function insertAliases(
  db: Db,
  organisationId: string,
  aliases: readonly { name: string; normalName: string; source: string }[],
): Promise<void> {
  for (const alias of aliases)
    await sql`insert into organisation_alias (organisation_id, name, normal_name, source)
      values (${organisationId}, ${alias.name}, ${alias.normalName}, ${alias.source}) on conflict do nothing`.execute(db)
}

export function listAliases(db: Db, organisationId: string): Promise<{ name: string; source: string }[]> {
  return db
    .selectFrom('organisation_alias')
    .select(['name', 'source'])
    .where('organisation_id', '=', organisationId)
    .orderBy('recorded_at')
    .orderBy('name')
    .execute()
}

/** Gives one organisation's names to another; the one that gave goes by none any more. */
export async function moveAliases(db: Db, from: string, to: string): Promise<void> {
  await sql`insert into organisation_alias (organisation_id, name, normal_name, source)
    select ${to}::uuid, name, normal_name, 'merger' from organisation_alias where organisation_id = ${from} on conflict do nothing`.execute(
    db,
  )
  await db.deleteFrom('organisation_alias').where('organisation_id', '=', from).execute()
}

/** Whom an organisation became part of, if it did. */
export async function findSurvivor(db: Db, organisationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('organisation_merger')
    .select('survivor_id as survivorId')
    .where('organisation_id', '=', organisationId)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
  return row?.survivorId
}

/** Says that one organisation is part of another from now on. Those it had taken in, and names settled to be it, now count as the survivor's. @throws merged_away */
export async function insertMerger(db: Db, organisationId: string, survivorId: string, decidedBy: string): Promise<void> {
  const pointing = await sql<{ id: string }>`update organisation_merger set superseded_at = now()
    where survivor_id = ${organisationId} and superseded_at is null returning organisation_id as id`.execute(db)
  try {
    for (const id of [organisationId, ...pointing.rows.map((row) => row.id)])
      await db
        .insertInto('organisation_merger')
        .values({ id: newId(), organisation_id: id, survivor_id: survivorId, decided_by: decidedBy })
        .execute()
  } catch (error) {
    if (constraintOf(error) === 'organisation_merger_current') throw mergedAway({})
    throw error
  }
  const named = await sql<{ id: string }>`update party_resolution set superseded_at = now(), undone_by = ${decidedBy}
    where organisation_id = ${organisationId} and superseded_at is null returning named_party_id as id`.execute(db)
  for (const { id } of named.rows)
    await db
      .insertInto('party_resolution')
      .values({ id: newId(), named_party_id: id, organisation_id: survivorId, decided_by: decidedBy })
      .execute()
}

type MovedGrant = { personId: string; role: string; kind: string; matterCode: string | null; validFrom: string; validTo: string | null }

/**
 * Ends the standing grants for one organisation and gives the same for another, to the same end. A grant that the person has there already is
 * not doubled, and one for a group of instruments ends with the group.
 */
export async function moveGrants(db: Db, from: string, to: string, movedBy: string): Promise<number> {
  const standing = await sql<MovedGrant>`
    select person_id as "personId", role, kind, matter_code as "matterCode", valid_from as "validFrom", valid_to as "validTo" from role_grant
    where organisation_id = ${from} and instrument_group_id is null and (valid_to is null or valid_to > now()) order by id for no key update`.execute(
    db,
  )
  await sql`update role_grant set valid_to = greatest(now(), valid_from)
    where organisation_id = ${from} and (valid_to is null or valid_to > now())`.execute(db)
  for (const row of standing.rows)
    await sql`insert into role_grant (id, person_id, role, kind, organisation_id, matter_code, granted_by, valid_from, valid_to)
      select ${newId()}::uuid, ${row.personId}::uuid, ${row.role}, ${row.kind}, ${to}::uuid, ${row.matterCode}, ${movedBy}::uuid,
        greatest(now(), ${row.validFrom}::timestamptz), ${row.validTo}::timestamptz
      where not exists (select from role_grant where person_id = ${row.personId}::uuid and role = ${row.role} and organisation_id = ${to}::uuid
        and instrument_group_id is null and valid_from <= now() and (valid_to is null or valid_to > now()))`.execute(db)
  await sql`update session set organisation_id = ${to} where organisation_id = ${from} and ended_at is null`.execute(db)
  return standing.rows.length
}

/** Organisations registered in the divisions that begin so, by name or code, a page in the order of their names. */
export async function listOrganisationPage(
  db: Db,
  filter: {
    patterns: readonly string[]
    normalQuery: string
    kind: Organisation['kind'] | undefined
    among?: readonly string[] | undefined
    after: string | undefined
    limit: number
  },
): Promise<Organisation[]> {
  const pattern = `%${filter.normalQuery.replace(/[%_\\]/g, '\\$&')}%`
  const rows = await sql<Organisation>`
    select o.id, o.name_zh as "nameZh", o.name_en as "nameEn", o.kind, o.division_code as "divisionCode", o.credit_code as "creditCode",
      o.is_example as "isExample"
    from report_organisation o
    where o.superseded_at is null and coalesce(o.division_code, '') like any(${[...filter.patterns]}::text[])
      and (${filter.kind ?? null}::text is null or o.kind = ${filter.kind ?? null}::text)
      and (${filter.among === undefined}::boolean or o.id = any(${[...(filter.among ?? [])]}::uuid[]))
      and (${filter.after ?? null}::uuid is null or o.id > ${filter.after ?? null}::uuid)
      and not exists (select from organisation_merger m where m.organisation_id = o.id and m.superseded_at is null)
      and (${filter.normalQuery} = '' or exists (
        select from organisation_alias a where a.organisation_id = o.id and a.normal_name like ${pattern})
        or lower(o.credit_code) = ${filter.normalQuery})
    order by o.id limit ${filter.limit}`.execute(db)
  return rows.rows
}
