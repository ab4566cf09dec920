import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

export const databaseFolder = new URL('../../database/', import.meta.url)
const oldestMajor = 15
// One number for the whole product: two servers that start at once migrate one after the other.
const migrationLock = 20220521

/** The migrations in their order: `0001-kernel.sql` belongs to the slice named after the number. */
export function listMigrations(folder: URL = databaseFolder): { name: string; slice: string; text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, slice: name.match(/^\d{4}-([a-z]+)/)?.[1] ?? '', text: readFileSync(new URL(name, folder), 'utf8') }))
}

/**
 * Brings a database to this version's shape, forward only; each migration commits alone. Safe to call from many servers at once.
 * With `only`, to the shape these migrations make: a backup goes back into the version it was taken of.
 * @returns the names of the migrations it applied.
 * @throws when the server is older than PostgreSQL 15, or when the database is newer than this program.
 */
export async function migrate(url: string, onApplied: (name: string) => void = () => {}, only?: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'xianchuang-migrate' })
  await client.connect()
  try {
    const version = Number((await client.query('show server_version_num')).rows[0].server_version_num)
    if (version < oldestMajor * 10_000) throw new Error(`PostgreSQL ${oldestMajor} or newer is needed; this server is ${version}`)
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(
      'create table if not exists migration (name text constraint migration_pkey primary key, applied_at timestamptz not null default now())',
    )
    const applied = new Set((await client.query<{ name: string }>('select name from migration')).rows.map((row) => row.name))
    const known = listMigrations()
    const unknown = [...applied].filter((name) => !known.some((migration) => migration.name === name))
    if (unknown.length > 0) throw new Error(`the database is newer than this program: it has ${unknown.join(', ')}`)
    const fresh = known.filter((migration) => !applied.has(migration.name) && (only?.includes(migration.name) ?? true))
    for (const { name, text } of fresh) {
      await client.query('begin')
      try {
        await client.query(text)
        await client.query('insert into migration (name) values ($1)', [name])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${name} failed`, { cause: error })
      }
      onApplied(name)
    }
    return fresh.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}
