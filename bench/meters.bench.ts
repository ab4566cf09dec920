// Readings that meters send, signed and answered after the write, against COPY of the same rows into a bare table of the same key.
import { createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { signIn } from '../src/identity/identity.contract.ts'
import { createPerson } from '../src/identity/identity.server.ts'
import { registerMeter } from '../src/metering/meter.contract.ts'
import { postReadings } from '../src/metering/reading.contract.ts'
import { cpuOf, hammer, type Line, median, round } from './measure.ts'
import { type BenchWorld, benchNow, password, withBenchWorld } from './world.ts'

const meters = 20
const batchesOfRound = 100
const readingsOfBatch = 1_000
const clients = 4
const stepMs = 100

type Device = { id: string; code: string; secret: string; next: number }
type Batch = { body: string; rows: string }
type Round = { ours: number; floor: number; cpu: number; floorCpu: number }

async function devicesOf(world: BenchWorld): Promise<Device[]> {
  const grants = [{ role: 'asset_officer' as const, organisationId: world.institutionId, divisionCode: null }]
  await createPerson(world.db, { loginName: 'bench-keeper', displayName: '示例', password, isExample: true, grants })
  const signedIn = await world.app.server.inject({ method: 'POST', url: signIn.path, payload: { loginName: 'bench-keeper', password } })
  const authorization = `Bearer ${(signedIn.json() as { token: string }).token}`
  const devices: Device[] = []
  for (let no = 0; no < meters; no++) {
    const url = registerMeter.path.replace('{id}', world.instrumentIds[no % world.instrumentIds.length]!)
    const payload = { code: `BENCH-${no}`, kind: 'power', firstOn: '2026-01-01', lateDays: 25 }
    const reply = await world.app.server.inject({ method: 'POST', url, headers: { authorization }, payload })
    const { meter, secret } = reply.json() as { meter: { id: string; code: string }; secret: string }
    devices.push({ id: meter.id, code: meter.code, secret, next: 0 })
  }
  return devices
}

function batchOf(device: Device): Batch {
  const first = benchNow.getTime() - 24 * 24 * 3_600_000
  const readings = Array.from({ length: readingsOfBatch }, () => {
    const sequence = device.next++
    return { at: new Date(first + sequence * stepMs).toISOString(), value: 500 + (sequence % 977) / 10, sequence }
  })
  const payload = JSON.stringify({ readings })
  const signature = createHmac('sha256', device.secret).update(payload).digest('hex')
  const rows = readings.map(({ at, value, sequence }) => `${device.id}\t${at}\t${value}\t${sequence}\n`).join('')
  return { body: JSON.stringify({ meter: device.code, payload, signature }), rows }
}

async function send(world: BenchWorld, { body }: Batch): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${world.origin}${postReadings.path}`, { method: 'POST', headers, body })
  const { stored } = (await answer.json()) as { stored?: number }
  if (stored !== readingsOfBatch) throw new Error(`a batch was answered ${answer.status}, stored ${stored}`)
}

async function copy(world: BenchWorld, batches: readonly Batch[]): Promise<void> {
  const client = await world.app.database.pool.connect()
  try {
    await pipeline(Readable.from(batches.map(({ rows }) => Buffer.from(rows))), client.query(copyFrom('copy bare_reading from stdin')))
  } finally {
    client.release()
  }
}

async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; cpu: number }> {
  const [cpuBefore, started] = [cpuOf(process.pid), performance.now()]
  await work()
  return { seconds: (performance.now() - started) / 1000, cpu: cpuOf(process.pid) - cpuBefore }
}

/** Rounds of both in turn for so many minutes, the first not counted. */
export function benchMeters(minutes = 1 / 3): Promise<Line[]> {
  return withBenchWorld(meters, async (world) => {
    const devices = await devicesOf(world)
    const client = await world.app.database.pool.connect()
    await client.query(
      'create table bare_reading (meter_id uuid, at timestamptz, value float8, sequence bigint, primary key (meter_id, at))',
    )
    client.release()
    const rounds: Round[] = []
    const count = batchesOfRound * readingsOfBatch
    const end = performance.now() + minutes * 60_000
    for (let turn = 0; turn < 4 || performance.now() < end; turn++) {
      const batches = Array.from({ length: batchesOfRound }, (_, index) => batchOf(devices[index % meters]!))
      const ours = await timed(() => hammer(clients, batches.length, (index) => send(world, batches[index]!)))
      const floor = await timed(() => copy(world, batches))
      const one = { ours: count / ours.seconds, floor: count / floor.seconds, cpu: ours.cpu / count, floorCpu: floor.cpu / count }
      if (turn > 0) rounds.push(one)
    }
    const of = (value: (one: Round) => number) => median(rounds.map(value))
    return [
      {
        what: `readings of ${meters} meters, signed, ${readingsOfBatch} a batch, ${clients} senders, answered after the write; ${rounds.length} rounds`,
        ours: `${round(of((one) => one.ours))} readings/s, ${round(of((one) => one.cpu))} µs of processor each, senders included`,
        floor: `COPY of the same rows into a bare table of the same key: ${round(of((one) => one.floor))}/s, ${round(of((one) => one.floorCpu))} µs each`,
        ratio: `${round(of((one) => one.ours / one.floor))} by the clock, ${round(of((one) => one.floorCpu / one.cpu))} per core`,
        aim: 'for information',
      },
    ]
  })
}
