import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { insertInstruments } from '../catalogue/catalogue.server.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { book, changeBooking, getBooking } from './booking.contract.ts'
import { bookingForUse, finishBooking, occupy, startBooking, verifyBooking } from './booking.server.ts'
import {
  addMaintenance,
  getBookingDefault,
  listAvailability,
  listMaintenance,
  removeMaintenance,
  setBookingDefault,
  setBookingPolicy,
  setOpening,
} from './schedule.contract.ts'

const standardDays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 480, toMinute: 1080 }))

scenario('anyone sees a week of an instrument at a glance, and never who booked', async (world) => {
  const { instrument, engineer, operator, firm } = await makeSetting(world, { policy: { noticeMinutes: 60, horizonDays: 3 } })
  await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('10:00'), endsAt: at('11:00') })
  await world.send(operator.token, addMaintenance, { id: instrument.id, startsAt: at('13:00'), endsAt: at('15:00'), reason: '换灯丝' })
  const week = await world.send(null, listAvailability, { id: instrument.id })
  assert.equal(week.status, 200)
  assert.deepEqual(
    [week.body.laneCount, week.body.isOnline, week.body.earliestStartAt, week.body.lastOn],
    [1, true, at('09:00'), '2026-03-05'],
  )
  assert.deepEqual(week.body.openings, standardDays)
  assert.deepEqual(
    week.body.days.map((one) => one.day),
    ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08'],
  )
  const blocks = (index: number) => week.body.days[index]!.blocks.map((block) => [block.kind, block.startsAt, block.endsAt])
  assert.deepEqual(blocks(0), [
    ['closed', at('00:00'), at('08:00')],
    ['too_soon', at('08:00'), at('09:00')],
    ['free', at('09:00'), at('10:00')],
    ['busy', at('10:00'), at('11:00')],
    ['free', at('11:00'), at('13:00')],
    ['maintenance', at('13:00'), at('15:00')],
    ['free', at('15:00'), at('18:00')],
    ['closed', at('18:00'), at('00:00', '2026-03-03')],
  ])
  assert.deepEqual(blocks(4)[1]?.[0], 'too_far')
  assert.ok(!week.text.includes(firm.id) && !week.text.includes(engineer.personId) && !week.text.includes('换灯丝'))
  const one = await world.send(null, listAvailability, { id: instrument.id, fromOn: '2026-03-04', days: 1 })
  assert.deepEqual(
    one.body.days.map((each) => each.day),
    ['2026-03-04'],
  )
  assert.equal((await world.send(null, listAvailability, { id: newId() })).problem.code, 'not_found')
  const { instrument: draft, operator: keeper } = await makeSetting(world, { state: 'draft' })
  assert.equal((await world.send(null, listAvailability, { id: draft.id })).problem.code, 'not_found')
  assert.equal((await world.send(keeper.token, listAvailability, { id: draft.id })).status, 200, 'a draft is prepared before it is shared')
})

scenario('several lanes show how many are free', async (world) => {
  const { instrument, engineer } = await makeSetting(world, { laneCount: 3 })
  const wish = { instrumentId: instrument.id, startsAt: at('10:00'), endsAt: at('11:00') }
  await world.send(engineer.token, book, wish)
  await world.send(engineer.token, book, wish)
  const [today] = (await world.send(null, listAvailability, { id: instrument.id })).body.days
  assert.deepEqual(
    today!.blocks.map((block) => [block.kind, block.freeLanes]),
    [
      ['closed', 0],
      ['free', 3],
      ['free', 1],
      ['free', 3],
      ['closed', 0],
    ],
  )
})

scenario('an institution says how its instruments are booked, and another does not', async (world) => {
  const { instrument, operator, rival, engineer } = await makeSetting(world)
  const { operator: stranger } = await makeSetting(world)
  const id = instrument.id
  const openings = [{ weekday: 1, fromMinute: 0, toMinute: 1440 }]
  assert.equal((await world.send(stranger.token, setOpening, { id, openings })).problem.code, 'not_found')
  assert.equal((await world.send(rival.token, setOpening, { id, openings })).problem.code, 'not_permitted')
  assert.equal((await world.send(operator.token, setOpening, { id: newId(), openings })).problem.code, 'not_found')
  const twice = [...openings, { weekday: 1, fromMinute: 60, toMinute: 120 }]
  assert.equal((await world.send(operator.token, setOpening, { id, openings: twice })).problem.code, 'openings_overlap')
  assert.equal((await world.send(operator.token, setBookingPolicy, { id, minutesLeast: 500 })).problem.code, 'minutes_wrong')
  await world.send(operator.token, setBookingPolicy, { id, minutesLeast: 30, stepMinutes: 15 })
  const set = await world.send(operator.token, setOpening, { id, openings })
  assert.deepEqual([set.body.policy.minutesLeast, set.body.policy.minutesMost, set.body.openings], [30, 480, openings])
  const late = await world.send(engineer.token, book, { instrumentId: id, startsAt: at('22:15'), endsAt: at('22:45') })
  assert.equal(late.status, 200)
})

scenario('new instruments start with the defaults of their institution, two thousand at once', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const other = await makeOrganisation(world, 'institute')
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const { body: standard } = await world.send(officer.token, getBookingDefault, { id: institute.id })
  assert.deepEqual(standard.openings, standardDays)
  const rules = {
    policy: { ...standard.policy, approval: 'manual', minutesLeast: 30 } as const,
    openings: [{ weekday: 6, fromMinute: 540, toMinute: 720 }],
  }
  assert.equal((await world.send(officer.token, setBookingDefault, { id: other.id, ...rules })).problem.code, 'not_found')
  assert.equal((await world.send(officer.token, setBookingDefault, { id: institute.id, ...rules })).status, 200)
  assert.deepEqual((await world.send(officer.token, getBookingDefault, { id: institute.id })).body, rules)

  const rows = Array.from({ length: 2_387 }, (_, index) => ({
    institutionId: index % 2 === 0 ? institute.id : other.id,
    innerCode: `D${index}`,
    nameZh: `示例仪器${index}`,
    source: '示例',
  }))
  const ids = await write(world, (db) => insertInstruments(db, rows))
  const own = (await world.send(null, listAvailability, { id: ids[0]! })).body
  assert.deepEqual([own.policy, own.openings], [rules.policy, rules.openings])
  const theirs = (await world.send(null, listAvailability, { id: ids[1]! })).body
  assert.deepEqual([theirs.policy, theirs.openings], [standard.policy, standardDays])
  const [count] = await run(world.db, 'select count(*) as count from booking_policy where instrument_id = any($1::uuid[])', [ids])
  assert.deepEqual(count, { count: 2_387 })
})

scenario('maintenance takes free time, waits for bookings or cancels them, and never cuts into a use', async (world) => {
  const { instrument, engineer, operator, rival, firm } = await makeSetting(world, { laneCount: 2 })
  const id = instrument.id
  const time = { startsAt: at('09:00'), endsAt: at('12:00'), reason: '年度检定' }
  assert.equal((await world.send(rival.token, addMaintenance, { id, ...time })).problem.code, 'not_permitted')
  const wish = { instrumentId: id, startsAt: at('10:00'), endsAt: at('11:00') }
  const first = (await world.send(engineer.token, book, wish)).body
  const inTheWay = await world.send(operator.token, addMaintenance, { id, ...time })
  const blocking = { kind: 'booking', lane: 1, startsAt: at('10:00'), endsAt: at('11:00'), organisationNameZh: firm.name, reason: '' }
  assert.deepEqual([inTheWay.problem.code, inTheWay.problem.params], ['time_in_use', { count: 1, inTheWay: [blocking] }])
  assert.equal((await world.send(operator.token, addMaintenance, { id, ...time, lane: 3 })).problem.code, 'lane_unknown')
  assert.equal(
    (await world.send(operator.token, addMaintenance, { id, ...time, endsAt: at('09:00') })).problem.code,
    'maintenance_times_wrong',
  )
  const done = await world.send(operator.token, addMaintenance, { id, ...time, cancelsBookings: true })
  assert.deepEqual([done.body.items.map((item) => item.lane), done.body.cancelledBookings], [[1, 2], 1])
  const cancelled = (await world.send(engineer.token, getBooking, { id: first.id })).body
  assert.deepEqual([cancelled.state, cancelled.changes.at(-1)?.note], ['cancelled', '年度检定'])
  assert.equal((await world.send(engineer.token, book, wish)).problem.code, 'slot_taken')
  assert.equal((await world.send(operator.token, addMaintenance, { id, ...time })).problem.code, 'maintenance_there')

  const used = (await world.send(engineer.token, book, { instrumentId: id, startsAt: at('14:00'), endsAt: at('16:00') })).body
  await write(world, (db) => startBooking(db, used.id, operator.personId))
  const afternoon = { id, startsAt: at('15:00'), endsAt: at('17:00'), reason: '检修', cancelsBookings: true }
  assert.equal((await world.send(operator.token, addMaintenance, afternoon)).problem.code, 'taken_by_use')
  for (const check of await verifyBooking(world.db)) assert.equal(check.wrong, 0, check.name)
})

scenario('maintenance to come is removed, maintenance under way ends now, and what is over stays', async (world) => {
  const { instrument, operator, rival } = await makeSetting(world)
  const add = async (from: string, to: string) =>
    (await world.send(operator.token, addMaintenance, { id: instrument.id, startsAt: at(from), endsAt: at(to), reason: '检修' })).body
      .items[0]!.id
  const [morning, noon, evening] = [await add('09:00', '11:00'), await add('12:00', '14:00'), await add('15:00', '16:00')]
  world.now = new Date(at('13:00'))
  assert.equal((await world.send(rival.token, removeMaintenance, { id: evening })).problem.code, 'not_permitted')
  assert.deepEqual((await world.send(operator.token, removeMaintenance, { id: evening })).body, { endedAt: null })
  assert.deepEqual((await world.send(operator.token, removeMaintenance, { id: noon })).body, { endedAt: at('13:00') })
  assert.equal((await world.send(operator.token, removeMaintenance, { id: noon })).problem.code, 'maintenance_over')
  assert.equal((await world.send(operator.token, removeMaintenance, { id: morning })).problem.code, 'maintenance_over')
  assert.equal((await world.send(operator.token, removeMaintenance, { id: evening })).problem.code, 'not_found')
  assert.deepEqual((await world.send(operator.token, listMaintenance, { id: instrument.id })).body.items, [])
  world.now = new Date(at('10:00'))
  assert.deepEqual(
    (await world.send(operator.token, listMaintenance, { id: instrument.id })).body.items.map((item) => [item.startsAt, item.endsAt]),
    [
      [at('09:00'), at('11:00')],
      [at('12:00'), at('13:00')],
    ],
  )
})

scenario('times are taken many at once, and never at the cost of what is taken', async (world) => {
  const { instrument } = await makeSetting(world)
  const second = await makeInstrument(world, { institutionId: (await makeOrganisation(world, 'institute')).id })
  const row = (instrumentId: string, from: string, to: string) => ({
    instrumentId,
    lane: 1,
    startsAt: at(from),
    endsAt: at(to),
    kind: 'use' as const,
    reason: '',
  })
  const rows = [
    row(instrument.id, '09:00', '10:00'),
    row(instrument.id, '09:30', '10:30'),
    row(second.id, '09:30', '10:30'),
    row(instrument.id, '10:00', '11:00'),
  ]
  const ids = await write(world, (db) => occupy(db, rows))
  assert.deepEqual(
    ids.map((id) => id !== null),
    [true, false, true, true],
  )
  assert.deepEqual(await write(world, (db) => occupy(db, rows)), [null, null, null, null])
  assert.deepEqual(await write(world, (db) => occupy(db, [])), [])
})

scenario('a use that ends early gives the rest of its time back, its buffer aside, and cannot be moved any more', async (world) => {
  const { instrument, engineer, rival, operator } = await makeSetting(world, { policy: { bufferMinutes: 30 } })
  const mine = (await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('12:00') })).body
  const early = { instrumentId: instrument.id, startsAt: at('11:00'), endsAt: at('12:00') }
  const started = await write(world, async (db) => {
    const forUse = await bookingForUse(db, mine.id)
    assert.deepEqual([forUse.state, forUse.organisationId, forUse.expectedFen], ['confirmed', mine.organisationId, 60_000])
    return startBooking(db, mine.id, operator.personId)
  })
  assert.equal(started.state, 'in_use')
  assert.equal((await world.send(engineer.token, changeBooking, { id: mine.id, purpose: 'x' })).problem.code, 'booking_state_wrong')
  assert.equal((await world.send(rival.token, book, early)).problem.code, 'slot_taken')
  const finished = await write(world, (db) => finishBooking(db, mine.id, operator.personId, at('10:30')))
  assert.equal(finished.state, 'finished')
  assert.equal((await world.send(rival.token, book, { ...early, startsAt: at('10:30') })).problem.code, 'slot_taken', 'the buffer stays')
  assert.equal((await world.send(rival.token, book, early)).status, 200)
  await assert.rejects(
    write(world, (db) => startBooking(db, mine.id, operator.personId)),
    /booking_state_wrong/,
  )
  await assert.rejects(
    write(world, (db) => bookingForUse(db, newId())),
    /not_found/,
  )
  for (const check of await verifyBooking(world.db)) assert.equal(check.wrong, 0, check.name)
})
