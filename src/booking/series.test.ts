import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { book, cancelBooking, listMyBookings } from './booking.contract.ts'
import { verifyBooking } from './booking.server.ts'
import { setBookingPolicy } from './schedule.contract.ts'
import { bookSeveral, cancelSeries, type Left, lookAtSeveral } from './series.contract.ts'

const once = () => ({ idempotencyKey: newId() })
const sound = async (world: World) => {
  for (const { name, wrong } of await verifyBooking(world.db)) assert.deepEqual([name, wrong], [name, 0])
}
const countOf = async (world: World) => (await run<{ count: number }>(world.db, 'select count(*) as count from booking'))[0]!.count
const weekly = 'FREQ=WEEKLY;COUNT=4'

/** Mondays from ten to twelve, four times, of which a rival has the third. */
async function begin(world: World) {
  const setting = await makeSetting(world)
  const { engineer, rival, instrument } = setting
  const taken = { instrumentId: instrument.id, startsAt: at('11:00', '2026-03-16'), endsAt: at('13:00', '2026-03-16') }
  assert.equal((await world.send(rival.token, book, taken, once())).status, 200)
  const asked = { instrumentIds: [instrument.id], startsAt: at('10:00'), endsAt: at('12:00'), rule: weekly }
  const several = (more: object = {}, key = once()) => world.send(engineer.token, bookSeveral, { ...asked, ...more }, key)
  return { ...setting, asked, several }
}

scenario('the same hours again and again: looked at, refused whole, booked as far as possible, and given back together', async (world) => {
  const { engineer, rival, operator, instrument, asked, several } = await begin(world)
  const seen = (await world.send(engineer.token, lookAtSeveral, asked)).body
  assert.deepEqual([seen.items.map(({ code }) => code), seen.isCut], [[null, null, 'slot_taken', null], false])
  const before = await countOf(world)
  const all = await several()
  assert.deepEqual(
    [all.problem.code, (all.problem.params['left'] as Left[]).map(({ startsAt, code }) => [startsAt, code])],
    ['several_refused', [[at('10:00', '2026-03-16'), 'slot_taken']]],
  )
  assert.equal(await countOf(world), before, 'all or none')
  const key = once()
  const rest = await several({ mode: 'possible', purpose: '示例' }, key)
  assert.equal(rest.status, 200, rest.text)
  assert.deepEqual(
    [rest.body.booked.map(({ startsAt }) => startsAt), rest.body.left.length],
    [['2026-03-02', '2026-03-09', '2026-03-23'].map((day) => at('10:00', day)), 1],
  )
  const again = await several({ mode: 'possible', purpose: '示例' }, key)
  assert.equal(again.body.seriesId, rest.body.seriesId, 'a retry changes nothing')
  assert.equal(await countOf(world), before + 3)
  const own = (await world.send(engineer.token, lookAtSeveral, asked)).body
  assert.equal(own.items[0]?.code, 'already_booked')
  const mine = (await world.send(engineer.token, listMyBookings, { which: 'coming' })).body.items
  assert.ok(mine.every(({ seriesId }) => seriesId === rest.body.seriesId))

  const cancel = (token: string, more: object = {}) => world.send(token, cancelSeries, { id: rest.body.seriesId, ...more })
  assert.deepEqual([(await cancel(rival.token)).status, (await cancel(operator.token)).status], [404, 403])
  assert.equal((await world.send(engineer.token, cancelSeries, { id: newId() })).status, 404)
  assert.deepEqual((await cancel(engineer.token, { from: at('10:00', '2026-03-23') })).body, { cancelledCount: 1, leftCount: 0 })
  world.now = new Date(at('10:30'))
  assert.deepEqual((await cancel(engineer.token)).body, { cancelledCount: 1, leftCount: 1 }, 'the first has begun')
  assert.deepEqual((await cancel(engineer.token)).body, { cancelledCount: 0, leftCount: 1 })
  assert.equal(instrument.id, rest.body.booked[0]?.instrumentId)
  await sound(world)
})

scenario('several instruments in one errand are booked together, and every reason is told for each', async (world) => {
  const { engineer, operator, institution, instrument, asked, several } = await begin(world)
  const second = await makeInstrument(world, { institutionId: institution.id })
  assert.equal((await world.send(operator.token, setBookingPolicy, { id: second.id, minutesMost: 60 })).status, 200)
  const both = { instrumentIds: [instrument.id, second.id], rule: null }
  const refused = await several(both)
  assert.deepEqual(
    (refused.problem.params['left'] as Left[]).map(({ instrumentId, code, reasons }) => [instrumentId, code, reasons]),
    [[second.id, 'booking_refused', [{ code: 'too_long', minutes: 60 }]]],
  )
  const done = await several({ ...both, endsAt: at('11:00') })
  assert.deepEqual(
    done.body.booked.map(({ instrumentId }) => instrumentId),
    both.instrumentIds,
  )
  for (const [more, code] of [
    [{ rule: 'every day' }, 'rule_wrong'],
    [{ rule: 'FREQ=DAILY;COUNT=1', except: ['2026-03-02'] }, 'several_none'],
    [{ instrumentIds: [newId()] }, 'not_found'],
    [{ instrumentIds: [instrument.id, instrument.id] }, 'invalid_input'],
    [{ instrumentIds: [] }, 'invalid_input'],
  ] as const)
    assert.equal((await several(more)).problem.code, code, JSON.stringify(more))
  const cut = (await world.send(engineer.token, lookAtSeveral, { ...asked, ...both, rule: 'FREQ=DAILY' })).body
  assert.deepEqual([cut.items.length, cut.isCut], [50, true])
  await sound(world)
})

scenario('errands that want each other’s instruments wait for each other and never in a circle; nothing overlaps', async (world) => {
  const { engineer, rival, institution, instrument } = await begin(world)
  const second = await makeInstrument(world, { institutionId: institution.id })
  const ids = [instrument.id, second.id]
  const asked = { startsAt: at('10:00', '2026-03-03'), endsAt: at('11:00', '2026-03-03'), rule: 'FREQ=DAILY;COUNT=3' }
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      world.send([engineer, rival][n % 2]!.token, bookSeveral, { ...asked, instrumentIds: n % 3 ? ids : ids.toReversed() }, once()),
    ),
  )
  assert.deepEqual(
    replies.map(({ status }) => status).filter((status) => status !== 409),
    [200],
  )
  await sound(world)
})

scenario('all or none leaves nothing behind, whatever stands in the way', async (world) => {
  const { engineer, rival, instrument } = await begin(world)
  const slot = fc.record({ day: fc.integer({ min: 3, max: 6 }), hour: fc.integer({ min: 7, max: 17 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(slot, { maxLength: 3 }), slot, async (inTheWay, { day, hour }) => {
      const time = (one: { day: number; hour: number }) => ({
        startsAt: at(`${String(one.hour).padStart(2, '0')}:00`, `2026-03-0${one.day}`),
        endsAt: at(`${String(one.hour + 1).padStart(2, '0')}:00`, `2026-03-0${one.day}`),
      })
      const others = []
      for (const one of inTheWay) {
        const reply = await world.send(rival.token, book, { instrumentId: instrument.id, ...time(one) }, once())
        if (reply.status === 200) others.push(reply.body.id)
      }
      const before = await countOf(world)
      const reply = await world.send(
        engineer.token,
        bookSeveral,
        { instrumentIds: [instrument.id], ...time({ day, hour }), rule: 'FREQ=DAILY;COUNT=3' },
        once(),
      )
      assert.equal(await countOf(world), before + (reply.status === 200 ? 3 : 0))
      if (reply.status === 200) await world.send(engineer.token, cancelSeries, { id: reply.body.seriesId })
      for (const id of others) await world.send(rival.token, cancelBooking, { id })
      await sound(world)
    }),
    { numRuns: 12 },
  )
})
