// What the trail costs: 16 writers on two servers of the same database, one that leaves a record of every command and one that leaves none.
import type { AddressInfo } from 'node:net'
import { book } from '../src/booking/booking.contract.ts'
import { identityFor } from '../src/identity/identity.server.ts'
import { markNoticesRead } from '../src/identity/notice.contract.ts'
import { run } from '../src/kernel/db.ts'
import { kernelWords } from '../src/kernel/kernel.words.ts'
import { buildServer } from '../src/kernel/server.ts'
import { type Line, median, round } from './measure.ts'
import { hammerFrom, type Request } from './sides.ts'
import { type BenchWorld, benchNow, countedId, withBenchWorld } from './world.ts'

const clients = 16
const rounds = 7
const secondsOfRound = 3
const instruments = 500
const hourMs = 3_600_000
const wishesOfRound = 3_000

type Round = { perSecond: number; cpu: number }
type Place = { origin: string; rounds: Round[] }

/** The product's own server; the two differ in one setting alone. */
async function open(world: BenchWorld, isAudited: boolean): Promise<Place & { close(): Promise<void> }> {
  const { app, db } = world
  const { actorOf, auditOf, originOf } = identityFor(db, () => benchNow)
  const server = await buildServer({
    ...{ db, actorOf, now: () => benchNow, files: app.files, enqueue: app.jobs.enqueue, logLevel: 'silent' },
    ...(isAudited ? { auditOf, originOf } : { auditOf: () => null }),
    listeners: app.slices.flatMap((slice) => slice.listeners ?? []),
    handlers: app.slices.flatMap((slice) => slice.handlers),
    ...{ title: kernelWords.productName, version: '0.0.0', isReady: async () => {} },
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, rounds: [], close: () => server.close() }
}

let slot = 0
function wish(): Request {
  const startsAt = new Date(benchNow.getTime() + 24 * hourMs + Math.floor(slot / instruments) * hourMs)
  const instrumentId = countedId(slot++ % instruments)
  const endsAt = new Date(startsAt.getTime() + hourMs).toISOString()
  return {
    method: 'POST',
    path: book.path,
    body: JSON.stringify({ instrumentId, startsAt: startsAt.toISOString(), endsAt, purpose: '示例' }),
  }
}
const reading = (): Request => ({ method: 'POST', path: markNoticesRead.path, body: JSON.stringify({ ids: [] }) })

async function measure(world: BenchWorld, place: Place, make: () => Request, isCounted: boolean): Promise<void> {
  const requests = Array.from({ length: wishesOfRound }, make)
  const order = { origin: place.origin, token: world.token, clients, requests, secondsAtMost: secondsOfRound }
  const { cpu, timesMs, seconds, statuses } = await hammerFrom(world, order)
  if (Object.keys(statuses).join() !== '200') throw new Error(`every answer should have been 200: ${JSON.stringify(statuses)}`)
  if (isCounted) place.rounds.push({ perSecond: timesMs.length / seconds, cpu: cpu / timesMs.length })
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const shown = (of: Round[]) =>
  `${round(median(of.map((one) => one.perSecond)))}/s, ${round(median(of.map((one) => one.cpu)))} µs of processor each`

/** Rounds of both in turn, which goes first changing; each pair gives one loss, and the median of those is told. */
async function compare(world: BenchWorld, what: string, make: () => Request, aim: string): Promise<Line> {
  const audited = await open(world, true)
  const bare = await open(world, false)
  try {
    for (let turn = 0; turn <= rounds; turn++) {
      for (const place of turn % 2 === 0 ? [audited, bare] : [bare, audited]) await measure(world, place, make, turn > 0)
    }
    const losses = audited.rounds.map((one, at) => 1 - one.perSecond / bare.rounds[at]!.perSecond)
    const more = audited.rounds.map((one, at) => 1 - bare.rounds[at]!.cpu / one.cpu)
    const ratio = `${percent(median(losses))} lost by the clock, ${percent(median(more))} per core`
    return { what, ours: shown(audited.rounds), floor: `without a trail: ${shown(bare.rounds)}`, ratio, aim }
  } finally {
    await audited.close()
    await bare.close()
  }
}

/** 16 writers who book, and 16 whose command does next to nothing: of that one the trail is the larger part. */
export function benchAudit(): Promise<Line[]> {
  return withBenchWorld(instruments, async (world) => {
    const lines = [
      await compare(world, 'the trail: 16 writers who book', wish, '< 10 % lost'),
      await compare(world, 'the trail: 16 writers whose command does next to nothing', reading, 'for information'),
    ]
    const [found] = await run<{ count: number }>(world.db, "select count(*) as count from audit_record where outcome = 'done'")
    if (!found || found.count === 0) throw new Error('no record was left: nothing was compared')
    return lines
  })
}
