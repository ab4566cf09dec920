import assert from 'node:assert/strict'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { inventedCreditCode, makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { book, getBooking } from '../booking/booking.contract.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { declareUse, endUse, listUse, startUse } from './metering.contract.ts'
import { insertSessions } from './metering.server.ts'

async function booked(world: World, { engineer, instrument }: Setting, from: string, to: string): Promise<string> {
  const reply = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at(from), endsAt: at(to) })
  assert.equal(reply.status, 200, reply.text)
  return reply.body.id
}
const occupied = async (world: World, instrumentId: string) =>
  (
    await run<{ kind: string; lane: number; from: string; to: string }>(
      world.db,
      `select kind, lane, to_char(lower(occupied) at time zone 'Asia/Shanghai', 'HH24:MI') as from,
         to_char(upper(occupied) at time zone 'Asia/Shanghai', 'HH24:MI') as to from occupancy where instrument_id = $1 order by lower(occupied), lane`,
      [instrumentId],
    )
  ).map(({ kind, lane, from, to }) => `${kind} ${lane} ${from}-${to}`)
const reasonsOf = (reply: { problem: { params: Record<string, unknown> } }) =>
  (reply.problem.params.reasons as { code: string }[]).map(({ code }) => code)

scenario('a booked use is started and ended; reserved and metered time stay apart', async (world) => {
  const setting = await makeSetting(world)
  const { operator, engineer, instrument, firm } = setting
  const bookingId = await booked(world, setting, '09:00', '11:00')
  world.now = new Date(at('08:30'))
  const early = await world.send(operator.token, startUse, { bookingId })
  assert.deepEqual([early.status, early.problem.code, reasonsOf(early)], [422, 'use_refused', ['too_early']])
  world.now = new Date(at('09:05'))
  const started = await world.send(operator.token, startUse, { bookingId })
  assert.equal(started.status, 200, started.text)
  assert.deepEqual([started.body.customerId, started.body.reservedSeconds, started.body.endsAt], [firm.id, 7_200, null])
  assert.equal((await world.send(engineer.token, getBooking, { id: bookingId })).body.state, 'in_use')
  const again = await world.send(operator.token, startUse, { bookingId })
  assert.deepEqual(reasonsOf(again), ['already_running', 'booking_not_confirmed'])
  world.now = new Date(at('10:35'))
  const ended = await world.send(operator.token, endUse, { id: started.body.id, sampleCount: 2 })
  assert.equal(ended.status, 200, ended.text)
  const { reservedSeconds, meteredSeconds, declaredSeconds, sampleCount, usedOn } = ended.body
  assert.deepEqual([reservedSeconds, meteredSeconds, declaredSeconds, sampleCount, usedOn], [7_200, 5_400, null, 2, '2026-03-02'])
  assert.deepEqual(await occupied(world, instrument.id), ['booking 1 09:00-10:35'], 'the rest of the time is free again')
  const { problem } = await world.send(operator.token, endUse, { id: started.body.id })
  assert.deepEqual([problem.code, problem.params], ['use_already_ended', { ended: '2026-03-02 10:35' }])
  const twin = { instrumentId: instrument.id, customerId: started.body.customerId, bookingId, source: 'live', usedOn } as const
  await assert.rejects(
    write(world, (db) => insertSessions(db, [twin])),
    { code: 'use_raced' },
    'a booking has one use',
  )
})

scenario('a use that goes past its booking is metered whole and takes only what is free', async (world) => {
  const setting = await makeSetting(world)
  const { operator, instrument } = setting
  const first = await booked(world, setting, '09:00', '10:00')
  await booked(world, setting, '10:30', '11:30')
  world.now = new Date(at('08:50'))
  const started = await world.send(operator.token, startUse, { bookingId: first })
  world.now = new Date(at('11:00'))
  const ended = await world.send(operator.token, endUse, { id: started.body.id })
  assert.equal(ended.body.meteredSeconds, 130 * 60)
  assert.deepEqual(await occupied(world, instrument.id), [
    'use 1 08:50-09:00',
    'booking 1 09:00-10:00',
    'use 1 10:00-10:30',
    'booking 1 10:30-11:30',
  ])
})

scenario('a walk-in takes its time from now on; overlap is refused with what it meets', async (world) => {
  const setting = await makeSetting(world)
  const { operator, instrument } = setting
  await booked(world, setting, '10:00', '11:00')
  world.now = new Date(at('09:10'))
  const walkIn = { instrumentId: instrument.id, customer: { name: '示例某某零件厂' } }
  const refused = await world.send(operator.token, startUse, walkIn)
  assert.deepEqual([refused.status, refused.problem.code], [409, 'use_overlaps'])
  assert.deepEqual([refused.problem.params.meetsFrom, refused.problem.params.meetsTo], ['2026-03-02 10:00', '2026-03-02 11:00'])
  assert.match(refused.problem.title, /2026-03-02 10:00 至 2026-03-02 11:00/)
  const started = await world.send(operator.token, startUse, { ...walkIn, minutes: 45 })
  assert.deepEqual([started.status, started.body.customerName, started.body.reservedSeconds], [200, '示例某某零件厂', null])
  assert.deepEqual(await occupied(world, instrument.id), ['use 1 09:10-09:55', 'booking 1 10:00-11:00'])
  world.now = new Date(at('09:30'))
  await world.send(operator.token, endUse, { id: started.body.id })
  assert.deepEqual(await occupied(world, instrument.id), ['use 1 09:10-09:30', 'booking 1 10:00-11:00'])
})

scenario('a walk-in needs a customer that is known or named, and an operator of the institution', async (world) => {
  const { operator, instrument, officer } = await makeSetting(world)
  const send = (token: string, input: object) => world.send(token, startUse, input)
  assert.deepEqual(reasonsOf(await send(operator.token, {})), ['subject_missing'])
  assert.deepEqual(reasonsOf(await send(operator.token, { instrumentId: instrument.id })), ['customer_missing'])
  const stranger = { instrumentId: instrument.id, customer: { creditCode: inventedCreditCode() } }
  assert.deepEqual(reasonsOf(await send(operator.token, stranger)), ['customer_unknown'])
  assert.equal((await send(operator.token, { instrumentId: newId(), customer: { name: '示例' } })).problem.code, 'not_found')
  assert.equal((await send(officer.token, { instrumentId: instrument.id })).problem.code, 'not_permitted')
  const elsewhere = await signedIn(world, 'operator', { organisationId: (await makeOrganisation(world, 'university')).id })
  assert.equal((await send(elsewhere.token, { ...stranger, customer: { name: '示例' } })).problem.code, 'not_found')
})

scenario('of many who start the last free lane at once one does', async (world) => {
  const { operator, instrument } = await makeSetting(world, { laneCount: 2 })
  const start = () => world.send(operator.token, startUse, { instrumentId: instrument.id, customer: { name: '示例客户' }, minutes: 30 })
  const replies = await Promise.all(Array.from({ length: 8 }, start))
  assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 200, 422, 422, 422, 422, 422, 422])
  assert.deepEqual(
    (await occupied(world, instrument.id)).map((one) => one.slice(0, 5)),
    ['use 1', 'use 2'],
  )
})

scenario('a use is ended at a moment that was, not in the future, and not after more than a day', async (world) => {
  const { operator, instrument, institution } = await makeSetting(world)
  const started = await world.send(operator.token, startUse, { instrumentId: instrument.id, customer: { name: '示例客户' } })
  const id = started.body.id
  assert.deepEqual(reasonsOf(await world.send(operator.token, endUse, { id })), ['end_not_after_start'])
  assert.deepEqual(reasonsOf(await world.send(operator.token, endUse, { id, endedAt: at('09:00') })), ['in_future'])
  world.now = new Date(at('08:01', '2026-03-03'))
  const next = await signedIn(world, 'operator', { organisationId: institution.id })
  const desk = await world.send(next.token, listUse, {})
  assert.deepEqual(
    desk.body.running.map((use) => use.id),
    [id],
  )
  assert.deepEqual(reasonsOf(await world.send(next.token, endUse, { id })), ['longer_than_a_day'])
  const ended = await world.send(next.token, endUse, { id, endedAt: at('17:00') })
  assert.deepEqual([ended.status, ended.body.meteredSeconds, ended.body.usedOn], [200, 9 * 3_600, '2026-03-02'])
  assert.equal((await world.send(next.token, endUse, { id: newId() })).problem.code, 'not_found')
})

scenario('what is recorded afterwards is kept apart as declared and takes the time it had', async (world) => {
  const setting = await makeSetting(world)
  const { operator, instrument, firm } = setting
  world.now = new Date(at('18:00'))
  const given = { instrumentId: instrument.id, customer: { organisationId: firm.id }, reason: '示例：断网未能现场记录' }
  const declared = await world.send(operator.token, declareUse, { ...given, startsAt: at('13:00'), endsAt: at('15:30'), sampleCount: 4 })
  assert.equal(declared.status, 200, declared.text)
  const { source, meteredSeconds, declaredSeconds, sampleCount, usedOn } = declared.body
  assert.deepEqual([source, meteredSeconds, declaredSeconds, sampleCount, usedOn], ['declared', null, 9_000, 4, '2026-03-02'])
  const overlapping = await world.send(operator.token, declareUse, { ...given, startsAt: at('15:00'), endsAt: at('16:00') })
  assert.deepEqual([overlapping.problem.code, overlapping.problem.params.meetsTo], ['use_overlaps', '2026-03-02 15:30'])
  const hours = await world.send(operator.token, declareUse, { ...given, seconds: 3_600, usedOn: '2026-02-27' })
  assert.deepEqual([hours.body.declaredSeconds, hours.body.startsAt, hours.body.usedOn], [3_600, null, '2026-02-27'])
  const wrong = await world.send(operator.token, declareUse, { ...given, startsAt: at('19:00'), endsAt: at('18:30'), seconds: 60 })
  assert.deepEqual(reasonsOf(wrong), ['times_and_hours', 'end_not_after_start', 'in_future'])
  assert.deepEqual(await occupied(world, instrument.id), ['use 1 13:00-15:30'])
})

scenario('a booking whose use nobody recorded is declared, once', async (world) => {
  const setting = await makeSetting(world)
  const { operator, engineer, instrument } = setting
  const bookingId = await booked(world, setting, '09:00', '11:00')
  world.now = new Date(at('12:00'))
  const late = await world.send(operator.token, startUse, { bookingId })
  assert.deepEqual(reasonsOf(late), ['booking_over'])
  const declaration = { bookingId, reason: '示例：忘记签到', startsAt: at('09:00'), endsAt: at('11:20') }
  const declared = await world.send(operator.token, declareUse, declaration)
  assert.deepEqual([declared.status, declared.body.reservedSeconds, declared.body.declaredSeconds], [200, 7_200, 8_400])
  assert.equal((await world.send(engineer.token, getBooking, { id: bookingId })).body.state, 'finished')
  assert.deepEqual(await occupied(world, instrument.id), ['booking 1 09:00-11:00', 'use 1 11:00-11:20'])
  assert.deepEqual(reasonsOf(await world.send(operator.token, declareUse, declaration)), ['booking_not_confirmed'])
})

scenario('walk-ins and bookings at once never overlap', async (world) => {
  const setting = await makeSetting(world, { policy: { minutesLeast: 30 } })
  const { operator, engineer, rival, instrument } = setting
  world.now = new Date(at('08:59'))
  const walkIn = () => world.send(operator.token, startUse, { instrumentId: instrument.id, customer: { name: '示例客户' }, minutes: 61 })
  const wish = (token: string, from: string, to: string) => () =>
    world.send(token, book, { instrumentId: instrument.id, startsAt: at(from), endsAt: at(to) })
  const racers = Array.from({ length: 8 }, () => [
    walkIn,
    wish(engineer.token, '09:00', '10:00'),
    wish(rival.token, '09:30', '10:30'),
  ]).flat()
  const replies = await Promise.all(racers.map((send) => send()))
  assert.equal(replies.filter((reply) => reply.status === 200).length, 1)
  assert.ok(replies.every((reply) => [200, 409, 422].includes(reply.status)))
  assert.equal((await occupied(world, instrument.id)).length, 1)
})

scenario('of many who end one use at once one does, and it is charged once', async (world) => {
  const { operator, instrument } = await makeSetting(world)
  const started = await world.send(operator.token, startUse, { instrumentId: instrument.id, customer: { name: '示例客户' } })
  world.now = new Date(at('11:20'))
  const ends = await Promise.all(Array.from({ length: 6 }, () => world.send(operator.token, endUse, { id: started.body.id })))
  assert.deepEqual(ends.map((reply) => reply.status).sort(), [200, 409, 409, 409, 409, 409])
  const [counted] = await run<{ count: number }>(world.db, 'select count(*) as count from service where session_id = $1', [started.body.id])
  assert.equal(counted!.count, 1)
})

async function acceptedRequest(world: World, setting: Setting, quotedFen: number | null): Promise<string> {
  const id = newId()
  await run(
    world.db,
    `insert into test_request (id, instrument_id, organisation_id, person_id, material, property, sample_count, seal, invoice_type, state, quoted_fen)
     values ($1, $2, $3, $4, '示例合金', '高温拉伸', 6, 'CMA', 'special', 'accepted', $5)`,
    [id, setting.instrument.id, setting.firm.id, setting.engineer.personId, quotedFen],
  )
  return id
}

scenario('an accepted test request is on the desk and finished by declaring its samples', async (world) => {
  const setting = await makeSetting(world)
  const { operator } = setting
  const bookingId = await booked(world, setting, '09:00', '10:00')
  const testRequestId = await acceptedRequest(world, setting, 150_000)
  const before = await world.send(operator.token, listUse, {})
  assert.deepEqual(
    [before.body.bookings.map((one) => one.id), before.body.testRequests.map((one) => one.id)],
    [[bookingId], [testRequestId]],
  )
  const declaration = { testRequestId, reason: '示例：送样检测', usedOn: '2026-03-02' }
  const declared = await world.send(operator.token, declareUse, declaration)
  assert.deepEqual([declared.status, declared.body.sampleCount, declared.body.customerId], [200, 6, setting.firm.id], declared.text)
  const desk = await world.send(operator.token, listUse, {})
  assert.deepEqual([desk.body.testRequests, desk.body.finished.map((use) => use.id)], [[], [declared.body.id]])
  assert.deepEqual(reasonsOf(await world.send(operator.token, declareUse, declaration)), ['request_not_accepted'])
  assert.equal((await world.send(operator.token, declareUse, { ...declaration, testRequestId: newId() })).problem.code, 'not_found')
})

scenario('sessions are written in bulk; a booking has one', async (world) => {
  const setting = await makeSetting(world)
  const common = { instrumentId: setting.instrument.id, customerId: setting.firm.id, source: 'imported' as const, usedOn: '2022-05-06' }
  const sessions = Array.from({ length: 500 }, (_, index) => ({ ...common, declaredSeconds: 60 * (index + 1) }))
  const ids = await write(world, (tx) => insertSessions(tx, sessions))
  const [sum] = await run<{ sum: number }>(world.db, 'select sum(declared_seconds) as sum from usage_session where id = any($1)', [ids])
  assert.equal(sum!.sum, 60 * 250 * 501)
})
