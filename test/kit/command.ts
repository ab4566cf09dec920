// The command line as somebody at a shell meets it: a process of its own, or a call where a process would prove nothing more.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { after } from 'node:test'
import { shell } from '../../src/command/command.ts'
import { runLine } from '../../src/command/line.ts'

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts')

export type Ended = { status: number | null; stdout: string; stderr: string }
export type Surroundings = { env?: Record<string, string>; cwd?: string; input?: string }

/** Starts `xianchuang` with only the environment it is given. */
export function start(args: readonly string[], { env = {}, cwd }: Surroundings = {}): ChildProcess {
  const path = process.env.PATH ?? ''
  return spawn(process.execPath, [main, ...args], { env: { PATH: path, ...env }, cwd: cwd ?? tmpdir(), stdio: ['pipe', 'pipe', 'pipe'] })
}

/** Runs `xianchuang` to its end. */
export async function xianchuang(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const child = start(args, surroundings)
  const ended: Ended = { status: null, stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text
  })
  child.stdin?.on('error', () => {}).end(surroundings.input ?? '')
  ended.status = await new Promise((settle) => child.on('close', settle))
  return ended
}

/** Runs `xianchuang` to its end within this process: the same words, the same environment, none of the seconds of a start. */
export async function called(args: readonly string[], { env = {}, input = '' }: Surroundings = {}): Promise<Ended> {
  const ended: Ended = { status: null, stdout: '', stderr: '' }
  const into = (name: 'stdout' | 'stderr') =>
    new Writable({
      decodeStrings: false,
      write: (chunk, _encoding, done) => {
        ended[name] += chunk
        done()
      },
    })
  const own = shell.process
  shell.process = { env, stdin: Readable.from([input]), stdout: into('stdout'), stderr: into('stderr') }
  try {
    const [name, ...rest] = args
    ended.status = await runLine(name, rest)
  } finally {
    shell.process = own
  }
  return ended
}

/** A folder that is gone when the file's tests are done. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xcc-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
