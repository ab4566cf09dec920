import { createReadStream } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, inTransaction } from '../db.ts'
import { setContext } from '../events.ts'
import type { FileStore } from '../files.ts'
import type { JobEngine } from '../jobs.ts'
import { notFound } from '../kernel.contract.ts'
import { insertFile } from '../kernel.sql.ts'
import { type Language, say } from '../word.ts'
import type { ImportDefinition } from './definition.ts'
import type { ImportRun } from './imports.contract.ts'
import { startImport } from './imports.server.ts'
import { findRun } from './imports.sql.ts'
import { importsWords } from './imports.words.ts'
import { presentRun } from './present.server.ts'

export type ImportCommand = {
  db: Db
  files: FileStore
  jobs: Pick<JobEngine, 'enqueue' | 'drain'>
  definition: ImportDefinition
  /** What names the scope at the command line: an institution's credit code. */
  scopeName: string
  path: string
  sourceName?: string
  sheetName?: string
  columns?: { header: string; field: string | null; unit?: string }[]
  /** False stops at the preview. */
  apply: boolean
  acceptDuplicates?: boolean
  /** Where the refused rows are put; the current folder if not said. */
  folder?: string
}
export type ImportEnd = { run: ImportRun; refusedPath: string | null }

const pollMs = 250

/**
 * Imports a file from the machine's own disk, as the command `import` does: stores it, has it read and written, and puts the refused rows
 * beside it. Jobs run here unless a server takes them first.
 * @param report hears how the run stands, again and again until it is over
 * @throws not_found for a scope that does not exist
 */
export async function runImport(command: ImportCommand, report: (run: ImportRun) => void): Promise<ImportEnd> {
  const { db, jobs, definition } = command
  const id = await start(command)
  const look = async () => presentRun((await findRun(db, id))!, definition)
  let work: Promise<void> | undefined
  let failure: unknown
  for (;;) {
    const run = await look()
    report(run)
    if (isOver(run, command.apply)) {
      // What else was queued, such as the search index of what was written, was taken here and ends here.
      await work
      return { run, refusedPath: await bringRefused(command, run) }
    }
    if (failure) throw failure
    work ??= jobs
      .drain()
      .catch((error: unknown) => {
        failure = error
      })
      .then(() => {
        work = undefined
      })
    await sleep(pollMs)
  }
}

function isOver({ state }: ImportRun, apply: boolean): boolean {
  return state === 'applied' || state === 'failed' || state === 'mapping' || (state === 'previewed' && !apply)
}

async function start({
  db,
  files,
  jobs,
  definition,
  scopeName,
  path,
  sourceName = '',
  sheetName,
  columns,
  apply,
  acceptDuplicates = false,
}: ImportCommand): Promise<string> {
  const stored = await files.put(createReadStream(path))
  return inTransaction(db, 'write', async (tx) => {
    setContext(tx, { now: new Date(), actor: null, requestId: 'command', listeners: [], enqueue: jobs.enqueue })
    const scopeId = await definition.scopeNamed(tx, scopeName)
    if (scopeId === undefined) throw notFound({ what: 'scope' })
    await insertFile(tx, { ...stored, fileName: basename(path), mediaType: 'application/octet-stream' }, null)
    const run = await startImport(tx, definition, {
      fileHash: stored.hash,
      scopeId,
      startedBy: null,
      sourceName,
      sheetName,
      columns,
      confirm: true,
      apply,
      acceptDuplicates,
    })
    return run.id
  })
}

async function bringRefused({ db, files, path, folder = '.' }: ImportCommand, run: ImportRun): Promise<string | null> {
  const stored = await findRun(db, run.id)
  const isCsv = extname(path).toLowerCase() !== '.xlsx'
  const hash = isCsv ? stored?.mendCsvHash : stored?.mendXlsxHash
  if (!hash) return null
  const target = join(folder, `${basename(path, extname(path))}-${importsWords.refusedFileName.zh}.${isCsv ? 'csv' : 'xlsx'}`)
  await copyFile(await files.pathOf(hash), target)
  return target
}

/** One line on how an import stands, for a terminal. */
export function sayImport(run: ImportRun, language: Language): string {
  if (run.failure) return say(importsWords.commandFailed, language, { reason: run.failure.text[language] })
  if (run.state === 'mapping')
    return say(importsWords.commandNeedsMapping, language, { faults: run.faults.map((fault) => fault.text[language]).join('；') })
  if (run.state === 'opening' || run.state === 'reading')
    return say(importsWords.commandReading, language, { rows: run.rowsRead, percent: run.percent })
  if (run.state === 'applying') return say(importsWords.commandApplying, language, { rows: run.rowsApplied })
  return `${say(importsWords.commandCounts, language, { ...run.counts })} · ${say(importsWords.commandApplying, language, { rows: run.rowsApplied })}`
}

/** Where the refused rows were put. */
export function sayRefusedPath(path: string, language: Language): string {
  return say(importsWords.commandRefusedFile, language, { path })
}
