// The only file that knows the database driver. A handler sees one `Db`, and that is its transaction.
import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { tryAgain } from './kernel.contract.ts'

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

// Statements seen more than twice are prepared under a name, once a connection: a third less work for the same answer.
const sightings = new Map<string, { count: number; name: string }>()
const namesAtMost = 2_000

function statementName(text: string): string | undefined {
  let seen = sightings.get(text)
  if (!seen) {
    if (sightings.size >= namesAtMost) return undefined
    seen = { count: 0, name: `s${sightings.size}` }
    sightings.set(text, seen)
  }
  seen.count += 1
  return seen.count > 2 ? seen.name : undefined
}

class NamingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's overloads are passed on as they are
  override query(...args: any[]): any {
    const [text, values, ...rest] = args
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? statementName(text) : undefined
    // biome-ignore lint/suspicious/noExplicitAny: the driver's overloads are passed on as they are
    const query = super.query.bind(this) as (...passed: any[]) => any
    return name ? query({ name, text, values }, ...rest) : query(...args)
  }
}

export type Database = { db: Db; pool: pg.Pool; url: string; close(): Promise<void> }

/** Opens a pool on a PostgreSQL of 15 or newer. Nothing is sent until the first query. */
export function openDatabase(url: string, options: { connections?: number; onError?: (error: Error) => void } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 20,
    // The driver's type of this option asks for its own class; ours is a subclass that names statements.
    Client: NamingClient,
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
  const close = async () => {
    isClosing = true
    await db.destroy()
    // The builder ends the pool only if it ran a query itself; a pool left open would hold the process for ten seconds.
    if (!pool.ending) await pool.end()
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

/**
 * Runs work in one transaction, again on a lost race. Reads see one snapshot and cannot write; writes run at READ COMMITTED,
 * so that a statement after a lock sees what the lock waited for.
 * @throws try_again after five lost races.
 */
export async function inTransaction<T>(db: Db, access: 'read' | 'write', work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const transaction = db.transaction()
      return await (access === 'read' ? transaction.setIsolationLevel('repeatable read').setAccessMode('read only') : transaction).execute(
        work,
      )
    } catch (error) {
      if (!isLostRace(error)) throw error
      if (attempt === 5) throw tryAgain({})
      await sleep(attempt * 20 * Math.random())
    }
  }
}

/** Runs one SQL text with positional parameters on a handle; for texts that a query builder would only obscure. */
export async function run<R = Row>(db: Db, text: string, values: readonly unknown[] = []): Promise<R[]> {
  return (await db.executeQuery<R>(CompiledQuery.raw(text, [...values]))).rows
}
