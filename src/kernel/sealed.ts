// Every column that holds sealed values, declared as data: one list for checking that they open and for exchanging keys.
import type { Found } from './check.ts'
import { type Db, run } from './db.ts'
import { vault } from './keyring.ts'

export type SealedColumn = {
  readonly table: string
  /** The uuid that names a row. */
  readonly id: string
  readonly column: string
  /** What it is sealed for. */
  readonly purpose: string
  /** The column with the keyed digest of the same text. */
  readonly equality?: string
  /** Rows written before the column was sealed hold the text as it is. */
  readonly wasPlain?: true
}

/** A value that waits in the queue; it is opened within minutes, and not sealed anew. */
export type SealedJob = { readonly job: string; readonly field: string }

const sealedForm = /^[a-z]+\.[a-z0-9]{1,20}\.[\w-]+$/
/** What a value sealed by the current key begins with; no wildcard of `like` is in it. */
const currentPrefix = () => `${vault().family}.${vault().currentKey}.`

export function nameOfSealed({ table, column }: SealedColumn): string {
  return `${table}.${column}`
}

/** How many values a column holds, by the key that sealed them; '' for those that are still plain. */
export async function countByKey(db: Db, { table, column }: SealedColumn): Promise<{ key: string; family: string; count: number }[]> {
  return run(
    db,
    `select case when ${column} ~ '^[a-z]+[.][a-z0-9]+[.]' then split_part(${column}, '.', 2) else '' end as key,
       case when ${column} ~ '^[a-z]+[.][a-z0-9]+[.]' then split_part(${column}, '.', 1) else '' end as family, count(*) as count
     from ${table} where ${column} <> '' group by 1, 2 order by 1, 2`,
  )
}

/** How many jobs that may still run hold a value of each key. */
export async function countJobsByKey(db: Db, { job, field }: SealedJob): Promise<{ key: string; count: number }[]> {
  return run(
    db,
    `select split_part(data ->> $2, '.', 2) as key, count(*) as count from pgboss.job
     where name = $1 and state < 'completed' and data ? $2 group by 1`,
    [job, field],
  )
}

/** Seals some values that an earlier key sealed by the current one, with their digests. @returns how many */
export async function resealSome(
  db: Db,
  { table, id, column, purpose, equality, wasPlain }: SealedColumn,
  atMost: number,
): Promise<number> {
  const rows = await run<{ id: string; held: string }>(
    db,
    `select ${id} as id, ${column} as held from ${table} where ${column} <> '' and ${column} not like $1 order by ${id} limit $2 for update`,
    [`${currentPrefix()}%`, atMost],
  )
  const texts = rows.map(({ held }) => (wasPlain && !sealedForm.test(held) ? held : vault().open(purpose, held)))
  const sealed = texts.map((text) => vault().seal(purpose, text))
  const values: unknown[] = [rows.map((row) => row.id), sealed]
  if (equality) values.push(texts.map((text) => vault().equalityKey(purpose, text)))
  const set = `${column} = n.sealed${equality ? `, ${equality} = n.digest` : ''}`
  const names = equality ? '$1::uuid[], $2::text[], $3::text[]' : '$1::uuid[], $2::text[]'
  await run(
    db,
    `update ${table} t set ${set} from unnest(${names}) as n (id, sealed${equality ? ', digest' : ''}) where t.${id} = n.id`,
    values,
  )
  return rows.length
}

/** Opens every value of a column. @returns how many there are, how many do not open, and the row of the first of those */
export async function checkSealed(db: Db, { table, id, column, purpose }: SealedColumn): Promise<Found> {
  const found: Found = { checked: 0, wrong: 0, example: null }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await run<{ id: string; held: string }>(
      db,
      `select ${id} as id, ${column} as held from ${table} where ${column} <> '' and ${id} > $1 order by ${id} limit 1000`,
      [after],
    )
    for (const { id: row, held } of rows) {
      found.checked += 1
      if (opens(purpose, held)) continue
      found.wrong += 1
      found.example ??= `${table}.${column} ${row}`
    }
    const last = rows.at(-1)
    if (!last) return found
    after = last.id
  }
}

function opens(purpose: string, held: string): boolean {
  try {
    vault().open(purpose, held)
    return true
  } catch {
    return false
  }
}
