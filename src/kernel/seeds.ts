// Reference data of the product: files in seeds/, read when a database is brought to this version, each by the slice that owns its table.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type Db, inTransaction, openDatabase, run } from './db.ts'

export const seedsFolder = new URL('../../seeds/', import.meta.url)
// One number for the whole product: two servers that start at once load one after the other.
const seedLock = 20220522

export type SeedRow = Record<string, string | null>
/** One file and what writes it; writing the same rows again must change nothing. */
export type Seed = { file: string; write: (db: Db, rows: SeedRow[]) => Promise<void> }

/** The rows of a seed file, by the names in its first line; an empty field is null. */
export function readSeed(file: string, folder: URL = seedsFolder): SeedRow[] {
  const rows: Record<string, string>[] = parse(readFileSync(new URL(file, folder)), { columns: true, bom: true })
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === '' ? null : value])))
}

/** Brings the reference tables to what the files say, in one transaction; safe to call from many servers at once. */
export async function loadSeeds(url: string, seeds: readonly Seed[]): Promise<void> {
  const database = openDatabase(url, { connections: 1 })
  try {
    await inTransaction(database.db, 'write', async (tx) => {
      await run(tx, 'select pg_advisory_xact_lock($1)', [seedLock])
      for (const seed of seeds) await seed.write(tx, readSeed(seed.file))
    })
  } finally {
    await database.close()
  }
}
