import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { makeMeter, signed, told } from '../../test/kit/meters.ts'
import { write } from '../../test/kit/transaction.ts'
import { book } from '../booking/booking.contract.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { declareUse } from './metering.contract.ts'
import { calibratePower, getPowerDay, setPowerRule } from './power.contract.ts'
import { postReadings } from './reading.contract.ts'

const work = async (world: World, job: string) => {
  await write(world, (db) => world.app.jobs.enqueue(db, job, {}, {}))
  await world.drain()
}
const of = (count: number, value: number) => Array.from({ length: count }, () => value)
const runsIn = (world: World) =>
  run<{ from: string; to: string; seconds: number }>(
    world.db,
    `select to_char(starts_at at time zone 'Asia/Shanghai', 'HH24:MI') as from, to_char(ends_at at time zone 'Asia/Shanghai', 'HH24:MI') as to,
       on_seconds as seconds from power_run order by starts_at`,
  )

scenario('a day of power is told apart, and uses come out of it', async (world) => {
  const { officer, operator, engineer, instrument, firm } = await makeSetting(world)
  const id = instrument.id
  const device = await makeMeter(world, officer.token, id)
  const booked = await world.send(engineer.token, book, { instrumentId: id, startsAt: at('11:00'), endsAt: at('12:00') })
  assert.equal(booked.status, 200, booked.text)
  world.now = new Date(at('18:00'))
  // From 8:00: off, on 9 to 10, standing by, on 11 to 12, on 14 to 15 with a short pause, and then nothing is heard.
  const values = [
    ...[...of(60, 2), ...of(60, 1_500), ...of(60, 80), ...of(60, 1_600), ...of(120, 2)],
    ...[...of(25, 1_400), ...of(10, 90), ...of(25, 1_500)],
  ]
  const sent = await world.send(null, postReadings, signed(device, told(at('08:00'), values)))
  assert.equal(sent.body.stored, values.length, sent.text)
  const walkIn = { instrumentId: id, customer: { organisationId: firm.id }, startsAt: at('09:00'), endsAt: at('10:00'), reason: '示例补录' }
  assert.equal((await world.send(operator.token, declareUse, walkIn)).status, 200)

  const unruled = await world.send(operator.token, getPowerDay, { id, day: '2026-03-02' })
  assert.deepEqual(unruled.body.seconds, { off: 0, standby: 0, on: 0, unclear: 36_000 + 8 * 3_600 })
  assert.equal((await world.send(engineer.token, getPowerDay, { id })).status, 404)
  assert.equal((await world.send(engineer.token, setPowerRule, { id, validFrom: '2026-03-02', standbyWatt: 1, onWatt: 2 })).status, 404)
  const upside = await world.send(operator.token, setPowerRule, { id, validFrom: '2026-03-02', standbyWatt: 20, onWatt: 20 })
  assert.equal(upside.problem.code, 'invalid_input')

  const found = await world.send(operator.token, calibratePower, { id, validFrom: '2026-03-02' })
  assert.equal(found.status, 200, found.text)
  assert.equal(found.body.basis, 'clustered')
  assert.ok(found.body.standbyWatt > 2 && found.body.standbyWatt < 80 && found.body.onWatt > 90 && found.body.onWatt < 1_400)
  const { body } = await world.send(operator.token, getPowerDay, { id, day: '2026-03-02' })
  assert.deepEqual(
    body.runs.map((one) => [one.startsAt, one.endsAt, one.onSeconds, one.match]),
    [
      [at('09:00'), at('10:00'), 3_600, 'use'],
      [at('11:00'), at('12:00'), 3_600, 'booking'],
      [at('14:00'), at('14:59'), 49 * 60, 'none'],
    ],
  )
  assert.equal(body.stretches.at(-1)!.state, 'unclear')

  await work(world, 'pack_readings')
  await work(world, 'count_power')
  const counted = [
    { from: '09:00', to: '10:00', seconds: 3_600 },
    { from: '11:00', to: '12:00', seconds: 3_600 },
    { from: '14:00', to: '14:59', seconds: 2_940 },
  ]
  assert.deepEqual(await runsIn(world), counted)
  await work(world, 'count_power')
  assert.deepEqual(await runsIn(world), counted, 'counting again changes nothing')
  await world.send(operator.token, setPowerRule, { id, validFrom: '2026-03-01', standbyWatt: 20, onWatt: 10_000 })
  await work(world, 'count_power')
  assert.equal((await runsIn(world)).length, 3, 'thresholds of an earlier day do not reach past later ones')
  await world.send(operator.token, setPowerRule, { id, validFrom: '2026-03-02', standbyWatt: 20, onWatt: 10_000 })
  await work(world, 'count_power')
  assert.equal((await runsIn(world)).length, 0)
})

scenario('thresholds are found in marked periods, or it is said why not', async (world) => {
  const { officer, operator, instrument } = await makeSetting(world)
  const id = instrument.id
  const none = await world.send(operator.token, calibratePower, { id, validFrom: '2026-03-02' })
  assert.equal(none.problem.code, 'power_not_metered')
  const device = await makeMeter(world, officer.token, id)
  world.now = new Date(at('18:00'))
  const few = await world.send(operator.token, calibratePower, { id, validFrom: '2026-03-02' })
  assert.equal(few.problem.code, 'power_too_few')
  await world.send(null, postReadings, signed(device, told(at('08:00'), [...of(20, 2), ...of(20, 80), ...of(20, 700)])))
  const mark = (state: 'off' | 'standby' | 'on', from: string, to: string) => ({ state, startsAt: at(from), endsAt: at(to) })
  const all = [mark('off', '08:00', '08:15'), mark('standby', '08:00', '08:15'), mark('on', '08:00', '08:15')]
  const alike = await world.send(operator.token, calibratePower, { id, validFrom: '2026-03-02', marks: all })
  assert.equal(alike.problem.code, 'power_not_apart')
  const marks = [mark('off', '08:00', '08:20'), mark('standby', '08:20', '08:40')]
  const missing = await world.send(operator.token, calibratePower, { id, validFrom: '2026-03-02', marks })
  assert.equal(missing.problem.code, 'power_state_missing')
  const found = await world.send(operator.token, calibratePower, {
    id,
    validFrom: '2026-03-02',
    marks: [...marks, mark('on', '08:40', '09:00')],
  })
  assert.deepEqual(found.body, { validFrom: '2026-03-02', standbyWatt: 14.6, onWatt: 237, basis: 'marked', certaintyPercent: 100 })
})
