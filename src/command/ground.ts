// The database a command works on: DATABASE_URL's, or the embedded one of DATA_DIR, running already or started for the command.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { App } from '../app.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Contract, Output, StreamAnswer } from '../kernel/contract.ts'
import { type Database, openDatabase } from '../kernel/db.ts'
import { findRunningEmbedded, startEmbedded } from '../kernel/embedded.ts'
import { readPostmaster } from '../kernel/embedded-folder.ts'
import { type FileStore, openFiles } from '../kernel/files.ts'
import { newId } from '../kernel/id.ts'
import { holdVault, keyringSettings, openKeyring } from '../kernel/keyring.ts'
import { perform } from '../kernel/perform.ts'
import { CommandRefusal, shell, usage } from './command.ts'
import { commandWords as words } from './command.words.ts'

export type Ground = { url: string; dataDir: string; files: FileStore; isEmbedded: boolean }

/** The folder for the embedded database and the files. */
export function dataDirOf(environment: NodeJS.ProcessEnv = shell.process.env): string {
  return resolve(environment.DATA_DIR || './data')
}

/** A value that names no database was typed wrongly; only its beginning is repeated, since it may hold a password. @throws UsageError */
export function requireDatabaseUrl(given: string | undefined): void {
  if (given && !/^postgres(ql)?:/.test(given))
    usage(words.badValue, { option: 'DATABASE_URL', value: given.split(':')[0], shape: 'postgres://…' })
}

/** Runs work on the database, whichever it is, and stops what it started. */
export async function onGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const dataDir = dataDirOf()
  const files = openFiles(join(dataDir, 'files'))
  const given = shell.process.env.DATABASE_URL
  requireDatabaseUrl(given)
  if (given) return work({ url: given, dataDir, files, isEmbedded: false })
  const running = findRunningEmbedded(dataDir)
  if (running) return work({ url: running, dataDir, files, isEmbedded: true })
  const server = await startEmbedded({ dataDir, log: (line) => void shell.process.stderr.write(`${line}\n`) })
  try {
    return await work({ url: server.url, dataDir, files, isEmbedded: true })
  } finally {
    await server.stop()
  }
}

/** As onGround, for commands that only read: a database without our tables is refused instead of being made. */
export async function onExistingGround<T>(work: (ground: Ground & { database: Database }) => Promise<T>): Promise<T> {
  const dataDir = dataDirOf()
  const cluster = join(dataDir, 'postgres')
  if (!shell.process.env.DATABASE_URL && !existsSync(cluster) && !readPostmaster(cluster))
    throw new CommandRefusal(words.noData, { folder: dataDir })
  return onGround(async (ground) => {
    holdVault(openKeyring(keyringSettings(dataDir, shell.process.env)))
    const database = openDatabase(ground.url, { connections: 4 })
    try {
      const [found] = (await database.pool.query<{ is: boolean }>("select to_regclass('public.migration') is not null as is")).rows
      if (!found?.is) throw new CommandRefusal(words.notOurs)
      return await work({ ...ground, database })
    } finally {
      await database.close()
    }
  })
}

/**
 * The whole product on the database; jobs run when the command drains them.
 * A database without our tables is refused, or with `makes` gets them.
 */
export async function onApp<T>(work: (app: App) => Promise<T>, missing: 'refuses' | 'makes' = 'refuses'): Promise<T> {
  const onIt = async ({ url, dataDir }: Ground) => {
    const { migrateAll, openApp } = await import('../app.ts')
    if (missing === 'makes') await migrateAll(url)
    const app = await openApp({ url, dataDir, runsJobs: false, logLevel: 'error' })
    try {
      return await work(app)
    } finally {
      await app.close()
    }
  }
  return missing === 'makes' ? onGround(onIt) : onExistingGround(onIt)
}

/** Whoever may run commands on the database may read all of it: nothing is cut. */
const atTheShell: Actor = {
  personId: newId(),
  sessionId: newId(),
  organisationId: null,
  permissions: new Set(['figures.rows', 'billing.read']),
  grants: [
    {
      ...{ role: 'auditor', organisationId: null, divisionCode: '000000', instrumentGroupId: null, matterCode: null },
      permissions: new Set(['figures.rows', 'billing.read']),
    },
  ],
}

type Told<C extends Contract> = C['answer'] extends 'stream' ? StreamAnswer : Output<C>

/** Asks an operation of the product as whoever sits at the shell, through the same checks as any request. @throws Refused */
export async function performAtShell<C extends Contract>(app: App, contract: C, input: Record<string, unknown>): Promise<Told<C>> {
  const handler = app.slices.flatMap((slice) => slice.handlers).find((one) => one.contract === contract)
  if (!handler) throw new Error(`no slice answers ${contract.name}`)
  const settings = { db: app.db, listeners: [], enqueue: app.jobs.enqueue, auditOf: () => null }
  return (await perform(
    handler,
    { sent: input, actor: atTheShell, now: new Date(), requestId: newId(), from: { address: '', agent: '', site: 'http://localhost' } },
    settings,
  )) as Told<C>
}
