// The annual statement of the province over 1,000,000 and 10,000,000 service records: folded, with a tail recorded since.
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { askForFold } from '../src/figures/figures.server.ts'
import { registerOrganisations } from '../src/identity/identity.server.ts'
import { inTransaction, run } from '../src/kernel/db.ts'
import { getStatement } from '../src/oversight/oversight.contract.ts'
import { cpuOf, hammer, type Line, quantile, round } from './measure.ts'
import { recordStatements } from './recorder.ts'
import { send } from './sides.ts'
import { type BenchWorld, withBenchWorld, write } from './world.ts'

const institutions = 72
const customers = 20_000
const tail = 5_000
const asked = 30

async function makeParties(world: BenchWorld): Promise<void> {
  const row = (kind: 'firm' | 'institute', at: number) => ({
    nameZh: `示例${kind}${at}`,
    nameEn: `Example ${kind} ${at}`,
    kind,
    divisionCode: null,
    creditCode: null,
  })
  await write(world.app, (tx) =>
    registerOrganisations(
      tx,
      Array.from({ length: institutions }, (_, at) => row('institute', at)),
    ),
  )
  for (let from = 0; from < customers; from += 5_000)
    await write(world.app, (tx) =>
      registerOrganisations(
        tx,
        Array.from({ length: 5_000 }, (_, at) => row('firm', from + at)),
      ),
    )
}

/**
 * Deltas as the writers of services append them, one a record: firms are skewed, each goes to at most four institutions and mostly to
 * one, months are even. Only the filling does not wait for the disk.
 */
async function addRecords(world: BenchWorld, count: number): Promise<void> {
  await inTransaction(world.db, 'write', async (tx) => {
    await run(tx, 'set local synchronous_commit = off')
    await run(
      tx,
      `with institution as (select array_agg(organisation_id order by organisation_id) as ids from organisation_version where kind = 'institute'),
         firm as (select array_agg(organisation_id order by organisation_id) as ids from organisation_version where kind = 'firm' and name_zh like '示例firm%'),
         record as materialized (
           select n, floor(${customers} * power(random(), 2))::int as firm, floor(4 * power(random(), 2))::int as choice
           from generate_series(1::bigint, ${count}) n)
       insert into rollup_delta (rollup, scope_id, effective_month, customer_id, customer_kind, audience, record_count, seconds, accrued_fen, invoiced_fen, received_fen)
       select 'service', institution.ids[1 + (firm * 31 + choice * 17) % ${institutions}], make_date(2022, 1 + (n / 7 % 12)::int, 1), firm.ids[1 + record.firm],
         'firm', 'external', 1, 3600 + n % 7200, 10000 + n % 50000, 10000 + n % 50000, 0
       from record, institution, firm`,
    )
  })
}

/** So many records by the million, with the indexes made anew after them, and folded by the product's own job. */
async function fill(world: BenchWorld, count: number): Promise<void> {
  const text = `select indexname as name, indexdef as definition from pg_indexes where tablename = 'rollup_delta' and indexname <> 'rollup_delta_pkey'`
  const indexes = await run<{ name: string; definition: string }>(world.db, text)
  for (const { name } of indexes) await run(world.db, `drop index ${name}`)
  for (let left = count; left > 0; left -= 1_000_000) await addRecords(world, Math.min(left, 1_000_000))
  for (const { definition } of indexes) {
    await inTransaction(world.db, 'write', async (tx) => {
      await run(tx, 'set local statement_timeout = 0')
      await run(tx, definition)
    })
  }
  // What was recorded in the last seconds stays in the tail by design.
  await sleep(6_000)
  await write(world.app, askForFold)
  await world.app.jobs.drain()
}

const ask = { method: 'GET', path: getStatement.path.replace('{year}', '2022') }

function serverCpu(world: BenchWorld): { postgres: number; node: number } {
  const { user, system } = process.cpuUsage()
  return { postgres: cpuOf(world.server.pid), node: user + system }
}

async function measure(world: BenchWorld, records: number): Promise<Line> {
  for (let turn = 0; turn < 6; turn++) await send(world, ask)
  const statements = (await recordStatements(() => send(world, ask))).filter(({ text }) => /^\s*(select|with)/i.test(text))
  const before = serverCpu(world)
  const { timesMs } = await hammer(1, asked, async () => {
    const reply = await send(world, ask)
    if (reply.statusCode !== 200) throw new Error(`the statement answered ${reply.statusCode}`)
  })
  const after = serverCpu(world)
  const bare = await hammer(1, asked, async () => {
    for (const { text, values } of statements) await run(world.db, text, values)
  })
  const each = (side: 'postgres' | 'node') => round((after[side] - before[side]) / timesMs.length / 1000)
  return {
    what: `annual statement over ${records.toLocaleString('en-US')} service records (${institutions} institutions, ${customers.toLocaleString('en-US')} customers, a tail of ${tail.toLocaleString('en-US')}; load ${loadavg()[0]!.toFixed(1)})`,
    ours: `p50 ${round(quantile(timesMs, 0.5))} ms, p95 ${round(quantile(timesMs, 0.95))} ms; processor each: PostgreSQL ${each('postgres')} ms, Node ${each('node')} ms`,
    floor: `its own ${statements.length} statements, bare: p50 ${round(quantile(bare.timesMs, 0.5))} ms`,
    ratio: round(quantile(bare.timesMs, 0.5) / quantile(timesMs, 0.5)),
    aim: '< 300 ms',
  }
}

/** Thirty statements one after the other; the floor is its own statements, bare. */
export function benchStatement(): Promise<Line[]> {
  return withBenchWorld(1, async (world) => {
    await makeParties(world)
    const lines: Line[] = []
    let have = 0
    for (const records of [1_000_000, 10_000_000]) {
      await fill(world, records - have)
      await addRecords(world, tail)
      have = records
      await run(world.db, 'vacuum analyze')
      lines.push(await measure(world, records))
    }
    return lines
  })
}
