// A durable PostgreSQL 18 and the product on it, with as many instruments as a bench asks for.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, migrateAll, openApp } from '../src/app.ts'
import { insertInstruments } from '../src/catalogue/catalogue.server.ts'
import { signIn } from '../src/identity/identity.contract.ts'
import { createPerson, registerOrganisation } from '../src/identity/identity.server.ts'
import { type Db, inTransaction, run } from '../src/kernel/db.ts'
import { type Embedded, startEmbedded } from '../src/kernel/embedded.ts'
import { setContext } from '../src/kernel/events.ts'
import { insertPrices } from '../src/prices/prices.server.ts'

export const password = 'example-password-示例'
/** Every bench's clock: a Monday, 8:00 in Shanghai. */
export const benchNow = new Date('2026-03-02T00:00:00Z')

export type BenchWorld = {
  app: App
  db: Db
  url: string
  origin: string
  server: Embedded
  token: string
  /** Of another firm, which wants what the first has. */
  rivalToken: string
  instrumentIds: string[]
  institutionId: string
  firmId: string
}

/** Ids that pgbench can count too: the number stands in the last twelve hexadecimal digits. */
export function countedId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** Opens everything, runs the bench and leaves nothing behind. */
export async function withBenchWorld<T>(instruments: number, work: (world: BenchWorld) => Promise<T>, webFolder?: string): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'xianchuang-bench-'))
  const server = await startEmbedded({ dataDir, settings: { shared_buffers: '2GB', max_wal_size: '8GB' } })
  await migrateAll(server.url)
  const app = await openApp({
    url: server.url,
    dataDir,
    now: () => benchNow,
    logLevel: 'silent',
    runsJobs: false,
    ...(webFolder ? { webFolder } : {}),
  })
  try {
    await app.server.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.server.address() as AddressInfo
    return await work({ app, db: app.db, url: server.url, origin: `http://127.0.0.1:${port}`, server, ...(await fill(app, instruments)) })
  } finally {
    await app.close()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Runs work in a write transaction of the kernel. */
export function write<T>(app: App, work: (tx: Db) => Promise<T>): Promise<T> {
  const listeners = app.slices.flatMap((slice) => slice.listeners ?? [])
  return inTransaction(app.db, 'write', (tx) => {
    setContext(tx, { now: benchNow, actor: null, requestId: 'bench', listeners, enqueue: app.jobs.enqueue })
    return work(tx)
  })
}

/** An engineer of a firm, signed in. @returns the token */
async function engineerOf(app: App, organisationId: string): Promise<string> {
  const loginName = `bench-${organisationId}`
  const grants = [{ role: 'firm_engineer', organisationId, divisionCode: null }]
  await createPerson(app.db, { loginName, displayName: '示例', password, grants })
  const reply = await app.server.inject({ method: 'POST', url: signIn.path, payload: { loginName, password } })
  return (reply.json() as { token: string }).token
}

async function fill(app: App, count: number) {
  const organisation = (kind: 'firm' | 'university', nameZh: string) =>
    write(app, (tx) => registerOrganisation(tx, { nameZh, nameEn: nameZh, kind, divisionCode: null, creditCode: null, isExample: true }))
  const institutionId = await organisation('university', '示例大学')
  const firmId = await organisation('firm', '示例企业')
  const rivalId = await organisation('firm', '示例对手企业')
  const instrumentIds = Array.from({ length: count }, (_, number) => countedId(number))
  for (let from = 0; from < count; from += 1_000) {
    const ids = instrumentIds.slice(from, from + 1_000)
    await write(app, async (tx) => {
      await insertInstruments(
        tx,
        ids.map((id, at) => ({
          id,
          institutionId,
          innerCode: `B${from + at}`,
          nameZh: `示例仪器${from + at}`,
          source: '示例',
          listedOn: '2020-01-01',
        })),
      )
      await insertPrices(
        tx,
        ids.map((instrumentId) => ({ instrumentId, basis: 'hour' as const, fen: 20_000, validFrom: '2020-01-01' })),
      )
    })
  }
  // Open day and night, so that there are slots enough.
  await run(app.db, 'delete from opening')
  await run(
    app.db,
    'insert into opening (instrument_id, weekday, from_minute, to_minute) select i.id, d, 0, 1440 from instrument i, generate_series(1, 7) d',
  )
  await run(app.db, 'vacuum analyze')
  return { institutionId, firmId, instrumentIds, token: await engineerOf(app, firmId), rivalToken: await engineerOf(app, rivalId) }
}

export async function waitFor(child: { once: (event: 'exit', listener: () => void) => unknown }): Promise<void> {
  await once(child as never, 'exit')
}
