import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { benchCommandWords as words } from './bench.words.ts'
import { type Command, CommandRefusal, usage } from './command.ts'
import { commandWords } from './command.words.ts'

const names = ['booking', 'availability', 'audit', 'search', 'cases', 'statement', 'import', 'index', 'page']

/** Benches stand outside the product and run as a process of their own. */
export const bench: Command = {
  title: words.title,
  options: {
    only: { type: 'string', multiple: true, shape: 'booking', help: words.names },
    json: { type: 'boolean', help: commandWords.json },
  },
  run: async ({ values }) => {
    const only = (values.only as string[] | undefined) ?? []
    const unknown = only.find((name) => !names.includes(name))
    if (unknown !== undefined) usage(commandWords.badValue, { option: '--only', value: unknown, shape: names.join('|') })
    const runner = fileURLToPath(new URL('../../bench/run.ts', import.meta.url))
    if (!existsSync(runner)) throw new CommandRefusal(words.cloneOnly)
    const child = spawn(process.execPath, [runner, ...(values.json ? ['--json'] : []), ...only], { stdio: 'inherit' })
    const status = await new Promise<number | null>((settle) => child.on('close', settle))
    if (status !== 0) throw new CommandRefusal(words.failed)
  },
}
