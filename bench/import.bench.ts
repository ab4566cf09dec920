// A catalogue of 100,000 rows as .csv: read, understood, checked, staged and applied, against the bare COPY of the same bytes.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { importCatalogue } from '../src/catalogue/import.contract.ts'
import { signIn } from '../src/identity/identity.contract.ts'
import { createPerson } from '../src/identity/identity.server.ts'
import { getImport, type ImportRun } from '../src/kernel/imports/imports.contract.ts'
import { uploadFile } from '../src/kernel/kernel.contract.ts'
import type { Line } from './measure.ts'
import { round } from './measure.ts'
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

/** The first import writes everything; the second finds nothing changed. */
export function benchImport(): Promise<Line[]> {
  return withBenchWorld(1, async (world) => {
    const csv = catalogueCsv()
    const token = await officerToken(world)
    const copies = [await secondsOfCopy(world, csv), await secondsOfCopy(world, csv), await secondsOfCopy(world, csv)].sort((a, b) => a - b)
    const copy = copies[1]!
    const lines: Line[] = []
    for (const what of ['catalogue import of 100,000 rows, all new, searchable at the end', 'the same file again: nothing changed']) {
      const { seconds, run } = await secondsOfImport(world, token, csv)
      if (run.state !== 'applied') throw new Error(`the import ended as ${run.state}: ${JSON.stringify(run.failure ?? run.faults)}`)
      lines.push({
        what,
        ours: `${round(seconds)} s, ${round(rows / seconds)} rows/s (${JSON.stringify(run.counts)})`,
        floor: `bare COPY ${round(copy)} s, ${round(rows / copy)} rows/s`,
        ratio: round(copy / seconds),
        aim: '≥ 0.2 of COPY',
      })
    }
    return lines
  })
}
