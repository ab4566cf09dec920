import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type Change, changePending, type WantedChange } from './change.contract.ts'
import type { ApplicationState } from './registration.contract.ts'

export type ChangeRow = Change & { askedBy: string; versionId: string | null }
const wished = (field: 'superiorId' | 'parentId') => sql`(select json_build_object('id', w.id, 'nameZh', w.name_zh, 'nameEn', w.name_en)
  from report_organisation w where w.id = (c.wanted->>${sql.lit(field)})::uuid and w.superseded_at is null)`
const columns = sql`c.id, c.organisation_id as "organisationId", o.name_zh as "nameZh", o.name_en as "nameEn", c.wanted, c.reason,
  c.document_no as "documentNo", c.decides_in as "decidesIn", c.state, c.answer, c.recorded_at as "askedAt", c.decided_at as "decidedAt",
  c.asked_by as "askedBy", c.version_id as "versionId",
  ${wished('superiorId')} as superior, ${wished('parentId')} as parent`
const source = sql`organisation_change c join report_organisation o on o.id = c.organisation_id and o.superseded_at is null`

type NewChange = { organisationId: string; askedBy: string; wanted: WantedChange; reason: string; documentNo: string; decidesIn: string }

/** @param versionId of a change that is in force at once @throws change_pending */
export async function insertChange(db: Db, change: NewChange, versionId: string | null = null): Promise<string> {
  const id = newId()
  try {
    await db
      .insertInto('organisation_change')
      .values({
        id,
        organisation_id: change.organisationId,
        asked_by: change.askedBy,
        wanted: JSON.stringify(change.wanted),
        reason: change.reason,
        document_no: change.documentNo || null,
        decides_in: change.decidesIn,
        ...(versionId
          ? { state: 'approved' as const, version_id: versionId, decided_by: change.askedBy, decided_at: sql<string>`now()` }
          : {}),
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'organisation_change_pending') throw changePending({})
    throw error
  }
  return id
}

export async function findChange(db: Db, id: string): Promise<ChangeRow | undefined> {
  return (await sql<ChangeRow>`select ${columns} from ${source} where c.id = ${id}`.execute(db)).rows[0]
}

/** As findChange, with the row taken. */
export async function takeChange(db: Db, id: string): Promise<ChangeRow | undefined> {
  await sql`select 1 from organisation_change where id = ${id} for no key update`.execute(db)
  return findChange(db, id)
}

/** The changes of an organisation, the latest first. */
export async function listChangesOf(db: Db, organisationId: string): Promise<ChangeRow[]> {
  const rows =
    await sql<ChangeRow>`select ${columns} from ${source} where c.organisation_id = ${organisationId} order by c.id desc`.execute(db)
  return rows.rows
}

export async function listChangePage(
  db: Db,
  patterns: readonly string[],
  page: { state: ApplicationState; after: string | undefined; limit: number },
): Promise<ChangeRow[]> {
  const isWaiting = page.state === 'pending'
  const order = isWaiting ? sql`c.id` : sql`c.id desc`
  const from = page.after === undefined ? sql`` : isWaiting ? sql`and c.id > ${page.after}` : sql`and c.id < ${page.after}`
  const rows = await sql<ChangeRow>`select ${columns} from ${source}
    where c.state = ${page.state} and c.decides_in like any(${[...patterns]}::text[]) ${from} order by ${order} limit ${page.limit}`.execute(
    db,
  )
  return rows.rows
}

/** How many changes wait in the divisions that begin so. */
export async function countChanges(db: Db, patterns: readonly string[]): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*) as count from organisation_change where state = 'pending' and decides_in like any(${[...patterns]}::text[])`.execute(db)
  return rows.rows[0]!.count
}

/** Those of the organisations a change of which waits. */
export async function listChanging(db: Db, organisationIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }>`select organisation_id as id from organisation_change
    where state = 'pending' and organisation_id = any(${[...organisationIds]}::uuid[])`.execute(db)
  return new Set(rows.rows.map((row) => row.id))
}

export async function settleChange(
  db: Db,
  id: string,
  settled: { state: ApplicationState; decidedBy: string | null; answer?: string; versionId?: string },
): Promise<void> {
  await db
    .updateTable('organisation_change')
    .set({
      state: settled.state,
      decided_by: settled.decidedBy,
      decided_at: sql<string>`now()`,
      answer: settled.answer || null,
      version_id: settled.versionId ?? null,
    })
    .where('id', '=', id)
    .execute()
}

export type MergerGround = { organisationId: string; survivorId: string; reason: string; documentNo: string; at: string }

export async function insertMergerGround(db: Db, one: Omit<MergerGround, 'at'> & { decidedBy: string }): Promise<void> {
  await db
    .insertInto('merger_ground')
    .values({
      organisation_id: one.organisationId,
      survivor_id: one.survivorId,
      reason: one.reason,
      document_no: one.documentNo,
      decided_by: one.decidedBy,
    })
    .execute()
}

/** What became part of an organisation, the latest first. */
export function listMergersInto(db: Db, survivorId: string): Promise<MergerGround[]> {
  return db
    .selectFrom('merger_ground')
    .select(['organisation_id as organisationId', 'survivor_id as survivorId', 'reason', 'document_no as documentNo', 'recorded_at as at'])
    .where('survivor_id', '=', survivorId)
    .orderBy('recorded_at', 'desc')
    .execute()
}

/** What waits with an organisation that becomes part of another: requests to join wait there, a change that was asked for is void. */
export async function moveWaiting(db: Db, from: string, to: string): Promise<void> {
  await sql`update organisation_change set state = 'withdrawn', decided_at = now() where organisation_id = ${from} and state = 'pending'`.execute(
    db,
  )
  await sql`update joining j set state = 'withdrawn', decided_at = now() where organisation_id = ${from} and state = 'pending'
    and exists (select from joining o where o.person_id = j.person_id and o.organisation_id = ${to} and o.state = 'pending')`.execute(db)
  await sql`update joining set organisation_id = ${to} where organisation_id = ${from} and state = 'pending'`.execute(db)
}
