import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type Designation, designationOverlaps } from './designation.contract.ts'

export type DesignationRow = Omit<Designation, 'nameZh' | 'nameEn' | 'parentCode'>
type Known = { on: string; asOf?: string }

const columns = [
  'id',
  'division_code as divisionCode',
  'level',
  'stage',
  'first_on as firstOn',
  'last_on as lastOn',
  'document_no as documentNo',
] as const

/** Rows that hold on a day, as they stand or as known on a moment; by level and code. */
export async function listDesignationRows(db: Db, { on, asOf }: Known): Promise<DesignationRow[]> {
  return db
    .selectFrom('county_designation')
    .select(columns)
    .where('first_on', '<=', on)
    .where((where) => where.or([where('last_on', 'is', null), where('last_on', '>=', on)]))
    .$if(asOf === undefined, (query) => query.where('superseded_at', 'is', null))
    .$if(asOf !== undefined, (query) =>
      query
        .where('recorded_at', '<=', asOf!)
        .where((where) => where.or([where('superseded_at', 'is', null), where('superseded_at', '>', asOf!)])),
    )
    .orderBy('level')
    .orderBy('division_code')
    .execute()
}

/** Whether anything was recorded at all by a moment. */
export async function isAnythingRecorded(db: Db, asOf: string): Promise<boolean> {
  return (await db.selectFrom('county_designation').select('id').where('recorded_at', '<=', asOf).limit(1).execute()).length > 0
}

/** @throws designation_overlaps */
export async function insertDesignation(db: Db, row: Omit<DesignationRow, 'id'>, recordedBy: string | null): Promise<string> {
  const id = newId()
  try {
    await db
      .insertInto('county_designation')
      .values({
        id,
        division_code: row.divisionCode,
        level: row.level,
        stage: row.stage,
        first_on: row.firstOn,
        last_on: row.lastOn,
        document_no: row.documentNo,
        recorded_by: recordedBy,
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'county_designation_once') throw designationOverlaps({})
    throw error
  }
  return id
}

/** A row that stands, taken. */
export async function takeDesignation(db: Db, id: string): Promise<DesignationRow | undefined> {
  await sql`select 1 from county_designation where id = ${id} for no key update`.execute(db)
  return db.selectFrom('county_designation').select(columns).where('id', '=', id).where('superseded_at', 'is', null).executeTakeFirst()
}

export async function supersedeDesignation(db: Db, id: string, personId: string | null, reason: string): Promise<void> {
  await db
    .updateTable('county_designation')
    .set({ superseded_at: sql<string>`now()`, superseded_by: personId, superseded_reason: reason })
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .execute()
}
