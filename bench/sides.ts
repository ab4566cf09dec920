// Two sides of one measure, in turn: requests over HTTP from a process of their own, and pgbench with the same statements.
import { fork } from 'node:child_process'
import type { ClientOrder, ClientResult } from './client.ts'
import { runPgbench } from './floor.ts'
import { cpuOf, type Line, median, quantile, round } from './measure.ts'
import type { BenchWorld } from './world.ts'

const rounds = 5
const secondsOfRound = 4
const requestsToWarmUp = 3_000

export type Request = ClientOrder['requests'][number]
export type Side = { perSecond: number; cpu: number; timesMs: number[] }
export type Sides = { ours: Side[]; floors: Side[] }
export type Contest = {
  clients: number
  /** What the clients ask in one round; enough to last it. */
  requests: (turn: number) => Request[]
  /** The only status that counts as an answer. */
  status: number
  script: string
}

/** Sends one request without a socket: for warming up and for listening to its statements. */
export function send(world: BenchWorld, { method, path, body, key }: Request) {
  const headers = {
    authorization: `Bearer ${world.token}`,
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(key ? { 'idempotency-key': key } : {}),
  }
  return world.app.server.inject({ method: method as 'POST', url: path, headers, ...(body ? { payload: body } : {}) })
}

/**
 * Five rounds of each side, after one of each that is not counted: ours lasts until so many requests were answered that the engine has
 * compiled what they run, however busy the machine is. Processor time is that of whoever serves: our process and PostgreSQL, or pgbench and PostgreSQL.
 */
export async function contest(world: BenchWorld, { clients, requests, status, script }: Contest): Promise<Sides> {
  const sides: Sides = { ours: [], floors: [] }
  for (let turn = 0; turn <= rounds; turn++) {
    const [asked, secondsAtMost] = turn === 0 ? [requests(0).slice(0, requestsToWarmUp), 120] : [requests(turn), secondsOfRound]
    const order = { origin: world.origin, token: world.token, clients, requests: asked, secondsAtMost }
    const { cpu: used, ...result } = await hammerFrom(world, order)
    const cpu = used / result.timesMs.length
    const others = Object.keys(result.statuses).filter((one) => one !== String(status))
    if (others.length > 0) throw new Error(`every answer should have been ${status}: ${JSON.stringify(result.statuses)}`)
    const floor = await floorOf(world, script, turn, clients)
    if (turn === 0) continue
    sides.ours.push({ perSecond: result.timesMs.length / result.seconds, cpu, timesMs: result.timesMs })
    sides.floors.push(floor)
  }
  return sides
}

/** One round. Counts from when the clients have their orders, so that neither starting them nor writing to them is taken for serving. */
export async function hammerFrom(world: Pick<BenchWorld, 'server'>, order: ClientOrder): Promise<ClientResult & { cpu: number }> {
  const child = fork(new URL('client.ts', import.meta.url))
  const told = <T>(message: object) =>
    new Promise<T>((resolve, reject) => {
      child.once('message', (answer) => resolve(answer as T))
      child.once('error', reject)
      child.once('exit', (status) => reject(new Error(`the clients ended with status ${status}`)))
      child.send(message)
    })
  try {
    await told(order)
    const before = cpuOf(world.server.pid) + ownCpu()
    const result = await told<ClientResult>({ go: true })
    return { ...result, cpu: cpuOf(world.server.pid) + ownCpu() - before }
  } finally {
    child.kill()
  }
}

async function floorOf(world: BenchWorld, script: string, turn: number, clients: number): Promise<Side> {
  // Each client counts on its own, and each round from elsewhere, so that no two make the same id.
  const start = `\\if :n = 0\n\\set n (:client_id + 1) * 1000000000000 + ${turn} * 10000000000\n\\set turn ${turn} * 100000\n\\endif\n`
  const before = cpuOf(process.pid)
  const { perSecond, latencyMs } = await runPgbench(world.url, start + script, {
    clients,
    seconds: secondsOfRound,
    variables: { n: 0, turn: 0 },
  })
  return { perSecond, cpu: (cpuOf(process.pid) - before) / (perSecond * secondsOfRound), timesMs: [latencyMs] }
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** The line of a table: rates, times and processor time of both sides, and their ratios. */
export function lineOf(what: string, { ours, floors }: Sides, aim: string): Line {
  const perSecond = median(ours.map((one) => one.perSecond))
  const floorPerSecond = median(floors.map((one) => one.perSecond))
  const cpu = median(ours.map((one) => one.cpu))
  const floorCpu = median(floors.map((one) => one.cpu))
  const times = ours.flatMap((one) => one.timesMs)
  return {
    what,
    ours: `${round(perSecond)}/s, p50 ${round(quantile(times, 0.5))} ms, p95 ${round(quantile(times, 0.95))} ms, ${round(cpu)} µs of processor each`,
    floor: `${round(floorPerSecond)}/s, mean ${round(median(floors.flatMap((one) => one.timesMs)))} ms, ${round(floorCpu)} µs of processor each`,
    ratio: `${round(perSecond / floorPerSecond)} by the clock, ${round(floorCpu / cpu)} per core`,
    aim,
  }
}
