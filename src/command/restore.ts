import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openDatabase } from '../kernel/db.ts'
import type { FileStore } from '../kernel/files.ts'
import { migrateJobs } from '../kernel/jobs.ts'
import { keyringSettings } from '../kernel/keyring.ts'
import { listMigrations, migrate } from '../kernel/migrate.ts'
import { checksOf, slicesInOrder } from '../slices.server.ts'
import {
  type ArchivedTable,
  type ArchiveEntry,
  asDamage,
  Header,
  Manifest,
  nameOfTable,
  openSource,
  readArchive,
  Tally,
  textOf,
} from './archive.ts'
import { type Command, CommandRefusal, progressLine, shell, tell } from './command.ts'
import { type Ground, onGround } from './ground.ts'
import { restoreWords as words } from './restore.words.ts'
import { listTables, queueVersionOf, quoted } from './snapshot.ts'
import { printer, refuseWrong, verifyDatabase } from './verify.ts'

export const restore: Command = {
  title: words.title,
  positionals: [{ shape: '<file>', help: words.source }],
  options: { 'no-verify': { type: 'boolean', help: words.noVerify } },
  notes: [words.way, words.proof],
  run: async ({ values, positionals }) => {
    const path = positionals[0]!
    if (path !== '-' && !existsSync(path)) throw new CommandRefusal(words.noFile, { file: path })
    await onGround((ground) => restoreInto(ground, openSource(path), values['no-verify'] !== true))
  },
}

type Restored = { header: Header; manifest: Manifest; files: number }

async function restoreInto(ground: Ground, source: Readable, verifies: boolean): Promise<void> {
  const begun = performance.now()
  const database = openDatabase(ground.url, { connections: 2 })
  const client = await database.pool.connect()
  try {
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
    await refuseNonEmpty(client)
    const { header, manifest, files } = await orNothing(client, () => restoreArchive(client, ground, source))
    const { migrateAll } = await import('../app.ts')
    await migrateAll(ground.url)
    await client.query('analyze')
    const [server] = (await client.query<{ server_version: string }>('show server_version')).rows
    tell(words.done, {
      tables: header.tables.length,
      rows: Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0),
      files,
      seconds: ((performance.now() - begun) / 1000).toFixed(1),
      takenAt: header.takenAt,
      from: header.postgres,
      to: server!.server_version,
    })
    const { file } = keyringSettings(ground.dataDir, shell.process.env)
    if (!existsSync(file)) tell(words.keysNeeded, { file })
    if (verifies) {
      // The keys may still be elsewhere.
      const checks = checksOf(slicesInOrder({ files: ground.files })).filter((check) => !check.needsKeys)
      refuseWrong(await verifyDatabase(database, { checks, files: ground.files }, printer(checks)))
    }
  } finally {
    client.release()
    await database.close()
  }
}

async function refuseNonEmpty(client: pg.ClientBase): Promise<void> {
  const [found] = await ownRelations(client)
  if (found) throw new CommandRefusal(words.notEmpty, { table: found.name })
}

/** Tables, views and sequences of the database that belong to no extension. */
async function ownRelations(client: pg.ClientBase): Promise<{ name: string; kind: string }[]> {
  const { rows } = await client.query<{ name: string; kind: string }>(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, c.relkind::text as kind from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
       and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') order by 1`,
  )
  return rows
}

/** Everything or nothing: a failure leaves the database as empty as it was found. */
async function orNothing<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await client.query('rollback')
    await client.query('drop schema if exists pgboss cascade')
    for (const { name, kind } of await ownRelations(client))
      await client.query(`drop ${kind === 'v' ? 'view' : 'table'} if exists ${name} cascade`)
    const { rows } = await client.query<{ name: string }>(
      `select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace
         and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`,
    )
    for (const { name } of rows) await client.query(`drop function if exists ${name} cascade`)
    throw error
  }
}

async function restoreArchive(client: pg.PoolClient, ground: Ground, source: Readable): Promise<Restored> {
  const entries = readArchive(source)
  const first = (await entries.next()).value as ArchiveEntry | undefined
  if (first?.name !== 'header.json') throw new CommandRefusal(words.notBackup)
  const parsed = Header.safeParse(JSON.parse(await textOf(first.bytes)))
  if (!parsed.success) throw new CommandRefusal(words.notBackup)
  const header = parsed.data
  await prepare(client, ground.url, header)
  await client.query('begin')
  await emptyTables(client, header.tables)
  const rows = new RowWriter(client, header.tables)
  try {
    const { manifest, files } = await writeEntries(entries, rows, ground.files)
    for (const { name, lastValue, isCalled } of header.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [name, lastValue, isCalled])
    await client.query('commit')
    return { header, manifest, files }
  } catch (error) {
    await rows.abort()
    throw asDamage(error)
  }
}

async function writeEntries(entries: AsyncIterable<ArchiveEntry>, rows: RowWriter, store: FileStore): Promise<Omit<Restored, 'header'>> {
  const progress = progressLine()
  let manifest: Manifest | undefined
  let files = 0
  for await (const entry of entries) {
    if (entry.name.startsWith('tables/')) await rows.write(entry)
    else if (entry.name.startsWith('files/')) {
      await restoreFile(store, entry)
      files += 1
      progress(words.progressFiles, { count: files })
    } else if (entry.name === 'manifest.json') manifest = Manifest.parse(JSON.parse(await textOf(entry.bytes)))
  }
  progress()
  await rows.finish()
  if (!manifest) throw new CommandRefusal(words.mismatch, { what: 'manifest.json' })
  compare(manifest, rows.tallies, files)
  return { manifest, files }
}

/** Brings the empty database to the backup's own version; what came later is applied when the rows are in. */
async function prepare(client: pg.PoolClient, url: string, header: Header): Promise<void> {
  const known = listMigrations().map((migration) => migration.name)
  const unknown = header.migrations.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new CommandRefusal(words.newer, { version: header.version, names: unknown.join(', ') })
  await migrate(url, () => {}, header.migrations)
  await migrateJobs(url, [])
  const wanted = await queueVersionOf(client)
  if (header.queueVersion !== wanted)
    throw new CommandRefusal(words.otherQueue, { found: header.queueVersion, wanted, version: header.version })
  const here = new Map((await listTables(client)).map((table) => [nameOfTable(table), table]))
  for (const table of header.tables) {
    const own = here.get(nameOfTable(table))?.columns.toSorted().join()
    if (own !== table.columns.toSorted().join()) throw new CommandRefusal(words.otherColumns, { table: nameOfTable(table) })
  }
}

/** A new database has rows of its own (commodities, kinds of jobs): the backup's take their place. */
async function emptyTables(client: pg.PoolClient, tables: readonly ArchivedTable[]): Promise<void> {
  for (const table of tables.toReversed()) {
    const { name } = quoted(table)
    const { rowCount } = await client.query(`select 1 from ${name} limit 1`)
    if (rowCount) await client.query(`delete from ${name}`)
  }
}

/** Feeds each table's parts into one COPY: its statement triggers see the table whole, as they saw each insert. */
class RowWriter {
  readonly tallies = new Map<string, Tally>()
  readonly #client: pg.PoolClient
  readonly #tables: Map<string, ArchivedTable>
  readonly #progress = progressLine()
  #current: { name: string; copy: ReturnType<typeof copyFrom>; tally: Tally } | undefined
  #bytes = 0
  #failure: Error | undefined

  constructor(client: pg.PoolClient, tables: readonly ArchivedTable[]) {
    this.#client = client
    this.#tables = new Map(tables.map((table) => [nameOfTable(table), table]))
  }

  async write(entry: ArchiveEntry): Promise<void> {
    const name = entry.name.split('/')[1] ?? ''
    if (this.#current?.name !== name) await this.#begin(name)
    const { copy, tally } = this.#current!
    for await (const chunk of entry.bytes) {
      tally.add(chunk as Buffer)
      this.#bytes += (chunk as Buffer).length
      this.#progress(words.progress, { table: name, megabytes: Math.round(this.#bytes / 1e6) })
      if (this.#failure) refuseRows(name, this.#failure)
      if (!copy.write(chunk)) await drained(copy).catch((error) => refuseRows(name, error))
    }
  }

  async #begin(name: string): Promise<void> {
    await this.#end()
    const table = this.#tables.get(name)
    if (!table || this.tallies.has(name)) throw new CommandRefusal(words.mismatch, { what: name })
    const { name: quotedName, columns } = quoted(table)
    const copy = this.#client.query(copyFrom(`copy ${quotedName} (${columns}) from stdin`))
    copy.on('error', (error) => {
      this.#failure = error
    })
    const tally = new Tally()
    this.tallies.set(name, tally)
    this.#current = { name, copy, tally }
  }

  async #end(): Promise<void> {
    if (!this.#current) return
    const { copy, name } = this.#current
    this.#current = undefined
    copy.end()
    await finished(copy).catch((error) => refuseRows(name, error))
  }

  /** Ends a COPY that will get no more rows, so that the connection can roll back. */
  async abort(): Promise<void> {
    const { copy } = this.#current ?? {}
    this.#current = undefined
    if (!copy || this.#failure) return
    await new Promise((settle) => {
      copy.once('close', settle)
      copy.destroy(new Error('given up'))
    })
  }

  async finish(): Promise<void> {
    await this.#end()
    this.#progress()
  }
}

function drained(copy: ReturnType<typeof copyFrom>): Promise<void> {
  return new Promise((settle, fail) => {
    const onDrain = () => {
      copy.off('error', onError)
      settle()
    }
    const onError = (error: Error) => {
      copy.off('drain', onDrain)
      fail(error)
    }
    copy.once('drain', onDrain)
    copy.once('error', onError)
  })
}

function refuseRows(table: string, error: unknown): never {
  const { message, code } = error as { message: string; code?: string }
  // Class 23 is "integrity constraint violation", 22 "data exception".
  if (code?.startsWith('23') || code?.startsWith('22')) throw new CommandRefusal(words.refused, { table, reason: message })
  throw error
}

async function restoreFile(files: FileStore, entry: ArchiveEntry): Promise<void> {
  const { hash } = await files.put(entry.bytes)
  if (entry.name !== `files/${hash}`) throw new CommandRefusal(words.mismatch, { what: entry.name })
}

function compare(manifest: Manifest, tallies: ReadonlyMap<string, Tally>, files: number): void {
  if (manifest.files.count !== files) throw new CommandRefusal(words.mismatch, { what: 'files' })
  for (const [name, { rows, sha256 }] of Object.entries(manifest.tables)) {
    const found = tallies.get(name)?.done()
    if (found?.rows !== rows || found.sha256 !== sha256) throw new CommandRefusal(words.mismatch, { what: name })
  }
}
