import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import pg from 'pg'
import { called, xianchuang } from '../../test/kit/command.ts'
import { fillWorld } from '../../test/kit/full.ts'
import type { CheckResult } from '../kernel/check.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { checksOf, slicesInOrder } from '../slices.server.ts'
import { refuseWrong, verifyDatabase } from './verify.ts'

type Printed = { ok: boolean; checks: { name: string; checked: number; wrong: number; example: string | null }[] }

/** What the world of these scenarios has none of. */
const mayBeEmpty = [
  'limits_recount',
  'turns_hold_time',
  'uses_charged',
  'audit_chain',
  'plans_add_up',
  'funds_recount',
  'paid_once',
  'claims_recount',
  'lists_unchanged',
  'fee_lists_unchanged',
  'acts_delegated',
  'school_places_counted',
  'returns_follow',
  'plans_follow',
  'index_rounds_recompute',
]

async function verified(world: World): Promise<{ status: number | null; printed: Printed; stderr: string }> {
  const { status, stdout, stderr } = await called(['verify', '--json'], { env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir } })
  return { status, printed: JSON.parse(stdout), stderr }
}

/** What somebody with the keys of the database could do behind the product's back, which check sees it, and how it is undone. */
const tampering: readonly { name: string; breach: string; undo: string }[] = [
  both('book_balances', (sign) => `update ledger_entry set amount = amount ${sign} 1 where line_no = 1`),
  both('reversals_mirror', (sign) => `update ledger_transaction set effective_on = effective_on ${sign} 1 where kind = 'reversal'`),
  both('services_in_book', (sign) => `update service set seconds = seconds ${sign} 1 where superseded_at is null`),
  both(
    'bookings_hold_time',
    (sign) => `update booking set starts_at = starts_at ${sign === '+' ? '-' : '+'} interval '1 day' where state = 'confirmed'`,
  ),
  both('rollups_recount', (sign) => `update rollup_fold set seconds = seconds ${sign} 1 where grain = 'month'`),
  both('rollups_fold', (sign) => `update rollup_delta set seconds = seconds ${sign} 1`),
  {
    name: 'instruments_stand',
    breach: "update instrument_version set superseded_at = '2001-01-01' where superseded_at is null",
    undo: "update instrument_version set superseded_at = null where superseded_at = '2001-01-01'",
  },
  {
    name: 'search_current',
    breach: `create table kept as select instrument_id, version_id from instrument_search; update instrument_search set version_id = instrument_id;
      update instrument_version set recorded_at = recorded_at - interval '1 hour'`,
    undo: `update instrument_search s set version_id = k.version_id from kept k where k.instrument_id = s.instrument_id; drop table kept;
      update instrument_version set recorded_at = recorded_at + interval '1 hour'`,
  },
  both('shown_prices_hold', (sign) => `update instrument_search set hour_fen = hour_fen ${sign} 1`),
  { name: 'guards_on', breach: 'alter table service disable trigger all', undo: 'alter table service enable trigger all' },
  {
    name: 'no_overlaps',
    breach: `alter table occupancy drop constraint occupancy_no_overlap;
      insert into occupancy select gen_random_uuid(), instrument_id, lane, occupied, 'maintenance', 'planted' from occupancy`,
    undo: `delete from occupancy where reason = 'planted';
      alter table occupancy add constraint occupancy_no_overlap exclude using gist (instrument_id with =, lane with =, occupied with &&)`,
  },
  {
    name: 'limits_recount',
    breach: 'insert into account_limit (account_id, limit_amount, held_amount) select id, 10, 5 from account limit 1',
    undo: 'delete from account_limit where limit_amount = 10',
  },
]

function both(name: string, statement: (sign: '+' | '-') => string) {
  return { name, breach: statement('+'), undo: statement('-') }
}

/** As a superuser who switches the triggers off. */
async function tamper(world: World, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.url })
  await client.connect()
  await client.query(`set session_replication_role = replica; ${statements}`).finally(() => client.end())
}

scenario('a sound database passes, every check having looked at something', async (world) => {
  await fillWorld(world)
  const { status, printed } = await verified(world)
  assert.equal(status, 0, JSON.stringify(printed))
  assert.equal(printed.ok, true)
  for (const { name, checked } of printed.checks) if (!mayBeEmpty.includes(name)) assert.ok(checked > 0, name)
  const told = await xianchuang(['verify'], { env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir } })
  assert.match(told.stdout, /✓ 每项账务借贷相抵：查 \d+，错 0 {2}every transaction sums to nothing: \d+ checked, 0 wrong/)
})

function resultsOf(world: World): Promise<CheckResult[]> {
  const { database, files } = world.app
  return verifyDatabase(database, { checks: checksOf(slicesInOrder({ files })), files })
}

for (const { name, breach, undo } of tampering)
  scenario(`verify sees what breaks ${name}`, async (world) => {
    await tamper(world, breach)
    const results = await resultsOf(world)
    await tamper(world, undo)
    const check = results.find((each) => each.name === name)
    assert.ok(check && check.wrong > 0 && check.example, JSON.stringify(results))
    assert.throws(() => refuseWrong(results), new RegExp(name))
  })

scenario('verify sees a stored file that is not what its row says, and fails', async (world) => {
  const [file, ...others] = await run<{ hash: string }>(world.db, 'select hash from file order by hash')
  await writeFile(await world.app.files.pathOf(file!.hash), 'something else')
  const { status, printed, stderr } = await verified(world)
  assert.equal(status, 1)
  assert.match(stderr, /files_whole/)
  assert.deepEqual(
    printed.checks.find((each) => each.wrong > 0),
    { name: 'files_whole', checked: 1 + others.length, wrong: 1, example: file!.hash },
  )
})
