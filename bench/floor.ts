// The floor: pgbench replays an operation's own statements, commit included, nothing switched off.
import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Statement } from './recorder.ts'

/** pgbench of the machine; the npm packages bring none. */
export function findPgbench(): string {
  const folder = '/usr/lib/postgresql'
  const found = (existsSync(folder) ? readdirSync(folder) : [])
    .map((major) => join(folder, major, 'bin', 'pgbench'))
    .filter(existsSync)
    .sort()
  if (found.length === 0) throw new Error('the floor needs pgbench: install Debian package postgresql-contrib, or postgresql-15')
  return found.at(-1)!
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (Array.isArray(value))
    return `'{${value.map((item) => (item === null ? 'NULL' : `"${String(item).replace(/(["\\])/g, '\\$1')}"`)).join(',')}}'`.replaceAll(
      "''",
      "''",
    )
  const text = String(value instanceof Date ? value.toISOString() : value)
  // pgbench takes a colon and a letter for a variable of its own, in a string too.
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')}'`
}

/**
 * Prints a pgbench script of recorded statements. Every value listed in `varies` becomes an expression of the turn's
 * variables, wherever it occurs; everything else is replayed as it was.
 */
export function pgbenchScript(statements: readonly Statement[], setup: string, varies: ReadonlyMap<string, string>): string {
  const lines = statements.map(({ text, values }) => {
    const filled = text.replace(/\$(\d+)/g, (_, at: string) => {
      const value = values[Number(at) - 1]
      const expression = varies.get(String(value instanceof Date ? value.toISOString() : value))
      return expression ?? literal(value)
    })
    return `${filled.replace(/\s+/g, ' ').trim()};`
  })
  return `${setup}\n${lines.join('\n')}\n`
}

export type FloorResult = { perSecond: number; latencyMs: number }

/** Runs a script with pgbench for some seconds and reads its own figures. */
export async function runPgbench(
  url: string,
  script: string,
  options: { clients: number; seconds: number; variables?: Record<string, number> },
): Promise<FloorResult> {
  const folder = await mkdtemp(join(tmpdir(), 'xianchuang-bench-'))
  try {
    const file = join(folder, 'floor.sql')
    await writeFile(file, script)
    const parsed = new URL(url)
    const args = [
      '-n',
      ...Object.entries(options.variables ?? {}).flatMap(([name, value]) => ['-D', `${name}=${value}`]),
      '-M',
      'prepared',
      '-f',
      file,
      '-c',
      String(options.clients),
      '-j',
      '1',
      '-T',
      String(options.seconds),
      '-h',
      parsed.searchParams.get('host') ?? parsed.hostname,
      '-p',
      parsed.port || '5432',
      '-U',
      parsed.username,
      parsed.pathname.slice(1),
    ]
    const { stdout, stderr } = await promisify(execFile)(findPgbench(), args, {
      env: { ...process.env, PGPASSWORD: decodeURIComponent(parsed.password) },
      maxBuffer: 10_000_000,
    })
    const perSecond = Number(stdout.match(/tps = ([\d.]+)/)?.[1])
    const latencyMs = Number(stdout.match(/latency average = ([\d.]+)/)?.[1])
    const failed = Number(stdout.match(/number of failed transactions: (\d+)/)?.[1] ?? 0)
    if (!perSecond || failed > 0) throw new Error(`pgbench did not finish cleanly:\n${stdout}\n${stderr.slice(0, 2000)}`)
    return { perSecond, latencyMs }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
