import assert from 'node:assert/strict'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { latestOf } from '../../test/kit/notices.ts'
import { bookOf } from '../../test/kit/services.ts'
import { write } from '../../test/kit/transaction.ts'
import { book } from '../booking/booking.contract.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { enqueue } from '../kernel/jobs.ts'
import { scenario, type World } from '../kernel/test.ts'
import { declareUse, endUse, startUse } from '../metering/metering.contract.ts'
import { setPrice } from '../prices/prices.contract.ts'
import { getService, listPendingCharges, listServices, settleCharge } from './billing.contract.ts'
import { retryCharges } from './charge.server.ts'

async function servicesOf(world: World, setting: Setting) {
  return (await world.send(setting.officer.token, listServices, { institutionId: setting.institution.id })).body.items
}
const pendingOf = async (world: World, setting: Setting) => (await world.send(setting.officer.token, listPendingCharges, {})).body
const declaration = (setting: Setting, more: object = {}) => ({
  instrumentId: setting.instrument.id,
  customer: { organisationId: setting.firm.id },
  reason: '示例补录',
  usedOn: '2026-02-27',
  seconds: 5_400,
  ...more,
})

scenario('a booked use is charged when it ends: price in force, book, hold', async (world) => {
  const setting = await makeSetting(world)
  const { operator, engineer, instrument, institution, firm } = setting
  const booking = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('11:00') })
  world.now = new Date(at('09:00'))
  const started = await world.send(operator.token, startUse, { bookingId: booking.body.id })
  world.now = new Date(at('10:20'))
  const ended = await world.send(operator.token, endUse, { id: started.body.id, sampleCount: 3, content: '示例断口分析' })
  const [service] = await servicesOf(world, setting)
  // 80 minutes at 200 yuan an hour: 26,666.67 fen, rounded up.
  assert.deepEqual([service?.fen, service?.seconds, service?.sampleCount, service?.hoursKind], [26_667, 4_800, 3, 'metered'])
  assert.deepEqual([service?.source, service?.sessionId, service?.effectiveOn], ['live', ended.body.id, '2026-03-02'])
  assert.deepEqual([service?.customerId, service?.customerKind, service?.audience], [firm.id, 'firm', 'external'])
  const [part] = service!.priceParts
  assert.deepEqual([part?.basis, part?.unitFen, part?.quantity, part?.fen], ['hour', 20_000, 4_800, 26_667])
  assert.deepEqual(await bookOf(world, institution.id), { fen: 26_667, seconds: 4_800, samples: 3 })
  const [hold] = await run<{ state: string; posted_amount: number; service_id: string }>(
    world.db,
    `select h.state, h.posted_amount, t.service_id from hold h join booking b on b.hold_id = h.id
     join ledger_transaction t on t.id = h.transaction_id where b.id = $1`,
    [booking.body.id],
  )
  assert.deepEqual(hold, { state: 'posted', posted_amount: 26_667, service_id: service?.id })
  assert.equal((await world.send(engineer.token, getService, { serviceNo: service!.serviceNo })).body.versions[0]?.transactions.length, 3)
  assert.equal(await latestOf(world, engineer.token), `2026年3月2日 使用“${instrument.nameZh}”的费用为 266.67 元。`)
})

scenario('the price is that of the day of use, not of the day it is recorded', async (world) => {
  const setting = await makeSetting(world)
  const { officer, operator, instrument } = setting
  await world.send(officer.token, setPrice, { id: instrument.id, basis: 'hour', fen: 30_000, validFrom: '2026-03-01' })
  await world.send(officer.token, setPrice, { id: instrument.id, basis: 'sample', fen: 5_000, validFrom: '2026-03-01' })
  await world.send(operator.token, declareUse, declaration(setting, { sampleCount: 2 }))
  await world.send(operator.token, declareUse, declaration(setting, { sampleCount: 2, usedOn: '2026-03-01' }))
  const services = await servicesOf(world, setting)
  assert.deepEqual(
    services.map((service) => [service.effectiveOn, service.fen, service.hoursKind, service.source]),
    [
      ['2026-03-01', 55_000, 'declared', 'declared'],
      ['2026-02-27', 30_000, 'declared', 'declared'],
    ],
  )
})

scenario('a use under a price on request waits, visibly, until an officer states the amount', async (world) => {
  const setting = await makeSetting(world, { hourFen: null })
  const { operator, officer, rival } = setting
  const declared = await world.send(operator.token, declareUse, declaration(setting))
  assert.equal(declared.status, 200)
  const sessionId = declared.body.id
  const waiting = await pendingOf(world, setting)
  assert.deepEqual(
    [waiting.total, waiting.items[0]?.sessionId, waiting.items[0]?.reason, waiting.items[0]?.seconds],
    [1, sessionId, 'on_request', 5_400],
  )
  assert.equal((await world.send(rival.token, listPendingCharges, {})).body.total, 0)
  assert.equal((await servicesOf(world, setting)).length, 0)
  assert.equal((await world.send(operator.token, settleCharge, { sessionId, fen: 1 })).problem.code, 'not_permitted')
  const open = await world.send(officer.token, settleCharge, { sessionId })
  assert.deepEqual([open.status, open.problem.code, open.problem.params.reason], [422, 'charge_still_open', 'on_request'])
  const settled = await world.send(officer.token, settleCharge, { sessionId, fen: 88_000, note: '示例合同 2026-01' })
  assert.deepEqual([settled.status, settled.body.standing?.fen], [200, 88_000], settled.text)
  assert.deepEqual(settled.body.standing?.priceParts, [{ basis: 'agreed', fen: 88_000, note: '示例合同 2026-01' }])
  assert.equal((await pendingOf(world, setting)).total, 0)
  assert.deepEqual((await bookOf(world, setting.institution.id)).fen, 88_000)
  assert.equal((await world.send(officer.token, settleCharge, { sessionId, fen: 1 })).problem.code, 'already_charged')
  assert.equal((await world.send(officer.token, settleCharge, { sessionId: newId(), fen: 1 })).problem.code, 'not_found')
})

scenario('a use that waits is charged by itself once a price fits', async (world) => {
  const setting = await makeSetting(world, { hourFen: null, sampleFen: 1_000 })
  const { operator, officer, instrument } = setting
  const hours = await world.send(operator.token, declareUse, declaration(setting))
  assert.equal((await pendingOf(world, setting)).items[0]?.reason, 'no_hour_price')
  await world.send(officer.token, setPrice, { id: instrument.id, basis: 'hour', fen: 10_000, validFrom: '2026-02-01' })
  await write(world, (tx) => enqueue(tx, retryCharges, {}))
  await world.drain()
  assert.equal((await pendingOf(world, setting)).total, 0)
  assert.deepEqual(
    (await servicesOf(world, setting)).map((service) => [service.sessionId, service.fen]),
    [[hours.body.id, 15_000]],
  )
})

scenario('a use of a closed month is kept and waits until the month is re-opened', async (world) => {
  const setting = await makeSetting(world)
  const { operator, officer } = setting
  const closing = newId()
  await run(world.db, `insert into ledger_closing (id, month, closed_by) values ($1, '2025-11-01', $1)`, [closing])
  const declared = await world.send(operator.token, declareUse, declaration(setting, { usedOn: '2025-11-20' }))
  assert.equal(declared.status, 200)
  assert.equal((await pendingOf(world, setting)).items[0]?.reason, 'month_closed')
  assert.deepEqual(await bookOf(world, setting.institution.id), { fen: 0, seconds: 0, samples: 0 })
  const closed = await world.send(officer.token, settleCharge, { sessionId: declared.body.id })
  assert.equal(closed.problem.code, 'month_closed')
  await run(world.db, `update ledger_closing set reopened_at = now(), reopened_by = $1, reopening_reason = '示例' where id = $1`, [closing])
  const settled = await world.send(officer.token, settleCharge, { sessionId: declared.body.id })
  assert.deepEqual([settled.status, settled.body.standing?.fen], [200, 30_000])
})

scenario('a quoted test request is charged what was quoted', async (world) => {
  const setting = await makeSetting(world, { hourFen: null })
  const id = newId()
  await run(
    world.db,
    `insert into test_request (id, instrument_id, organisation_id, person_id, material, property, sample_count, seal, invoice_type, state, quoted_fen)
     values ($1, $2, $3, $4, '示例合金', '高温拉伸', 6, 'CMA', 'special', 'accepted', 150000)`,
    [id, setting.instrument.id, setting.firm.id, setting.engineer.personId],
  )
  await world.send(setting.operator.token, declareUse, { testRequestId: id, reason: '示例：送样检测', usedOn: '2026-03-02' })
  const [service] = await servicesOf(world, setting)
  assert.deepEqual([service?.fen, service?.sampleCount, service?.seconds, service?.priceParts[0]?.basis], [150_000, 6, 0, 'agreed'])
})
