import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type Relation, relationOverlaps, type Status, statusOverlaps, type WaitingRelation } from './status.contract.ts'

const statusColumns = [
  'id',
  'organisation_id as organisationId',
  'kind',
  'size_class as sizeClass',
  'certificate_no as certificateNo',
  'first_on as firstOn',
  'last_on as lastOn',
  'document_no as documentNo',
] as const

/** @throws status_overlaps */
export async function insertStatus(db: Db, status: Omit<Status, 'id'> & { source: string; recordedBy: string | null }): Promise<string> {
  const id = newId()
  try {
    await db
      .insertInto('organisation_status')
      .values({
        id,
        organisation_id: status.organisationId,
        kind: status.kind,
        size_class: status.sizeClass,
        certificate_no: status.certificateNo,
        first_on: status.firstOn,
        last_on: status.lastOn,
        document_no: status.documentNo,
        source: status.source,
        recorded_by: status.recordedBy,
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'organisation_status_once') throw statusOverlaps({})
    throw error
  }
  return id
}

/** Many at once. @throws status_overlaps */
export async function insertStatuses(db: Db, statuses: readonly (Omit<Status, 'id'> & { source: string })[]): Promise<void> {
  const rows = JSON.stringify(statuses.map((status) => ({ ...status, id: newId() })))
  try {
    await sql`
      insert into organisation_status (id, organisation_id, kind, size_class, certificate_no, first_on, last_on, document_no, source)
      select id, "organisationId", kind, "sizeClass", "certificateNo", "firstOn", "lastOn", "documentNo", source
      from jsonb_to_recordset(${rows}::jsonb) as s(id uuid, "organisationId" uuid, kind text, "sizeClass" text, "certificateNo" text,
        "firstOn" date, "lastOn" date, "documentNo" text, source text)`.execute(db)
  } catch (error) {
    if (constraintOf(error) === 'organisation_status_once') throw statusOverlaps({})
    throw error
  }
}

/** What stands of organisations, the latest first. */
export async function listStatusRows(db: Db, organisationIds: readonly string[]): Promise<Status[]> {
  if (organisationIds.length === 0) return []
  return db
    .selectFrom('organisation_status')
    .select(statusColumns)
    .where('organisation_id', 'in', [...organisationIds])
    .where('superseded_at', 'is', null)
    .orderBy('first_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** The organisations that are recognised as something on a day. */
export async function listRecognised(db: Db, kind: Status['kind'], day: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`select distinct organisation_id as id from organisation_status
    where kind = ${kind} and superseded_at is null and first_on <= ${day}::date and (last_on is null or last_on >= ${day}::date)`.execute(
    db,
  )
  return rows.rows.map((row) => row.id)
}

/** A status that stands, taken. */
export async function takeStatus(db: Db, id: string): Promise<Status | undefined> {
  await sql`select 1 from organisation_status where id = ${id} for no key update`.execute(db)
  return db
    .selectFrom('organisation_status')
    .select(statusColumns)
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
}

export async function supersedeStatus(db: Db, id: string, personId: string | null, reason: string): Promise<void> {
  await db
    .updateTable('organisation_status')
    .set({ superseded_at: sql<string>`now()`, superseded_by: personId, superseded_reason: reason })
    .where('id', '=', id)
    .execute()
}

const relationColumns = sql`r.id, r.organisation_id as "organisationId", r.other_id as "otherId", o.name_zh as "nameZh", o.name_en as "nameEn", r.kind,
  r.first_on as "firstOn", r.last_on as "lastOn", r.document_no as "documentNo", r.confirmed_at is not null as "isConfirmed"`
const relationSource = sql`organisation_relation r join report_organisation o on o.id = r.other_id and o.superseded_at is null`

/** @throws relation_overlaps */
export async function insertRelation(
  db: Db,
  relation: Omit<Relation, 'id' | 'nameZh' | 'nameEn'> & { declaredBy: string },
): Promise<string> {
  const id = newId()
  try {
    await db
      .insertInto('organisation_relation')
      .values({
        id,
        organisation_id: relation.organisationId,
        other_id: relation.otherId,
        kind: relation.kind,
        first_on: relation.firstOn,
        last_on: relation.lastOn,
        document_no: relation.documentNo,
        declared_by: relation.declaredBy,
        ...(relation.isConfirmed ? { confirmed_by: relation.declaredBy, confirmed_at: sql<string>`now()` } : {}),
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'organisation_relation_once') throw relationOverlaps({})
    throw error
  }
  return id
}

export async function listRelationRows(db: Db, organisationId: string): Promise<Relation[]> {
  const rows = await sql<Relation>`select ${relationColumns} from ${relationSource}
    where r.organisation_id = ${organisationId} and r.superseded_at is null order by r.first_on desc, r.id desc`.execute(db)
  return rows.rows
}

/** The organisations that are related to one on a day, whichever of the two declared it. */
export async function listRelatedIds(db: Db, organisationId: string, day: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select distinct case when organisation_id = ${organisationId} then other_id else organisation_id end as id from organisation_relation
    where superseded_at is null and ${organisationId} in (organisation_id, other_id)
      and first_on <= ${day}::date and (last_on is null or last_on >= ${day}::date)`.execute(db)
  return found.rows.map((row) => row.id)
}

/** A relation that stands, taken. */
export async function takeRelation(db: Db, id: string): Promise<Relation | undefined> {
  await sql`select 1 from organisation_relation where id = ${id} for no key update`.execute(db)
  const rows = await sql<Relation>`select ${relationColumns} from ${relationSource} where r.id = ${id} and r.superseded_at is null`.execute(
    db,
  )
  return rows.rows[0]
}

/** The relations that nobody has confirmed, of organisations whose divisions begin so. */
const waitingFrom = (patterns: readonly string[]) => sql`${relationSource}
    join report_organisation own on own.id = r.organisation_id and own.superseded_at is null
  where r.superseded_at is null and r.confirmed_at is null and coalesce(own.division_code, '') like any(${[...patterns]}::text[])`

export async function listWaitingRelationPage(
  db: Db,
  patterns: readonly string[],
  page: { after: string | undefined; limit: number },
): Promise<WaitingRelation[]> {
  const rows = await sql<WaitingRelation>`
    select ${relationColumns}, own.name_zh as "ownNameZh", own.name_en as "ownNameEn", r.recorded_at as "declaredAt" from ${waitingFrom(patterns)}
      and (${page.after ?? null}::uuid is null or r.id > ${page.after ?? null}::uuid) order by r.id limit ${page.limit}`.execute(db)
  return rows.rows
}

export async function countWaitingRelations(db: Db, patterns: readonly string[]): Promise<number> {
  return (await sql<{ count: number }>`select count(*) as count from ${waitingFrom(patterns)}`.execute(db)).rows[0]!.count
}

export async function confirmRelationRow(db: Db, id: string, personId: string): Promise<void> {
  await db
    .updateTable('organisation_relation')
    .set({ confirmed_at: sql<string>`now()`, confirmed_by: personId })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute()
}

export async function supersedeRelation(db: Db, id: string, personId: string, reason: string): Promise<void> {
  await db
    .updateTable('organisation_relation')
    .set({ superseded_at: sql<string>`now()`, superseded_by: personId, superseded_reason: reason })
    .where('id', '=', id)
    .execute()
}

/** Whether either declared the other for a day, or is part of it now, or both are of one controller or parent; organisations that merged count as one. */
export async function findAreRelated(db: Db, a: string, b: string, day: string): Promise<boolean> {
  const rows = await sql<{ found: boolean }>`
    with one as (select coalesce((select survivor_id from report_organisation_merger where organisation_id = ${a} and superseded_at is null), ${a}::uuid) as id),
      two as (select coalesce((select survivor_id from report_organisation_merger where organisation_id = ${b} and superseded_at is null), ${b}::uuid) as id),
      tie as (
        select coalesce(m.survivor_id, r.organisation_id) as x, coalesce(n.survivor_id, r.other_id) as y
        from organisation_relation r
          left join report_organisation_merger m on m.organisation_id = r.organisation_id and m.superseded_at is null
          left join report_organisation_merger n on n.organisation_id = r.other_id and n.superseded_at is null
        where r.superseded_at is null and r.first_on <= ${day}::date and (r.last_on is null or r.last_on >= ${day}::date)
        union all
        select o.id, o.parent_id from report_organisation o where o.superseded_at is null and o.parent_id is not null)
    select (select id from one) = (select id from two)
      or exists (select from tie, one, two where (x = one.id and y = two.id) or (x = two.id and y = one.id)) as found`.execute(db)
  return rows.rows[0]!.found
}
