import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { latestOf, titlesOf } from '../../test/kit/notices.ts'
import { signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { enqueue } from '../kernel/jobs.ts'
import { scenario, type World } from '../kernel/test.ts'
import { mergeOrganisations } from '../registry/change.contract.ts'
import {
  approveBooking,
  book,
  cancelBooking,
  changeBooking,
  getBooking,
  listBookings,
  listMyBookings,
  markNoShow,
  rejectBooking,
} from './booking.contract.ts'
import { lapseBookingsJob } from './decision.server.ts'
import { askQualification, listQualifications, setQualificationLevels } from './qualification.contract.ts'
import { addMaintenance, setBookingPolicy } from './schedule.contract.ts'

async function holdsOf(world: World, bookingId: string) {
  return run(world.db, 'select h.amount, h.state from hold h join booking b on b.hold_id = h.id where b.id = $1', [bookingId])
}

scenario('a booking is confirmed, holds its time and sets its price aside', async (world) => {
  const { instrument, institution, firm, engineer } = await makeSetting(world)
  const reply = await world.send(engineer.token, book, {
    instrumentId: instrument.id,
    startsAt: '2026-03-02T09:00:00+08:00',
    endsAt: '2026-03-02T10:30:00+08:00',
    purpose: '断口分析',
  })
  assert.equal(reply.status, 200)
  const { id, recordedAt, ...booking } = reply.body
  assert.deepEqual(booking, {
    instrumentId: instrument.id,
    instrumentNameZh: instrument.nameZh,
    institutionId: institution.id,
    organisationId: firm.id,
    organisationNameZh: firm.name,
    personId: engineer.personId,
    startsAt: at('09:00'),
    endsAt: at('10:30'),
    state: 'confirmed',
    purpose: '断口分析',
    seriesId: null,
    expectedFen: 30_000,
    version: 1,
  })
  assert.deepEqual(await holdsOf(world, id), [{ amount: 30_000, state: 'pending' }])
  const read = await world.send(engineer.token, getBooking, { id })
  assert.deepEqual([read.body.recordedAt, read.body.changes.map((change) => change.action)], [recordedAt, ['book']])
})

scenario('a rival for the same time is refused and told the next free times of the same length', async (world) => {
  const { instrument, engineer, rival } = await makeSetting(world)
  const take = (token: string, startsAt: string, endsAt: string) =>
    world.send(token, book, { instrumentId: instrument.id, startsAt, endsAt })
  await take(engineer.token, at('09:00'), at('11:00'))
  await take(engineer.token, at('12:30'), at('14:00'))
  const refused = await take(rival.token, at('10:30'), at('12:00'))
  assert.equal(refused.status, 409)
  assert.equal(refused.problem.code, 'slot_taken')
  assert.deepEqual(refused.problem.params.nextFree, [
    { startsAt: at('11:00'), endsAt: at('12:30') },
    { startsAt: at('14:00'), endsAt: at('15:30') },
    { startsAt: at('15:30'), endsAt: at('17:00') },
    { startsAt: at('08:00', '2026-03-03'), endsAt: at('09:30', '2026-03-03') },
    { startsAt: at('09:30', '2026-03-03'), endsAt: at('11:00', '2026-03-03') },
  ])
  assert.equal((await take(rival.token, at('11:00'), at('12:30'))).status, 200, 'neighbours do not collide')
})

scenario('where weeks are taken, the next free times are those after them, as far as the horizon goes', async (world) => {
  const { instrument, operator, engineer } = await makeSetting(world, { policy: { horizonDays: 40 } })
  const shut = { id: instrument.id, startsAt: at('08:00'), endsAt: at('16:00', '2026-04-09'), reason: '搬迁' }
  await world.send(operator.token, addMaintenance, shut)
  const refused = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('10:00') })
  assert.deepEqual(refused.problem.params.nextFree, [
    { startsAt: at('16:00', '2026-04-09'), endsAt: at('17:00', '2026-04-09') },
    { startsAt: at('17:00', '2026-04-09'), endsAt: at('18:00', '2026-04-09') },
    { startsAt: at('08:00', '2026-04-10'), endsAt: at('09:00', '2026-04-10') },
    { startsAt: at('09:00', '2026-04-10'), endsAt: at('10:00', '2026-04-10') },
    { startsAt: at('10:00', '2026-04-10'), endsAt: at('11:00', '2026-04-10') },
  ])
})

scenario('all reasons against a time are told at once', async (world) => {
  const { instrument, engineer } = await makeSetting(world, { policy: { noticeMinutes: 120, horizonDays: 10 } })
  const codes = async (startsAt: string, endsAt: string) => {
    const reply = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt, endsAt })
    return (reply.problem.params?.reasons as { code: string }[] | undefined)?.map((reason) => reason.code) ?? [reply.status]
  }
  assert.deepEqual(await codes(at('07:10'), at('07:20')), ['too_short', 'off_step', 'in_the_past', 'outside_opening'])
  assert.deepEqual(await codes(at('09:30'), at('10:30')), ['too_soon'])
  assert.deepEqual(await codes(at('10:30'), at('09:30')), ['ends_before_it_starts'])
  assert.deepEqual(await codes(at('08:00', '2026-03-13'), at('09:00', '2026-03-13')), ['too_far'])
  assert.deepEqual(await codes(at('08:00', '2026-03-12'), at('18:00', '2026-03-12')), ['too_long'])
  assert.deepEqual(await codes(at('10:00'), at('11:00')), [200])
})

scenario('a price by agreement sets nothing aside', async (world) => {
  const { instrument, engineer } = await makeSetting(world, { hourFen: null })
  const reply = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('10:00') })
  assert.equal(reply.body.expectedFen, null)
  assert.deepEqual(await holdsOf(world, reply.body.id), [])
})

scenario('several lanes take as many bookings side by side, and a buffer keeps its distance', async (world) => {
  const { instrument, engineer } = await makeSetting(world, { laneCount: 2, policy: { bufferMinutes: 30 } })
  const take = async (startsAt: string, endsAt: string) =>
    (await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt, endsAt })).status
  assert.deepEqual([await take(at('09:00'), at('10:00')), await take(at('09:00'), at('10:00'))], [200, 200])
  assert.equal(await take(at('10:00'), at('11:00')), 409, 'the buffer of half an hour')
  assert.equal(await take(at('10:30'), at('11:30')), 200)
  assert.equal(await take(at('08:00'), at('09:00')), 409, 'its own buffer would reach into the next booking')
})

scenario('a retry with the same key books once', async (world) => {
  const { instrument, engineer } = await makeSetting(world)
  const wish = { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('10:00') }
  const idempotencyKey = newId()
  const first = await world.send(engineer.token, book, wish, { idempotencyKey })
  const second = await world.send(engineer.token, book, wish, { idempotencyKey })
  assert.deepEqual([first.status, second.status, second.body], [200, 200, first.body])
})

scenario('where the institution approves by hand, a wish waits, holds its time, and is approved or rejected', async (world) => {
  const { instrument, engineer, rival, operator } = await makeSetting(world, { policy: { approval: 'manual' } })
  const wish = { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('10:00') }
  const { id, state } = (await world.send(engineer.token, book, wish)).body
  assert.equal(state, 'pending')
  assert.equal((await world.send(rival.token, book, wish)).problem.code, 'slot_taken')
  const again = (await world.send(engineer.token, book, wish)).problem
  assert.deepEqual([again.code, again.params.startsAt], ['already_booked', wish.startsAt], 'who has it already is told so')
  assert.equal((await world.send(engineer.token, approveBooking, { id })).problem.code, 'not_permitted')
  const stranger = await signedIn(world, 'operator', { organisationId: (await makeSetting(world)).institution.id })
  assert.equal((await world.send(stranger.token, approveBooking, { id })).problem.code, 'not_found')
  assert.equal((await world.send(operator.token, approveBooking, { id })).body.state, 'confirmed')
  assert.equal((await world.send(operator.token, approveBooking, { id })).problem.code, 'booking_state_wrong')

  const moved = await world.send(engineer.token, changeBooking, { id, startsAt: at('11:00'), endsAt: at('12:00') })
  assert.deepEqual([moved.body.state, moved.body.version], ['pending', 3], 'a moved booking is asked for again')
  assert.equal((await world.send(operator.token, rejectBooking, { id, note: '当日有教学安排' })).body.state, 'rejected')
  assert.deepEqual(await holdsOf(world, id), [{ amount: 20_000, state: 'voided' }])
  assert.equal((await world.send(rival.token, book, { ...wish, startsAt: at('11:00'), endsAt: at('12:00') })).status, 200)
  const { changes } = (await world.send(engineer.token, getBooking, { id })).body
  assert.deepEqual(
    changes.map((change) => change.action),
    ['book', 'approve', 'change', 'reject'],
  )
  assert.deepEqual(await titlesOf(world, operator.token), Array(3).fill('有预约待审批'), 'again when it was moved, and of the rival’s')
  assert.deepEqual(await titlesOf(world, engineer.token), ['预约未通过', '预约已通过'])
})

scenario('a booking that waited too long cannot be approved, and lapses by the clock', async (world) => {
  const { instrument, engineer, operator } = await makeSetting(world, { policy: { approval: 'manual' } })
  const wish = { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('10:00') }
  const { id } = (await world.send(engineer.token, book, wish)).body
  world.now = new Date(at('09:30'))
  const reply = await world.send(operator.token, approveBooking, { id })
  assert.deepEqual(reply.problem.params.reasons, [{ code: 'in_the_past' }])

  const later = (await world.send(engineer.token, book, { ...wish, startsAt: at('11:00'), endsAt: at('12:00') })).body
  await write(world, (db) => enqueue(db, lapseBookingsJob, {}))
  await world.drain()
  const read = (await world.send(engineer.token, getBooking, { id })).body
  assert.deepEqual([read.state, read.changes.at(-1)?.action], ['rejected', 'lapse'])
  assert.deepEqual(await titlesOf(world, engineer.token), ['预约过时失效'])
  assert.deepEqual(await holdsOf(world, id), [{ amount: 20_000, state: 'voided' }])
  assert.equal((await world.send(engineer.token, getBooking, { id: later.id })).body.state, 'pending')
})

scenario('a booking moves into free time, over its own, and not onto another', async (world) => {
  const { instrument, engineer, rival, operator, firm } = await makeSetting(world)
  const take = async (token: string, startsAt: string, endsAt: string) =>
    (await world.send(token, book, { instrumentId: instrument.id, startsAt, endsAt })).body
  const mine = await take(engineer.token, at('09:00'), at('10:00'))
  await take(rival.token, at('11:00'), at('12:00'))
  const longer = await world.send(engineer.token, changeBooking, { id: mine.id, startsAt: at('09:30'), endsAt: at('11:00') })
  assert.deepEqual([longer.status, longer.body.expectedFen, longer.body.version], [200, 30_000, 2])
  const onto = await world.send(engineer.token, changeBooking, { id: mine.id, startsAt: at('10:30'), endsAt: at('11:30') })
  assert.equal(onto.problem.code, 'slot_taken')
  assert.deepEqual((onto.problem.params.nextFree as unknown[])[0], { startsAt: at('12:00'), endsAt: at('13:00') })
  const stale = await world.send(engineer.token, changeBooking, { id: mine.id, purpose: '另一目的', version: 1 })
  assert.equal(stale.problem.code, 'booking_changed_meanwhile')
  const told = await world.send(engineer.token, changeBooking, { id: mine.id, purpose: '另一目的', version: 2 })
  assert.deepEqual([told.body.purpose, told.body.startsAt, told.body.version], ['另一目的', at('09:30'), 3])
  const change = `${firm.name}更改了对“${instrument.nameZh}”的预约，现为 2026年3月2日 09:30 至 2026年3月2日 11:00。`
  assert.equal(await latestOf(world, operator.token), change)
  assert.equal((await world.send(rival.token, changeBooking, { id: mine.id, purpose: 'x' })).problem.code, 'not_found')
  assert.deepEqual(await holdsOf(world, mine.id), [{ amount: 30_000, state: 'pending' }])
})

scenario('a cancelled time is free again, and a customer cannot cancel what has begun', async (world) => {
  const { instrument, engineer, rival, operator } = await makeSetting(world)
  const wish = { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('10:00') }
  const first = (await world.send(engineer.token, book, wish)).body
  assert.equal((await world.send(rival.token, cancelBooking, { id: first.id })).problem.code, 'not_found')
  assert.equal((await world.send(engineer.token, cancelBooking, { id: first.id })).body.state, 'cancelled')
  assert.deepEqual(await holdsOf(world, first.id), [{ amount: 20_000, state: 'voided' }])
  const second = (await world.send(rival.token, book, wish)).body
  world.now = new Date(at('09:10'))
  assert.equal((await world.send(rival.token, cancelBooking, { id: second.id })).problem.code, 'booking_refused')
  assert.equal((await world.send(rival.token, markNoShow, { id: second.id })).problem.code, 'not_permitted')
  assert.equal((await world.send(operator.token, markNoShow, { id: second.id })).body.state, 'no_show')
  assert.deepEqual(await holdsOf(world, second.id), [{ amount: 20_000, state: 'voided' }])
  assert.deepEqual(await titlesOf(world, operator.token), ['预约已取消'], 'whoever did it is not told')
  assert.deepEqual([await titlesOf(world, engineer.token), await titlesOf(world, rival.token)], [[], ['登记为未到场']])
})

scenario('each sees the bookings that are their own', async (world) => {
  const { instrument, institution, engineer, rival, operator } = await makeSetting(world)
  for (const hour of ['09:00', '10:00', '11:00'])
    await world.send(engineer.token, book, {
      instrumentId: instrument.id,
      startsAt: at(hour),
      endsAt: new Date(Date.parse(at(hour)) + 3_600_000).toISOString(),
    })
  const mine = await world.send(engineer.token, listMyBookings, { limit: 2 })
  assert.deepEqual(
    mine.body.items.map((item) => item.startsAt),
    [at('11:00'), at('10:00')],
  )
  const rest = await world.send(engineer.token, listMyBookings, { limit: 2, cursor: mine.body.nextCursor! })
  assert.deepEqual([rest.body.items.map((item) => item.startsAt), rest.body.nextCursor], [[at('09:00')], null])
  assert.deepEqual((await world.send(rival.token, listMyBookings, {})).body.items, [])
  const coming = await world.send(engineer.token, listMyBookings, { which: 'coming', limit: 2 })
  assert.deepEqual(
    coming.body.items.map((item) => item.startsAt),
    [at('09:00'), at('10:00')],
    'what is to come, the soonest first',
  )
  const later = await world.send(engineer.token, listMyBookings, { which: 'coming', limit: 2, cursor: coming.body.nextCursor! })
  assert.deepEqual([later.body.items.map((item) => item.startsAt), later.body.nextCursor], [[at('11:00')], null])
  await world.send(operator.token, cancelBooking, { id: coming.body.items[0]!.id, note: '示例：停电' })
  const past = (await world.send(engineer.token, listMyBookings, { which: 'past' })).body.items
  assert.deepEqual(
    past.map((item) => item.state),
    ['cancelled'],
  )
  const { changes } = (await world.send(engineer.token, getBooking, { id: past[0]!.id })).body
  assert.deepEqual(
    changes.map((change) => [change.byParty, change.byName.startsWith('示例'), change.note]),
    [
      ['customer', true, ''],
      ['institution', true, '示例：停电'],
    ],
    'who did what, for both parties',
  )
  const soonest = await world.send(operator.token, listBookings, { institutionId: institution.id, order: 'soonest' })
  assert.equal(soonest.body.items[0]?.startsAt, at('09:00'))
  assert.equal((await world.send(operator.token, listBookings, { institutionId: institution.id })).body.items.length, 3)
  const one = { institutionId: institution.id, instrumentId: instrument.id, from: at('09:30'), to: at('10:30') }
  assert.equal((await world.send(operator.token, listBookings, one)).body.items.length, 2)
  assert.equal((await world.send(rival.token, listBookings, { institutionId: institution.id })).problem.code, 'not_permitted')
  const read = await world.send(rival.token, getBooking, { id: mine.body.items[0]!.id })
  assert.equal(read.problem.code, 'not_found')
})

scenario('an instrument that takes only samples is not booked', async (world) => {
  const { instrument, engineer, operator, rival } = await makeSetting(world)
  assert.equal((await world.send(rival.token, setBookingPolicy, { id: instrument.id, takesBookings: false })).problem.code, 'not_permitted')
  await world.send(operator.token, setBookingPolicy, { id: instrument.id, takesBookings: false })
  const reply = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('10:00') })
  assert.deepEqual(reply.problem.params.reasons, [{ code: 'not_bookable' }])
  const absent = await world.send(engineer.token, book, { instrumentId: newId(), startsAt: at('09:00'), endsAt: at('10:00') })
  assert.equal(absent.problem.code, 'not_found')
})

scenario(
  'what a firm has still to come is its survivor’s when it becomes part of another; what is over stays where it was',
  async (world) => {
    const { instrument, firm, rivalFirm, engineer, operator } = await makeSetting(world)
    const times = [
      { startsAt: at('14:00'), endsAt: at('15:00') },
      { startsAt: at('16:00'), endsAt: at('17:00') },
    ]
    const [over, open] = await Promise.all(times.map((time) => world.send(engineer.token, book, { instrumentId: instrument.id, ...time })))
    await world.send(engineer.token, cancelBooking, { id: over!.body.id })
    await run(world.db, "update organisation_version set division_code = '220102' where organisation_id = any($1::uuid[])", [
      [firm.id, rivalFirm.id],
    ])
    const levels = [{ nameZh: '独立使用', nameEn: 'Independent', monthsValid: null, monthsUnused: null }]
    const set = await world.send(operator.token, setQualificationLevels, { id: instrument.id, levels, neededRank: null })
    await world.send(engineer.token, askQualification, { id: set.body.items[0]!.id, note: '示例' })
    const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
    const ground = { reason: '吸收合并', documentNo: '示例〔2026〕5号' }
    const merged = await world.send(province.token, mergeOrganisations, { id: firm.id, survivorId: rivalFirm.id, ...ground })
    assert.equal(merged.status, 200, merged.text)
    const owners = await run<{ id: string; owner: string }>(world.db, 'select id, organisation_id as owner from booking', [])
    const ownerOf = (id: string) => owners.find((row) => row.id === id)?.owner
    assert.deepEqual([ownerOf(over!.body.id), ownerOf(open!.body.id)], [firm.id, rivalFirm.id])
    assert.equal((await world.send(engineer.token, cancelBooking, { id: open!.body.id })).status, 200)
    const asked = (await world.send(operator.token, listQualifications, { id: instrument.id })).body.items
    assert.deepEqual(
      asked.map(({ organisationNameZh }) => organisationNameZh),
      [rivalFirm.name],
    )
  },
)
