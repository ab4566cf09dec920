import assert from 'node:assert/strict'
import { makeSetting } from '../../test/kit/bookings.ts'
import { makeMeter, signed, told } from '../../test/kit/meters.ts'
import { signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { changeMeterSecret, endMeterFixing, fixMeter, listMeters, registerMeter, retireMeter } from './meter.contract.ts'
import { importReadings, postReadings } from './reading.contract.ts'
import { readingsOf } from './reading.server.ts'

const valuesOf = async (world: World, meterId: string) =>
  (await readingsOf(world.db, meterId, Date.parse('2026-02-01T00:00:00Z'), Date.parse('2026-04-01T00:00:00Z'))).map(({ value }) => value)
const waiting = async (world: World, meterId: string) =>
  (await run<{ count: number }>(world.db, 'select count(*) as count from reading where meter_id = $1', [meterId]))[0]!.count
const work = async (world: World, job: string) => {
  await write(world, (db) => world.app.jobs.enqueue(db, job, {}, {}))
  await world.drain()
}

scenario('a keeper registers a meter, and its secret is told once', async (world) => {
  const { officer, operator, engineer, instrument } = await makeSetting(world)
  const given = { id: instrument.id, code: 'SHILI-XRD-01', kind: 'power', firstOn: '2026-02-01' } as const
  assert.equal((await world.send(operator.token, registerMeter, given)).status, 403)
  const stranger = await signedIn(world, 'asset_officer', { organisationId: (await makeSetting(world)).institution.id })
  assert.equal((await world.send(stranger.token, registerMeter, given)).status, 404)
  const wrongDays = await world.send(officer.token, registerMeter, { ...given, lastOn: '2026-01-31' })
  assert.equal(wrongDays.problem.code, 'fixing_days_wrong')
  const { body, status, text } = await world.send(officer.token, registerMeter, given)
  assert.equal(status, 200, text)
  assert.ok(body.secret.length >= 32)
  assert.equal((await world.send(officer.token, registerMeter, given)).problem.code, 'meter_taken')
  const listed = await world.send(operator.token, listMeters, { id: instrument.id })
  assert.deepEqual([listed.body.items.length, listed.body.mayKeep, listed.text.includes(body.secret)], [1, false, false])
  assert.equal((await world.send(engineer.token, listMeters, { id: instrument.id })).status, 404, 'a customer sees no meters')
  const [row] = await run<{ sealed: string }>(world.db, 'select secret_sealed as sealed from meter where id = $1', [body.meter.id])
  assert.ok(!row!.sealed.includes(body.secret), 'the secret stands sealed')
  const fixed = { id: body.meter.id, instrumentId: instrument.id, firstOn: '2026-03-01' }
  assert.equal((await world.send(officer.token, fixMeter, fixed)).problem.code, 'meter_fixed')
  const fixingId = body.meter.fixings[0]!.id
  assert.equal((await world.send(officer.token, endMeterFixing, { id: body.meter.id, fixingId, lastOn: '2026-02-28' })).status, 200)
  assert.equal((await world.send(officer.token, fixMeter, fixed)).body.fixings.length, 2)
})

scenario('a batch is taken when it is signed with the secret in force, and sending it again changes nothing', async (world) => {
  const { officer, instrument } = await makeSetting(world)
  const device = await makeMeter(world, officer.token, instrument.id)
  const batch = signed(device, told('2026-03-01T23:00:00Z', [10, 20, 30]))
  const first = await world.send(null, postReadings, batch)
  assert.deepEqual([first.status, first.body], [200, { stored: 3, known: 0, refused: [] }], first.text)
  assert.deepEqual((await world.send(null, postReadings, batch)).body, { stored: 0, known: 3, refused: [] })
  const other = signed(device, told('2026-03-01T23:00:00Z', [99, 99, 99, 40]))
  assert.deepEqual((await world.send(null, postReadings, other)).body, { stored: 1, known: 3, refused: [] })
  assert.deepEqual(await valuesOf(world, device.id), [10, 20, 30, 40], 'what is there stays as it is')

  for (const wrong of [
    { ...batch, payload: batch.payload.replace('10', '11') },
    { ...batch, signature: '' },
    { ...batch, signature: 'zz' },
    { ...batch, meter: 'NOBODY' },
    signed({ ...device, secret: 'guessed' }, told('2026-03-01T23:30:00Z', [1])),
  ])
    assert.equal((await world.send(null, postReadings, wrong)).problem.code, 'readings_not_signed')
  for (const readings of [[], [{ at: 'now', value: 1, sequence: 1 }], [{ at: '2026-03-01T23:00:00Z', value: '1', sequence: 1 }]])
    assert.equal((await world.send(null, postReadings, signed(device, readings as never))).problem.code, 'readings_unreadable')

  const mixed = signed(device, [
    ...told('2026-01-01T00:00:00Z', [5]),
    ...told('2026-03-01T23:40:00Z', [50]),
    ...told('2026-03-02T00:10:00Z', [6]),
  ])
  const { stored, refused } = (await world.send(null, postReadings, mixed)).body
  assert.deepEqual([stored, refused.map(({ code }) => code)], [1, ['reading_too_old', 'reading_in_future']])

  const { secret } = (await world.send(officer.token, changeMeterSecret, { id: device.id })).body
  const later = told('2026-03-01T23:50:00Z', [60])
  assert.equal((await world.send(null, postReadings, signed(device, later))).problem.code, 'readings_not_signed', 'the old secret is out')
  assert.equal((await world.send(null, postReadings, signed({ ...device, secret }, later))).body.stored, 1)
  assert.equal((await world.send(officer.token, retireMeter, { id: device.id })).status, 200)
  assert.equal((await world.send(null, postReadings, signed({ ...device, secret }, later))).problem.code, 'readings_not_signed')
  assert.equal((await world.send(officer.token, changeMeterSecret, { id: device.id })).problem.code, 'meter_out')
  const traces = await run<{ outcome: string; count: number }>(
    world.db,
    `select outcome, count(*) as count from audit_record where operation = 'postReadings' group by outcome order by outcome`,
  )
  assert.deepEqual(traces, [
    { outcome: 'readings_not_signed', count: 7 },
    { outcome: 'readings_unreadable', count: 3 },
  ])
})

scenario('hours are packed once they are over, and what comes late is packed into them', async (world) => {
  const { officer, instrument } = await makeSetting(world)
  const device = await makeMeter(world, officer.token, instrument.id)
  const batch = signed(device, told('2026-03-01T22:30:00Z', [1, 2, 3, 4], { every: 1_200 }))
  await world.send(null, postReadings, batch)
  world.now = new Date('2026-03-02T00:05:00Z')
  await work(world, 'pack_readings')
  assert.equal(await waiting(world, device.id), 2, 'the hour that was just over waits for ten minutes')
  world.now = new Date('2026-03-02T00:10:00Z')
  await work(world, 'pack_readings')
  assert.deepEqual([await waiting(world, device.id), await valuesOf(world, device.id)], [0, [1, 2, 3, 4]])
  assert.equal((await world.send(null, postReadings, batch)).body.stored, 0, 'known although it is packed')
  const late = signed(device, told('2026-03-01T22:40:00Z', [9], { sequence: 77 }))
  assert.deepEqual((await world.send(null, postReadings, late)).body, { stored: 1, known: 0, refused: [] })
  assert.deepEqual(await valuesOf(world, device.id), [1, 9, 2, 3, 4])
  await work(world, 'pack_readings')
  assert.deepEqual([await waiting(world, device.id), await valuesOf(world, device.id)], [0, [1, 9, 2, 3, 4]])
  const summaries = () =>
    run<{ count: number; highest: number }>(
      world.db,
      'select reading_count as count, highest from reading_summary where meter_id = $1 order by hour_at',
      [device.id],
    )
  assert.deepEqual(await summaries(), [
    { count: 3, highest: 9 },
    { count: 2, highest: 4 },
  ])
  world.now = new Date('2026-03-31T23:00:00Z')
  await work(world, 'drop_readings')
  assert.deepEqual(await valuesOf(world, device.id), [3, 4], 'after thirty days the readings go')
  assert.equal((await summaries()).length, 2, 'what is rolled up stays')
})

scenario('readings come from a file, whole or not at all', async (world) => {
  const { officer, operator, instrument } = await makeSetting(world)
  const device = await makeMeter(world, officer.token, instrument.id)
  const text = '时间,功率（瓦）\n2026-03-01 09:00:00,12.5\n2026-03-01 09:01:00,13\n'
  assert.equal((await world.send(operator.token, importReadings, { id: device.id, text })).status, 403)
  const wrong = await world.send(officer.token, importReadings, { id: device.id, text: `${text}坏,1\n` })
  assert.deepEqual([wrong.problem.code, wrong.problem.params], ['reading_lines_wrong', { count: 1, lines: '4' }])
  assert.equal(
    (await world.send(officer.token, importReadings, { id: device.id, text: '时间,功率\n' })).problem.code,
    'reading_lines_count',
  )
  const old = `${text}2025-03-01 09:00:00,1\n`
  const { body } = await world.send(officer.token, importReadings, { id: device.id, text: old })
  assert.deepEqual([body.stored, body.known, body.refusedCount], [2, 0, 1])
  assert.equal((await world.send(officer.token, importReadings, { id: device.id, text })).body.known, 2)
  assert.deepEqual(await valuesOf(world, device.id), [12.5, 13])
})
