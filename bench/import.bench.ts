// A catalogue of 100,000 rows as .csv: read, understood, checked, staged and applied, against COPY: of the same bytes into
// a bare table, and of the rows that are left in the end into the very tables they stand in.
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { importCatalogue } from '../src/catalogue/import.contract.ts'
import { signIn } from '../src/identity/identity.contract.ts'
import { createPerson } from '../src/identity/identity.server.ts'
import { getImport, type ImportRun } from '../src/kernel/imports/imports.contract.ts'
import { uploadFile } from '../src/kernel/kernel.contract.ts'
import type { Line } from './measure.ts'
import { cpuOf, quantile, round } from './measure.ts'
import { type BenchWorld, password, withBenchWorld } from './world.ts'

const rows = 100_000

function catalogueCsv(): string {
  const lines = Array.from(
    { length: rows },
    (_, at) => `N${at},示例显微镜${at},TX-${at % 700},示例制造厂,${(at % 900) + 30}.50,2016-01-06,示例楼 ${at % 300} 室,形貌与成分`,
  )
  return `仪器编号,仪器名称,规格型号,生产厂商,原值（万元）,启用日期,安放地点,主要功能\n${lines.join('\n')}\n`
}

async function officerToken(world: BenchWorld): Promise<string> {
  const grants = [{ role: 'asset_officer' as const, organisationId: world.institutionId, divisionCode: null }]
  await createPerson(world.db, { loginName: 'bench-officer', displayName: '示例', password, isExample: true, grants })
  const reply = await world.app.server.inject({ method: 'POST', url: signIn.path, payload: { loginName: 'bench-officer', password } })
  return (reply.json() as { token: string }).token
}

async function secondsOfImport(world: BenchWorld, token: string, csv: string): Promise<{ seconds: number; run: ImportRun }> {
  const authorization = `Bearer ${token}`
  const started = performance.now()
  const uploaded = await world.app.server.inject({
    method: 'POST',
    url: `${uploadFile.path}?fileName=bench.csv`,
    headers: { authorization, 'content-type': 'application/octet-stream' },
    payload: csv,
  })
  const { fileHash } = uploaded.json() as { fileHash: string }
  const payload = { fileHash, institutionId: world.institutionId, sourceName: 'bench', confirm: true, apply: true, acceptDuplicates: true }
  const begun = await world.app.server.inject({ method: 'POST', url: importCatalogue.path, headers: { authorization }, payload })
  await world.app.jobs.drain()
  const { id } = begun.json() as ImportRun
  const run = (await world.app.server.inject({ url: getImport.path.replace('{id}', id), headers: { authorization } })).json() as ImportRun
  return { seconds: (performance.now() - started) / 1000, run }
}

async function secondsOfCopy(world: BenchWorld, csv: string): Promise<number> {
  const client = await world.app.database.pool.connect()
  try {
    await client.query('create table bare (a text, b text, c text, d text, e text, f text, g text, h text)')
    const started = performance.now()
    await pipeline(Readable.from([Buffer.from(csv)]), client.query(copyFrom('copy bare from stdin (format csv, header true)')))
    const seconds = (performance.now() - started) / 1000
    await client.query('drop table bare')
    return seconds
  } finally {
    client.release()
  }
}

/** What an import leaves behind: the tables and those of their rows that it wrote. */
const written = [
  ['instrument', `inner_code like 'N%'`],
  ['instrument_version', 'import_run_id is not null'],
  ['instrument_search', `instrument_id in (select id from instrument where inner_code like 'N%')`],
  ['search_word', `origin <> 'term'`],
  ['booking_policy', `instrument_id in (select id from instrument where inner_code like 'N%')`],
  ['opening', `instrument_id in (select id from instrument where inner_code like 'N%')`],
] as const

type Written = { table: string; text: Buffer }

async function dumpWritten(world: BenchWorld): Promise<Written[]> {
  const client = await world.app.database.pool.connect()
  try {
    const all: Written[] = []
    for (const [table, which] of written) {
      const chunks: Buffer[] = []
      for await (const chunk of client.query(copyTo(`copy (select * from ${table} where ${which}) to stdout`))) chunks.push(chunk as Buffer)
      // The floor's institution is another.
      all.push({
        table,
        text: Buffer.from(Buffer.concat(chunks).toString('latin1').replaceAll(world.institutionId, '@institution'), 'latin1'),
      })
    }
    return all
  } finally {
    client.release()
  }
}

/** COPY of the same final rows into the very tables, with every index, constraint and trigger, and one commit. */
function copyIntoOwnTables(rowsWritten: readonly Written[]): Promise<{ seconds: number; cpuSeconds: number }> {
  return withBenchWorld(1, async (world) => {
    const client = await world.app.database.pool.connect()
    try {
      await client.query(`delete from search_word where origin <> 'term'`)
      const ready = rowsWritten.map(({ table, text }) => ({
        table,
        text: Buffer.from(text.toString('latin1').replaceAll('@institution', world.institutionId), 'latin1'),
      }))
      const cpuBefore = cpuOf(process.pid)
      const started = performance.now()
      await client.query('begin')
      for (const { table, text } of ready) await pipeline(Readable.from([text]), client.query(copyFrom(`copy ${table} from stdin`)))
      await client.query('commit')
      return { seconds: (performance.now() - started) / 1000, cpuSeconds: (cpuOf(process.pid) - cpuBefore) / 1e6 }
    } finally {
      client.release()
    }
  })
}

// Asks from a thread of its own, so that what it waits for is the server and never itself.
const asker = `
const { workerData, parentPort } = require('node:worker_threads')
const http = require('node:http')
const agent = new http.Agent({ keepAlive: true })
const times = []
let isOver = false
parentPort.on('message', () => { isOver = true })
const ask = () => {
  if (isOver) { parentPort.postMessage(times); parentPort.close(); agent.destroy(); return }
  const started = performance.now()
  http.get(workerData, { agent }, (answer) => answer.resume().on('end', () => { times.push(performance.now() - started); setTimeout(ask, 20) }))
}
ask()`

/** Asks the server how it is, again and again, while work goes on; and watches the memory of this process. */
async function beside<T>(world: BenchWorld, work: () => Promise<T>): Promise<{ result: T; healthMs: number[]; peakMb: number }> {
  const worker = new Worker(asker, { eval: true, workerData: `${world.origin}/healthz` })
  let peak = process.memoryUsage.rss()
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 100)
  try {
    const result = await work()
    const answered = once(worker, 'message') as Promise<[number[]]>
    worker.postMessage('over')
    const [healthMs] = await answered
    return { result, healthMs, peakMb: Math.round(peak / 1e6) }
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}

/** The first import writes everything; the second finds nothing changed. */
export async function benchImport(): Promise<Line[]> {
  const csv = catalogueCsv()
  const measured = await withBenchWorld(1, async (world) => {
    const token = await officerToken(world)
    const copies = [await secondsOfCopy(world, csv), await secondsOfCopy(world, csv), await secondsOfCopy(world, csv)].sort((a, b) => a - b)
    const rest = Math.round(process.memoryUsage.rss() / 1e6)
    const runs = []
    for (const what of ['catalogue import of 100,000 rows, all new, searchable at the end', 'the same file again: nothing changed']) {
      const before = { all: cpuOf(process.pid), postgres: cpuOf(world.server.pid) }
      const { result, healthMs, peakMb } = await beside(world, () => secondsOfImport(world, token, csv))
      const { seconds, run } = result
      if (run.state !== 'applied') throw new Error(`the import ended as ${run.state}: ${JSON.stringify(run.failure ?? run.faults)}`)
      const [cpuSeconds, postgres] = [(cpuOf(process.pid) - before.all) / 1e6, (cpuOf(world.server.pid) - before.postgres) / 1e6]
      const cpu = `processor: Node ${round(cpuSeconds - postgres)} s, PostgreSQL ${round(postgres)} s`
      const health = `health p50 ${round(quantile(healthMs, 0.5))} ms, p95 ${round(quantile(healthMs, 0.95))} ms`
      const ours = `${round(seconds)} s, ${round(rows / seconds)} rows/s; ${cpu}; memory ${rest} MB at rest, at most ${peakMb} MB; ${health}`
      runs.push({ what, ours, seconds, cpuSeconds })
    }
    return { copy: copies[1]!, runs, left: await dumpWritten(world) }
  })
  const own = await copyIntoOwnTables(measured.left)
  const bare = measured.copy
  return measured.runs.map(({ what, ours, seconds, cpuSeconds }) => ({
    what,
    ours,
    floor: `COPY of the rows it leaves into its own tables ${round(own.seconds)} s, processor ${round(own.cpuSeconds)} s; bare COPY of the file ${round(bare)} s`,
    ratio: `of its own tables ${round(own.seconds / seconds)} by the clock, ${round(own.cpuSeconds / cpuSeconds)} per core; of bare ${round(bare / seconds)}`,
    aim: '≥ 0.2 of COPY',
  }))
}
