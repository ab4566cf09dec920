// Listens to what one operation sends to PostgreSQL, so that the floor is the operation's own statements and nothing else.
import pg from 'pg'

export type Statement = { text: string; values: readonly unknown[] }

let heard: Statement[] | undefined
const original = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function listen(this: pg.Client, ...args: unknown[]): unknown {
  const [first, second] = args
  // What travels in one trip is heard statement by statement: pgbench replays them one by one.
  if (heard && typeof first === 'object' && first !== null && 'statements' in first)
    heard.push(...(first as { statements: Statement[] }).statements)
  else if (heard && typeof first === 'string') heard.push({ text: first, values: Array.isArray(second) ? second : [] })
  else if (heard && typeof first === 'object' && first !== null && 'text' in first) {
    const config = first as { text: string; values?: unknown[] }
    heard.push({ text: config.text, values: config.values ?? [] })
  }
  return original.apply(this, args)
} as never

/** The statements that reach the driver while work runs; work must be the only thing that runs. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  heard = []
  try {
    await work()
    return heard
  } finally {
    heard = undefined
  }
}
