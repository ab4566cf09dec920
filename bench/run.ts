// `./xianchuang bench [name …]`: measures, prints one line a figure, and keeps the table in bench/results.md.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { benchAudit } from './audit.bench.ts'
import { benchAvailability } from './availability.bench.ts'
import { benchBooking } from './booking.bench.ts'
import { benchCases } from './cases.bench.ts'
import { benchImport } from './import.bench.ts'
import { benchIndex } from './index.bench.ts'
import type { Line } from './measure.ts'
import { benchMeters } from './meters.bench.ts'
import { benchPage } from './page.bench.ts'
import { benchSearch } from './search.bench.ts'
import { benchStatement } from './statement.bench.ts'

const minutesAt = process.argv.indexOf('--minutes')
/** How long readings are sent: a third of a minute, or what is asked for. */
const minutes = minutesAt > 0 ? Number(process.argv[minutesAt + 1]) : 1 / 3

const benches: Record<string, () => Promise<Line[]>> = {
  booking: benchBooking,
  availability: benchAvailability,
  audit: benchAudit,
  search: benchSearch,
  cases: benchCases,
  statement: benchStatement,
  import: benchImport,
  index: benchIndex,
  meters: () => benchMeters(minutes),
  page: benchPage,
}

/** Runs the named benches, or all. @returns lines for the table. */
export async function runBenches(names: readonly string[], say: (line: string) => void): Promise<Line[]> {
  const unknown = names.filter((name) => !(name in benches))
  if (unknown.length > 0) throw new Error(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)
  const lines: Line[] = []
  for (const name of names.length > 0 ? names : Object.keys(benches)) {
    say(`${name} …`)
    for (const line of await benches[name]!()) {
      lines.push(line)
      say(`  ${line.what}: ${line.ours} | floor ${line.floor} | ${line.ratio} (aim ${line.aim})`)
    }
  }
  return lines
}

function tableOf(lines: readonly Line[]): string {
  const head = `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), PostgreSQL 18 from npm, fsync on, Node ${process.version}. Other work may have shared the machine: ratios count, not rates.`
  const rows = lines.map((line) => `| ${line.what} | ${line.ours} | ${line.floor} | ${line.ratio} | ${line.aim} |`)
  return `# The last table of results\n\n${head}\n\n| what | ours | floor | ratio | aim |\n|---|---|---|---|---|\n${rows.join('\n')}\n`
}

if (import.meta.main) {
  const names = process.argv.slice(2).filter((name, at) => name !== '--json' && name !== '--minutes' && at !== minutesAt - 1)
  const lines = await runBenches(names, (line) => void process.stderr.write(`${line}\n`))
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(lines, null, 2)}\n`)
  if (names.length === 0) writeFileSync(new URL('results.md', import.meta.url), tableOf(lines))
}
