import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedFault } from './embedded-programs.ts'

/** The longest socket path that every supported system takes is 103 bytes (Linux takes 107). */
const longestSocketPath = 103
const socketFolderName = /^xc-[A-Za-z0-9]{6}$/

/** Held for as long as this process uses the data folder. `note` remembers the socket's folder, for whoever cleans up after a crash. */
export type FolderLock = { note(socketFolder: string): void; release(): void }

/** Makes the data folder if need be. Others may pass through it but not list it; what lies inside has modes of its own. */
export function openFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    return realpathSync(dataDir)
  } catch (error) {
    throw notPermitted(dataDir, error)
  }
}

/**
 * Locks the data folder against every other process, including one in another container.
 * Node has no flock, so the lock is an exclusive transaction on an empty SQLite file: the operating system gives it back when the
 * process dies, however it dies, and there is no moment at which two can take over a stale one. The pid beside it is only told.
 */
export function lockFolder(dataDir: string): FolderLock {
  const pidFile = join(dataDir, 'lock.pid')
  const lockFile = join(dataDir, 'lock')
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(lockFile)
    chmodSync(lockFile, 0o600)
    if (process.getuid?.() === 0) chownSync(lockFile, statSync(dataDir).uid, -1)
    file.exec('pragma journal_mode = off; pragma locking_mode = exclusive; begin exclusive')
    removeSocketFolder(readLines(pidFile)[1] ?? '')
    writeFileSync(pidFile, `${process.pid}\n`)
  } catch (error) {
    file?.close()
    const isBusy = (error as { errcode?: number }).errcode === 5
    if (isBusy) throw new EmbeddedFault('locked', { folder: dataDir, pid: readLines(pidFile)[0] ?? '?' })
    throw notPermitted(dataDir, error)
  }
  const held = file
  return {
    note: (socketFolder) => writeFileSync(pidFile, `${process.pid}\n${socketFolder}\n`),
    release() {
      rmSync(pidFile, { force: true })
      held.close()
    },
  }
}

function readLines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}

function notPermitted(folder: string, error: unknown): unknown {
  const { code, errcode } = error as { code?: string; errcode?: number }
  // 8 and 14 are SQLite's "read-only" and "cannot open".
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS' && errcode !== 8 && errcode !== 14) return error
  let owner = '?'
  try {
    owner = String(statSync(folder).uid)
  } catch {
    // The folder itself may be out of sight; then its owner stays unknown.
  }
  return new EmbeddedFault('notPermitted', { folder, owner })
}

/** The user id that owns the cluster, or the data folder where there is no cluster yet. */
export function ownerOf(dataDir: string): number {
  const cluster = join(dataDir, 'postgres')
  return statSync(existsSync(cluster) ? cluster : dataDir).uid
}

/** The major version that made the cluster, or undefined where there is none yet. */
export function majorOf(cluster: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw notPermitted(cluster, error)
  }
}

/** Gives the cluster to the user who runs it, where it is another's. PostgreSQL refuses any data folder that is not its own. */
export function chownCluster(cluster: string, uid: number): void {
  if (!existsSync(cluster) || statSync(cluster).uid === uid) return
  const names = readdirSync(cluster, { recursive: true }) as string[]
  for (const name of names) lchownSync(join(cluster, name), uid, -1)
  chownSync(cluster, uid, -1)
}

/** A folder of its own for the socket, closed to other users, with a path short enough for a socket. */
export function makeSocketFolder(dataDir: string, owner: number): string {
  const tried: string[] = []
  for (const parent of [...new Set([tmpdir(), '/tmp', '/var/tmp', dataDir])]) {
    tried.push(parent)
    if (Buffer.byteLength(join(parent, 'xc-123456', '.s.PGSQL.5432.lock')) > longestSocketPath) continue
    try {
      const folder = mkdtempSync(join(parent, 'xc-'))
      if (process.getuid?.() === 0 && owner > 0) chownSync(folder, owner, -1)
      return folder
    } catch {
      // Not writable: the next one is tried, and all are named if none is.
    }
  }
  throw new EmbeddedFault('noSocketFolder', { tried: tried.join(', ') })
}

export function removeSocketFolder(folder: string): void {
  if (socketFolderName.test(basename(folder))) rmSync(folder, { recursive: true, force: true })
}

/** What the server wrote about itself into its data folder; `isReady` once it accepts connections. */
export type Postmaster = { pid: number; socketFolder: string; isReady: boolean }

/** What the cluster's postmaster.pid says of a server that may be running; undefined where there is none or it cannot be read. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10))
    return Number.isSafeInteger(pid) && pid > 0
      ? { pid, socketFolder: lines[4]?.trim() ?? '', isReady: lines[7]?.trim() === 'ready' }
      : undefined
  } catch {
    return undefined
  }
}

/** Whether the process is a PostgreSQL server at work on this very cluster (and not a stranger that got the same pid later). */
export function isServerOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform !== 'linux') return execFileSync('ps', ['-p', String(pid), '-o', 'command=']).includes(cluster)
    return readlinkSync(`/proc/${pid}/cwd`) === cluster && basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres')
  } catch {
    return false
  }
}

/** Every process of a server on this cluster, its backends included. Only Linux can tell; elsewhere the postmaster alone. */
function processesOf(cluster: string): number[] {
  if (process.platform !== 'linux') return [readPostmaster(cluster)?.pid ?? 0].filter((pid) => pid > 0 && isServerOf(pid, cluster))
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  return pids.filter((pid) => isServerOf(pid, cluster))
}

/**
 * Stops what a crashed run left behind, so that the cluster can be opened: first a fast shutdown, then a quick one, and for backends
 * whose postmaster is dead an end by force (their data is in the write-ahead log). A pid file that names a stranger is removed.
 * The caller holds the folder's lock, so no living owner is disturbed.
 */
export async function stopOrphan(cluster: string, ownSocketFolder: string, tell: (pid: number) => void): Promise<void> {
  const old = readPostmaster(cluster)
  if (old && isServerOf(old.pid, cluster)) {
    tell(old.pid)
    await endProcess(old.pid, () => isServerOf(old.pid, cluster))
  }
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const left = processesOf(cluster)
    if (left.length === 0) break
    for (const pid of left) signalTo(pid, signal)
    await waitUntil(() => processesOf(cluster).length === 0, 3_000)
  }
  if (old && old.socketFolder !== ownSocketFolder) removeSocketFolder(old.socketFolder)
  if (process.platform === 'linux') rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

/** Ends a server by ever harder means: fast shutdown (60 s), immediate shutdown (10 s), force. */
export async function endProcess(pid: number, isAlive: () => boolean): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    signalTo(pid, signal)
    if (await waitUntil(() => !isAlive(), patience)) return
  }
}

/** Pids below 2 mean groups, everybody or init to the kernel, and are never ours. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  if (pid < 2) return
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself in the meantime.
  }
}

async function waitUntil(isTrue: () => boolean, patienceMilliseconds: number): Promise<boolean> {
  const end = performance.now() + patienceMilliseconds
  while (!isTrue()) {
    if (performance.now() > end) return false
    await sleep(10)
  }
  return true
}

/** Makes a rename inside the folder last through a loss of power. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
