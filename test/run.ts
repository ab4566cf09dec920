import { spawn, spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { run } from 'node:test'
import { parseArgs } from 'node:util'
import { type Embedded, startEmbedded } from '../src/kernel/embedded.ts'
import { type Counts, report } from './reporter.ts'

const usage = `node test/run.ts [--check] [--pg15 | --pg18] [files or folders…]
  without files   types, lint, rules, tidy, scenarios on PostgreSQL 18 and 15, journeys, durability
  --check         types, lint, rules, tidy and the scenarios of the slices changed against main, in at most three minutes
  --pg15, --pg18  scenarios on this version only`

const root = resolve(import.meta.dirname, '..')
const groupFile = join(root, 'test/group.ts')
const checkPatienceSeconds = 180
const filesInGroup = 10
const filesAtOnce = 2
const slowSeconds = 5

type Major = 15 | 18
type Phase = { name: string; files: string[]; major?: Major }

const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const slow: { name: string; seconds: number }[] = []
const stop = new AbortController()
let server: Embedded | undefined
let folder: string | undefined

function find(...patterns: string[]): string[] {
  const found = patterns.flatMap((pattern) => globSync(pattern, { cwd: root }))
  return [...new Set(found)].sort().map((name) => join(root, name))
}

const isRules = (file: string) => file.endsWith('.rules.test.ts')

/**
 * Files directly below test/ look at the source or the bundle. Of the others, whoever asks the database does so in a world, a laboratory or
 * a scratch database; what does neither is true or false whatever the version, and runs once.
 */
function needsNoDatabase(file: string): boolean {
  const [top, ...below] = relative(root, file).split('/')
  if (top === 'test') return below.length === 1
  return isRules(file) || !/from '.*(kernel\/test|\/test|laboratory|scratch)\.ts'/.test(readFileSync(file, 'utf8'))
}

const findTests = () =>
  find('src/**/*.test.ts', 'test/*.test.ts', 'test/{races,rights,privacy,fuzz}/*.test.ts').filter((file) => !isRules(file))
const findScenarios = () => findTests().filter((file) => !needsNoDatabase(file))
const findFree = () => findTests().filter(needsNoDatabase)

/** What takes longest goes first, so that no worker waits at the end for the other's one long file. */
const longest = [
  'oversight/example',
  'fuzz/',
  'rights/',
  'booking.race',
  'journeys/pages',
  'journeys/procedures',
  'durability/backup',
  'journeys/errand',
  'billing/books',
]
const longFirst = (files: string[]) => {
  const rank = (file: string) => longest.findIndex((name) => file.includes(name)) + 1 || longest.length + 1
  return files.toSorted((a, b) => rank(a) - rank(b))
}

/** The memory of its own process, its environment, or the clock of the whole process: such a file shares with nobody. */
const isAlone = (file: string) =>
  longest.some((name) => file.includes(name)) ||
  !file.includes('/src/') ||
  /process\.(env|memoryUsage|chdir)|startProvider|timers\.enable/.test(readFileSync(file, 'utf8'))

/**
 * What runs on the newer version alone: walks through declared procedures ask their rules and not their database, as journeys do; and the
 * example is the arithmetic of its seeds, written by functions that every scenario uses, so that its sums cannot differ by version. Commands
 * that start a process say the same words whatever answers them; what they ask of the database (verify, import, backup, restore) is asked of
 * both.
 */
const isFor = (major: Major, file: string) =>
  major === 18 || !/\/fuzz\/walk|oversight\/example|command\/(serve|export|user|demo)/.test(file)

function phasesOfAll(majors: Major[]): Phase[] {
  return [
    { name: 'rules', files: find('src/**/*.rules.test.ts') },
    { name: 'tidy, and what needs no database', files: findFree() },
    ...majors.map(
      (major): Phase => ({ name: `scenarios on PostgreSQL ${major}`, files: findScenarios().filter((file) => isFor(major, file)), major }),
    ),
    { name: 'journeys and durability', files: find('test/journeys/*.test.ts', 'test/durability/*.test.ts'), major: 18 },
  ]
}

function phasesOfCheck(major: Major): Phase[] {
  const slices = changedSlices()
  const changed = findScenarios().filter((file) => {
    const [top, slice] = relative(root, file).split('/')
    return slices === undefined || (top === 'src' && slices.has(slice ?? '')) || (top === 'test' && slices.has('races'))
  })
  return [
    { name: 'rules', files: find('src/**/*.rules.test.ts') },
    { name: 'tidy', files: find('test/tidy.test.ts') },
    { name: `scenarios of the changed slices on PostgreSQL ${major}`, files: changed, major },
  ]
}

/** The slices that differ from the trunk, committed or not; undefined (all of them) where git cannot tell. */
function changedSlices(): Set<string> | undefined {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  const trunk = ['origin/main', 'main'].find((name) => git('rev-parse', '--verify', '--quiet', name).status === 0) ?? 'HEAD'
  const base = git('merge-base', trunk, 'HEAD').stdout.trim() || 'HEAD'
  const differing = git('diff', '--name-only', base)
  if (differing.status !== 0) return undefined
  const untracked = git('ls-files', '--others', '--exclude-standard')
  const names = `${differing.stdout}\n${untracked.stdout}`.split('\n')
  const slices = names.map(
    (name) => name.match(/^src\/(\w+)\//)?.[1] ?? name.match(/^database\/\d+-(\w+)/)?.[1] ?? name.match(/^test\/(races)\//)?.[1],
  )
  return new Set(slices.filter((slice) => slice !== undefined))
}

/** A test file as it is named, or every one below a folder. */
function namedTests(name: string): string[] {
  const path = resolve(name)
  const kind = statSync(path, { throwIfNoEntry: false })
  const found = kind?.isDirectory() ? globSync('**/*.test.ts', { cwd: path }).map((file) => join(path, file)) : kind ? [path] : []
  if (found.length === 0) throw new Error(`there is no test at ${name}`)
  return found.sort()
}

function phasesOfFiles(names: string[], majors: Major[]): Phase[] {
  const wanted = [...new Set(names.flatMap(namedTests))]
  return [
    { name: 'without a database', files: wanted.filter(needsNoDatabase) },
    ...majors.map((major): Phase => ({ name: `on PostgreSQL ${major}`, files: wanted.filter((file) => !needsNoDatabase(file)), major })),
  ]
}

/** A tool that is right or wrong as a whole counts as one test. */
async function runTool(name: string, args: string[]): Promise<void> {
  if (stop.signal.aborted) return
  const begunAt = performance.now()
  const status = await new Promise<number | null>((settle) => {
    const child = spawn(join(root, 'node_modules', '.bin', name), args, { cwd: root, stdio: 'inherit', signal: stop.signal })
    child.on('error', (error) => {
      console.log(`  ${error.message}`)
      settle(1)
    })
    child.on('close', settle)
  })
  total[status === 0 ? 'passed' : 'failed'] += 1
  const seconds = ((performance.now() - begunAt) / 1000).toFixed(1)
  console.log(`  ${status === 0 ? '✓' : '✗'} ${name} ${args.join(' ')}  ${seconds} s`)
}

async function runTools(): Promise<void> {
  console.log('types and lint')
  await runTool('tsc', ['--noEmit'])
  await runTool('biome', ['ci', ...(process.stdout.isTTY ? [] : ['--colors=off'])])
}

/** Every file is a process of its own: what one compiled, the next only reads. */
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled')

/**
 * Groups of files run side by side, each group in a process of its own: to load the product takes longer than most files take to test it.
 * What takes long, and what looks at its own process, is a group by itself.
 */
async function runPhase(phase: Phase): Promise<void> {
  if (stop.signal.aborted || phase.files.length === 0) return
  console.log(`\n${phase.name}`)
  if (phase.major) await startServer(phase.major)
  const waiting = groupsOf(longFirst(phase.files))
  let ran = 0
  const work = async () => {
    for (let group = waiting.shift(); group !== undefined && !stop.signal.aborted; group = waiting.shift()) {
      const events = run({ files: [groupFile], argv: group, cwd: root, signal: stop.signal })
      for (const { path, counts, seconds } of await report(events, group, root)) {
        for (const kind of ['passed', 'failed', 'skipped'] as const) {
          total[kind] += counts[kind]
          ran += counts[kind]
        }
        if (seconds > slowSeconds) slow.push({ name: `${relative(root, path)} (${phase.name})`, seconds })
      }
    }
  }
  await Promise.all(Array.from({ length: filesAtOnce }, work))
  if (ran > 0 || stop.signal.aborted) return
  total.failed += 1
  console.log(`  ✗ ${phase.name}: ${phase.files.length} files, but no test ran`)
}

function groupsOf(files: string[]): string[][] {
  const groups: string[][] = []
  const shared = files.filter((file) => !isAlone(file))
  for (const file of files) if (isAlone(file)) groups.push([file])
  for (let from = 0; from < shared.length; from += filesInGroup) groups.push(shared.slice(from, from + filesInGroup))
  return groups
}

/** One server at a time, without flushing to disk: tests ask what is right, the durability tests start servers of their own. */
async function startServer(major: Major): Promise<void> {
  if (process.env.TEST_POSTGRES_MAJOR === String(major) && server) return
  await server?.stop()
  folder ??= mkdtempSync(join(tmpdir(), 'xct-'))
  server = await startEmbedded({
    dataDir: join(folder, String(major)),
    version: major,
    durable: false,
    settings: { max_connections: '300' },
  })
  process.env.TEST_DATABASE_URL = server.url.replace('/xianchuang?', '/postgres?')
  process.env.TEST_POSTGRES_MAJOR = String(major)
}

/** Leaves nothing behind, whatever ended the run, and says the result as the last line. */
async function finish(): Promise<never> {
  try {
    await server?.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    console.error(error)
    total.failed += 1
  }
  if (stop.signal.aborted) {
    total.failed += 1
    console.log(`\nstopped: ${stop.signal.reason.message}`)
  }
  if (slow.length > 0) {
    console.log('\nslow files')
    for (const { name, seconds } of slow.sort((a, b) => b.seconds - a.seconds)) console.log(`  ${seconds.toFixed(1)} s  ${name}`)
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  process.exit(total.failed > 0 ? 1 : 0)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean' }, pg15: { type: 'boolean' }, pg18: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    console.log(usage)
    process.exit(0)
  }
  const asked: Major[] = [...(values.pg18 ? [18 as const] : []), ...(values.pg15 ? [15 as const] : [])]
  const one = asked[0] ?? 18
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(new Error(signal)))
  process.on('uncaughtException', (error) => {
    console.error(error)
    total.failed += 1
    void finish()
  })
  if (values.check) setTimeout(() => stop.abort(new Error(`more than ${checkPatienceSeconds} s`)), checkPatienceSeconds * 1000).unref()
  const tools = positionals.length === 0 ? runTools() : Promise.resolve()
  const all = values.check ? phasesOfCheck(one) : phasesOfAll(asked.length > 0 ? asked : [18, 15])
  for (const phase of positionals.length > 0 ? phasesOfFiles(positionals, asked.length > 0 ? asked : [18]) : all) {
    // Beside the tools runs only what takes no measure of time.
    if (phase.major) await tools
    await runPhase(phase)
  }
  await tools
  await finish()
}

await main()
