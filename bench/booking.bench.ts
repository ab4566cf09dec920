// Booking: distinct slots, and one slot that everybody wants. The floor replays what the operation sends, commit included.
import { fork } from 'node:child_process'
import { book } from '../src/booking/booking.contract.ts'
import type { ClientOrder, ClientResult } from './client.ts'
import { pgbenchScript, runPgbench } from './floor.ts'
import { cpuOf, type Line, median, quantile, round } from './measure.ts'
import { recordStatements, type Statement } from './recorder.ts'
import { type BenchWorld, benchNow, countedId, withBenchWorld } from './world.ts'

const clients = 16
const rounds = 5
const secondsOfRound = 4
const instruments = 500
const hourMs = 3_600_000
const firstSlot = benchNow.getTime() + 24 * hourMs
/** Where pgbench writes: a year later, so that it meets none of ours. */
const floorShiftMs = 365 * 24 * hourMs

type Request = ClientOrder['requests'][number]
function wish(slot: number): Request {
  const startsAt = new Date(firstSlot + Math.floor(slot / instruments) * hourMs)
  const body = {
    instrumentId: countedId(slot % instruments),
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + hourMs).toISOString(),
    purpose: '示例',
  }
  return { method: 'POST', path: book.path, body: JSON.stringify(body), key: `bench-${slot}` }
}

function send(world: BenchWorld, { method, path, body, key }: Request) {
  const headers = { authorization: `Bearer ${world.token}`, 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) }
  return world.app.server.inject({ method: method as 'POST', url: path, headers, ...(body ? { payload: body } : {}) })
}

async function hammerFrom(order: ClientOrder): Promise<ClientResult> {
  const child = fork(new URL('client.ts', import.meta.url))
  try {
    return await new Promise((resolve, reject) => {
      child.once('message', (result) => resolve(result as ClientResult))
      child.once('error', reject)
      child.send(order)
    })
  } finally {
    child.kill()
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What changes from turn to turn: ids made for this request, the instrument, the times and the key; all else stays. */
function variationsOf(statements: readonly Statement[], standing: ReadonlySet<string>, slot: number): Map<string, string> {
  const varies = new Map<string, string>()
  const fresh = new Set(statements.flatMap(({ values }) => values.map(String)).filter((value) => uuid.test(value) && !standing.has(value)))
  for (const id of fresh) varies.set(id, `lpad(to_hex(:n::bigint + ${varies.size}), 32, '0')::uuid`)
  varies.set(countedId(slot % instruments), `('00000000-0000-7000-8000-' || lpad(to_hex(:slot::bigint % ${instruments}), 12, '0'))::uuid`)
  varies.set(`bench-${slot}`, `'floor-' || :n::bigint`)
  const startsAt = firstSlot + Math.floor(slot / instruments) * hourMs
  for (const shift of [0, hourMs]) {
    const moment = new Date(startsAt + shift).toISOString()
    const expression = `(timestamptz '${new Date(firstSlot + floorShiftMs + shift).toISOString()}' + (:slot::bigint / ${instruments}) * interval '1 hour')`
    for (const form of [moment, moment.replace('.000Z', 'Z')]) varies.set(form, expression)
  }
  return varies
}

async function standingIds(world: BenchWorld): Promise<Set<string>> {
  const { rows } = await world.app.database.pool.query<{ id: string }>(
    'select id::text from party union all select id::text from person union all select id::text from session union all select id::text from price union all select id::text from account',
  )
  return new Set([...rows.map((row) => row.id), ...world.instrumentIds])
}

async function distinctSlots(world: BenchWorld): Promise<Line[]> {
  // Statements are named from the third sight on; the floor replays what a warm server sends.
  for (let slot = 0; slot < 20; slot++) await send(world, wish(slot))
  const statements = await recordStatements(() => send(world, wish(20)))
  const setup = `\\set n :n + 16\n\\set turn :turn + 1\n\\set slot :turn * ${clients} + :client_id`
  const script = pgbenchScript(statements, setup, variationsOf(statements, await standingIds(world), 20))
  const ours: { perSecond: number; cpu: number; timesMs: number[] }[] = []
  const floors: { perSecond: number; cpu: number }[] = []
  let slot = 1_000
  for (let turn = 0; turn < rounds; turn++) {
    const requests = Array.from({ length: 6_000 }, () => wish(slot++))
    const before = cpuOf(world.server.pid) + ownCpu()
    const result = await hammerFrom({ origin: world.origin, token: world.token, clients, requests, secondsAtMost: secondsOfRound })
    const cpu = (cpuOf(world.server.pid) + ownCpu() - before) / result.timesMs.length
    if (Object.keys(result.statuses).join() !== '200') throw new Error(`a booking was not answered 200: ${JSON.stringify(result.statuses)}`)
    ours.push({ perSecond: result.timesMs.length / result.seconds, cpu, timesMs: result.timesMs })
    floors.push(await floorOf(world, script, turn))
  }
  return [lineOf('booking create, distinct slots', ours, floors)]
}

async function floorOf(world: BenchWorld, script: string, turn: number): Promise<{ perSecond: number; cpu: number }> {
  const start = `\\if :n = 0\n\\set n (:client_id + 1) * 1000000000000 + ${turn} * 10000000000\n\\set turn ${turn} * 100000\n\\endif\n`
  const before = cpuOf(world.server.pid) + cpuOf(process.pid) - cpuOf(world.server.pid)
  const postgresBefore = cpuOf(world.server.pid)
  const result = await runPgbench(world.url, start + script, { clients, seconds: secondsOfRound, variables: { n: 0, turn: 0 } })
  const postgres = cpuOf(world.server.pid) - postgresBefore
  const all = cpuOf(process.pid) - before
  const pgbench = Math.max(all - postgres, 0)
  return { perSecond: result.perSecond, cpu: (postgres + pgbench) / (result.perSecond * secondsOfRound) }
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

async function oneSlot(world: BenchWorld): Promise<Line[]> {
  const contended = wish(400_000)
  await send(world, contended)
  const refused = { ...contended }
  delete refused.key
  for (let turn = 0; turn < 5; turn++) await send(world, refused)
  const statements = await recordStatements(() => send(world, refused))
  const standing = new Set([...(await standingIds(world)), countedId(400_000 % instruments)])
  const script = pgbenchScript(
    statements,
    '\\set n :n + 16',
    new Map([...variationsOf(statements, standing, 400_000)].filter(([key]) => uuid.test(key) && !standing.has(key))),
  )
  const ours: { perSecond: number; cpu: number; timesMs: number[] }[] = []
  const floors: { perSecond: number; cpu: number }[] = []
  for (let turn = 0; turn < rounds; turn++) {
    const requests = Array.from({ length: 3_000 }, () => refused)
    const before = cpuOf(world.server.pid) + ownCpu()
    const result = await hammerFrom({ origin: world.origin, token: world.token, clients, requests, secondsAtMost: secondsOfRound })
    const cpu = (cpuOf(world.server.pid) + ownCpu() - before) / result.timesMs.length
    if (Object.keys(result.statuses).join() !== '409') throw new Error(`a rival was not answered 409: ${JSON.stringify(result.statuses)}`)
    ours.push({ perSecond: result.timesMs.length / result.seconds, cpu, timesMs: result.timesMs })
    floors.push(await floorOf(world, script, 50 + turn))
  }
  return [lineOf('booking create, one contended slot (refused with the next free times)', ours, floors)]
}

function lineOf(
  what: string,
  ours: { perSecond: number; cpu: number; timesMs: number[] }[],
  floors: { perSecond: number; cpu: number }[],
): Line {
  const perSecond = median(ours.map((one) => one.perSecond))
  const floorPerSecond = median(floors.map((one) => one.perSecond))
  const cpu = median(ours.map((one) => one.cpu))
  const floorCpu = median(floors.map((one) => one.cpu))
  const times = ours.flatMap((one) => one.timesMs)
  return {
    bench: 'booking',
    what,
    ours: `${round(perSecond)}/s, ${round(cpu)} µs of processor each, p50 ${round(quantile(times, 0.5))} ms, p95 ${round(quantile(times, 0.95))} ms`,
    floor: `${round(floorPerSecond)}/s, ${round(floorCpu)} µs of processor each`,
    ratio: `${round(perSecond / floorPerSecond)} by the clock, ${round(floorCpu / cpu)} per core`,
    aim: '≥ 0.6 per core',
  }
}

/** Both booking benches, 16 clients, five rounds of each side in turn. */
export function benchBooking(): Promise<Line[]> {
  return withBenchWorld(instruments, async (world) => [...(await distinctSlots(world)), ...(await oneSlot(world))])
}
