// The command line: a word names a command, the command does the rest.
import { type Command, runCommand, shell } from './command.ts'
import { commandWords as words } from './command.words.ts'

/** Each command is loaded when it is asked for, so that a short one starts in an instant. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serve,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  demo: async () => (await import('./example.ts')).demo,
  import: async () => (await import('./import.ts')).importCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  figures: async () => (await import('./figures.ts')).figures,
  index: async () => (await import('./indexing.ts')).indexing,
  verify: async () => (await import('./verify.ts')).verify,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  user: async () => (await import('./user.ts')).user,
  keys: async () => (await import('./keys.ts')).keys,
  bench: async () => (await import('./bench.ts')).bench,
}

async function help(): Promise<string> {
  const lines: string[] = []
  for (const [name, load] of Object.entries(commands)) {
    const { title } = await load()
    lines.push(`  ${name.padEnd(10)}${title.zh}`, `  ${''.padEnd(10)}${title.en}`)
  }
  const inBoth = (word: { zh: string; en: string }) => [word.zh, word.en]
  const rest = [words.each, words.status, words.environment].flatMap(inBoth)
  return [...inBoth(words.title), '', ...inBoth(words.usage), '', ...lines, '', ...rest, ''].join('\n')
}

/** Runs what the words after `xianchuang` ask for. @returns the exit status */
export async function runLine(name: string | undefined, args: readonly string[]): Promise<0 | 1 | 2> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    shell.process.stdout.write(await help())
    return name === undefined ? 2 : 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    const { zh, en } = words.unknownCommand
    shell.process.stderr.write(`${zh.replace('{name}', name)}  ${en.replace('{name}', name)}\n\n${await help()}`)
    return 2
  }
  return runCommand(name, await load(), args)
}
