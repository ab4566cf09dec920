// The one entry of the command line: a word names a command, the command does the rest.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { type Command, runCommand } from './command/command.ts'
import { commandWords as words } from './command/command.words.ts'

/** Each command is loaded when it is asked for, so that a short one starts in an instant. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./command/serve.ts')).serve,
  migrate: async () => (await import('./command/migrate.ts')).migrateCommand,
  demo: async () => (await import('./command/example.ts')).demo,
  import: async () => (await import('./command/import.ts')).importCommand,
  export: async () => (await import('./command/export.ts')).exportCommand,
  figures: async () => (await import('./command/figures.ts')).figures,
  verify: async () => (await import('./command/verify.ts')).verify,
  backup: async () => (await import('./command/backup.ts')).backup,
  restore: async () => (await import('./command/restore.ts')).restore,
  user: async () => (await import('./command/user.ts')).user,
  bench: async () => (await import('./command/bench.ts')).bench,
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

async function main(name: string | undefined, args: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(await help())
    return name === undefined ? 2 : 0
  }
  const load = commands[name]
  if (!load) {
    const { zh, en } = words.unknownCommand
    process.stderr.write(`${zh.replace('{name}', name)}  ${en.replace('{name}', name)}\n\n${await help()}`)
    return 2
  }
  return runCommand(name, await load(), args)
}

// What was compiled once is kept beside the packages, which only their owner may write: a command then starts in half the time.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'))
const [, , name, ...args] = process.argv
process.exitCode = await main(name, args)
