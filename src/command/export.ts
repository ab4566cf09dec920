import { createWriteStream, existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { downloadStatement } from '../oversight/oversight.contract.ts'
import { type Command, CommandRefusal, shell, usage, type Values } from './command.ts'
import { commandWords } from './command.words.ts'
import { exportWords as words } from './export.words.ts'
import { institutionIdOf } from './figures.ts'
import { onApp, performAtShell } from './ground.ts'

type Exporter = {
  /** Looks at the arguments before anything is opened. */
  check(values: Values): void
  run(values: Values, write: (chunks: AsyncIterable<string | Uint8Array>) => Promise<void>): Promise<void>
}

const exporters: Record<string, Exporter> = {
  journal: {
    check: periodOf,
    run: (values, write) =>
      onApp(async ({ db }) => {
        const { exportJournal } = await import('../ledger/journal.server.ts')
        const { inTransaction } = await import('../kernel/db.ts')
        await inTransaction(db, 'read', (tx) => write(exportJournal(tx, periodOf(values))))
      }),
  },
  statement: {
    check: requireYear,
    run: (values, write) =>
      onApp(async (app) => {
        const { chunks } = await performAtShell(app, downloadStatement, {
          year: values.year,
          ...(values['as-of'] === undefined ? {} : { asOf: values['as-of'] }),
          ...(values.language === undefined ? {} : { language: values.language }),
          ...(values.institution === undefined ? {} : { institutionId: await institutionIdOf(app, String(values.institution)) }),
        })
        await write(chunks)
      }),
  },
}

export const exportCommand: Command = {
  title: words.title,
  positionals: [{ shape: '<what>', help: words.what }],
  options: {
    year: { type: 'string', shape: '2022', help: words.year },
    from: { type: 'string', shape: '2022-01-01', help: words.from },
    to: { type: 'string', shape: '2023-01-01', help: words.to },
    'as-of': { type: 'string', shape: '2023-03-31T00:00:00Z', help: words.asOf },
    institution: { type: 'string', shape: '<code>', help: words.institution },
    language: { type: 'string', shape: 'zh|en', help: words.language },
    output: { type: 'string', shape: '<file>', help: words.output },
  },
  notes: [words.check],
  run: async ({ values, positionals: [what = ''] }) => {
    const exporter = exporters[what] ?? usage(words.noWhat, { what, all: Object.keys(exporters).join(', ') })
    exporter.check(values)
    const file = values.output === undefined ? undefined : String(values.output)
    if (file && existsSync(file)) throw new CommandRefusal(words.exists, { file })
    await exporter.run(values, async (chunks) => {
      const target = file ? createWriteStream(file) : shell.process.stdout
      try {
        await pipeline(Readable.from(chunks), target, { end: file !== undefined })
      } catch (error) {
        // Whoever reads along may stop when they have seen enough.
        if (file !== undefined || (error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
      }
    })
  },
}

function requireYear({ year }: Values): void {
  if (!/^\d{4}$/.test(String(year))) usage(commandWords.badExample, { option: '--year', value: year ?? '', shape: '2022' })
}

/** Days from and to, of a year or as given; everything when neither is. */
function periodOf(values: Values): { from: string; to: string } {
  const { year, from = '1900-01-01', to = '2200-01-01' } = values
  if (year !== undefined) {
    requireYear(values)
    return { from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` }
  }
  for (const [option, day] of Object.entries({ '--from': from, '--to': to }))
    if (!/^\d{4}-\d\d-\d\d$/.test(String(day)) || Number.isNaN(Date.parse(String(day))))
      usage(commandWords.badExample, { option, value: day, shape: '2022-01-31' })
  return { from: String(from), to: String(to) }
}
