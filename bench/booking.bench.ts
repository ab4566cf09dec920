// Booking: distinct slots, and one slot that everybody wants. The floor replays what the operation sends, commit included.
import { book } from '../src/booking/booking.contract.ts'
import { pgbenchScript } from './floor.ts'
import type { Line } from './measure.ts'
import { recordStatements, type Statement } from './recorder.ts'
import { contest, lineOf, type Request, send } from './sides.ts'
import { type BenchWorld, benchNow, countedId, withBenchWorld } from './world.ts'

const clients = 16
const instruments = 500
const hourMs = 3_600_000
const firstSlot = benchNow.getTime() + 24 * hourMs
/** Where pgbench writes: a year later, so that it meets none of ours. */
const floorShiftMs = 365 * 24 * hourMs

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
  const sides = await contest(world, {
    clients,
    requests: (turn) => Array.from({ length: 10_000 }, (_, at) => wish(1_000 + turn * 10_000 + at)),
    status: 200,
    script,
  })
  return [lineOf('booking create, distinct slots', sides, '≥ 0.6 per core')]
}

async function oneSlot(held: BenchWorld): Promise<Line[]> {
  const contended = wish(400_000)
  await send(held, contended)
  const world = { ...held, token: held.rivalToken }
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
  const sides = await contest(world, { clients, requests: () => Array.from({ length: 10_000 }, () => refused), status: 409, script })
  return [lineOf('booking create, one contended slot: refused with the next free times', sides, '≥ 0.6 per core')]
}

/** Both booking benches, 16 clients, five rounds of each side in turn. */
export function benchBooking(): Promise<Line[]> {
  return withBenchWorld(instruments, async (world) => [...(await distinctSlots(world)), ...(await oneSlot(world))])
}
