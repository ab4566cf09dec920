// Whatever is done to a few instruments in whatever order, the same things hold after every step.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { verifyLedger } from '../ledger/ledger.server.ts'
import { approveBooking, book, cancelBooking, changeBooking, markNoShow, rejectBooking } from './booking.contract.ts'
import { finishBooking, startBooking, verifyBooking } from './booking.server.ts'
import { addMaintenance, removeMaintenance } from './schedule.contract.ts'

const slot = { hour: fc.integer({ min: 8, max: 16 }), length: fc.integer({ min: 1, max: 4 }), day: fc.integer({ min: 2, max: 4 }) }
const place = fc.nat(2)
const which = fc.nat(30)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('book' as const), place, ...slot }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('change' as const), which, ...slot }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('approve' as const, 'reject' as const, 'cancel' as const), which }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('start' as const, 'finish' as const, 'no_show' as const), which }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('maintain' as const), place, ...slot, cancels: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('repair' as const), which }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Known = { id: string; setting: Setting; state: string }
type Ground = { settings: Setting[]; bookings: Known[]; maintenance: Known[] }
const suits: Record<string, readonly string[]> = { approve: ['pending'], reject: ['pending'], finish: ['in_use'], start: ['confirmed'] }

const wednesday = { day: 4, length: 1 }
/** A sequence in which each action succeeds at least once; the random ones come after it. */
const everyAction: Step[] = [
  { act: 'book', place: 0, hour: 9, ...wednesday },
  { act: 'change', which: 0, hour: 10, ...wednesday },
  { act: 'cancel', which: 0 },
  { act: 'book', place: 2, hour: 9, ...wednesday },
  { act: 'reject', which: 0 },
  { act: 'book', place: 2, hour: 9, ...wednesday },
  { act: 'approve', which: 0 },
  { act: 'start', which: 0 },
  { act: 'finish', which: 0 },
  { act: 'maintain', place: 1, hour: 9, ...wednesday, cancels: false },
  { act: 'repair', which: 0 },
]

/** Does one step; whatever is refused is refused politely. @returns the status, 0 where there was nothing to do */
async function take(world: World, ground: Ground, one: Step): Promise<number> {
  if (one.act === 'book' || one.act === 'maintain') {
    const setting = ground.settings[one.place]!
    const times = timesOf(one)
    if (one.act === 'book') {
      const reply = await world.send(setting.engineer.token, book, { instrumentId: setting.instrument.id, ...times })
      if (reply.status === 200) ground.bookings.push({ id: reply.body.id, setting, state: reply.body.state })
      return reply.status
    }
    const wish = { id: setting.instrument.id, ...times, reason: '示例检修', cancelsBookings: one.cancels }
    const reply = await world.send(setting.operator.token, addMaintenance, wish)
    if (reply.status === 200) ground.maintenance.push(...reply.body.items.map(({ id }) => ({ id, setting, state: '' })))
    return reply.status
  }
  // Every other time among those that it suits, so that long stories come about; else any, so that refusals do.
  const fitting = ground.bookings.filter(({ state }) => one.which % 2 === 0 && suits[one.act]?.includes(state))
  const list = one.act === 'repair' ? ground.maintenance : fitting.length > 0 ? fitting : ground.bookings
  const chosen = list[one.which % (list.length || 1)]
  if (!chosen) return 0
  const status = await actOn(world, one, chosen)
  const [now] = await run<{ state: string }>(world.db, 'select state from booking where id = $1', [chosen.id])
  chosen.state = now?.state ?? ''
  return status
}

async function actOn(world: World, one: Step, { id, setting }: Known): Promise<number> {
  const { operator, engineer } = setting
  if (one.act === 'change') return (await world.send(engineer.token, changeBooking, { id, ...timesOf(one) })).status
  if (one.act === 'cancel') return (await world.send(engineer.token, cancelBooking, { id })).status
  if (one.act === 'approve') return (await world.send(operator.token, approveBooking, { id })).status
  if (one.act === 'reject') return (await world.send(operator.token, rejectBooking, { id, note: '不合适' })).status
  if (one.act === 'no_show') return (await world.send(operator.token, markNoShow, { id })).status
  if (one.act === 'repair') return (await world.send(operator.token, removeMaintenance, { id })).status
  const use = one.act === 'start' ? startBooking : finishBooking
  return write(world, (db) => use(db, id, operator.personId, at('09:30'))).then(
    () => 200,
    (error: { status?: number }) => error.status ?? 500,
  )
}

function timesOf({ hour, length, day }: { hour: number; length: number; day: number }): { startsAt: string; endsAt: string } {
  const clock = (of: number) => `${String(of).padStart(2, '0')}:00`
  return { startsAt: at(clock(hour), `2026-03-0${day}`), endsAt: at(clock(hour + length), `2026-03-0${day}`) }
}

/** Times taken are those of standing bookings and of maintenance; money is held for bookings to come, and for nothing else. */
async function assertHolds(world: World): Promise<void> {
  for (const check of [...(await verifyBooking(world.db)), ...(await verifyLedger(world.db))])
    assert.equal(check.wrong, 0, `${check.name}: ${check.example}`)
  const [counts] = await run<Record<string, number>>(
    world.db,
    `select (select count(*) from occupancy where kind = 'booking') as times,
       (select count(*) from booking where state in ('pending', 'confirmed', 'in_use', 'finished', 'no_show')) as standing,
       (select count(*) from hold where state = 'pending') as holds,
       (select count(*) from booking where state in ('pending', 'confirmed', 'in_use', 'finished')) as expected,
       (select count(*) from booking b where version <> (select count(*) from booking_change c where c.booking_id = b.id)) as untold`,
  )
  assert.equal(counts!.times, counts!.standing)
  assert.equal(counts!.holds, counts!.expected, 'a finished use keeps its hold until it is charged')
  assert.equal(counts!.untold, 0, 'every action is told in the story of its booking')
}

scenario('random sequences of bookings, changes, approvals, cancellations, uses and maintenance', async (world) => {
  const seen = new Set<string>()
  const settings = [
    await makeSetting(world),
    await makeSetting(world, { laneCount: 2, policy: { bufferMinutes: 30 } }),
    await makeSetting(world, { laneCount: 2, policy: { approval: 'manual' } }),
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await run(world.db, 'update booking set occupancy_id = null, hold_id = null')
      await run(world.db, 'truncate booking_change, booking, occupancy cascade')
      await run(world.db, 'delete from hold')
      const ground: Ground = { settings, bookings: [], maintenance: [] }
      for (const one of steps) {
        const status = await take(world, ground, one)
        // Maintenance that was removed before is not there any more; everything else is.
        const polite = one.act === 'repair' ? [0, 200, 404, 409] : [0, 200, 409, 422]
        assert.ok(polite.includes(status), `${one.act} was answered ${status}`)
        seen.add(`${one.act} ${status}`)
      }
      await assertHolds(world)
    }),
    { numRuns: 20, endOnFailure: true, examples: [[everyAction]] },
  )
  for (const act of ['book', 'change', 'approve', 'reject', 'cancel', 'start', 'finish', 'maintain', 'repair'])
    assert.ok(seen.has(`${act} 200`), `${act} was done at least once: ${[...seen].join(', ')}`)
})
