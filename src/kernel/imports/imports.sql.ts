import { sql } from 'kysely'
import type * as z from 'zod'
import { constraintOf, copyRows, type Db, run } from '../db.ts'
import type { Cell } from './cell.ts'
import type { Change, Verdict } from './definition.ts'
import { anotherApplying, type ImportCounts, type ImportOutcome, type ImportRun, type importFailed } from './imports.contract.ts'
import type { ColumnMapping } from './mapping.rules.ts'
import type { RowReason } from './row.rules.ts'

export type RunOptions = {
  sheetName: string | null
  columns: ColumnMapping[] | null
  confirm: boolean
  apply: boolean
  acceptDuplicates: boolean
}
export type RunRow = {
  id: string
  kind: string
  scopeId: string
  sourceKey: string
  fileHash: string
  fileName: string
  state: ImportRun['state']
  sheetNames: string[]
  headers: string[]
  headerRowNo: number | null
  sample: string[][]
  mapping: ColumnMapping[]
  options: RunOptions
  rowsRead: number
  percent: number
  rowsApplied: number
  appliedThrough: number
  counts: Partial<ImportCounts>
  failure: { code: string; params: Record<string, string | number> } | null
  mendCsvHash: string | null
  mendXlsxHash: string | null
  startedBy: string | null
  startedAt: string
  finishedAt: string | null
}

const runColumns = [
  'id',
  'kind',
  'scope_id as scopeId',
  'source_key as sourceKey',
  'file_hash as fileHash',
  'file_name as fileName',
  'state',
  'sheet_names as sheetNames',
  'headers',
  'header_row_no as headerRowNo',
  'sample',
  'mapping',
  'options',
  'rows_read as rowsRead',
  'percent',
  'rows_applied as rowsApplied',
  'applied_through as appliedThrough',
  'counts',
  'failure',
  'mend_csv_hash as mendCsvHash',
  'mend_xlsx_hash as mendXlsxHash',
  'started_by as startedBy',
  'recorded_at as startedAt',
  'finished_at as finishedAt',
] as const

/** A run by its id, whatever its state. */
export async function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  return (await db.selectFrom('import_run').select(runColumns).where('id', '=', id).executeTakeFirst()) as RunRow | undefined
}

/** The run, taken: nobody else moves it on until this transaction ends. */
export async function takeRun(db: Db, id: string): Promise<RunRow | undefined> {
  await db.selectFrom('import_run').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  return findRun(db, id)
}

/** Newest first. */
export async function listRuns(db: Db, kind: string, scopeId: string, cursor: string | undefined, limit: number): Promise<RunRow[]> {
  let query = db.selectFrom('import_run').select(runColumns).where('kind', '=', kind).where('scope_id', '=', scopeId)
  if (cursor !== undefined) query = query.where('id', '<', cursor)
  return (await query.orderBy('id', 'desc').limit(limit).execute()) as RunRow[]
}

export async function insertRun(
  db: Db,
  given: Pick<RunRow, 'id' | 'kind' | 'scopeId' | 'sourceKey' | 'fileHash' | 'fileName' | 'options' | 'startedBy'>,
): Promise<void> {
  const { id, kind, scopeId, sourceKey, fileHash, fileName, options, startedBy } = given
  await db
    .insertInto('import_run')
    .values({
      id,
      kind,
      scope_id: scopeId,
      source_key: sourceKey,
      file_hash: fileHash,
      file_name: fileName,
      state: 'opening',
      options: JSON.stringify(options),
      started_by: startedBy,
    })
    .execute()
}

/** Moves a run on. @throws another_applying when the scope has one being written. */
export async function updateRun(db: Db, id: string, changes: Partial<Omit<RunRow, 'id' | 'startedAt'>>): Promise<void> {
  const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value))
  try {
    await db
      .updateTable('import_run')
      .set({
        state: changes.state,
        sheet_names: json(changes.sheetNames),
        headers: json(changes.headers),
        header_row_no: changes.headerRowNo,
        sample: json(changes.sample),
        mapping: json(changes.mapping),
        options: json(changes.options),
        rows_read: changes.rowsRead,
        percent: changes.percent,
        rows_applied: changes.rowsApplied,
        applied_through: changes.appliedThrough,
        counts: json(changes.counts),
        failure: json(changes.failure ?? undefined),
        mend_csv_hash: changes.mendCsvHash,
        mend_xlsx_hash: changes.mendXlsxHash,
        finished_at: changes.finishedAt,
      })
      .where('id', '=', id)
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'import_run_one_applying') throw anotherApplying({})
    throw error
  }
}

export async function findMapping(db: Db, kind: string, scopeId: string, sourceKey: string): Promise<ColumnMapping[]> {
  const found = await db
    .selectFrom('import_mapping')
    .select('mapping')
    .where('kind', '=', kind)
    .where('scope_id', '=', scopeId)
    .where('source_key', '=', sourceKey)
    .executeTakeFirst()
  return (found?.mapping as ColumnMapping[] | undefined) ?? []
}

/** Remembers what the columns of a source mean; what was remembered before is replaced. */
export async function saveMapping(
  db: Db,
  place: Pick<RunRow, 'kind' | 'scopeId' | 'sourceKey'>,
  mapping: ColumnMapping[],
  personId: string | null,
): Promise<void> {
  const said = { mapping: JSON.stringify(mapping), confirmed_by: personId }
  await db
    .insertInto('import_mapping')
    .values({ kind: place.kind, scope_id: place.scopeId, source_key: place.sourceKey, ...said })
    .onConflict((conflict) => conflict.columns(['kind', 'scope_id', 'source_key']).doUpdateSet({ ...said, confirmed_at: sql`now()` }))
    .execute()
}

export type StagedRow = {
  rowNo: number
  key: string | null
  likeness: string | null
  given: Cell[]
  row: Record<string, unknown> | null
  verdict: Verdict
}

/** Stages a batch of rows that are not there yet. */
export async function insertRows(db: Db, runId: string, rows: readonly StagedRow[]): Promise<void> {
  await copyRows(
    db,
    'import_row (run_id, row_no, outcome, key, likeness, target_id, given, understood, reasons, changes)',
    rows.map(({ rowNo, key, likeness, given, row, verdict }) => [
      runId,
      rowNo,
      verdict.outcome,
      key,
      likeness,
      'targetId' in verdict ? verdict.targetId : null,
      JSON.stringify(given),
      row === null ? null : JSON.stringify(row),
      'reasons' in verdict ? JSON.stringify(verdict.reasons) : '[]',
      'changes' in verdict ? JSON.stringify(verdict.changes) : null,
    ]),
  )
}

export async function deleteRows(db: Db, runId: string): Promise<void> {
  await db.deleteFrom('import_row').where('run_id', '=', runId).execute()
}

export async function findLastRowNo(db: Db, runId: string): Promise<number> {
  const [found] = await run<{ last: number | null }>(db, 'select max(row_no) as last from import_row where run_id = $1', [runId])
  return found?.last ?? 0
}

/**
 * Settles rows of one file against each other: a key that comes again with the same values is a repetition, with other values all are
 * refused, since nobody can tell which is right; a new row that is like an earlier one under another key is held back.
 */
export async function markRepeats(db: Db, runId: string): Promise<void> {
  // Rows staged a moment ago have no statistics, and a planner that expects one row would compare each with each.
  await run(db, 'set local enable_nestloop = off')
  await run(
    db,
    `with twin as (
       select key, array_agg(row_no order by row_no) as row_nos, count(distinct coalesce(understood::text, row_no::text)) as kinds
       from import_row where run_id = $1 and key is not null group by key having count(*) > 1
     )
     update import_row r
     set outcome = case when twin.kinds > 1 then 'refused' else 'duplicate' end,
         reasons = r.reasons || jsonb_build_array(jsonb_build_object(
           'code', case when twin.kinds > 1 then 'key_conflict' else 'repeats_row' end,
           'params', jsonb_build_object('rows', array_to_string((array_remove(twin.row_nos, r.row_no))[1:5], '、'))))
     from twin
     where r.run_id = $1 and r.key = twin.key
       and case when twin.kinds > 1 then not r.reasons @> '[{"code":"key_conflict"}]' else r.row_no > twin.row_nos[1] and r.outcome <> 'duplicate' end`,
    [runId],
  )
  await run(
    db,
    `with alike as (
       select likeness, array_agg(row_no order by row_no) as row_nos
       from import_row where run_id = $1 and likeness is not null and outcome = 'new' group by likeness having count(*) > 1
     )
     update import_row r
     set outcome = 'duplicate',
         reasons = r.reasons || jsonb_build_array(jsonb_build_object(
           'code', 'looks_like_row', 'params', jsonb_build_object('rows', array_to_string((array_remove(alike.row_nos, r.row_no))[1:5], '、'))))
     from alike
     where r.run_id = $1 and r.likeness = alike.likeness and r.outcome = 'new' and r.row_no > alike.row_nos[1]`,
    [runId],
  )
  await run(db, 'set local enable_nestloop = default')
}

/** How many rows of a run have each outcome, zeros included. */
export async function countOutcomes(db: Db, runId: string): Promise<ImportCounts> {
  const found = await run<{ outcome: ImportOutcome; count: number }>(
    db,
    'select outcome, count(*) from import_row where run_id = $1 group by outcome',
    [runId],
  )
  const counts = { new: 0, changed: 0, unchanged: 0, duplicate: 0, refused: 0 }
  for (const { outcome, count } of found) counts[outcome] = count
  return counts
}

export type ListedRow = {
  rowNo: number
  outcome: ImportOutcome
  key: string | null
  targetId: string | null
  isAccepted: boolean
  given: Cell[]
  reasons: RowReason[]
  changes: Change[] | null
}

export async function listRows(
  db: Db,
  runId: string,
  outcome: ImportOutcome | undefined,
  after: number,
  limit: number,
): Promise<ListedRow[]> {
  let query = db
    .selectFrom('import_row')
    .select(['row_no as rowNo', 'outcome', 'key', 'target_id as targetId', 'is_accepted as isAccepted', 'given', 'reasons', 'changes'])
    .where('run_id', '=', runId)
    .where('row_no', '>', after)
  if (outcome !== undefined) query = query.where('outcome', '=', outcome)
  return (await query.orderBy('row_no').limit(limit).execute()) as ListedRow[]
}

/** Lets rows to be confirmed in: those named, or all. */
export async function acceptDuplicates(db: Db, runId: string, which: readonly number[] | 'all'): Promise<void> {
  let query = db.updateTable('import_row').set({ is_accepted: true }).where('run_id', '=', runId).where('outcome', '=', 'duplicate')
  if (which !== 'all') query = query.where('row_no', 'in', which.length === 0 ? [-1] : which)
  await query.execute()
}

/** The next rows to write, in their order. */
export async function listRowsToApply(
  db: Db,
  runId: string,
  after: number,
  limit: number,
): Promise<{ rowNo: number; key: string; likeness: string | null; row: Record<string, unknown> }[]> {
  return run(
    db,
    `select row_no as "rowNo", key, likeness, understood as row from import_row
     where run_id = $1 and row_no > $2 and (outcome in ('new', 'changed') or (outcome = 'duplicate' and is_accepted))
     order by row_no limit $3`,
    [runId, after, limit],
  )
}

/** A row that was good when it was checked and is not any more. */
export async function refuseRow(db: Db, runId: string, rowNo: number, reasons: RowReason[]): Promise<void> {
  await db
    .updateTable('import_row')
    .set({ outcome: 'refused', reasons: JSON.stringify(reasons) })
    .where('run_id', '=', runId)
    .where('row_no', '=', rowNo)
    .execute()
}

/**
 * Ends previews nobody came back to since `keptSince`, and what has been under way since before `stuckSince` and so has stopped; then lets
 * go of the rows of what is over. @returns those that stopped
 */
export async function clearOldRuns(db: Db, keptSince: Date, stuckSince: Date): Promise<z.output<typeof importFailed.payload>[]> {
  const end = (code: string, states: RunRow['state'][], before: Date) =>
    db
      .updateTable('import_run')
      .set({ state: 'failed', failure: JSON.stringify({ code, params: {} }), finished_at: sql`now()` })
      .where('state', 'in', states)
      .where('recorded_at', '<', before.toISOString())
      .returning(['id as runId', 'kind', 'started_by as startedBy', 'file_name as fileName'])
      .execute()
  await end('expired', ['mapping', 'previewed'], keptSince)
  const interrupted = await end('interrupted', ['opening', 'reading'], stuckSince)
  await run(
    db,
    `delete from import_row r using import_run i
     where i.id = r.run_id and i.state in ('applied', 'failed') and i.recorded_at < $1`,
    [keptSince.toISOString()],
  )
  return interrupted
}
