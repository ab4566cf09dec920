import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statfsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  chownCluster,
  endProcess,
  isServerOf,
  lockFolder,
  majorOf,
  makeSocketFolder,
  openFolder,
  ownerOf,
  readPostmaster,
  removeSocketFolder,
  signalTo,
  stopOrphan,
  syncFolder,
} from './embedded-folder.ts'
import {
  chooseGuise,
  EmbeddedFault,
  type EmbeddedMajor,
  findPrograms,
  type Guise,
  type Programs,
  programEnvironment,
  sentence,
} from './embedded-programs.ts'

export type EmbeddedOptions = {
  /** The cluster goes to `<dataDir>/postgres`, its lock to `<dataDir>/lock`. */
  dataDir: string
  version?: EmbeddedMajor
  /** False for tests only: nothing is flushed to disk, a loss of power may ruin the cluster. */
  durable?: boolean
  /** Server settings that replace the usual ones, as in postgresql.conf. */
  settings?: Record<string, string>
  /** Where sentences for the person at the machine and the server's own messages go. */
  log?: (line: string) => void
  /** For tests: use only this way of not being root. */
  guise?: Guise['name']
}

export type Embedded = {
  /** A superuser's address of the database `xianchuang`, by unix socket. It stays the same when the server is revived. */
  url: string
  /** The socket's folder. */
  host: string
  port: number
  readonly pid: number
  stop(): Promise<void>
  /** Called when the server is gone for good: it ended by itself and could not be revived. */
  onExit(listener: (reason: string) => void): void
}

const port = 5432
const halfMade = 'postgres.new-'
const user = 'xianchuang'
/** A server that dies more often than this within a minute is not revived again. */
const revivalsPerMinute = 3
const startPatienceMilliseconds = 15 * 60_000

/**
 * Starts the real PostgreSQL that npm brings as a child of this process, on a cluster made at the first start.
 * The folder is locked against every other process; a server that a crashed run left behind is stopped first; the child is shut down
 * when this process ends, however it ends; and it is revived if it dies alone. Throws EmbeddedFault.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const log = options.log ?? (() => {})
  const dataDir = openFolder(resolve(options.dataDir))
  const lock = lockFolder(dataDir)
  let socketFolder: string | undefined
  try {
    clearHalfMade(dataDir)
    const cluster = join(dataDir, 'postgres')
    const major = options.version ?? 18
    const found = majorOf(cluster)
    if (found !== undefined && found !== major) throw new EmbeddedFault('otherMajor', { folder: dataDir, found, wanted: major })
    const programs = findPrograms(major, join(dataDir, `lib${major}`))
    const guise = chooseGuise(programs, dataDir, ownerOf(dataDir), options.guise)
    socketFolder = makeSocketFolder(dataDir, guise.owner)
    lock.note(socketFolder)
    const plan: Plan = { ...options, dataDir, cluster, durable: options.durable ?? true, log, programs, guise, socketFolder }
    if (found === undefined) await createCluster(plan)
    if (process.getuid?.() === 0) chownCluster(cluster, guise.owner)
    await clearOrphan(plan)
    return supervise(plan, await launch(plan), () => lock.release())
  } catch (error) {
    if (socketFolder) removeSocketFolder(socketFolder)
    lock.release()
    throw error
  }
}

/**
 * The address of the server that another process has running on this data folder, for commands given beside it.
 * Undefined where none is ready, or where it belongs to a user whose processes and sockets are closed to this one.
 */
export function findRunningEmbedded(dataDir: string): string | undefined {
  if (!existsSync(dataDir)) return undefined
  const cluster = join(realpathSync(dataDir), 'postgres')
  const running = readPostmaster(cluster)
  return running?.isReady && isServerOf(running.pid, cluster) ? addressOf(running.socketFolder) : undefined
}

type Plan = Omit<EmbeddedOptions, 'guise'> & {
  cluster: string
  durable: boolean
  log: (line: string) => void
  programs: Programs
  guise: Guise
  socketFolder: string
}

function addressOf(socketFolder: string): string {
  return `postgres://${user}@localhost:${port}/${user}?host=${encodeURIComponent(socketFolder).replaceAll('%2F', '/')}`
}

/** A first start that was killed may still be writing through a child that did not hear of it; then the next start clears it away. */
function clearHalfMade(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith(halfMade))) {
    try {
      rmSync(join(dataDir, name), { recursive: true, force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
    }
  }
}

/** The cluster is made beside its place and moved there when whole, so an interrupted first start leaves nothing half-made. */
async function createCluster(plan: Plan): Promise<void> {
  plan.log(sentence('creating'))
  const folder = join(plan.dataDir, `${halfMade}${process.pid}`)
  const locales = [
    ['--locale=C.UTF-8'],
    ...['C.utf8', 'en_US.UTF-8', 'zh_CN.UTF-8'].map((name) => ['--lc-collate=C', `--lc-ctype=${name}`]),
  ]
  let reason = ''
  for (const locale of locales) {
    mkdirSync(folder, { mode: 0o700 })
    if (process.getuid?.() === 0) chownSync(folder, plan.guise.owner, -1)
    const flags = ['--encoding=UTF8', '--locale-provider=libc', ...locale, '--auth=trust', '--data-checksums', `--username=${user}`]
    const made = await run(plan, plan.programs.initdb, [...flags, ...(plan.durable ? [] : ['--no-sync']), '-D', folder])
    const named =
      made.status === 0
        ? await run(plan, plan.programs.postgres, ['--single', '-D', folder, 'postgres'], `create database ${user}\n`)
        : made
    if (named.status === 0) {
      renameSync(folder, plan.cluster)
      syncFolder(plan.dataDir)
      return
    }
    reason = named.stderr.trim()
    rmSync(folder, { recursive: true })
    if (!/locale/i.test(reason)) break
  }
  throw new EmbeddedFault('initFailed', { reason })
}

function run(plan: Plan, program: string, args: string[], input = ''): Promise<{ status: number | null; stderr: string }> {
  return new Promise((settle, fail) => {
    const child = spawnInGuise(plan, program, args)
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.stdin?.on('error', () => {}).end(input)
    child.on('error', fail)
    child.on('close', (status) => settle({ status, stderr }))
  })
}

/** In a session of its own, so that a Ctrl-C at the terminal reaches this process alone and the order of stopping stays ours. */
function spawnInGuise(plan: Plan, program: string, args: string[]): ChildProcess {
  const [command = '', ...rest] = [...plan.guise.prefix, program, ...args]
  const ids = plan.guise.uid === undefined ? {} : { uid: plan.guise.uid, gid: plan.guise.gid }
  return spawn(command, rest, {
    env: programEnvironment(plan.programs),
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    ...ids,
  })
}

/** Statements and row contents stay out of the server's own messages: they may be personal data, and the product reports errors itself. */
function settingsOf(plan: Plan): Record<string, string> {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)}MB`
  return {
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: plan.socketFolder,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    max_connections: '100',
    shared_buffers: megabytes(Math.min(1024 * 2 ** 20, Math.max(128 * 2 ** 20, plan.durable ? memory / 8 : 0))),
    effective_cache_size: megabytes(memory / 2),
    work_mem: '16MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '4GB',
    random_page_cost: '1.1',
    ...(isSharedMemorySmall() ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...(plan.durable ? { fsync: 'on' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...plan.settings,
  }
}

/** Containers often give 64 MB, which one parallel query can exceed. */
function isSharedMemorySmall(): boolean {
  if (process.platform !== 'linux') return false
  try {
    const shared = statfsSync('/dev/shm')
    return shared.blocks * shared.bsize < 512 * 2 ** 20
  } catch {
    return true
  }
}

type Server = { child: ChildProcess; pid: number; ended: Promise<string>; hasEnded(): boolean }

function clearOrphan(plan: Plan): Promise<void> {
  return stopOrphan(plan.cluster, plan.socketFolder, (pid) => plan.log(sentence('orphan', { pid })))
}

/** Starts the postmaster and waits until it accepts connections, which after a crash comes only after recovery. */
async function launch(plan: Plan): Promise<Server> {
  const settings = Object.entries(settingsOf(plan)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = follow(plan, spawnInGuise(plan, plan.programs.postgres, ['-D', plan.cluster, ...settings]))
  const begun = performance.now()
  let isTold = false
  for (;;) {
    if (server.hasEnded()) throw new EmbeddedFault('startFailed', { reason: await server.ended })
    const written = readPostmaster(plan.cluster)
    if (written?.isReady && written.pid === server.pid) return server
    const waited = performance.now() - begun
    if (waited > 2_000 && !isTold) {
      isTold = true
      plan.log(sentence('recovering'))
    }
    if (waited > startPatienceMilliseconds) {
      await endProcess(server.pid, () => !server.hasEnded())
      throw new EmbeddedFault('startFailed', { reason: 'timeout' })
    }
    await sleep(5)
  }
}

/** What a server says at every start and stop, and every connection again at its end, tells nobody anything. */
const routine = new RegExp(
  [
    'starting PostgreSQL|listening on Unix socket|database system (was shut down at|is ready|is shut down)|shutting down$',
    'received (fast|immediate|smart) shutdown|aborting any active transactions|logical replication launcher',
    'terminating connection due to unexpected postmaster exit|the database system is (not yet|starting|shutting)',
    'terminating (connection|autovacuum process|background worker .*) due to administrator command|skipping (vacuum|analyze) of',
  ].join('|'),
)

/** Passes the server's messages on and remembers the last of them, which tell why it ended. */
function follow(plan: Plan, child: ChildProcess): Server {
  const last: string[] = []
  let hasEnded = false
  let rest = ''
  child.stdin?.on('error', () => {}).end()
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    const telling = lines.filter((line) => !routine.test(line))
    for (const line of telling) plan.log(line)
    last.push(...telling)
    last.splice(0, last.length - 5)
  })
  const ended = new Promise<string>((settle) => {
    const end = (reason: string) => {
      hasEnded = true
      settle([reason, ...last].join(' | '))
    }
    child.on('error', (error) => end(error.message))
    // Backends outlive a killed postmaster and hold the pipe open, so its close may be waited for only shortly.
    child.on('exit', (code, signal) => {
      hasEnded = true
      const late = setTimeout(() => end(signal ?? `exit ${code}`), 200)
      child.on('close', () => {
        clearTimeout(late)
        end(signal ?? `exit ${code}`)
      })
    })
  })
  return { child, pid: child.pid ?? -1, ended, hasEnded: () => hasEnded }
}

/** The server shall not keep this process from ending; only while it is being stopped it is waited for. */
function setReference(child: ChildProcess, isHeld: boolean): void {
  const pipe = child.stderr as Socket | null
  if (isHeld) {
    child.ref()
    pipe?.ref()
  } else {
    child.unref()
    pipe?.unref()
  }
}

/** Revives the server when it dies alone, and stops it with this process. */
function supervise(plan: Plan, first: Server, release: () => void): Embedded {
  let server = first
  let isStopping = false
  let stopped: Promise<void> | undefined
  let reviving: Promise<void> = Promise.resolve()
  const deaths: number[] = []
  const listeners: ((reason: string) => void)[] = []
  const shutDown = () => {
    signalTo(server.pid, 'SIGINT')
    removeSocketFolder(plan.socketFolder)
  }
  process.on('exit', shutDown)
  const cleanUp = () => {
    process.off('exit', shutDown)
    removeSocketFolder(plan.socketFolder)
    release()
  }
  const revive = async (reason: string): Promise<void> => {
    deaths.push(performance.now())
    try {
      if (deaths.filter((at) => at > performance.now() - 60_000).length > revivalsPerMinute) throw new EmbeddedFault('gone', { reason })
      await clearOrphan(plan)
      if (isStopping) return
      server = await launch(plan)
      plan.log(sentence('revived', { reason }))
      watch()
    } catch (error) {
      stopped ??= Promise.resolve(cleanUp())
      for (const listener of listeners) listener((error as Error).message)
    }
  }
  const watch = (): void => {
    setReference(server.child, false)
    void server.ended.then((reason) => {
      if (!isStopping) reviving = revive(reason)
    })
  }
  const stop = async (): Promise<void> => {
    isStopping = true
    await reviving
    setReference(server.child, true)
    if (!server.hasEnded()) await endProcess(server.pid, () => !server.hasEnded())
    cleanUp()
  }
  watch()
  return {
    url: addressOf(plan.socketFolder),
    host: plan.socketFolder,
    port,
    get pid() {
      return server.pid
    },
    stop() {
      stopped ??= stop()
      return stopped
    },
    onExit: (listener) => void listeners.push(listener),
  }
}
