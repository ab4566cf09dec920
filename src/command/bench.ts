import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { benchCommandWords as words } from './bench.words.ts'
import { type Command, CommandRefusal, usage, type Values } from './command.ts'
import { commandWords } from './command.words.ts'

const names = ['booking', 'availability', 'audit', 'search', 'cases', 'statement', 'import', 'index', 'meters', 'page']

/** Benches stand outside the product and run as a process of their own. */
async function runFile(file: string, given: readonly string[]): Promise<void> {
  const runner = fileURLToPath(new URL(`../../bench/${file}`, import.meta.url))
  if (!existsSync(runner)) throw new CommandRefusal(words.cloneOnly)
  const child = spawn(process.execPath, [runner, ...given], { stdio: 'inherit' })
  const status = await new Promise<number | null>((settle) => child.on('close', settle))
  if (status !== 0) throw new CommandRefusal(file === 'run.ts' ? words.failed : words.raceFailed)
}

const listOf = (value: Values[string]): string[] => (Array.isArray(value) ? value : [])
const raceOptions = ['url', 'adapter', 'clients', 'rounds', 'seed'] as const

function raceArguments(values: Values): string[] {
  if (typeof values['url'] !== 'string' || !URL.canParse(values['url'])) usage(words.needsUrl)
  for (const [name, most] of [['clients', 1000] as const, ['rounds', 100_000] as const, ['seed', 4_294_967_295] as const]) {
    const value = values[name]
    if (value === undefined) continue
    const isWhole = typeof value === 'string' && /^\d{1,10}$/.test(value) && Number(value) >= 1 && Number(value) <= most
    if (!isWhole) usage(commandWords.badValue, { option: `--${name}`, value, shape: `1–${most}` })
  }
  const { adapter } = values
  if (typeof adapter === 'string' && !existsSync(adapter)) throw new CommandRefusal(words.noAdapter, { file: adapter })
  const settings = listOf(values['set'])
  const wrong = settings.find((one) => !/^[^=]+=/.test(one))
  if (wrong !== undefined) usage(commandWords.badValue, { option: '--set', value: wrong, shape: 'name=value' })
  return [
    ...raceOptions.flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, String(values[name])])),
    ...settings.flatMap((one) => ['--set', one]),
    ...(values['json'] ? ['--json'] : []),
  ]
}

export const bench: Command = {
  title: words.title,
  positionals: [{ shape: 'race', help: words.race, isOptional: true, check: requireRace }],
  options: {
    only: { type: 'string', multiple: true, shape: 'booking', help: words.names },
    url: { type: 'string', shape: 'http://…', help: words.url },
    set: { type: 'string', multiple: true, shape: 'login=firm', help: words.set },
    adapter: { type: 'string', shape: 'adapter.ts', help: words.adapter },
    clients: { type: 'string', shape: '32', help: words.clients },
    rounds: { type: 'string', shape: '50', help: words.rounds },
    seed: { type: 'string', shape: '1', help: words.seed },
    json: { type: 'boolean', help: commandWords.json },
  },
  run: async ({ values, positionals: [what] }) => {
    if (what === 'race') return runFile('race/run.ts', raceArguments(values))
    const stray = [...raceOptions, 'set'].find((name) => values[name] !== undefined)
    if (stray !== undefined) usage(words.raceOnly, { option: `--${stray}` })
    const only = listOf(values['only'])
    const unknown = only.find((name) => !names.includes(name))
    if (unknown !== undefined) usage(commandWords.badValue, { option: '--only', value: unknown, shape: names.join('|') })
    await runFile('run.ts', [...(values['json'] ? ['--json'] : []), ...only])
  },
}

function requireRace(value: string): void {
  if (value !== 'race') usage(words.notRace, { value })
}
