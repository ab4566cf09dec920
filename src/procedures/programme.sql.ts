import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type BatchRow = {
  id: string
  programmeId: string
  procedureCode: string
  programmeZh: string
  programmeEn: string
  divisionCode: string
  documentNo: string
  nameZh: string
  nameEn: string
  opensAt: string
  closesAt: string | null
  referenceOn: string | null
  quota: number | null
}
const columns = sql`b.id, b.programme_id as "programmeId", p.procedure_code as "procedureCode", p.name_zh as "programmeZh",
  p.name_en as "programmeEn", p.division_code as "divisionCode", p.document_no as "documentNo", b.name_zh as "nameZh", b.name_en as "nameEn",
  b.opens_at as "opensAt", b.closes_at as "closesAt", b.reference_on as "referenceOn", b.quota`

export async function findBatch(db: Db, id: string): Promise<BatchRow | undefined> {
  const found = await sql<BatchRow>`select ${columns} from batch b join programme p on p.id = b.programme_id where b.id = ${id}`.execute(db)
  return found.rows[0]
}

/** Takes a batch for this transaction. */
export async function takeBatch(db: Db, id: string): Promise<void> {
  await sql`select id from batch where id = ${id} for no key update`.execute(db)
}

/** The batches of a procedure, or of all, those that open last first. */
export async function listBatchRows(db: Db, procedureCode: string | null): Promise<BatchRow[]> {
  const found = await sql<BatchRow>`select ${columns} from batch b join programme p on p.id = b.programme_id
    where ${procedureCode}::text is null or p.procedure_code = ${procedureCode} order by b.opens_at desc, b.id desc limit 500`.execute(db)
  return found.rows
}

/** Whether a procedure has the programme that nobody opened, since it is taken all the year round. */
export async function hasStanding(db: Db, procedureCode: string): Promise<boolean> {
  const found = await sql`select 1 from programme where procedure_code = ${procedureCode} and recorded_by is null`.execute(db)
  return found.rows.length > 0
}

export type ProgrammeRow = { id: string; procedureCode: string; nameZh: string; nameEn: string; divisionCode: string; documentNo: string }

export async function findProgramme(db: Db, id: string): Promise<ProgrammeRow | undefined> {
  const found = await sql<ProgrammeRow>`select id, procedure_code as "procedureCode", name_zh as "nameZh", name_en as "nameEn",
    division_code as "divisionCode", document_no as "documentNo" from programme where id = ${id}`.execute(db)
  return found.rows[0]
}

export async function listProgrammeRows(db: Db): Promise<ProgrammeRow[]> {
  const found = await sql<ProgrammeRow>`select id, procedure_code as "procedureCode", name_zh as "nameZh", name_en as "nameEn",
    division_code as "divisionCode", document_no as "documentNo" from programme order by id desc limit 500`.execute(db)
  return found.rows
}

export async function insertProgramme(db: Db, programme: Omit<ProgrammeRow, 'id'> & { recordedBy: string | null }): Promise<string> {
  const id = newId()
  await db
    .insertInto('programme')
    .values({
      id,
      procedure_code: programme.procedureCode,
      name_zh: programme.nameZh,
      name_en: programme.nameEn,
      division_code: programme.divisionCode,
      document_no: programme.documentNo,
      recorded_by: programme.recordedBy,
    })
    .execute()
  return id
}

export type NewBatch = Pick<BatchRow, 'programmeId' | 'nameZh' | 'nameEn' | 'opensAt' | 'closesAt' | 'referenceOn' | 'quota'>
export async function insertBatch(db: Db, batch: NewBatch & { recordedBy: string | null }): Promise<string> {
  const id = newId()
  await db
    .insertInto('batch')
    .values({
      id,
      programme_id: batch.programmeId,
      name_zh: batch.nameZh,
      name_en: batch.nameEn,
      opens_at: batch.opensAt,
      closes_at: batch.closesAt,
      reference_on: batch.referenceOn,
      quota: batch.quota,
      recorded_by: batch.recordedBy,
    })
    .execute()
  return id
}
