import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'

const purpose = 'case.record'
export type RecordRow = { id: string; kind: string; on: string; amount: number; text: string; recordedBy: string; recordedAt: string }

/** What was recorded with a case, in the order of its days. */
export async function listRecordRows(db: Db, caseId: string): Promise<RecordRow[]> {
  const found = await sql<RecordRow>`select id, kind, happened_on as "on", amount, text_sealed as text, recorded_by as "recordedBy",
      recorded_at as "recordedAt"
    from case_record where case_id = ${caseId} and removed_at is null order by happened_on, id`.execute(db)
  return found.rows.map((row) => ({ ...row, text: vault().open(purpose, row.text) }))
}

export type NewRecord = Omit<RecordRow, 'id' | 'recordedAt'>
export async function insertRecord(db: Db, caseId: string, row: NewRecord): Promise<void> {
  await run(
    db,
    'insert into case_record (id, case_id, kind, happened_on, amount, text_sealed, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [newId(), caseId, row.kind, row.on, row.amount, vault().seal(purpose, row.text), row.recordedBy],
  )
}

/** Takes away a wrong line of one's own. @returns whether there was one */
export async function removeRecord(db: Db, caseId: string, id: string, by: string, at: string): Promise<boolean> {
  const rows = await run(
    db,
    'update case_record set removed_at = $4 where id = $2 and case_id = $1 and recorded_by = $3 and removed_at is null returning id',
    [caseId, id, by, at],
  )
  return rows.length > 0
}

export async function removeRecordsOf(db: Db, caseId: string, kind: string, at: string): Promise<void> {
  await run(db, 'update case_record set removed_at = $3 where case_id = $1 and kind = $2 and removed_at is null', [caseId, kind, at])
}

export async function findCaseByNo(db: Db, caseNo: string): Promise<string | undefined> {
  return (await run<{ id: string }>(db, 'select id from procedure_case where case_no = $1', [caseNo]))[0]?.id
}
