import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastingFrom } from './qualification.rules.ts'
import type { TrainingResult } from './training.contract.ts'
import { freeSeat, isMarkRight, type Recorded, resultOf } from './training.rules.ts'

test('a seat is the lowest that nobody has', () => {
  assert.equal(freeSeat([], 2), 1)
  assert.equal(freeSeat([1, 3], 3), 2)
  assert.equal(freeSeat([2, 1], 2), null)
})

test('what came of a training is open until all of it is known', () => {
  const cases: [Recorded, number | null, TrainingResult][] = [
    [{ attendance: null, mark: null }, 60, 'open'],
    [{ attendance: 'absent', mark: null }, 60, 'absent'],
    [{ attendance: 'attended', mark: null }, null, 'passed'],
    [{ attendance: 'attended', mark: null }, 60, 'open'],
    [{ attendance: 'attended', mark: 59 }, 60, 'failed'],
    [{ attendance: 'attended', mark: 60 }, 60, 'passed'],
  ]
  for (const [recorded, passMark, result] of cases) assert.equal(resultOf(recorded, passMark), result, JSON.stringify(recorded))
})

test('only whoever came has a mark, and only where there is an exam', () => {
  const mark = 80
  assert.ok(isMarkRight({ attendance: 'attended', mark }, 60))
  assert.ok(!isMarkRight({ attendance: 'attended', mark }, null))
  assert.ok(!isMarkRight({ attendance: 'absent', mark }, 60))
  assert.ok(isMarkRight({ attendance: null, mark: null }, null))
})

test('a level earned again lasts no less long than it was held for', () => {
  const day = '2026-03-10'
  assert.deepEqual(lastingFrom(day, 12, null), { grantedOn: day, validUntil: '2027-03-10' })
  assert.deepEqual(lastingFrom(day, null, null), { grantedOn: day, validUntil: null })
  const held = (grantedOn: string, validUntil: string | null) => lastingFrom(day, 12, { grantedOn, validUntil })
  assert.deepEqual(held('2025-03-10', '2026-03-10'), { grantedOn: day, validUntil: '2027-03-10' })
  assert.deepEqual(held('2026-03-11', '2028-01-01'), { grantedOn: '2026-03-11', validUntil: '2028-01-01' })
  assert.deepEqual(held('2025-03-10', null), { grantedOn: day, validUntil: null })
})
