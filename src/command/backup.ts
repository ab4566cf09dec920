import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { FileStore } from '../kernel/files.ts'
import { keyringSettings } from '../kernel/keyring.ts'
import { type ArchiveWriter, formatVersion, type Header, type Manifest, nameOfTable, openTarget, writeArchive } from './archive.ts'
import { backupWords as words } from './backup.words.ts'
import { type Command, CommandRefusal, printJson, progressLine, shell, tell } from './command.ts'
import { commandWords } from './command.words.ts'
import { onExistingGround } from './ground.ts'
import { listSequences, listTables, migrationsOf, queueVersionOf, quoted } from './snapshot.ts'

export const backup: Command = {
  title: words.title,
  positionals: [{ shape: '<file>', help: words.target, isOptional: true }],
  options: { json: { type: 'boolean', help: commandWords.json } },
  notes: [words.what, words.secret],
  run: ({ values, positionals }) => {
    const target = positionals[0] ?? `xianchuang-${new Date().toISOString().slice(0, 16).replaceAll(':', '')}.tar.gz`
    if (target !== '-' && existsSync(target)) throw new CommandRefusal(words.exists, { file: target })
    if (target !== '-' && !existsSync(dirname(resolve(target))))
      throw new CommandRefusal(words.noFolder, { folder: dirname(resolve(target)) })
    return onExistingGround(async ({ database, files, dataDir }) => {
      const begun = performance.now()
      const client = await database.pool.connect()
      try {
        const manifest = await writeBackup(client, files, target)
        const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
        const seconds = Number(((performance.now() - begun) / 1000).toFixed(1))
        const bytes = target === '-' ? undefined : statSync(target).size
        const told = { file: target, tables: Object.keys(manifest.tables).length, rows, files: manifest.files.count, bytes, seconds }
        if (values.json && target !== '-') printJson(told)
        else tell(words.done, told)
        tell(words.keysApart, { file: keyringSettings(dataDir, shell.process.env).file })
      } finally {
        client.release()
      }
    })
  },
}

/** Everything of one moment: all tables in one snapshot, then the files that the snapshot's rows name. */
async function writeBackup(client: pg.PoolClient, files: FileStore, target: string): Promise<Manifest> {
  const draft = target === '-' ? target : `${target}.partial`
  const archive = writeArchive(openTarget(draft), target === '-' || /gz$/.test(target))
  try {
    // By this name figures know that it only reads, however long: their latest moment need not wait for it.
    await client.query(`set application_name = 'xianchuang-reader'`)
    await client.query('begin isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    await client.query('set local idle_in_transaction_session_timeout = 0')
    const header = await headerOf(client)
    await archive.json('header.json', header)
    const manifest = { tables: await writeTables(client, archive, header), files: await writeFiles(client, archive, files) }
    await archive.json('manifest.json', manifest)
    await archive.close()
    await client.query('rollback')
    if (draft !== target) renameSync(draft, target)
    return manifest
  } catch (error) {
    if (draft !== target) rmSync(draft, { force: true })
    throw error
  }
}

async function headerOf(client: pg.PoolClient): Promise<Header> {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  const tables = await listTables(client)
  const [server] = (await client.query<{ server_version: string }>('show server_version')).rows
  return {
    format: formatVersion,
    product: 'xianchuang',
    version,
    takenAt: new Date().toISOString(),
    postgres: server!.server_version,
    migrations: await migrationsOf(client),
    queueVersion: await queueVersionOf(client),
    tables: tables.filter((table) => nameOfTable(table) !== 'public.migration'),
    sequences: await listSequences(client),
  }
}

async function writeTables(client: pg.PoolClient, archive: ArchiveWriter, header: Header): Promise<Manifest['tables']> {
  const progress = progressLine()
  const counts: Manifest['tables'] = {}
  let bytes = 0
  for (const table of header.tables) {
    const { name, columns } = quoted(table)
    const rows = client.query(copyTo(`copy (select ${columns} from ${name}) to stdout`))
    const watched = async function* () {
      for await (const chunk of rows as AsyncIterable<Buffer>) {
        bytes += chunk.length
        progress(words.progress, { table: nameOfTable(table), megabytes: Math.round(bytes / 1e6) })
        yield chunk
      }
    }
    counts[nameOfTable(table)] = await archive.parts(`tables/${nameOfTable(table)}`, watched())
  }
  progress()
  return counts
}

async function writeFiles(client: pg.PoolClient, archive: ArchiveWriter, files: FileStore): Promise<Manifest['files']> {
  const progress = progressLine()
  const { rows } = await client.query<{ hash: string }>('select hash from file order by hash')
  let bytes = 0
  for (const [at, { hash }] of rows.entries()) {
    const path = await files.pathOf(hash).catch(() => {
      throw new CommandRefusal(words.fileMissing, { hash })
    })
    const { size } = await stat(path)
    await archive.file(`files/${hash}`, size, await files.read(hash))
    bytes += size
    progress(words.progressFiles, { count: at + 1, total: rows.length })
  }
  progress()
  return { count: rows.length, bytes }
}
