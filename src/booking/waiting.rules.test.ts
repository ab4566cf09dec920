import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turnEndOf } from './waiting.rules.ts'

test('a turn lasts two hours, and no longer than the time can be booked', () => {
  const at = (text: string) => Date.parse(`2026-03-02T${text}:00Z`)
  const span = (from: string) => ({ from: at(from), to: at(from) + 3_600_000 })
  for (const [from, now, notice, wanted] of [
    ['12:00', '02:00', 0, '2026-03-02T04:00:00Z'],
    ['03:00', '02:00', 0, '2026-03-02T03:00:00Z'],
    ['05:00', '02:00', 120, '2026-03-02T03:00:00Z'],
    ['04:00', '02:00', 120, null],
    ['02:00', '02:00', 0, null],
    ['01:00', '02:00', 0, null],
  ] as const)
    assert.equal(turnEndOf(span(from), at(now), notice), wanted, `${from} at ${now} with ${notice} minutes of notice`)
})
