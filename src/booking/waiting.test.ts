import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { enqueue } from '../kernel/jobs.ts'
import { scenario, type World } from '../kernel/test.ts'
import { book, cancelBooking, changeBooking } from './booking.contract.ts'
import { verifyBooking } from './booking.server.ts'
import { addMaintenance, removeMaintenance, setBookingPolicy } from './schedule.contract.ts'
import { bookTurn, joinWaiting, leaveWaiting, listMyWaiting } from './waiting.contract.ts'
import { offerTurnsJob } from './wake.server.ts'

type Person = { token: string }
const once = () => ({ idempotencyKey: newId() })
const slot = ({ instrument }: Setting, from: string, to: string, day?: string) => ({
  instrumentId: instrument.id,
  startsAt: at(from, day),
  endsAt: at(to, day),
})
const booked = async (world: World, { token }: Person, time: ReturnType<typeof slot>) => {
  const reply = await world.send(token, book, time, once())
  assert.equal(reply.status, 200, reply.text)
  return reply.body
}
const waits = async (world: World, { token }: Person, time: ReturnType<typeof slot>) => {
  const reply = await world.send(token, joinWaiting, time, once())
  assert.equal(reply.status, 200, reply.text)
  return reply.body
}
const standing = async (world: World, { token }: Person) =>
  (await world.send(token, listMyWaiting, {})).body.items.map(({ state, before, turnEndsAt }) => [state, before, turnEndsAt])
const engineerOf = async (world: World) => signedIn(world, 'firm_engineer', { organisationId: (await makeOrganisation(world, 'firm')).id })
const noticesOf = async (world: World, { token }: Person) =>
  (await world.send(token, listMyNotices, {})).body.items.map(({ title }) => title.en)
const sound = async (world: World) => {
  for (const { name, wrong } of await verifyBooking(world.db)) assert.deepEqual([name, wrong], [name, 0])
}

scenario('a time that is given back goes to who waits longest, and after their turn to the next', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, rival, operator, instrument } = setting
  const third = await engineerOf(world)
  const time = slot(setting, '10:00', '12:00')
  const refused = await world.send(rival.token, joinWaiting, time, once())
  assert.equal(refused.problem.code, 'time_free')
  const first = await booked(world, engineer, time)
  const beyond = await world.send(rival.token, joinWaiting, slot(setting, '20:00', '22:00'), once())
  assert.deepEqual(
    [beyond.problem.code, (beyond.problem.params['reasons'] as { code: string }[])[0]?.code],
    ['booking_refused', 'outside_opening'],
  )
  assert.equal((await world.send(engineer.token, joinWaiting, time, once())).problem.code, 'already_booked')
  assert.equal((await world.send(operator.token, joinWaiting, time, once())).status, 403)
  const unknown = await world.send(rival.token, joinWaiting, { ...time, instrumentId: newId() }, once())
  assert.equal(unknown.status, 404)

  const own = await waits(world, rival, time)
  assert.deepEqual([own.state, own.before], ['waiting', 0])
  assert.equal((await world.send(rival.token, joinWaiting, time, once())).problem.code, 'waits_already')
  assert.equal((await waits(world, third, slot(setting, '11:00', '12:00'))).before, 1)
  assert.equal((await world.send(rival.token, bookTurn, { id: own.id })).problem.code, 'turn_over', 'it is nobody’s turn yet')
  assert.equal((await world.send(engineer.token, cancelBooking, { id: first.id })).status, 200)
  await world.drain()
  assert.deepEqual(await standing(world, rival), [['turn', 0, at('10:00')]], 'kept till it begins: the clock stands at 8:00')
  assert.deepEqual(await standing(world, third), [['waiting', 1, null]])
  assert.ok((await noticesOf(world, rival)).includes('It is your turn'))
  await sound(world)
  // Nobody else has it meanwhile, not who waits after, nor who was there before.
  for (const person of [engineer, third]) assert.equal((await world.send(person.token, book, time, once())).problem.code, 'slot_taken')
  assert.equal((await world.send(third.token, bookTurn, { id: own.id })).status, 404)

  world.now = new Date(at('10:00'))
  await world.drain()
  await offered(world)
  assert.deepEqual(await standing(world, rival), [], 'the turn is over')
  assert.ok((await noticesOf(world, rival)).includes('Your turn is over'))
  assert.deepEqual(await standing(world, third), [['turn', 0, at('11:00')]])
  const [turn] = (await world.send(third.token, listMyWaiting, {})).body.items
  const made = await world.send(third.token, bookTurn, { id: turn!.id, purpose: '示例' })
  assert.deepEqual([made.body.state, made.body.startsAt, made.body.instrumentId], ['confirmed', at('11:00'), instrument.id], made.text)
  assert.equal((await world.send(third.token, bookTurn, { id: turn!.id })).problem.code, 'turn_over')
  assert.equal((await world.send(third.token, leaveWaiting, { id: turn!.id })).problem.code, 'turn_over')
  await sound(world)
})

/** The look by the clock, which comes every minute. */
async function offered(world: World): Promise<void> {
  await write(world, (db) => enqueue(db, offerTurnsJob, {}))
  await world.drain()
}

scenario(
  'a turn may be given up, a moved booking and maintenance that is over give times back, and repairs take a kept time',
  async (world) => {
    const setting = await makeSetting(world)
    const { engineer, rival, operator } = setting
    const third = await engineerOf(world)
    const time = slot(setting, '13:00', '14:00')
    const first = await booked(world, engineer, time)
    const own = await waits(world, rival, time)
    await waits(world, third, time)
    const moved = await world.send(engineer.token, changeBooking, { id: first.id, startsAt: at('15:00'), endsAt: at('16:00') })
    assert.equal(moved.status, 200, moved.text)
    await world.drain()
    assert.deepEqual([await standing(world, rival), await standing(world, third)], [[['turn', 0, at('10:00')]], [['waiting', 1, null]]])
    assert.equal((await world.send(third.token, leaveWaiting, { id: own.id })).status, 404)
    assert.equal((await world.send(rival.token, leaveWaiting, { id: own.id })).body.state, 'left')
    await world.drain()
    assert.deepEqual(await standing(world, third), [['turn', 0, at('10:00')]])
    const repair = { id: setting.instrument.id, startsAt: at('12:00'), endsAt: at('14:00'), reason: '示例检修' }
    const made = await world.send(operator.token, addMaintenance, repair)
    assert.equal(made.status, 200, made.text)
    assert.deepEqual(await standing(world, third), [['waiting', 0, at('10:00')]], 'it is needed otherwise, and they wait again')
    assert.equal((await world.send(operator.token, removeMaintenance, { id: made.body.items[0]!.id })).status, 200)
    await world.drain()
    assert.equal((await standing(world, third))[0]?.[0], 'turn')
    await sound(world)
  },
)

scenario(
  'where bookings are approved by hand, a turn asks for one like any other; nobody waits for more than twenty times',
  async (world) => {
    const setting = await makeSetting(world)
    const { engineer, rival, operator, instrument } = setting
    const time = slot(setting, '09:00', '10:00')
    const first = await booked(world, engineer, time)
    const own = await waits(world, rival, time)
    assert.equal((await world.send(operator.token, setBookingPolicy, { id: instrument.id, approval: 'manual' })).status, 200)
    await world.send(engineer.token, cancelBooking, { id: first.id })
    await world.drain()
    assert.equal((await world.send(rival.token, bookTurn, { id: own.id })).body.state, 'pending')
    const days = Array.from({ length: 21 }, (_, at) => `2026-03-${String(3 + at).padStart(2, '0')}`).filter(
      (day) => new Date(day).getUTCDay() % 6 !== 0,
    )
    const times = days.flatMap((day) => [slot(setting, '09:00', '10:00', day), slot(setting, '10:00', '11:00', day)]).slice(0, 21)
    for (const each of times) await booked(world, engineer, each)
    for (const each of times.slice(0, 20)) await waits(world, rival, each)
    const last = await world.send(rival.token, joinWaiting, times[20]!, once())
    assert.deepEqual([last.problem.code, last.problem.params], ['waits_too_many', { most: 20 }])
  },
)

scenario(
  'whatever is asked, left, cancelled and booked in whichever order, nothing overlaps and every kept time has its turn',
  async (world) => {
    const setting = await makeSetting(world, { laneCount: 1 })
    const people = [setting.engineer, setting.rival, await engineerOf(world), await engineerOf(world)]
    const hours = ['09:00', '10:00', '11:00', '12:00'] as const
    const step = fc.record({
      who: fc.nat(people.length - 1),
      what: fc.constantFrom('book', 'wait', 'leave', 'turn', 'cancel', 'tick'),
      from: fc.nat(2),
      length: fc.integer({ min: 1, max: 2 }),
    })
    let day = 2
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
        day += 1
        if (new Date(`2026-03-${String(day).padStart(2, '0')}`).getUTCDay() % 6 === 0) day += 2
        const on = `2026-03-${String(day).padStart(2, '0')}`
        for (const { who, what, from, length } of steps) {
          const { token } = people[who]!
          const time = slot(setting, hours[from]!, hours[Math.min(from + length, 3)]!, on)
          if (what === 'book') await world.send(token, book, time, once())
          else if (what === 'wait') await world.send(token, joinWaiting, time, once())
          else if (what === 'tick') await offered(world)
          else if (what === 'cancel') {
            const [own] = await run<{ id: string }>(
              world.db,
              `select id from booking where person_id = $1 and state = 'confirmed' order by starts_at desc limit 1`,
              [(people[who] as { personId: string }).personId],
            )
            if (own) await world.send(token, cancelBooking, { id: own.id })
          } else {
            const { items } = (await world.send(token, listMyWaiting, {})).body
            for (const { id } of items) await world.send(token, what === 'leave' ? leaveWaiting : bookTurn, { id })
          }
        }
        await sound(world)
      }),
      { numRuns: 8 },
    )
  },
)

scenario('one turn taken five times and five who book beside it: one has the time', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, rival } = setting
  const time = slot(setting, '14:00', '15:00')
  const first = await booked(world, engineer, time)
  const own = await waits(world, rival, time)
  await world.send(engineer.token, cancelBooking, { id: first.id })
  await world.drain()
  const others = await Promise.all(Array.from({ length: 5 }, () => engineerOf(world)))
  const replies = await Promise.all([
    ...Array.from({ length: 5 }, () => world.send(rival.token, bookTurn, { id: own.id })),
    ...others.map(({ token }) => world.send(token, book, time, once())),
  ])
  assert.equal(replies.filter(({ status }) => status === 200).length, 1)
  assert.deepEqual(
    new Set(replies.flatMap(({ status, problem }) => (status === 200 ? [] : [problem.code]))),
    new Set(['turn_over', 'slot_taken']),
  )
  await sound(world)
})
