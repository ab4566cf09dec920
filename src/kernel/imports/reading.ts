// Reading a file: opened, its heading found, its rows understood and staged batch by batch, settled against each other, previewed.
import type { Db } from '../db.ts'
import { record } from '../events.ts'
import type { FileStore } from '../files.ts'
import type { StepCall } from '../jobs.ts'
import { cellText, type SheetRow } from './cell.ts'
import type { ImportContext, ImportDefinition, Verdict } from './definition.ts'
import { importFailed } from './imports.contract.ts'
import {
  countOutcomes,
  findLastRowNo,
  findMapping,
  insertRows,
  markRepeats,
  type RunRow,
  type StagedRow,
  saveMapping,
  takeRun,
  updateRun,
} from './imports.sql.ts'
import { type ColumnMapping, findHeaderRow, guessMapping, headersOf, mappingFaults } from './mapping.rules.ts'
import { reasonHeading } from './mend.ts'
import { cellsToKeep, type PlannedColumn, planColumns, type RowReason, understandRow } from './row.rules.ts'
import { openSheet, type Sheet } from './sheet.ts'
import { SheetProblem } from './sheet-problem.ts'

const batchRows = 1_000
const rowsLookedAt = 25
const sampleRows = 5

type Step = StepCall<unknown>['step']
type Reading = { runId: string; definition: ImportDefinition; files: FileStore; step: Step }

/**
 * Brings a run from 'opening' or 'reading' as far as it goes without a person: to 'mapping', to all rows staged, or to 'failed'.
 * A crash in between starts it again, and what is staged is not staged twice.
 * @returns true when all rows are staged and the preview can be made.
 */
export async function readImport(reading: Reading): Promise<boolean> {
  const run = await reading.step((db) => takeRun(db, reading.runId))
  if (!run || (run.state !== 'opening' && run.state !== 'reading')) return false
  let sheet: Sheet | undefined
  try {
    sheet = await openSheet(await reading.files.pathOf(run.fileHash))
    return await readSheet(reading, run, sheet)
  } catch (error) {
    if (!(error instanceof SheetProblem)) throw error
    await reading.step(async (db, now) => {
      await updateRun(db, run.id, { state: 'failed', failure: { code: error.code, params: error.params }, finishedAt: now.toISOString() })
      const { id: runId, kind, startedBy, fileName } = run
      await record(db, importFailed, { runId, kind, startedBy, fileName })
    })
    return false
  } finally {
    await sheet?.close()
  }
}

async function readSheet(reading: Reading, run: RunRow, sheet: Sheet): Promise<boolean> {
  let percent = 0
  const sheetName = run.options.sheetName ?? sheet.sheetNames[0]
  const rows = sheet.rows(sheetName, (share) => {
    percent = Math.min(99, Math.floor(share * 100))
  })
  const head: SheetRow[] = []
  while (head.length < rowsLookedAt) {
    const { value, done } = await rows.next()
    if (done) break
    head.push(...value)
  }
  const state = run.state === 'opening' ? await openRun(reading, run, sheet, head) : run.state
  if (state !== 'reading') return false
  const opened = await reading.step((db) => takeRun(db, run.id))
  if (!opened || opened.headerRowNo === null) return false
  const below = head.filter((row) => row.rowNo > opened.headerRowNo!)
  const staged = await stage(reading, opened, sheet.is1904, chain(below, rows), () => percent)
  if (staged === 0) throw new SheetProblem('only_header')
  return staged !== undefined
}

async function* chain(head: SheetRow[], rest: AsyncGenerator<SheetRow[]>): AsyncGenerator<SheetRow[]> {
  if (head.length > 0) yield head
  yield* rest
}

/** Finds the heading, guesses the columns, and goes on at once when that was asked for and nothing required is missing. */
async function openRun({ definition, step }: Reading, run: RunRow, sheet: Sheet, head: SheetRow[]): Promise<RunRow['state']> {
  if (head.length === 0) throw new SheetProblem('empty')
  const at = findHeaderRow(head, definition.fields)
  if (at < 0) throw new SheetProblem('no_header')
  const headers = headersOf(head[at]!.cells)
  return step(async (db) => {
    const taken = await takeRun(db, run.id)
    if (taken?.state !== 'opening') return taken?.state ?? 'failed'
    const remembered = await findMapping(db, run.kind, run.scopeId, run.sourceKey)
    const mapping = decideMapping(headers, definition, run.options.columns ?? [], remembered)
    const isUsable = mappingFaults(headers, definition.fields, mapping).length === 0
    const state = isUsable && run.options.confirm ? 'reading' : 'mapping'
    if (state === 'reading') await saveMapping(db, run, mapping, run.startedBy)
    const below = head.slice(at + 1, at + 1 + sampleRows)
    await updateRun(db, run.id, {
      state,
      headers,
      headerRowNo: head[at]!.rowNo,
      sheetNames: sheet.sheetNames,
      sample: below.map((row) => headers.map((_, column) => cellText(row.cells[column]))),
      mapping,
    })
    return state
  })
}

/** What the sender said counts first, then what was confirmed before, then likeness; our own column of reasons is never read. */
function decideMapping(
  headers: string[],
  definition: ImportDefinition,
  given: ColumnMapping[],
  remembered: ColumnMapping[],
): ColumnMapping[] {
  const said = new Map(given.map((column) => [column.header, column]))
  const taken = new Set(given.flatMap((column) => column.field ?? []))
  const known = [
    { header: reasonHeading, field: null, confidence: 'given' as const },
    ...given,
    ...remembered.filter(
      (column) => !said.has(column.header) && column.header !== reasonHeading && (column.field === null || !taken.has(column.field)),
    ),
  ]
  const guessed = guessMapping(headers, definition.fields, known)
  // What was said and cannot be meant stays as it was said, for its fault to be told instead of guessed away.
  const strange = given.filter((column) => !headers.includes(column.header))
  return [...guessed.map((column) => said.get(column.header) ?? column), ...strange]
}

/** @returns how many rows below the heading there are, or undefined when somebody changed the run meanwhile. */
async function stage(
  { definition, step }: Reading,
  run: RunRow,
  is1904: boolean,
  rows: AsyncGenerator<SheetRow[]>,
  percentNow: () => number,
): Promise<number | undefined> {
  const plan = planColumns(run.headers, definition.fields, run.mapping)
  const required = Object.keys(definition.fields).filter((name) => definition.fields[name]!.required === 'always')
  const resumeAfter = await step((db) => findLastRowNo(db, run.id))
  let count = 0
  let batch: Understood[] = []
  // One batch is on its way to the database while the next is being read and understood.
  let onItsWay: Promise<boolean> = Promise.resolve(true)
  const flush = async (): Promise<boolean> => {
    const ready = batch
    batch = []
    const [readSoFar, percent] = [count, percentNow()]
    if (!(await onItsWay)) return false
    onItsWay = step(async (db, now) => {
      const taken = await takeRun(db, run.id)
      if (taken?.state !== 'reading') return false
      // Looked at again now that the run is ours: another job of the same run may have staged some meanwhile.
      const last = await findLastRowNo(db, run.id)
      const fresh = ready.filter((row) => row.rowNo > last)
      if (fresh.length > 0) await insertRows(db, run.id, await judge(db, fresh, plan, definition, importContext(run, now)))
      await updateRun(db, run.id, { rowsRead: Math.max(taken.rowsRead, readSoFar), percent })
      return true
    })
    // Awaited by the next flush or the last line; a failure in between is not an unhandled one.
    onItsWay.catch(() => {})
    return true
  }
  for await (const some of rows) {
    for (const row of some) {
      count++
      if (row.rowNo > resumeAfter) batch.push(understandInto(row, plan, required, run.headers.length, is1904, definition))
      if (count % batchRows === 0 && !(await flush())) return undefined
    }
  }
  return (await flush()) && (await onItsWay) ? count : undefined
}

export function importContext(run: RunRow, now: Date): ImportContext {
  return { runId: run.id, scopeId: run.scopeId, sourceKey: run.sourceKey, startedBy: run.startedBy, now }
}

type Understood = Omit<StagedRow, 'verdict'> & { reasons: RowReason[] }

function understandInto(
  sheetRow: SheetRow,
  plan: PlannedColumn[],
  required: readonly string[],
  headerCount: number,
  is1904: boolean,
  definition: ImportDefinition,
): Understood {
  const { row, reasons } = understandRow(sheetRow, plan, headerCount, is1904)
  // A row is asked as a whole only when each of its cells was understood.
  const all = reasons.length > 0 ? reasons : (definition.check?.(row) ?? [])
  const isGood = all.length === 0
  return {
    rowNo: sheetRow.rowNo,
    key: required.every((name) => typeof row[name] === 'string') ? definition.key(row) : null,
    likeness: isGood ? (definition.likeness?.(row) ?? null) : null,
    given: cellsToKeep(sheetRow.cells, plan, row),
    row: isGood ? row : null,
    reasons: withColumns(all, plan),
  }
}

/** A reason about a field names the column the field came from. */
function withColumns(reasons: readonly RowReason[], plan: readonly PlannedColumn[]): RowReason[] {
  return reasons.map((reason) => {
    const column = reason.column ?? plan.find((planned) => planned.name === reason.field)?.header
    return column === undefined ? reason : { ...reason, column }
  })
}

async function judge(
  db: Db,
  rows: Understood[],
  plan: readonly PlannedColumn[],
  definition: ImportDefinition,
  context: ImportContext,
): Promise<StagedRow[]> {
  const good = rows.flatMap(({ rowNo, key, likeness, row }) => (row === null || key === null ? [] : [{ rowNo, key, likeness, row }]))
  const verdicts = good.length === 0 ? [] : await definition.compare(db, good, context)
  const byRow = new Map(good.map((candidate, at) => [candidate.rowNo, verdicts[at]!]))
  return rows.map(({ reasons, ...row }) => {
    const found: Verdict = byRow.get(row.rowNo) ?? { outcome: 'refused', reasons }
    const verdict = 'reasons' in found ? { ...found, reasons: withColumns(found.reasons, plan) } : found
    return { ...row, row: verdict.outcome === 'refused' ? null : row.row, verdict }
  })
}

/**
 * Settles the rows against each other and counts them. The run waits for its preview to be looked at, or is written at once when that was
 * asked for.
 */
export async function previewImport(
  runId: string,
  step: Step,
  mendFiles: () => Promise<{ csv: string; xlsx: string } | undefined>,
  beginApplying: (db: Db, run: RunRow) => Promise<void>,
): Promise<void> {
  const isOurs = await step(async (db) => {
    if ((await takeRun(db, runId))?.state !== 'reading') return false
    await markRepeats(db, runId)
    return true
  })
  if (!isOurs) return
  const files = await mendFiles()
  await step(async (db) => {
    const run = await takeRun(db, runId)
    if (run?.state !== 'reading') return
    const counts = await countOutcomes(db, runId)
    const mend = { mendCsvHash: files?.csv ?? null, mendXlsxHash: files?.xlsx ?? null }
    await updateRun(db, runId, { state: 'previewed', percent: 100, counts, ...mend })
    if (run.options.apply) await beginApplying(db, run)
  })
}
