// The whole of the product, put together: the slices in their order, on one database and one folder.
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { visitCounter } from './figures/visit.server.ts'
import { identityFor } from './identity/identity.server.ts'
import { permissionWords } from './identity/permission.words.ts'
import { openScanner } from './kernel/attachments/scanner.ts'
import { type Database, type Db, openDatabase, run } from './kernel/db.ts'
import { type FileStore, openFiles } from './kernel/files.ts'
import { type JobEngine, migrateJobs, openJobs } from './kernel/jobs.ts'
import { kernelWords } from './kernel/kernel.words.ts'
import { holdVault, keyringSettings, openKeyring } from './kernel/keyring.ts'
import type { Limits } from './kernel/limits.ts'
import { type MailerSettings, openMailer } from './kernel/mailer.ts'
import { migrate } from './kernel/migrate.ts'
import type { Slice } from './kernel/perform.ts'
import { namePermissions } from './kernel/problem.ts'
import { holdProvider, openProvider, providerSettings } from './kernel/provider.ts'
import { loadSeeds } from './kernel/seeds.ts'
import { buildServer } from './kernel/server.ts'
import type { Procedure } from './procedures/procedure.rules.ts'
import { slicesInOrder } from './slices.server.ts'

const flushEveryMs = 5_000

export type App = {
  db: Db
  database: Database
  server: FastifyInstance
  jobs: JobEngine
  files: FileStore
  slices: readonly Slice[]
  close(): Promise<void>
}
export type AppSettings = {
  url: string
  dataDir: string
  now?: () => Date
  logLevel?: string
  logTo?: { write(line: string): void }
  /** Takes jobs in the background; false for tests and one-off commands, which drain by hand. */
  runsJobs?: boolean
  webFolder?: string
  publicUrl?: string
  trustProxy?: number
  limits?: Limits
  /** The mail server and whom letters come from; without it letters wait. */
  mail?: MailerSettings
  /** The program that looks through documents (see scanner.ts); without it they are kept as not scanned. */
  uploadScan?: string
  /** Whom people ask about their personal data, as the page of purposes tells it. */
  privacyContact?: string
  /** Procedures declared beside those of the product's own slices. */
  moreProcedures?: readonly Procedure[]
}

/** Brings a database to this version: its tables, its reference data and the job queue's tables. @returns the migrations applied. */
export async function migrateAll(url: string, onApplied?: (name: string) => void): Promise<string[]> {
  const applied = await migrate(url, onApplied)
  const slices = slicesInOrder({ files: openFiles('/nonexistent') })
  await loadSeeds(
    url,
    slices.flatMap((slice) => slice.seeds ?? []),
  )
  await migrateJobs(
    url,
    slices.flatMap((slice) => slice.workers ?? []).map((worker) => worker.kind.name),
  )
  return applied
}

/** Opens the product on a migrated database. */
export async function openApp(settings: AppSettings): Promise<App> {
  const now = settings.now ?? (() => new Date())
  namePermissions(permissionWords)
  holdVault(openKeyring(keyringSettings(settings.dataDir)))
  const outside = providerSettings()
  if (outside) holdProvider(openProvider(outside))
  let server: FastifyInstance | undefined
  const onError = (error: unknown, job?: string) => server?.log.error({ err: error, job }, job ? 'job' : 'database')
  const database = openDatabase(settings.url, { onError })
  const { db } = database
  const files = openFiles(join(settings.dataDir, 'files'))
  const mailer = settings.mail && openMailer(settings.mail)
  const scanner = settings.uploadScan ? openScanner(settings.uploadScan) : undefined
  const slices = slicesInOrder({ files, mailer, scanner, privacyContact: settings.privacyContact, moreProcedures: settings.moreProcedures })
  const listeners = slices.flatMap((slice) => slice.listeners ?? [])
  const workers = slices.flatMap((slice) => slice.workers ?? [])
  const jobs = await openJobs({ url: settings.url, db, workers, listeners, now, onError })
  const { actorOf, auditOf, originOf } = identityFor(db, now)
  const visits = visitCounter(db, now, randomInt(1_000))
  const flushing = setInterval(() => void visits.flush().catch(onError), flushEveryMs)
  flushing.unref()
  server = await buildServer({
    db,
    listeners,
    enqueue: jobs.enqueue,
    auditOf,
    actorOf,
    originOf,
    now,
    files,
    handlers: slices.flatMap((slice) => slice.handlers),
    title: kernelWords.productName,
    version: '0.1.0',
    isReady: async () => void (await run(db, 'select 1')),
    onPageVisit: visits.count,
    ...settings,
  })
  if (settings.runsJobs ?? true) await jobs.start()
  return {
    db,
    database,
    server,
    jobs,
    files,
    slices,
    async close() {
      clearInterval(flushing)
      await server?.close()
      await visits.flush().catch(onError)
      await jobs.stop()
      await database.close()
    },
  }
}
