import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type Group, groupNameTaken } from './group.contract.ts'

const columns = sql`g.id, g.institution_id as "institutionId", g.name_zh as "nameZh", g.name_en as "nameEn",
  coalesce((select json_agg(json_build_object('id', i.id, 'innerCode', i.inner_code, 'nameZh', v.name_zh, 'nameEn', v.name_en) order by i.inner_code)
    from instrument_group_member m join instrument i on i.id = m.instrument_id
      join instrument_version v on v.instrument_id = i.id and v.superseded_at is null
    where m.group_id = g.id and m.superseded_at is null), '[]') as instruments`

/** Groups of institutions, or of all in the divisions that begin so. */
export async function listGroupRows(db: Db, scopes: { organisationIds: readonly string[]; patterns: readonly string[] }): Promise<Group[]> {
  const rows = await sql<Group>`select ${columns} from instrument_group g
      join report_organisation o on o.id = g.institution_id and o.superseded_at is null
    where g.institution_id = any(${[...scopes.organisationIds]}::uuid[]) or coalesce(o.division_code, '') like any(${[...scopes.patterns]}::text[])
    order by g.institution_id, g.name_zh limit 1000`.execute(db)
  return rows.rows
}

export async function findGroup(db: Db, id: string): Promise<Group | undefined> {
  return (await sql<Group>`select ${columns} from instrument_group g where g.id = ${id}`.execute(db)).rows[0]
}

/** As findGroup, with the row taken. */
export async function takeGroup(db: Db, id: string): Promise<Group | undefined> {
  await sql`select 1 from instrument_group where id = ${id} for no key update`.execute(db)
  return findGroup(db, id)
}

/** @throws group_name_taken */
export async function insertGroup(db: Db, institutionId: string, { nameZh, nameEn }: { nameZh: string; nameEn: string }): Promise<string> {
  const id = newId()
  try {
    await db.insertInto('instrument_group').values({ id, institution_id: institutionId, name_zh: nameZh, name_en: nameEn }).execute()
  } catch (error) {
    if (constraintOf(error) === 'instrument_group_name_key') throw groupNameTaken({ name: nameZh })
    throw error
  }
  return id
}

export async function insertMembers(db: Db, groupId: string, instrumentIds: readonly string[]): Promise<void> {
  if (instrumentIds.length === 0) return
  const rows = instrumentIds.map((instrumentId) => ({ id: newId(), group_id: groupId, instrument_id: instrumentId }))
  await db.insertInto('instrument_group_member').values(rows).execute()
}

/** @returns whether it was in the group */
export async function supersedeMember(db: Db, groupId: string, instrumentId: string): Promise<boolean> {
  const ended = await db
    .updateTable('instrument_group_member')
    .set({ superseded_at: sql<string>`now()` })
    .where('group_id', '=', groupId)
    .where('instrument_id', '=', instrumentId)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
  return Number(ended.numUpdatedRows) > 0
}

/** The instruments that are in any of these groups now. */
export async function listMembersOf(db: Db, groupIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('instrument_group_member')
    .select('instrument_id as id')
    .distinct()
    .where('group_id', 'in', [...groupIds])
    .where('superseded_at', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

export async function listGroupIdsOf(db: Db, instrumentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('instrument_group_member')
    .select('group_id as id')
    .where('instrument_id', '=', instrumentId)
    .where('superseded_at', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}
