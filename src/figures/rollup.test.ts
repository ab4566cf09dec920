import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { resolveNamedParty, undoResolution } from '../identity/identity.contract.ts'
import { getOrganisation } from '../identity/identity.server.ts'
import { partyByName } from '../identity/resolution.server.ts'
import { mergeOrganisation } from '../identity/version.server.ts'
import { type Db, inTransaction, openDatabase, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { exactMoment } from './figure.rules.ts'
import { appendDeltas, asOfWatermark, foldRollup, verifyRollups } from './figures.server.ts'
import type { Delta, RollupDeclaration } from './rollup.rules.ts'
import { sumRollup } from './rollup.sql.ts'

const year = { rollup: 'service', from: '2022-01-01', to: '2023-01-01' }
const delta = (scopeId: string, customerId: string, more: Partial<Delta> = {}): Delta => ({
  rollup: 'service',
  scopeId,
  effectiveMonth: '2022-05-01',
  customerId,
  customerKind: 'firm',
  audience: 'external',
  recordCount: 1,
  seconds: 3600,
  accruedFen: 10_000,
  invoicedFen: 4_000,
  receivedFen: 0,
  ...more,
})
const minus = (one: Delta): Delta => ({
  ...one,
  recordCount: -one.recordCount,
  seconds: -one.seconds,
  accruedFen: -one.accruedFen,
  invoicedFen: -one.invoicedFen,
  receivedFen: -one.receivedFen,
})
const write = (world: World, ...deltas: Delta[]) => inTransaction(world.db, 'write', (tx) => appendDeltas(tx, deltas))
const now = (world: World) => inTransaction(world.db, 'read', (tx) => asOfWatermark(tx))
const fold = (world: World, margin = 0) => inTransaction(world.db, 'write', (tx) => foldRollup(tx, 'service', margin))

/** Folds until all of a scope is folded: nothing younger than the oldest writing transaction is, and other tests write in the same server. */
async function foldAll(world: World, scopeId: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    await fold(world)
    if ((await run(world.db, 'select 1 from rollup_fold where scope_id = $1 limit 1', [scopeId])).length > 0) return
    await setTimeout(200)
  }
}

async function ask(world: World, scopeIds: readonly string[], asOf?: string, by: 'institution' | 'month' | 'customerKind' = 'institution') {
  const moment = asOf ?? (await now(world))
  const rows = await inTransaction(world.db, 'read', (tx) => sumRollup(tx, { ...year, scopeIds, asOf: moment, by }))
  return Object.fromEntries(rows.map((row) => [row.key, row]))
}
const whole = async (world: World, scopeIds: readonly string[], asOf?: string) => (await ask(world, scopeIds, asOf)).all!

scenario('a customer of two institutions counts once in the whole and once in each, before and after the fold', async (world) => {
  const [a, b] = [(await makeOrganisation(world, 'institute')).id, (await makeOrganisation(world, 'institute')).id]
  const [one, two] = [newId(), newId()]
  await write(world, delta(a, one), delta(b, one), delta(a, two, { customerKind: 'other', seconds: 60, effectiveMonth: '2022-12-01' }))
  await write(world, delta(a, one, { audience: 'internal', seconds: 7 }), delta(a, one, { effectiveMonth: '2021-12-01' }))
  for (const step of ['tail', 'fold']) {
    const sums = await ask(world, [a, b])
    assert.deepEqual([sums[a]!.unitCount, sums[b]!.unitCount, sums.all!.unitCount, sums.all!.firmCount], [2, 1, 2, 1], step)
    assert.deepEqual([sums.all!.externalSeconds, sums.all!.internalSeconds, sums.all!.accruedFen], [7260, 7, 30_000], step)
    assert.deepEqual([sums.all!.firmAccruedFen, sums.all!.firmSeconds, sums.all!.invoicedFen], [20_000, 7200, 12_000], step)
    assert.deepEqual(Object.keys(await ask(world, [a, b], undefined, 'month')), ['2022-05-01', '2022-12-01', 'all'])
    assert.deepEqual(Object.keys(await ask(world, [a, b], undefined, 'customerKind')), ['all', 'firm', 'other'])
    await fold(world)
  }
  const left = await run(
    world.db,
    'select 1 from rollup_delta, rollup_watermark w where recorded_at > w.folded_through and scope_id = $1',
    [a],
  )
  assert.equal(left.length, 0, 'all of it is folded')
})

scenario('what was known on an earlier moment stays reachable, on either side of the fold', async (world) => {
  const a = (await makeOrganisation(world, 'institute')).id
  const first = delta(a, newId())
  await write(world, first)
  const t1 = await now(world)
  await write(world, minus(first), { ...first, seconds: 1800 })
  const t2 = await now(world)
  await write(world, minus({ ...first, seconds: 1800 }))
  const known = async () => {
    const moments = await Promise.all([whole(world, [a], t1), whole(world, [a], t2), whole(world, [a])])
    return moments.map((sums) => [sums.unitCount, sums.externalSeconds])
  }
  const expected = [
    [1, 3600],
    [1, 1800],
    [0, 0],
  ]
  assert.deepEqual(await known(), expected)
  await fold(world)
  assert.deepEqual(await known(), expected)
  assert.deepEqual([(await whole(world, [a], '2020-01-01T00:00:00Z')).recordCount], [0])
})

scenario('a moment is never later than the start of an open transaction, and no fold passes it by', async (world) => {
  const a = (await makeOrganisation(world, 'institute')).id
  const other = openDatabase(world.url, { connections: 1 })
  let finish: (value: unknown) => void = () => {}
  try {
    let began: (value: unknown) => void
    const hasBegun = new Promise((resolve) => {
      began = resolve
    })
    const slow = inTransaction(other.db, 'write', async (tx: Db) => {
      const [row] = await run<{ at: string }>(tx, 'select now() as at')
      began(row!.at)
      await new Promise((resolve) => {
        finish = resolve
      })
      await appendDeltas(tx, [delta(a, newId())])
    })
    const startedAt = String(await hasBegun)
    await write(world, delta(a, newId()))
    const seen = await now(world)
    assert.ok(exactMoment(seen) < exactMoment(startedAt), `${seen} is before ${startedAt}`)
    await fold(world)
    assert.equal((await whole(world, [a], seen)).unitCount, 0)
    finish(null)
    await slow
    assert.equal((await whole(world, [a])).unitCount, 2)
    await fold(world)
    assert.equal((await whole(world, [a])).unitCount, 2)
    assert.equal((await whole(world, [a], seen)).unitCount, 0, 'the same moment gives the same answer ever after')
  } finally {
    finish(null)
    await other.close()
  }
})

scenario('servers that fold at once fold once', async (world) => {
  const a = (await makeOrganisation(world, 'institute')).id
  const other = openDatabase(world.url)
  try {
    for (let round = 0; round < 20; round++) {
      await write(world, delta(a, newId()), delta(a, newId(), { effectiveMonth: '2022-06-01' }))
      await Promise.all(
        [world.db, other.db, world.db, other.db].map((db) => inTransaction(db, 'write', (tx) => foldRollup(tx, 'service', 0))),
      )
    }
    await fold(world)
    const [kept] = await run<{ records: number }>(
      world.db,
      `select sum(record_count) as records from rollup_fold where scope_id = $1 and grain = 'month'`,
      [a],
    )
    assert.equal(kept!.records, 40)
    const sums = await whole(world, [a])
    assert.deepEqual([sums.unitCount, sums.recordCount], [40, 40])
  } finally {
    await other.close()
  }
})

scenario('a name counts apart until it is settled, and again after the settlement is undone', async (world) => {
  const a = (await makeOrganisation(world, 'institute', { divisionCode: '220102' })).id
  const firm = (await makeOrganisation(world, 'firm')).id
  const { partyId } = await inTransaction(world.db, 'write', (tx) => partyByName(tx, a, `示例待认领客户${newId()}`))
  await write(world, delta(a, firm), delta(a, partyId, { customerKind: 'unknown', accruedFen: 500 }))
  const read = (sums: { unitCount: number; unresolvedCount: number; firmAccruedFen: number; accruedFen: number }) => [
    sums.unitCount,
    sums.unresolvedCount,
    sums.firmAccruedFen,
    sums.accruedFen,
  ]
  const { token } = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const settle = async (organisationId: string) =>
    assert.equal((await world.send(token, resolveNamedParty, { id: partyId, organisationId })).status, 200)
  const before = await now(world)
  assert.deepEqual(read(await whole(world, [a])), [1, 1, 10_000, 10_500])
  await settle(firm)
  assert.deepEqual(read(await whole(world, [a])), [1, 0, 10_500, 10_500])
  assert.deepEqual(read(await whole(world, [a], before)), [1, 1, 10_000, 10_500])
  assert.equal((await world.send(token, undoResolution, { id: partyId })).status, 200)
  assert.deepEqual(read(await whole(world, [a])), [1, 1, 10_000, 10_500])
  await settle(a)
  assert.deepEqual(read(await whole(world, [a])), [1, 0, 10_000, 10_000], 'a name of the institution itself is no outside user')
})

scenario('two customers that became one count once from then on, and twice as known before', async (world) => {
  const a = (await makeOrganisation(world, 'institute')).id
  const [lost, kept] = [await makeOrganisation(world, 'firm'), await makeOrganisation(world, 'firm')]
  await write(world, delta(a, lost.id), delta(a, kept.id))
  const before = await now(world)
  assert.equal((await whole(world, [a])).unitCount, 2)
  await inTransaction(world.db, 'write', async (tx) => {
    const organisation = (await getOrganisation(tx, lost.id))!
    await mergeOrganisation(tx, organisation, kept.id, newId())
  })
  for (const step of ['tail', 'fold']) {
    const sums = await whole(world, [a])
    assert.deepEqual([sums.unitCount, sums.firmCount, sums.firmAccruedFen, sums.recordCount], [1, 1, 20_000, 2], step)
    assert.equal((await whole(world, [a], before)).unitCount, 2, step)
    await fold(world)
  }
})

scenario('a recount finds what differs from the records, and nothing when all is well', async (world) => {
  const a = (await makeOrganisation(world, 'institute')).id
  const declaration: RollupDeclaration = {
    name: 'service',
    recount: `select scope_id, effective_month, customer_id, customer_kind, audience, record_count, seconds, accrued_fen, invoiced_fen, received_fen from rollup_delta`,
  }
  const verify = () => inTransaction(world.db, 'read', (tx) => verifyRollups(tx, [declaration]))
  await write(world, delta(a, newId()))
  await foldAll(world, a)
  await write(world, delta(a, newId()))
  assert.deepEqual(await verify(), [])
  await run(world.db, `update rollup_fold set seconds = seconds + 1 where scope_id = $1 and grain = 'month'`, [a])
  const differences = await verify()
  assert.deepEqual(differences.map((row) => [row.grain, row.scopeId, row.seconds]).sort(), [
    ['month', a, 1],
    ['whole', '00000000-0000-0000-0000-000000000000', -1],
    ['year', a, -1],
  ])
  await run(world.db, `update rollup_fold set seconds = seconds - 1 where scope_id = $1 and grain = 'month'`, [a])
  assert.deepEqual(await verify(), [])
  await run(world.db, 'update rollup_total set unit_count = unit_count + 1 where scope_id = $1', [a])
  assert.deepEqual(
    (await verify()).map((row) => [row.grain, row.scopeId, row.unitCount]),
    [['total', a, 1]],
  )
  await run(world.db, 'update rollup_total set unit_count = unit_count - 1 where scope_id = $1', [a])
})
