// What the product knows of its database. A handler sees one `Db`, and that is its transaction.
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryResult,
  Transaction,
} from 'kysely'
import pg from 'pg'
import { tryAgain } from './kernel.contract.ts'
import { Client, type Judge, Lane, type Statement } from './wire.ts'

/** Every table of the product; each slice's generated `<slice>.tables.ts` adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by module augmentation from the generated files
export interface Tables {}
export type Db = Kysely<Tables>
export type Row = Record<string, unknown>

const parsers: Record<number, (text: string) => unknown> = {
  20: wholeNumber, // bigint, and so count()
  1700: wholeNumber, // numeric: sum(bigint); fractions are computed in the application and never stored
  1082: String, // date: '2026-03-02', never a moment
  1184: isoMoment, // timestamptz, to the microsecond: '2026-03-02T01:00:00.123456Z'
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is not an exact whole number`)
  return value
}

function isoMoment(text: string): string {
  if (text === 'infinity' || text === '-infinity') return text
  return `${text.slice(0, 10)}T${text.slice(11).replace(/\+00(:00)?$/, 'Z')}`
}

export type Database = { db: Db; pool: pg.Pool; url: string; close(): Promise<void> }

/** Opens a pool on a PostgreSQL of 15 or newer. Nothing is sent until the first query. */
export function openDatabase(url: string, options: { connections?: number; onError?: (error: Error) => void } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 20,
    // The driver's type of this option asks for its own class; ours is a subclass that names statements.
    Client,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format),
    },
    options:
      '-c timezone=UTC -c datestyle=ISO -c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=120s -c jit=off',
    application_name: 'xianchuang',
  } as pg.PoolConfig)
  let isClosing = false
  // The pool hangs the whole client on its error: what is told is the error alone, and nothing once we are leaving anyway.
  const onError = (error: Error & { client?: unknown }) => {
    delete error.client
    if (!isClosing) options.onError?.(error)
  }
  pool.on('error', onError)
  // A client that is out on loan has no listener of the pool's: without one of ours, a database that dies takes this process along.
  pool.on('connect', (client) => client.on('error', onError))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  const close = () => {
    isClosing = true
    return pool.end()
  }
  return { db, pool, url, close }
}

const lostRaces = new Set(['40001', '40P01', '55P03'])

/** True when the database refused because somebody else was quicker; the same work may succeed when done again. */
export function isLostRace(error: unknown): boolean {
  return lostRaces.has((error as { code?: string })?.code ?? '')
}

/** The name of the constraint an error comes from, so that a `.sql.ts` can turn it into its refusal. */
export function constraintOf(error: unknown): string | undefined {
  return (error as { constraint?: string })?.constraint
}

const pools = new WeakMap<Db, pg.Pool>()
const lanes = new WeakMap<Db, Lane>()
const compiler = new PostgresQueryCompiler()
const adapter = new PostgresAdapter()
const driver = new DummyDriver()
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('a transaction opens no other connection')) })
const counted = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** A handle whose every query, built or written, takes this lane. */
function handleOn(lane: Lane): Db {
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { command, rowCount, rows } = await lane.ask(sql, parameters)
      return { rows: rows as R[], ...(counted.has(command) ? { numAffectedRows: BigInt(rowCount) } : {}) }
    },
    streamQuery(): never {
      throw new Error('rows are read in pages here')
    },
  }
  const executor = new DefaultQueryExecutor(compiler, adapter, { provideConnection: (consumer) => consumer(connection) })
  const handle: Db = new Transaction<Tables>({ config: { dialect }, driver, dialect, executor })
  lanes.set(handle, lane)
  return handle
}

const begins = { read: 'start transaction isolation level repeatable read read only', write: 'begin' } as const
function laneOf(tx: Db): Lane {
  const lane = lanes.get(tx)
  if (!lane) throw new Error('this handle is not a transaction of the kernel')
  return lane
}

/**
 * Has a statement sent together with the next that is asked for, at the latest with the commit, and waits for nothing; if it fails,
 * nothing is committed. @param judge may throw, from its answer or its failure, the reason why the transaction comes to nothing
 */
export function sendAlong(tx: Db, statement: Statement, judge?: Judge): void {
  laneOf(tx).goesAlong(statement, judge)
}

/** Waits until what was sent along is answered. @throws what its judge said */
export function settle(tx: Db): Promise<void> {
  return laneOf(tx).settle()
}

type LastWord = (error: unknown) => Statement | null

/**
 * Runs work in one transaction, again on a lost race. Reads see one snapshot and cannot write; writes run at READ COMMITTED,
 * so that a statement after a lock sees what the lock waited for. `begin` travels with the first statement.
 * @param lastWord what is written, in a transaction of its own and before the error is thrown, when the work came to nothing
 * @throws try_again after five lost races.
 */
export async function inTransaction<T>(db: Db, access: 'read' | 'write', work: (tx: Db) => Promise<T>, lastWord?: LastWord): Promise<T> {
  const pool = pools.get(db)
  if (!pool) throw new Error('a transaction is opened on a database, not inside another transaction')
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTransaction(pool, begins[access], work, lastWord)
    } catch (error) {
      if (!isLostRace(error)) throw error
      if (attempt === 5) throw tryAgain({})
      await sleep(attempt * 20 * Math.random())
    }
  }
}

async function attemptTransaction<T>(pool: pg.Pool, begin: string, work: (tx: Db) => Promise<T>, lastWord?: LastWord): Promise<T> {
  const client = await pool.connect()
  let isSound = false
  try {
    // The pool makes no other clients than ours.
    const lane = new Lane(client as unknown as Client, begin)
    let result: T
    try {
      result = await work(handleOn(lane))
    } catch (error) {
      const reason = lane.reasonOf(error)
      await rollBack(lane, lastWord?.(reason) ?? null)
      isSound = true
      throw reason
    }
    await commit(lane)
    isSound = true
    return result
  } finally {
    // A connection that could not even roll back is not lent again.
    client.release(!isSound)
  }
}

async function commit(lane: Lane): Promise<void> {
  if (!lane.hasWork) return lane.giveUp()
  const { command } = await lane.end('commit').catch((error: unknown) => {
    throw lane.reasonOf(error)
  })
  // PostgreSQL ends an aborted transaction with a rollback, and calls that no error.
  if (command !== 'COMMIT') throw new Error('this transaction had failed, and nothing of it was kept')
}

async function rollBack(lane: Lane, lastWord: Statement | null): Promise<void> {
  lane.giveUp()
  const last: Statement[] = lane.isUsed ? [{ text: 'rollback', values: [] }] : []
  if (lastWord) last.push(lastWord)
  await Promise.all(last.map(({ text, values }) => lane.end(text, values)))
}

/** From here on this transaction's statements are planned for the tables as they are now, not as they were when first asked. */
export function planAnew(tx: Db): void {
  laneOf(tx).isPlannedAnew = true
}

type CopyValue = string | number | boolean | readonly string[] | null

/**
 * Writes rows by COPY: for many rows at once it costs a fraction of an INSERT, and checks, defaults and triggers are the same.
 * @param into the table and its columns, as COPY names them: 'instrument (id, inner_code)'
 */
export async function copyRows(tx: Db, into: string, rows: readonly (readonly CopyValue[])[]): Promise<void> {
  if (rows.length === 0) return
  let text = ''
  for (const row of rows) text += `${row.map(copyText).join('\t')}\n`
  await laneOf(tx).ask(`copy ${into} from stdin`, [], text)
}

const copySigns: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function copyText(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : `{${value.map((item) => `"${item.replace(/(["\\])/g, '\\$1')}"`).join(',')}}`
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => copySigns[sign]!) : text
}

/** Does work that is undone by itself when it throws, so that the transaction around it can go on. */
export async function undoneAlone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await run(db, 'savepoint attempt')
  try {
    const result = await work()
    await run(db, 'release savepoint attempt')
    return result
  } catch (error) {
    await run(db, 'rollback to savepoint attempt')
    throw error
  }
}

/** Runs one SQL text with positional parameters on a handle; for texts that a query builder would only obscure. */
export async function run<R = Row>(db: Db, text: string, values: readonly unknown[] = []): Promise<R[]> {
  const lane = lanes.get(db)
  if (lane) return (await lane.ask(text, values)).rows as R[]
  const pool = pools.get(db)
  if (pool) return runOn(pool, text, values)
  return (await db.executeQuery<R>(CompiledQuery.raw(text, [...values]))).rows
}

/** One statement on a connection of its own, past the query builder: the session behind a request is asked for on every one. */
async function runOn<R>(pool: pg.Pool, text: string, values: readonly unknown[]): Promise<R[]> {
  const client = await pool.connect()
  try {
    const { rows } = values.length > 0 ? await client.query(text, [...values]) : await client.query(text)
    return rows as R[]
  } finally {
    client.release()
  }
}
