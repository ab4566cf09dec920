import { existsSync } from 'node:fs'
import { benchCommandWords as words } from './bench.words.ts'
import { type Command, CommandRefusal, printJson, usage } from './command.ts'
import { commandWords } from './command.words.ts'

export const bench: Command = {
  title: words.title,
  options: {
    only: { type: 'string', multiple: true, shape: 'booking', help: words.names },
    json: { type: 'boolean', help: commandWords.json },
  },
  run: async ({ values }) => {
    const runner = new URL('../../bench/run.ts', import.meta.url)
    if (!existsSync(runner)) throw new CommandRefusal(words.cloneOnly)
    const { benches, runBenches } = await import('../../bench/run.ts')
    const only = (values.only as string[] | undefined) ?? []
    const unknown = only.find((name) => !(name in benches))
    if (unknown !== undefined) usage(commandWords.badValue, { option: '--only', value: unknown, shape: Object.keys(benches).join('|') })
    const lines = await runBenches(only, (line) => void process.stderr.write(`${line}\n`))
    if (values.json) printJson(lines)
  },
}
