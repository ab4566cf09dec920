import assert from 'node:assert/strict'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { searchInstruments } from '../catalogue/search.contract.ts'
import { run } from '../kernel/db.ts'
import { Refused } from '../kernel/errors.ts'
import { scenario } from '../kernel/test.ts'
import { listPrices, setPrice } from './prices.contract.ts'
import { insertPrices, priceInForce, refreshShown } from './prices.server.ts'

scenario('a new price holds from its day, the earlier one keeps its days, and nothing is overwritten', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const { id } = await makeInstrument(world, { institutionId: institute.id, hourFen: 20_000 })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const set = await world.send(officer.token, setPrice, {
    id,
    basis: 'hour',
    fen: 25_000,
    validFrom: '2026-03-10',
    documentNo: '示例价〔2026〕1号',
  })
  assert.equal(set.status, 200)
  assert.deepEqual(
    set.body.items.map(({ fen, validFrom, validTo }) => [fen, validFrom, validTo]),
    [
      [20_000, '2020-01-01', '2026-03-10'],
      [25_000, '2026-03-10', null],
    ],
  )
  assert.equal((await priceInForce(world.db, id, '2026-03-09')).hour?.fen, 20_000)
  assert.equal((await priceInForce(world.db, id, '2026-03-10')).hour?.fen, 25_000)
  world.now = new Date('2026-03-10T01:00:00Z')
  const seen = async (span?: 'all') => (await world.send(null, listPrices, { id, span })).body.items.map((price) => price.fen)
  assert.deepEqual([await seen(), await seen('all')], [[25_000], [20_000, 25_000]], 'the earlier price is still read by who asks for it')
  assert.equal((await run(world.db, 'select id from price where instrument_id = $1 and superseded_at is not null', [id])).length, 1)
})

scenario('a price on request ends the amounts, and visitors read it', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const { id } = await makeInstrument(world, { institutionId: institute.id, hourFen: 20_000, sampleFen: 5_000 })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  await world.send(officer.token, setPrice, { id, basis: 'on_request', fen: null, validFrom: '2026-03-02' })
  const seen = await world.send(null, listPrices, { id })
  assert.equal(seen.body.isOnRequest, true)
  assert.deepEqual(
    seen.body.items.map((price) => price.basis),
    ['on_request'],
  )
  assert.deepEqual(await priceInForce(world.db, id, '2026-03-02'), { isOnRequest: true })
})

scenario("a price without an amount, and another institution's price, are refused", async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const other = await makeOrganisation(world, 'university')
  const { id } = await makeInstrument(world, { institutionId: institute.id })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const stranger = await signedIn(world, 'asset_officer', { organisationId: other.id })
  const wrong = await world.send(officer.token, setPrice, { id, basis: 'hour', fen: null, validFrom: '2026-03-02' })
  assert.equal(wrong.problem.code, 'price_amount_wrong')
  const foreign = await world.send(stranger.token, setPrice, { id, basis: 'hour', fen: 1, validFrom: '2026-03-02' })
  assert.equal(foreign.problem.code, 'not_found')
})

scenario('two prices of one basis never hold on the same day', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const { id: instrumentId } = await makeInstrument(world, { institutionId: institute.id, hourFen: 20_000 })
  await assert.rejects(
    write(world, (tx) => insertPrices(tx, [{ instrumentId, basis: 'hour', fen: 1, validFrom: '2026-01-01', validTo: '2026-02-01' }])),
    (error) => error instanceof Refused && error.code === 'price_raced',
  )
})

scenario('search shows the price that holds today, and a coming one from its midnight on', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const { id } = await makeInstrument(world, { institutionId: institute.id, hourFen: 20_000 })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const shown = async () => {
    const { body } = await world.send(null, searchInstruments, { institutionId: institute.id })
    return body.items.map((item) => [item.hourFen, item.isOnRequest])
  }
  assert.deepEqual(await shown(), [[20_000, false]])
  await world.send(officer.token, setPrice, { id, basis: 'hour', fen: 30_000, validFrom: '2026-03-02' })
  assert.deepEqual(await shown(), [[30_000, false]])
  await world.send(officer.token, setPrice, { id, basis: 'on_request', fen: null, validFrom: '2026-03-03' })
  assert.deepEqual(await shown(), [[30_000, false]])
  world.now = new Date('2026-03-02T16:05:00Z')
  await write(world, (tx) => refreshShown(tx))
  assert.deepEqual(await shown(), [[null, true]])
})
