import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthsOf, yearsOf } from './month.rules.ts'

test('a year shows its months, latest first, and none that has not begun', () => {
  assert.equal(monthsOf(2022, '2026-03-02').length, 12)
  assert.deepEqual(monthsOf(2026, '2026-03-02'), ['2026-03', '2026-02', '2026-01'])
  assert.deepEqual(monthsOf(2027, '2026-03-02'), [])
})

test('the year opened is the latest with anything in it', () => {
  assert.deepEqual(yearsOf({ firstOn: '2021-05-01', lastOn: '2022-12-30' }, '2026-03-02'), {
    firstYear: 2021,
    lastYear: 2026,
    latest: 2022,
  })
  assert.deepEqual(yearsOf(undefined, '2026-03-02'), { firstYear: 2026, lastYear: 2026, latest: 2026 })
})
