// What a command is, how it is asked for help, and what its end says to the shell: 0 done, 1 refused or failed, 2 asked wrongly.
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { EmbeddedFault } from '../kernel/embedded-programs.ts'
import { Refused } from '../kernel/errors.ts'
import { type InputIssue, invalidInput } from '../kernel/kernel.contract.ts'
import { say, type Word } from '../kernel/word.ts'
import { commandWords as words } from './command.words.ts'

export type Option = {
  type: 'string' | 'boolean'
  help: Word
  /** What stands for the value in the help: `--year 2022`. */
  shape?: string
  multiple?: true
}
export type Values = Record<string, string | boolean | string[] | undefined>
export type Command = {
  title: Word
  /** What follows the command's name: `<file>`, `<address>`. */
  positionals?: readonly {
    shape: string
    help: Word
    isOptional?: true
    /** Looks at the value before anything is said of what may be missing after it. */
    check?: (value: string) => void
  }[]
  options?: Readonly<Record<string, Option>>
  /** Long explanations below the options. */
  notes?: readonly Word[]
  run(call: { values: Values; positionals: string[] }): Promise<void>
}

type Surroundings = {
  env: NodeJS.ProcessEnv
  stdin: Readable & { isTTY?: boolean }
  stdout: Writable
  stderr: Writable & { isTTY?: boolean }
}

/** The process that a command reads from and writes to; a test that needs no process puts streams in its place. */
export const shell: { process: Surroundings } = { process }

/** The command was asked for wrongly: its help follows, and the shell gets 2. */
export class UsageError extends Error {}

/** The command understood and refuses: the shell gets 1. The message is in both languages. */
export class CommandRefusal extends Error {
  constructor(word: Word, params: Readonly<Record<string, unknown>> = {}) {
    super(both(word, params))
  }
}

/** A sentence for a terminal: Chinese first, then English. */
export function both(word: Word, params: Readonly<Record<string, unknown>> = {}): string {
  return `${say(word, 'zh', params)}  ${say(word, 'en', params)}`
}

/** A sentence about the work goes to stderr, so that stdout holds nothing but what was asked for. */
export function tell(word: Word, params: Readonly<Record<string, unknown>> = {}): void {
  shell.process.stderr.write(`${both(word, params)}\n`)
}

/** Refuses the way the command was asked for. */
export function usage(word: Word, params: Readonly<Record<string, unknown>> = {}): never {
  throw new UsageError(both(word, params))
}

/** Prints data a program may read, one JSON document. */
export function printJson(data: unknown): void {
  shell.process.stdout.write(`${JSON.stringify(data, null, 2)}\n`)
}

/**
 * A line that shows how far long work is: rewritten in place on a terminal, one line every ten seconds elsewhere.
 * @returns what to call with each new state, and with nothing at the end
 */
export function progressLine(): (word?: Word, params?: Readonly<Record<string, unknown>>) => void {
  let last = performance.now()
  let text = ''
  return (word, params) => {
    const { isTTY } = shell.process.stderr
    const now = performance.now()
    if (word) text = both(word, params)
    const isDue = word ? now - last > (isTTY ? 100 : 10_000) : isTTY && text !== ''
    if (!isDue) return
    last = now
    shell.process.stderr.write(isTTY ? `\r\u001b[2K${text}${word ? '' : '\n'}` : `${text}\n`)
  }
}

/** Runs a command with the words after its name. @returns the exit status */
export async function runCommand(name: string, command: Command, args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const { values, positionals } = readArguments(command, args)
    if (values.help) {
      shell.process.stdout.write(helpOf(name, command))
      return 0
    }
    await command.run({ values, positionals })
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      shell.process.stderr.write(`xianchuang ${name}: ${error.message}\n\n${helpOf(name, command)}`)
      return 2
    }
    shell.process.stderr.write(`xianchuang ${name}: ${messageOf(error)}\n`)
    return 1
  }
}

function readArguments(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  const options = {
    help: { type: 'boolean' as const, short: 'h' },
    ...Object.fromEntries(
      Object.entries(command.options ?? {}).map(([key, { type, multiple }]) => [key, { type, ...(multiple ? { multiple } : {}) }]),
    ),
  }
  let parsed: { values: Values; positionals: string[] }
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as typeof parsed
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    const option = message.match(/'(-[^\s'=,]*)/)?.[1] ?? ''
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') usage(words.noOption, { option })
    usage(/does not take/.test(message) ? words.takesNoValue : words.needsValue, { option })
  }
  if (parsed.values.help) return parsed
  const wanted = command.positionals ?? []
  for (const [at, value] of parsed.positionals.entries()) wanted[at]?.check?.(value)
  const least = wanted.filter((each) => !each.isOptional).length
  if (parsed.positionals.length < least) usage(missingOf(wanted[parsed.positionals.length]!))
  if (parsed.positionals.length > wanted.length) usage(words.tooMuch, { what: parsed.positionals[wanted.length] })
  return parsed
}

/** What is missing, with what it is for. */
export function missingOf({ shape, help }: { shape: string; help: Word }): Word {
  const inLanguage = (language: 'zh' | 'en') => say(words.missing, language, { what: shape, help: help[language] })
  return { zh: inLanguage('zh'), en: inLanguage('en') }
}

/** What the person at the terminal can act on; a fault of ours keeps its own words and its cause. */
function messageOf(error: unknown): string {
  if (error instanceof CommandRefusal || error instanceof EmbeddedFault) return error.message
  if (error instanceof Refused) return [both(error.word, error.params as Record<string, unknown>), ...issuesOf(error)].join('\n')
  const { message, code, cause } = error as Error & { code?: string }
  if (code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000')
    return both(words.noDatabase, { reason: message || code })
  return [message, (cause as Error | undefined)?.message].filter((text) => text).join(': ')
}

/** What is wrong with each value of a refused input, a line each. */
function issuesOf({ code, params }: Refused): string[] {
  if (code !== invalidInput.code) return []
  return (params as { issues: InputIssue[] }).issues.map(({ path, text }) => `  ${path}: ${both(text)}`)
}

/** The help of one command, every line in both languages. */
export function helpOf(name: string, command: Command): string {
  const shapes = (command.positionals ?? []).map((each) => (each.isOptional ? `[${each.shape}]` : each.shape))
  const options = Object.entries(command.options ?? {}).map(
    ([key, option]) => [`--${key}${option.shape ? ` ${option.shape}` : ''}`, option.help] as const,
  )
  const rows = [...(command.positionals ?? []).map((each) => [each.shape, each.help] as const), ...options, ['--help', words.help] as const]
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  const lines = rows.flatMap(([left, help]) => [`  ${left.padEnd(width)}${help.zh}`, `  ${''.padEnd(width)}${help.en}`])
  const notes = (command.notes ?? []).flatMap((note) => ['', note.zh, note.en])
  const first = `xianchuang ${[name, ...shapes, ...(options.length > 0 ? ['[…]'] : [])].join(' ')}`
  return [`${command.title.zh}  ${command.title.en}`, '', `  ${first}`, '', ...lines, ...notes, ''].join('\n')
}
