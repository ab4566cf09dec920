import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differencesOf, secondsWithin } from './meterhours.rules.ts'

test('hours differ when they are more than a fifth of the metered ones away', () => {
  const hour = 3_600
  const cases = [
    [10, 10, 10, ''],
    [12, 10, 8, ''],
    [12.01, 10, 10, 'reserved'],
    [10, 10, 7.99, 'declared'],
    [5, 10, 20, 'reserved declared'],
    [0, 0, 0, ''],
    [0, 0, 1, 'declared'],
    [0.2, 0, 0, ''],
    [0.25, 0, 0, 'reserved'],
  ] as const
  for (const [reserved, metered, declared, expected] of cases) {
    const hours = { reservedSeconds: reserved * hour, meteredSeconds: metered * hour, declaredSeconds: declared * hour }
    assert.equal(differencesOf(hours).join(' '), expected, JSON.stringify(hours))
  }
})

test('a booking over the end of a month counts in each with its part', () => {
  const booking = { startsAt: '2026-02-28T15:00:00Z', endsAt: '2026-02-28T18:00:00Z' }
  assert.equal(secondsWithin(booking, { from: '2026-01-31T16:00:00Z', to: '2026-02-28T16:00:00Z' }), 3_600)
  assert.equal(secondsWithin(booking, { from: '2026-02-28T16:00:00Z', to: '2026-03-31T16:00:00Z' }), 7_200)
  assert.equal(secondsWithin(booking, { from: '2026-04-28T16:00:00Z', to: '2026-05-31T16:00:00Z' }), 0)
})
