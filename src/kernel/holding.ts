// What a slice holds about a person: declared as data, so that an export has all of it and an erasure reaches all that may go.
import { type Db, run } from './db.ts'
import { vault } from './keyring.ts'
import type { Word } from './word.ts'

export type Holding = {
  readonly title: Word
  readonly table: string
  /** The column that names the person. */
  readonly person: string
  /** Where the person is named by a row that this column refers to, by its id. */
  readonly through?: { readonly column: string; readonly table: string }
  /** What is told of each row; a sealed column is told opened, by what it was sealed for. */
  readonly columns: readonly string[]
  readonly sealed?: Readonly<Record<string, string>>
  /** Rows go with the person, or they hold the person's number alone and stay, for a purpose of the register. */
  readonly onErasure: 'delete' | { readonly keptFor: string }
}

const isOf = ({ person, through }: Holding) =>
  through ? `${through.column} in (select id from ${through.table} where ${person} = $1)` : `${person} = $1`
const plainName = /^[a-z][a-z0-9_]*$/

/** The rows that hold something of a person, as the person is told of them. @throws where the declaration names no column */
export async function readHolding(db: Db, holding: Holding, personId: string): Promise<object[]> {
  const { table, person, columns, sealed = {} } = holding
  for (const name of [table, person, ...columns]) if (!plainName.test(name)) throw new Error(`${name} is no name of a column`)
  const rows = await run<Record<string, unknown>>(db, `select ${columns.join(', ')} from ${table} where ${isOf(holding)} order by 1`, [
    personId,
  ])
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => {
        const purpose = sealed[column]
        return [column.replace(/_sealed$/, ''), purpose && typeof value === 'string' ? opened(purpose, value) : value]
      }),
    ),
  )
}

/** Deletes the rows that go with a person. */
export async function eraseHolding(db: Db, holding: Holding, personId: string): Promise<void> {
  if (holding.onErasure === 'delete') await run(db, `delete from ${holding.table} where ${isOf(holding)}`, [personId])
}

/** Names were plain once. */
function opened(purpose: string, value: string): string {
  return /^[a-z]+\.[a-z0-9]{1,20}\.[\w-]+$/.test(value) ? vault().open(purpose, value) : value
}
