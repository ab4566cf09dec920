import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { alreadyResolved, type Organisation } from './identity.contract.ts'

export type NamedPartyRow = {
  id: string
  name: string
  normalName: string
  recordedAt: string
  organisationId: string | null
  resolvedAt: string | null
}

const columns = sql`n.id, n.name, n.normal_name as "normalName", n.recorded_at as "recordedAt", r.organisation_id as "organisationId", r.recorded_at as "resolvedAt"`
const source = sql`named_party n left join party_resolution r on r.named_party_id = n.id and r.superseded_at is null`

export async function findNamedParty(db: Db, id: string): Promise<NamedPartyRow | undefined> {
  return (await sql<NamedPartyRow>`select ${columns} from ${source} where n.id = ${id}`.execute(db)).rows[0]
}

/** Whose names somebody may see and settle: those that records of these organisations name, and of organisations in these divisions. */
export type NameScopes = { organisationIds: readonly string[]; divisionPatterns: readonly string[] }

/** Records of an institution that became part of another are the other's. */
const isWithin = ({ organisationIds, divisionPatterns }: NameScopes) => sql`exists (
    select from named_party_institution u
      left join organisation_merger m on m.organisation_id = u.institution_id and m.superseded_at is null
      join organisation_version v on v.organisation_id = coalesce(m.survivor_id, u.institution_id) and v.superseded_at is null
    where u.named_party_id = n.id and (v.organisation_id = any(${[...organisationIds]}::uuid[])
      or coalesce(v.division_code, '') like any(${[...divisionPatterns]}::text[])))`

/** Whether records within these scopes name the party. */
export async function findIsWithin(db: Db, id: string, scopes: NameScopes): Promise<boolean> {
  return (await sql`select 1 from named_party n where n.id = ${id} and ${isWithin(scopes)}`.execute(db)).rows.length > 0
}

/** Writes down that records of an institution name these parties; ids of organisations are left out. */
export async function insertNameUse(db: Db, institutionId: string, partyIds: readonly string[]): Promise<void> {
  await sql`insert into named_party_institution (institution_id, named_party_id)
    select ${institutionId}, id from named_party where id = any(${[...partyIds]}::uuid[]) order by id on conflict do nothing`.execute(db)
}

/** Takes the name's row, so that two officers settle it one after the other. */
export async function takeNamedParty(db: Db, id: string): Promise<boolean> {
  return (await sql`select 1 from named_party where id = ${id} for no key update`.execute(db)).rows.length > 0
}

export async function listNamedPartyRows(
  db: Db,
  { state, ...scopes }: NameScopes & { state: 'open' | 'resolved' },
  after: string | undefined,
  limit: number,
): Promise<NamedPartyRow[]> {
  const filter = state === 'open' ? sql`r.id is null` : sql`r.id is not null`
  const from = after ? sql`and n.id > ${after}` : sql``
  const found = await sql<NamedPartyRow>`
    select ${columns} from ${source} where ${filter} and ${isWithin(scopes)} ${from} order by n.id limit ${limit}`.execute(db)
  return found.rows
}

export async function countNamedParties(db: Db, { state, ...scopes }: NameScopes & { state: 'open' | 'resolved' }): Promise<number> {
  const filter = state === 'open' ? sql`r.id is null` : sql`r.id is not null`
  const found = await sql<{ count: number }>`select count(*) as count from ${source} where ${filter} and ${isWithin(scopes)}`.execute(db)
  return found.rows[0]!.count
}

/** Aliases that share a pair of characters with a name: what likeness is then computed for. */
export async function listAliasesLike(
  db: Db,
  pairs: readonly string[],
  limit: number,
): Promise<{ organisationId: string; normalName: string }[]> {
  if (pairs.length === 0) return []
  const patterns = pairs.map((pair) => `%${pair.replace(/[%_\\]/g, '\\$&')}%`)
  const rows = await sql<{ organisationId: string; normalName: string }>`
    select organisation_id as "organisationId", normal_name as "normalName" from organisation_alias
    where normal_name like any(${patterns}::text[])
    order by (select count(*) from unnest(${patterns}::text[]) p where normal_name like p) desc, normal_name limit ${limit}`.execute(db)
  return rows.rows
}

export async function insertResolution(db: Db, row: { namedPartyId: string; organisationId: string; decidedBy: string }): Promise<void> {
  try {
    await db
      .insertInto('party_resolution')
      .values({ id: newId(), named_party_id: row.namedPartyId, organisation_id: row.organisationId, decided_by: row.decidedBy })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'party_resolution_current') throw alreadyResolved({})
    throw error
  }
}

/** Supersedes the standing settlement; the row stays. @returns the organisation it named. */
export async function supersedeResolution(db: Db, namedPartyId: string, undoneBy: string): Promise<string | undefined> {
  const row = await db
    .updateTable('party_resolution')
    .set({ superseded_at: sql<string>`now()`, undone_by: undoneBy })
    .where('named_party_id', '=', namedPartyId)
    .where('superseded_at', 'is', null)
    .returning('organisation_id')
    .executeTakeFirst()
  return row?.organisation_id
}

/** The parties of names, made where they are new; two imports of one name meet in the unique key. @returns ids by normal name */
export async function upsertNamedParties(db: Db, names: readonly { name: string; normalName: string }[]): Promise<Map<string, string>> {
  const find = async (wanted: readonly string[]) => {
    const rows = await sql<{ id: string; normalName: string }>`
      select id, normal_name as "normalName" from named_party where normal_name = any(${[...wanted]}::text[])`.execute(db)
    return new Map(rows.rows.map((row) => [row.normalName, row.id]))
  }
  const found = await find(names.map((one) => one.normalName))
  // In the order of the key, so that two imports of the same new names wait for each other and never in a circle.
  const missing = names
    .filter((one) => !found.has(one.normalName))
    .sort((a, b) => (a.normalName < b.normalName ? -1 : 1))
    .map((one) => ({ id: newId(), name: one.name, normal_name: one.normalName }))
  if (missing.length === 0) return found
  await sql`insert into party (id, kind) select id, 'name' from json_to_recordset(${JSON.stringify(missing)}::json) as row(id uuid)`.execute(
    db,
  )
  await sql`insert into named_party (id, name, normal_name)
    select id, name, normal_name from json_to_recordset(${JSON.stringify(missing)}::json) as row(id uuid, name text, normal_name text)
    on conflict (normal_name) do nothing`.execute(db)
  for (const [normalName, id] of await find(missing.map((one) => one.normal_name))) found.set(normalName, id)
  return found
}

/** Organisations by unified social credit code. */
export async function listIdsByCreditCodes(db: Db, creditCodes: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; creditCode: string }>`
    select coalesce(m.survivor_id, o.id) as id, o.credit_code as "creditCode"
    from organisation o left join organisation_merger m on m.organisation_id = o.id and m.superseded_at is null
    where o.credit_code = any(${[...creditCodes]}::text[])`.execute(db)
  return new Map(rows.rows.map((row) => [row.creditCode, row.id]))
}

/** Organisations by the normal names they go by; more than one where namesakes are registered. */
export async function listOrganisationsByNormalNames(db: Db, normalNames: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await sql<{ normalName: string; organisationIds: string[] }>`
    select normal_name as "normalName", array_agg(organisation_id::text) as "organisationIds" from organisation_alias
    where normal_name = any(${[...normalNames]}::text[]) group by normal_name`.execute(db)
  return new Map(rows.rows.map((row) => [row.normalName, row.organisationIds]))
}

export async function listResolved(db: Db, namedPartyIds: readonly string[]): Promise<{ namedPartyId: string; organisationId: string }[]> {
  if (namedPartyIds.length === 0) return []
  return db
    .selectFrom('party_resolution')
    .select(['named_party_id as namedPartyId', 'organisation_id as organisationId'])
    .where('named_party_id', 'in', [...namedPartyIds])
    .where('superseded_at', 'is', null)
    .execute()
}

export type CustomerRow = { partyId: string; organisationId: string | null; kind: Organisation['kind'] | null; isName: boolean }

/** Who stands behind parties today. */
export async function listCustomers(db: Db, partyIds: readonly string[]): Promise<CustomerRow[]> {
  if (partyIds.length === 0) return []
  const rows = await sql<CustomerRow>`
    select p.id as "partyId", coalesce(r.organisation_id, o.id) as "organisationId", coalesce(rv.kind, ov.kind) as kind, p.kind = 'name' as "isName"
    from party p
    left join organisation o on o.id = p.id
    left join organisation_version ov on ov.organisation_id = o.id and ov.superseded_at is null
    left join report_party_resolution r on r.named_party_id = p.id and r.superseded_at is null
    left join organisation_version rv on rv.organisation_id = r.organisation_id and rv.superseded_at is null
    where p.id = any(${[...partyIds]}::uuid[])`.execute(db)
  return rows.rows
}
