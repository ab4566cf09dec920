import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'

const purpose = 'case.record'
export type RecordRow = { id: string; kind: string; on: string; amount: number; text: string; recordedBy: string; recordedAt: string }
/** A line with what became of it: superseded by another, or taken away, by whom and why. */
export type TracedRow = RecordRow & { replacesId: string | null; removedAt: string | null; removedBy: string | null; reason: string }

/** What was recorded with a case, in the order of its days. */
export async function listRecordRows(db: Db, caseId: string): Promise<RecordRow[]> {
  return (await listTracedRows(db, caseId)).filter(({ removedAt }) => removedAt === null)
}

/** Every line of a case, those superseded or taken away among them, in the order of their days. */
export async function listTracedRows(db: Db, caseId: string): Promise<TracedRow[]> {
  const found = await sql<TracedRow>`select id, kind, happened_on as "on", amount, text_sealed as text, recorded_by as "recordedBy",
      recorded_at as "recordedAt", replaces_id as "replacesId", removed_at as "removedAt", removed_by as "removedBy", reason_sealed as reason
    from case_record where case_id = ${caseId} order by happened_on, id`.execute(db)
  const opened = (text: string) => (text === '' ? '' : vault().open(purpose, text))
  return found.rows.map((row) => ({ ...row, text: opened(row.text), reason: opened(row.reason) }))
}

export type NewRecord = Omit<RecordRow, 'id' | 'recordedAt'>
export async function insertRecord(db: Db, caseId: string, row: NewRecord, replacesId: string | null = null): Promise<void> {
  const text = vault().seal(purpose, row.text)
  await run(
    db,
    `insert into case_record (id, case_id, kind, happened_on, amount, text_sealed, recorded_by, replaces_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), caseId, row.kind, row.on, row.amount, text, row.recordedBy, replacesId],
  )
}

/** Takes away a line that stands. @returns whether there was one */
export async function removeRecord(
  db: Db,
  caseId: string,
  { id, by, at, reason }: { id: string; by: string; at: string; reason: string },
): Promise<boolean> {
  const rows = await run(
    db,
    `update case_record set removed_at = $3, removed_by = $4, reason_sealed = $5
     where id = $2 and case_id = $1 and removed_at is null returning id`,
    [caseId, id, at, by, reason === '' ? '' : vault().seal(purpose, reason)],
  )
  return rows.length > 0
}

export async function removeRecordsOf(db: Db, caseId: string, kind: string, at: string): Promise<void> {
  await run(db, 'update case_record set removed_at = $3 where case_id = $1 and kind = $2 and removed_at is null', [caseId, kind, at])
}

export async function findCaseByNo(db: Db, caseNo: string): Promise<string | undefined> {
  return (await run<{ id: string }>(db, 'select id from procedure_case where case_no = $1', [caseNo]))[0]?.id
}

/** What was granted, by the answers that name who hosts it; the latest first. @param hosts the field of each procedure, and the codes */
export async function listHosted(
  db: Db,
  hosts: { procedureCodes: readonly string[]; fields: readonly string[]; codes: readonly string[] },
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    `select c.id from unnest($1::text[], $2::text[]) h (procedure, field)
     join case_answer a on a.key = h.field and a.value = any($3::text[])
     join procedure_case c on c.id = a.case_id and c.procedure_code = h.procedure and c.status = 'granted'
     where $4::uuid is null or c.id < $4 order by c.id desc limit $5`,
    [hosts.procedureCodes, hosts.fields, hosts.codes, after, limit],
  )
  return rows.map(({ id }) => id)
}
