import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { makeMeter, signed, told } from '../../test/kit/meters.ts'
import { write } from '../../test/kit/transaction.ts'
import { book } from '../booking/booking.contract.ts'
import { scenario } from '../kernel/test.ts'
import { listMeterHours, settleMeterHours } from './meterhours.contract.ts'
import { declareUse } from './metering.contract.ts'
import { setPowerRule } from './power.contract.ts'
import { postReadings } from './reading.contract.ts'

const of = (count: number, value: number) => Array.from({ length: count }, () => value)

scenario('reserved, metered and recorded hours stand side by side, and what differs is settled', async (world) => {
  const { officer, operator, engineer, instrument, firm } = await makeSetting(world)
  const instrumentId = instrument.id
  const month = '2026-03-01'
  const hours = async () => (await world.send(operator.token, listMeterHours, { month: '2026-03-14' })).body
  assert.deepEqual(await hours(), { month, items: [] }, 'without a meter there is nothing to compare')
  const device = await makeMeter(world, officer.token, instrumentId)
  await world.send(operator.token, setPowerRule, { id: instrumentId, validFrom: '2026-03-01', standbyWatt: 20, onWatt: 500 })
  assert.equal((await world.send(engineer.token, book, { instrumentId, startsAt: at('11:00'), endsAt: at('13:00') })).status, 200)
  const later = { instrumentId, startsAt: at('09:00', '2026-03-03'), endsAt: at('10:00', '2026-03-03') }
  assert.equal((await world.send(engineer.token, book, later)).status, 200, 'what is booked for later does not count yet')
  world.now = new Date(at('18:00'))
  await world.send(null, postReadings, signed(device, told(at('09:00'), [...of(120, 900), ...of(10, 2)])))
  for (const job of ['pack_readings', 'count_power']) {
    await write(world, (db) => world.app.jobs.enqueue(db, job, {}, {}))
    await world.drain()
  }
  const declared = { instrumentId, customer: { organisationId: firm.id }, usedOn: '2026-03-02', reason: '示例补录' }
  await world.send(operator.token, declareUse, { ...declared, seconds: 3 * 3_600 })
  const [item] = (await hours()).items
  assert.deepEqual(
    [item!.reservedSeconds, item!.meteredSeconds, item!.declaredSeconds, item!.differs, item!.settlement],
    [7_200, 7_200, 10_800, ['declared'], null],
  )
  const given = { instrumentId, month, state: 'explained', note: '示例：断电重启' } as const
  assert.equal((await world.send(engineer.token, settleMeterHours, given)).status, 403)
  const settled = await world.send(operator.token, settleMeterHours, given)
  assert.equal(settled.status, 200, settled.text)
  assert.deepEqual([settled.body.settlement!.state, settled.body.settlement!.note], ['explained', '示例：断电重启'])
  assert.ok(settled.body.settlement!.byName.length > 0)
  await world.send(operator.token, declareUse, { ...declared, seconds: 60 })
  assert.equal((await hours()).items[0]!.settlement, null, 'other numbers are settled anew')
  const none = await world.send(operator.token, settleMeterHours, { ...given, month: '2026-04-01' })
  assert.equal(none.problem.code, 'hours_agree')
})
