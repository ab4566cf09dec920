import assert from 'node:assert/strict'
import { test } from 'node:test'
import { feeFen, inForce, type PriceSpan, planPrice } from './prices.rules.ts'

const span = (id: string, basis: PriceSpan['basis'], validFrom: string, validTo: string | null = null): PriceSpan => ({
  id,
  basis,
  fen: basis === 'on_request' ? null : 100,
  validFrom,
  validTo,
  documentNo: '',
})

test('an instrument without a price is on request', () => {
  assert.deepEqual(inForce([], '2026-03-02'), { isOnRequest: true })
})

test('a price holds from its first day up to, not including, its last', () => {
  const prices = [span('a', 'hour', '2026-01-01', '2026-02-01')]
  for (const [day, holds] of [
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2026-01-31', true],
    ['2026-02-01', false],
  ] as const)
    assert.equal(inForce(prices, day).hour !== undefined, holds, day)
})

test('what setting a price supersedes and shortens', () => {
  const standing = [span('h1', 'hour', '2020-01-01', '2026-01-01'), span('h2', 'hour', '2026-01-01'), span('s', 'sample', '2020-01-01')]
  const cases: [PriceSpan['basis'], string, string[], string[]][] = [
    ['hour', '2026-06-01', ['h2'], ['2026-01-01']],
    ['hour', '2026-01-01', ['h2'], []],
    ['hour', '2025-06-01', ['h1', 'h2'], ['2020-01-01']],
    ['sample', '2026-06-01', ['s'], ['2020-01-01']],
    ['on_request', '2026-06-01', ['h2', 's'], ['2026-01-01', '2020-01-01']],
  ]
  for (const [basis, validFrom, superseded, shortenedFrom] of cases) {
    const plan = planPrice(standing, { basis, validFrom })
    assert.deepEqual(plan.superseded, superseded, `${basis} from ${validFrom}`)
    assert.deepEqual(
      plan.shortened.map((price) => [price.validFrom, price.validTo]),
      shortenedFrom.map((from) => [from, validFrom]),
    )
  }
})

test('a part of an hour costs its part, rounded up to the fen', () => {
  for (const [seconds, hourFen, expected] of [
    [3600, 20_000, 20_000],
    [5400, 20_000, 30_000],
    [1, 20_000, 6],
    [0, 20_000, 0],
    [31_536_000, 100_000_000, 876_000_000_000],
  ] as const)
    assert.equal(feeFen(seconds, hourFen), expected)
})
