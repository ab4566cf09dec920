import * as z from 'zod'
import type { Actor } from '../actor.ts'
import type { Db } from '../db.ts'
import { record } from '../events.ts'
import type { FileStore } from '../files.ts'
import { newId } from '../id.ts'
import { defineJob, enqueue, type StepCall, work, workInSteps } from '../jobs.ts'
import { notFound } from '../kernel.contract.ts'
import { findFile, insertFile } from '../kernel.sql.ts'
import { handle, type Slice } from '../perform.ts'
import { finishRun, writeRows } from './applying.ts'
import type { ImportDefinition } from './definition.ts'
import {
  applyImport,
  confirmImportMapping,
  downloadRefusedRows,
  getImport,
  type ImportRun,
  importBusy,
  importDone,
  importFailed,
  type importInput,
  listImportRows,
  listImports,
  mappingFaulty,
  noSuchFile,
  nothingRefused,
  notPreviewed,
} from './imports.contract.ts'
import {
  acceptDuplicates,
  clearOldRuns,
  deleteRows,
  findRun,
  insertRun,
  listRows,
  listRuns,
  type RunRow,
  saveMapping,
  takeRun,
  updateRun,
} from './imports.sql.ts'
import { importsWords } from './imports.words.ts'
import { mappingFaults } from './mapping.rules.ts'
import { mendCsv, mendXlsx, type RefusedRow } from './mend.ts'
import { presentRow, presentRun, presentSummary } from './present.server.ts'
import { previewImport, readImport } from './reading.ts'

const readJob = defineJob('read_import', z.object({ runId: z.uuid() }))
const applyJob = defineJob('apply_import', z.object({ runId: z.uuid() }))
const clearJob = defineJob('clear_imports', z.object({}))
const keptDays = 30
const stuckDays = 1

type StartInput = z.output<z.ZodObject<typeof importInput>>

/**
 * Starts the import of an uploaded file; a job reads it. The caller has asked for the right to the scope.
 * @throws no_such_file
 */
export async function startImport(
  db: Db,
  definition: ImportDefinition,
  { scopeId, startedBy, ...input }: StartInput & { scopeId: string; startedBy: string | null },
): Promise<ImportRun> {
  const file = await findFile(db, input.fileHash)
  if (!file) throw noSuchFile({})
  const id = newId()
  const options = {
    sheetName: input.sheetName ?? null,
    columns: input.columns?.map((column) => ({ ...column, confidence: 'given' as const })) ?? null,
    confirm: input.confirm,
    apply: input.apply,
    acceptDuplicates: input.acceptDuplicates,
  }
  await insertRun(db, {
    id,
    kind: definition.kind,
    scopeId,
    sourceKey: input.sourceName,
    fileHash: input.fileHash,
    fileName: file.fileName,
    options,
    startedBy,
  })
  await enqueue(db, readJob, { runId: id })
  return presentRun((await findRun(db, id))!, definition)
}

/** The pipeline's operations and jobs, for every kind of import that the slices declare. */
export function importsFor(definitions: readonly ImportDefinition[], files: FileStore): Slice {
  const byKind = new Map(definitions.map((definition) => [definition.kind, definition]))
  return { handlers: handlersFor(byKind, files), workers: workersFor(byKind, files) }
}

type Kinds = ReadonlyMap<string, ImportDefinition>

/** A run and its kind, if the actor may see it. @throws not_found, not_permitted */
async function requireRun(
  db: Db,
  kinds: Kinds,
  actor: Actor,
  id: string,
  find = findRun,
): Promise<{ run: RunRow; definition: ImportDefinition }> {
  const run = await find(db, id)
  const definition = run && kinds.get(run.kind)
  if (!run || !definition) throw notFound({ what: 'import' })
  await definition.requireRight(db, actor, run.scopeId, 'import')
  return { run, definition }
}

function handlersFor(kinds: Kinds, files: FileStore): Slice['handlers'] {
  return [
    handle(getImport, async ({ input, actor, db }) => {
      const { run, definition } = await requireRun(db, kinds, actor, input.id)
      return presentRun(run, definition)
    }),

    handle(listImports, async ({ input, actor, db }) => {
      const definition = kinds.get(input.kind)
      if (!definition) throw notFound({ what: 'import' })
      await definition.requireRight(db, actor, input.scopeId)
      const runs = await listRuns(db, input.kind, input.scopeId, input.cursor, input.limit)
      return { items: runs.map(presentSummary), nextCursor: runs.length < input.limit ? null : runs.at(-1)!.id }
    }),

    handle(confirmImportMapping, async ({ input, actor, db }) => {
      const { run, definition } = await requireRun(db, kinds, actor, input.id, takeRun)
      if (run.state === 'opening' || run.state === 'reading' || run.state === 'applying') throw importBusy({})
      if (run.state === 'applied' || run.headers.length === 0) throw importDone({})
      const columns = input.columns.map((column) => ({ ...column, confidence: 'given' as const }))
      if (input.sheetName !== undefined && input.sheetName !== run.options.sheetName) {
        await updateRun(db, run.id, { state: 'opening', options: { ...run.options, columns, sheetName: input.sheetName } })
      } else {
        const faults = mappingFaults(run.headers, definition.fields, columns)
        if (faults.length > 0) throw mappingFaulty({ count: faults.length, faults })
        const said = new Set(columns.map((column) => column.header))
        const mapping = [
          ...columns,
          ...run.headers.filter((header) => !said.has(header)).map((header) => ({ header, field: null, confidence: 'given' as const })),
        ]
        await saveMapping(db, run, mapping, actor.personId)
        await updateRun(db, run.id, { state: 'reading', mapping })
      }
      await deleteRows(db, run.id)
      await updateRun(db, run.id, { rowsRead: 0, percent: 0, counts: {}, mendCsvHash: null, mendXlsxHash: null })
      await enqueue(db, readJob, { runId: run.id })
      return presentRun((await findRun(db, run.id))!, definition)
    }),

    handle(applyImport, async ({ input, actor, db }) => {
      const { run, definition } = await requireRun(db, kinds, actor, input.id, takeRun)
      // Asked again while it is being written: perhaps its job has given up. Two jobs of one run take turns and write nothing twice.
      if (run.state === 'applying') await enqueue(db, applyJob, { runId: run.id })
      else if (run.state === 'previewed') await beginApplying(db, run.id, input.acceptDuplicates ? 'all' : input.acceptRows)
      else throw notPreviewed({})
      return presentRun((await findRun(db, run.id))!, definition)
    }),

    handle(listImportRows, async ({ input, actor, db }) => {
      const { run, definition } = await requireRun(db, kinds, actor, input.id)
      const rows = await listRows(db, run.id, input.outcome, input.cursor, input.limit)
      return {
        items: rows.map((row) => presentRow(row, run, definition)),
        nextCursor: rows.length < input.limit ? null : rows.at(-1)!.rowNo,
      }
    }),

    handle(downloadRefusedRows, async ({ input, actor, db }) => {
      const { run } = await requireRun(db, kinds, actor, input.id)
      const hash = input.format === 'csv' ? run.mendCsvHash : run.mendXlsxHash
      if (hash === null) throw nothingRefused({})
      const stem = run.fileName.replace(/\.[a-z]{3,4}$/i, '')
      return {
        mediaType: mediaTypes[input.format],
        fileName: `${stem}-${importsWords.refusedFileName.zh}.${input.format}`,
        chunks: await files.read(hash),
      }
    }),
  ]
}

async function beginApplying(db: Db, runId: string, accepted: readonly number[] | 'all'): Promise<void> {
  await acceptDuplicates(db, runId, accepted)
  await updateRun(db, runId, { state: 'applying' })
  await enqueue(db, applyJob, { runId })
}

const mediaTypes = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000)
}

function workersFor(kinds: Kinds, files: FileStore): NonNullable<Slice['workers']> {
  return [
    workInSteps(readJob, async ({ payload: { runId }, step }) => {
      const definition = await definitionOf(kinds, runId, step)
      if (!definition || !(await readImport({ runId, definition, files, step }))) return
      await previewImport(
        runId,
        step,
        () => writeMendFiles(runId, definition, files, step),
        (db, run) => beginApplying(db, run.id, run.options.acceptDuplicates ? 'all' : []),
      )
    }),
    workInSteps(applyJob, async ({ payload: { runId }, step }) => {
      const definition = await definitionOf(kinds, runId, step)
      if (!definition || !(await writeRows(runId, definition, step))) return
      await finishRun(runId, step, () => writeMendFiles(runId, definition, files, step))
    }),
    // At 2:30 in the morning in Asia/Shanghai.
    work(
      clearJob,
      async ({ db, now }) => {
        const interrupted = await clearOldRuns(db, daysBefore(now, keptDays), daysBefore(now, stuckDays))
        for (const each of interrupted) await record(db, importFailed, each)
      },
      { every: '30 18 * * *' },
    ),
  ]
}

type Step = StepCall<unknown>['step']

async function definitionOf(kinds: Kinds, runId: string, step: Step): Promise<ImportDefinition | undefined> {
  const run = await step((db) => findRun(db, runId))
  return run && kinds.get(run.kind)
}

/** Puts the refused rows into two files of the store; undefined when none was refused. */
async function writeMendFiles(
  runId: string,
  definition: ImportDefinition,
  files: FileStore,
  step: Step,
): Promise<{ csv: string; xlsx: string } | undefined> {
  const run = await step((db) => findRun(db, runId))
  const first = await step((db) => listRows(db, runId, 'refused', 0, 1))
  if (!run || first.length === 0) return undefined
  async function* rows(): AsyncGenerator<RefusedRow[]> {
    for (let after = 0; ; ) {
      const page = await step((db) => listRows(db, runId, 'refused', after, 500))
      if (page.length === 0) return
      yield page
      after = page.at(-1)!.rowNo
    }
  }
  const csv = await files.put(mendCsv({ headers: run.headers, definition, rows: rows() }))
  const xlsx = await files.put(mendXlsx({ headers: run.headers, definition, rows: rows() }))
  await step(async (db) => {
    const fileName = importsWords.refusedFileName.zh
    await insertFile(db, { ...csv, mediaType: mediaTypes.csv, fileName: `${fileName}.csv` }, run.startedBy)
    await insertFile(db, { ...xlsx, mediaType: mediaTypes.xlsx, fileName: `${fileName}.xlsx` }, run.startedBy)
  })
  return { csv: csv.hash, xlsx: xlsx.hash }
}
