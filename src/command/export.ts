import { createWriteStream, existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Db, inTransaction } from '../kernel/db.ts'
import { type Command, CommandRefusal, usage, type Values } from './command.ts'
import { commandWords } from './command.words.ts'
import { exportWords as words } from './export.words.ts'
import { onExistingGround } from './ground.ts'

const exporters: Record<string, (db: Db, values: Values) => Promise<AsyncIterable<string>>> = {
  async journal(db, values) {
    const { exportJournal } = await import('../ledger/journal.server.ts')
    return exportJournal(db, periodOf(values))
  },
}

export const exportCommand: Command = {
  title: words.title,
  positionals: [{ shape: '<what>', help: words.what }],
  options: {
    year: { type: 'string', shape: '2022', help: words.year },
    from: { type: 'string', shape: '2022-01-01', help: words.from },
    to: { type: 'string', shape: '2023-01-01', help: words.to },
    output: { type: 'string', shape: '<file>', help: words.output },
  },
  notes: [words.check],
  run: async ({ values, positionals: [what = ''] }) => {
    const exporter = exporters[what] ?? usage(words.noWhat, { what })
    periodOf(values)
    const file = values.output === undefined ? undefined : String(values.output)
    if (file && existsSync(file)) throw new CommandRefusal(words.exists, { file })
    await onExistingGround(({ database }) =>
      inTransaction(database.db, 'read', async (tx) => {
        const target = file ? createWriteStream(file) : process.stdout
        await pipeline(Readable.from(await exporter(tx, values)), target, { end: file !== undefined })
      }),
    )
  },
}

/** Days from and to, of a year or as given; everything when neither is. */
function periodOf(values: Values): { from: string; to: string } {
  const { year, from = '1900-01-01', to = '2200-01-01' } = values
  if (year !== undefined) {
    if (!/^\d{4}$/.test(String(year))) usage(commandWords.badValue, { option: '--year', value: year, shape: '2022' })
    return { from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` }
  }
  for (const [option, day] of Object.entries({ '--from': from, '--to': to }))
    if (!/^\d{4}-\d\d-\d\d$/.test(String(day)) || Number.isNaN(Date.parse(String(day))))
      usage(commandWords.badValue, { option, value: day, shape: '2022-01-31' })
  return { from: String(from), to: String(to) }
}
