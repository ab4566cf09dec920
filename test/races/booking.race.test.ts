/**
 * Thirty-two clients, two servers, one database. Whatever they do at the same moment, nothing overlaps in one lane of one
 * instrument, one slot has one winner, the others are told so politely and where there is room, and nobody gets a fault.
 *
 * It was broken on purpose, and this is what was seen. With `for no key update` taken out of `takePolicy` and the exclusion
 * constraint dropped from the migration, every scenario failed: several winners for one slot, and 1,146 pairs of overlapping
 * times after the last. With the lock out and the constraint kept, nothing overlapped, but losers ran into the constraint and
 * were refused without a free time to go to, and lanes stayed empty that three of them could have had. With the constraint
 * dropped and the lock kept, all was well: the lock is the way, the constraint is the proof. The last test keeps showing that
 * the assertions see an overlap and a deadlock when there is one.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { type App, openApp } from '../../src/app.ts'
import { approveBooking, book, cancelBooking, changeBooking, listBookings, rejectBooking } from '../../src/booking/booking.contract.ts'
import { verifyBooking } from '../../src/booking/booking.server.ts'
import { addMaintenance, listMaintenance, removeMaintenance } from '../../src/booking/schedule.contract.ts'
import type { Contract, InputSent } from '../../src/kernel/contract.ts'
import { type Db, openDatabase, run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import { withDatabaseOn } from '../../src/kernel/scratch.ts'
import { makeTemplate, type Reply, scenario, sendTo, type World } from '../../src/kernel/test.ts'
import { verifyLedger } from '../../src/ledger/ledger.server.ts'
import { at, makeSetting, type Setting } from '../kit/bookings.ts'
import { makeOrganisation, signedIn } from '../kit/people.ts'

const clientCount = 32
const day = '2026-03-03'

let second: Promise<{ app: App; folder: string }> | undefined
after(async () => {
  if (!second) return
  const { app, folder } = await second
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

/** A second server on the scenario's own database. */
async function secondServer(world: World): Promise<App> {
  second ??= mkdtemp(join(tmpdir(), 'xianchuang-race-')).then(async (folder) => ({
    folder,
    app: await openApp({ url: world.url, dataDir: folder, now: () => world.now, logLevel: 'silent', runsJobs: false }),
  }))
  return (await second).app
}

type Client = { token: string; send<C extends Contract>(contract: C, input: InputSent<C>): Promise<Reply<C>> }

/** Clients of eight firms, every other one on the second server. */
async function makeClients(world: World): Promise<Client[]> {
  const servers = [world.server, (await secondServer(world)).server]
  const people: { token: string }[] = []
  for (let count = 0; count < 8; count++) {
    const firm = await makeOrganisation(world, 'firm')
    people.push(await signedIn(world, 'firm_engineer', { organisationId: firm.id }))
  }
  return Array.from({ length: clientCount }, (_, index) => clientOn(servers[index % 2]!, people[index % 8]!.token))
}

function clientOn(server: App['server'], token: string): Client {
  return { token, send: ((contract: Contract, input: object) => sendTo(server, token, contract, input, {})) as Client['send'] }
}

/** Fails when two times overlap in one lane, found by comparing every pair: neither the constraint nor an index is asked. */
async function assertNoOverlap(db: Db): Promise<void> {
  const pairs = await run<{ a: string; b: string }>(
    db,
    `select a.id as a, b.id as b from occupancy a join occupancy b on a.id < b.id and a.instrument_id = b.instrument_id and a.lane = b.lane
     where lower(a.occupied) < upper(b.occupied) and lower(b.occupied) < upper(a.occupied)`,
  )
  assert.equal(pairs.length, 0, `${pairs.length} pairs of times overlap`)
}

/** Deadlocks that the database broke so far: every connection is told to hand in what it counted. */
async function countDeadlocks(pools: readonly pg.Pool[], db: Db): Promise<number> {
  for (const pool of pools) {
    const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
    for (const client of clients) {
      await client.query('select pg_stat_force_next_flush()')
      client.release()
    }
  }
  const [row] = await run<{ deadlocks: number }>(db, 'select deadlocks from pg_stat_database where datname = current_database()')
  return row?.deadlocks ?? 0
}

async function assertSound(world: World): Promise<void> {
  await assertNoOverlap(world.db)
  for (const check of [...(await verifyBooking(world.db)), ...(await verifyLedger(world.db))])
    assert.equal(check.wrong, 0, `${check.name}: ${check.example}`)
  assert.equal(
    await countDeadlocks([world.app.database.pool, (await secondServer(world)).database.pool], world.db),
    0,
    'the database had to break deadlocks',
  )
}

/** Counts answers by their status and code; a fault or a lost race that reached the client fails at once. */
function tally(replies: readonly Reply<Contract>[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const reply of replies) {
    assert.ok(reply.status < 500, `${reply.status} ${reply.text}`)
    // The firm that has the time is told so; every other one is told that it is taken.
    const code = reply.status === 200 ? 'done' : reply.problem.code
    const key = code === 'already_booked' ? 'slot_taken' : code
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

function assertPolite(replies: readonly Reply<Contract>[], { setting, duration }: { setting: Setting; duration: number }): void {
  for (const reply of replies.filter((one) => one.status !== 200 && one.problem.code !== 'already_booked')) {
    assert.deepEqual([reply.status, reply.problem.code], [409, 'slot_taken'])
    const free = reply.problem.params.nextFree as { startsAt: string; endsAt: string }[]
    assert.ok(free.length > 0 && free.length <= 5, `${setting.instrument.nameZh} has free times to offer`)
    for (const { startsAt, endsAt } of free) assert.equal(Date.parse(endsAt) - Date.parse(startsAt), duration * 3_600_000)
  }
}

scenario('thirty-two ask for the same hour and one gets it, ten times over', async (world) => {
  const setting = await makeSetting(world)
  const clients = await makeClients(world)
  for (let hour = 8; hour < 18; hour++) {
    const wish = { instrumentId: setting.instrument.id, startsAt: at(clock(hour), day), endsAt: at(clock(hour + 1), day) }
    const replies = await Promise.all(clients.map((client) => client.send(book, wish)))
    assert.deepEqual(tally(replies), { done: 1, slot_taken: clientCount - 1 })
    assertPolite(replies, { setting, duration: 1 })
  }
  await assertSound(world)
})

scenario('three lanes take three of thirty-two', async (world) => {
  const setting = await makeSetting(world, { laneCount: 3, policy: { bufferMinutes: 30 } })
  const clients = await makeClients(world)
  const wish = { instrumentId: setting.instrument.id, startsAt: at('09:00', day), endsAt: at('11:00', day) }
  const replies = await Promise.all(clients.map((client) => client.send(book, wish)))
  assert.deepEqual(tally(replies), { done: 3, slot_taken: clientCount - 3 })
  assertPolite(replies, { setting, duration: 2 })
  await assertSound(world)
})

scenario('bookings that all move to one free hour: one arrives, and two that want each other’s place keep their own', async (world) => {
  const setting = await makeSetting(world)
  const clients = await makeClients(world)
  const standing: { client: Client; id: string; startsAt: string }[] = []
  for (const [index, client] of clients.entries()) {
    const date = `2026-03-${String(3 + Math.floor(index / 8)).padStart(2, '0')}`
    const startsAt = at(clock(8 + (index % 8)), date)
    const endsAt = at(clock(9 + (index % 8)), date)
    const reply = await client.send(book, { instrumentId: setting.instrument.id, startsAt, endsAt })
    standing.push({ client, id: reply.body.id, startsAt })
  }
  const target = { startsAt: at('17:00', day), endsAt: at('18:00', day) }
  const moves = await Promise.all(standing.map(({ client, id }) => client.send(changeBooking, { id, ...target })))
  assert.deepEqual(tally(moves), { done: 1, slot_taken: clientCount - 1 })
  assertPolite(moves, { setting, duration: 1 })

  const left = standing.filter((_, index) => moves[index]!.status !== 200)
  const swaps = await Promise.all(
    left.map(({ client, id }, index) => {
      const place = left[(index % 2 === 0 ? index + 1 : index - 1) % left.length]!.startsAt
      return client.send(changeBooking, { id, startsAt: place, endsAt: new Date(Date.parse(place) + 3_600_000).toISOString() })
    }),
  )
  tally(swaps)
  await assertSound(world)
})

scenario('one booking that waits is approved, rejected, moved and cancelled at once, and comes to one end', async (world) => {
  const setting = await makeSetting(world, { policy: { approval: 'manual' } })
  const [client] = await makeClients(world)
  const operators = [world.server, (await secondServer(world)).server].map((server) => clientOn(server, setting.operator.token))
  for (let hour = 8; hour < 14; hour++) {
    const wish = { instrumentId: setting.instrument.id, startsAt: at(clock(hour), day), endsAt: at(clock(hour + 1), day) }
    const { id } = (await client!.send(book, wish)).body
    const replies = await Promise.all(
      Array.from({ length: clientCount }, (_, index) => {
        const operator = operators[index % 2]!
        if (index % 4 < 2) return operator.send(approveBooking, { id })
        return index % 4 === 2 ? operator.send(rejectBooking, { id, note: '设备检修' }) : client!.send(cancelBooking, { id })
      }),
    )
    const counts = tally(replies)
    assert.ok((counts.done ?? 0) >= 1 && (counts.done ?? 0) <= 2, 'approved once and then cancelled, or ended at once')
    assert.equal((counts.done ?? 0) + (counts.booking_state_wrong ?? 0), clientCount)
  }
  await assertSound(world)
})

scenario('everything at once: booking, moving, approving, cancelling and maintaining on few instruments', async (world) => {
  const settings = [
    await makeSetting(world, { policy: { bufferMinutes: 30 } }),
    await makeSetting(world, { laneCount: 2 }),
    await makeSetting(world, { laneCount: 2, policy: { approval: 'manual', minutesLeast: 30 } }),
  ]
  const clients = await makeClients(world)
  const servers = [world.server, (await secondServer(world)).server]
  const total: Record<string, number> = {}
  await Promise.all(
    clients.map(async (client, index) => {
      const random = randomFrom(index + 1)
      const mine: string[] = []
      for (let step = 0; step < 12; step++) {
        const setting = settings[random(3)]!
        const operator = clientOn(servers[random(2)]!, setting.operator.token)
        const reply = await oneStep(random, { client, operator, setting, mine })
        for (const [key, count] of Object.entries(tally([reply]))) total[key] = (total[key] ?? 0) + count
      }
    }),
  )
  assert.ok((total.done ?? 0) > clientCount && (total.slot_taken ?? 0) > clientCount, JSON.stringify(total))
  await assertSound(world)
})

type Random = (below: number) => number
type Hands = { client: Client; operator: Client; setting: Setting; mine: string[] }

async function oneStep(random: Random, { client, operator, setting, mine }: Hands): Promise<Reply<Contract>> {
  const instrumentId = setting.instrument.id
  const hour = 8 + random(7)
  const times = { startsAt: at(clock(hour), day), endsAt: at(clock(hour + 1 + random(3)), day) }
  const own = mine[random(mine.length || 1)]
  const choice = random(10)
  if (own && choice >= 8) return client.send(changeBooking, { id: own, ...times })
  if (own && choice === 7) return client.send(cancelBooking, { id: own })
  if (choice === 6) {
    const waiting = (await operator.send(listBookings, { institutionId: setting.institution.id, state: 'pending', limit: 10 })).body.items
    const one = waiting[random(waiting.length || 1)]
    if (one)
      return random(3) > 0 ? operator.send(approveBooking, { id: one.id }) : operator.send(rejectBooking, { id: one.id, note: '不合适' })
  }
  if (choice === 5)
    return operator.send(addMaintenance, { id: instrumentId, ...times, reason: '示例检修', cancelsBookings: random(2) === 0 })
  if (choice === 4) {
    const planned = (await operator.send(listMaintenance, { id: instrumentId })).body.items
    const one = planned[random(planned.length || 1)]
    if (one) return operator.send(removeMaintenance, { id: one.id })
  }
  const reply = await client.send(book, { instrumentId, ...times })
  if (reply.status === 200) mine.push(reply.body.id)
  return reply
}

test('the assertions see an overlap once the constraint is gone, and a deadlock', async () => {
  const adminUrl = process.env.TEST_DATABASE_URL!
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await makeTemplate(admin, adminUrl)
  await admin.end()
  await withDatabaseOn(
    adminUrl,
    async (url) => {
      const { db, pool, close } = openDatabase(url)
      try {
        await run(db, 'alter table occupancy drop constraint occupancy_no_overlap, drop constraint occupancy_instrument_fkey')
        const instrumentId = newId()
        const insert = (lane: number, from: string, to: string) =>
          run(db, `insert into occupancy (id, instrument_id, lane, occupied, kind) values ($1, $2, $3, tstzrange($4, $5), 'maintenance')`, [
            newId(),
            instrumentId,
            lane,
            at(from),
            at(to),
          ])
        await insert(1, '09:00', '10:00')
        await insert(1, '10:00', '11:00')
        await insert(2, '09:30', '10:30')
        await assertNoOverlap(db)
        assert.equal((await verifyBooking(db)).find((check) => check.name === 'no_overlaps')?.wrong, 0)
        await insert(1, '10:59', '11:30')
        await assert.rejects(assertNoOverlap(db), /1 pairs of times overlap/)
        assert.equal((await verifyBooking(db)).find((check) => check.name === 'no_overlaps')?.wrong, 1)

        const [one, other] = [await pool.connect(), await pool.connect()]
        await one.query('begin; select pg_advisory_xact_lock(1)')
        await other.query('begin; select pg_advisory_xact_lock(2)')
        const both = [one.query('select pg_advisory_xact_lock(2)'), other.query('select pg_advisory_xact_lock(1)')]
        assert.equal((await Promise.allSettled(both)).filter((each) => each.status === 'rejected').length, 1)
        for (const client of [one, other]) {
          await client.query('rollback')
          client.release()
        }
        assert.equal(await countDeadlocks([pool], db), 1)
      } finally {
        await close()
      }
    },
    'xc_template',
  )
})

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

/** Whole numbers below a bound, the same in every run: a small linear congruential generator. */
function randomFrom(seed: number): Random {
  let state = seed * 2_654_435_761
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}
