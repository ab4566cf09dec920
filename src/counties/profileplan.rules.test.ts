import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isReached, reachedSince, targetsOf } from './profileplan.rules.ts'

test('a target is the last year aimed at, beside the latest base', () => {
  const of = (year: number, isBase: boolean, value: string) => ({ code: 'firms', year, isBase, value })
  const [one] = targetsOf([of(2027, false, '12'), of(2025, true, '4'), of(2026, false, '6')])
  assert.deepEqual([one?.base?.value, one?.aim?.value, one?.aim?.year], ['4', '12', 2027])
})

test('a target is met where its indicator is meant to go', () => {
  assert.equal(isReached('12.0', '12', 'up'), true)
  assert.equal(isReached('11', '12', 'up'), false)
  assert.equal(isReached('0.49', '0.5', 'down'), true)
  assert.equal(isReached('12', '12', 'none'), false)
  assert.equal(isReached('12', '12', undefined), false)
})

test('what was there in the base year or before it is no progress', () => {
  const values = [2023, 2024, 2025].map((year) => ({ year }))
  for (const [base, wanted] of [
    [undefined, 2025],
    [2024, 2025],
    [2025, undefined],
    [2022, 2025],
  ] as const)
    assert.equal(reachedSince(values, base === undefined ? undefined : { year: base })?.year, wanted)
  assert.equal(reachedSince([], undefined), undefined)
})
