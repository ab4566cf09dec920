import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeskBooking, Use } from './metering.contract.ts'
import { byInstrument, isToConfirm, saidOf, totalsOf } from './today.rules.ts'
import { isAsBooked } from './use.rules.ts'

const [nine, ten, eleven] = ['2026-03-02T01:00:00.000Z', '2026-03-02T02:00:00.000Z', '2026-03-02T03:00:00.000Z'] as const
const booking = { id: 'b', startsAt: nine, endsAt: eleven }

const confirmable: readonly (readonly [string, string, boolean])[] = [
  ['confirmed', eleven, true],
  ['confirmed', ten, false],
  ['pending', eleven, false],
  ['in_use', eleven, false],
  ['no_show', eleven, false],
]
for (const [state, now, expected] of confirmable)
  test(`a booking ${state} at ${now} is ${expected ? '' : 'not '}to be confirmed`, () =>
    assert.equal(isToConfirm({ state, endsAt: eleven }, now), expected))

test('hours as booked are said by its times, others by their number', () => {
  assert.deepEqual(saidOf(booking, 7_200, '2026-03-02', '示例'), { bookingId: 'b', reason: '示例', startsAt: nine, endsAt: eleven })
  assert.deepEqual(saidOf(booking, 5_400, '2026-03-02', '示例'), { bookingId: 'b', reason: '示例', seconds: 5_400, usedOn: '2026-03-02' })
})

const given: readonly (readonly [Parameters<typeof isAsBooked>[0], boolean])[] = [
  [{ startsAt: nine, endsAt: eleven }, true],
  [{ startsAt: '2026-03-02T09:00:00+08:00', endsAt: eleven }, true],
  [{ startsAt: nine, endsAt: ten }, false],
  [{ startsAt: null, endsAt: null }, false],
]
for (const [times, expected] of given)
  test(`${times.startsAt} to ${times.endsAt} is ${expected ? '' : 'not '}as booked`, () => {
    assert.equal(isAsBooked(times, booking), expected)
    assert.equal(isAsBooked(times, null), false)
  })

test('a day stands by instrument, what was used once, and what runs today alone', () => {
  const of = (instrumentId: string, more: object) => ({ instrumentId, instrumentNameZh: instrumentId, ...more })
  const bookings = [of('乙', { id: '1', state: 'confirmed' }), of('甲', { id: '2', state: 'finished' })] as unknown as DeskBooking[]
  const running = [of('乙', { id: '3' })] as unknown as Use[]
  const finished = [of('甲', { id: '4' })] as unknown as Use[]
  const told = (isToday: boolean) =>
    byInstrument({ bookings, running, finished }, isToday).map(({ nameZh, ...one }) =>
      [nameZh, ...[...one.bookings, ...one.running, ...one.finished].map(({ id }) => id)].join(' '),
    )
  assert.deepEqual(told(true), ['甲 4', '乙 1 3'])
  assert.deepEqual(told(false), ['甲 4', '乙 1'])
})

test('hours of the institution itself are its own, metered before declared', () => {
  const uses = [
    { customerId: 'own', meteredSeconds: 60, declaredSeconds: null },
    { customerId: 'firm', meteredSeconds: null, declaredSeconds: 30 },
    { customerId: 'firm', meteredSeconds: 5, declaredSeconds: null },
  ] as Use[]
  assert.deepEqual(totalsOf(uses, 'own'), { external: 35, internal: 60 })
  assert.deepEqual(totalsOf(uses, undefined), { external: 95, internal: 0 })
})
