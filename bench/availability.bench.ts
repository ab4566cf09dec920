// A week of an instrument with some eighty bookings, as a visitor sees it.
import { listAvailability } from '../src/booking/schedule.contract.ts'
import { run } from '../src/kernel/db.ts'
import { pgbenchScript } from './floor.ts'
import type { Line } from './measure.ts'
import { recordStatements } from './recorder.ts'
import { contest, lineOf, type Request, send } from './sides.ts'
import { countedId, withBenchWorld } from './world.ts'

const clients = 16
const instruments = 3_000
const instrumentsAtOnce = 300
const hoursTaken = 240

const week = (number: number): Request => ({
  method: 'GET',
  path: `${listAvailability.path.replace('{id}', countedId(number % instruments))}?days=7`,
})

/** 3,000 instruments with 720,000 hours taken; each request another instrument's week. */
export function benchAvailability(): Promise<Line[]> {
  return withBenchWorld(instruments, async (world) => {
    // In parts, since a statement may last a minute.
    for (let from = 0; from < instruments; from += instrumentsAtOnce)
      await run(
        world.db,
        `insert into occupancy (id, instrument_id, lane, occupied, kind)
         select ('ffffffff-ffff-7fff-8000-' || lpad(to_hex(i * 1000 + h), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 1,
           tstzrange('2026-03-02T00:00Z'::timestamptz + (h * 2) * interval '1 hour', '2026-03-02T00:00Z'::timestamptz + (h * 2 + 1) * interval '1 hour'), 'maintenance'
         from generate_series(${from}::bigint, ${from + instrumentsAtOnce - 1}) i, generate_series(0::bigint, ${hoursTaken - 1}) h`,
      )
    await run(world.db, 'vacuum analyze')
    for (let turn = 0; turn < 10; turn++) await send(world, week(turn))
    const statements = await recordStatements(() => send(world, week(20)))
    const varies = new Map([
      [countedId(20), `('00000000-0000-7000-8000-' || lpad(to_hex((:n::bigint * 7919) % ${instruments}), 12, '0'))::uuid`],
    ])
    const script = pgbenchScript(statements, '\\set n :n + 1', varies)
    const requests = (turn: number) => Array.from({ length: 20_000 }, (_, at) => week(turn * 20_000 + at * 7_919))
    return [
      lineOf(
        'a week’s availability of one instrument',
        await contest(world, { clients, requests, status: 200, script }),
        'for information',
      ),
    ]
  })
}
