import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectedFen, slotOf, slotText } from './slot.rules.ts'

test('a slot goes into an address and comes back', () => {
  const choice = { day: '2026-03-05', fromMinute: 780, toMinute: 1020 }
  assert.equal(slotText(choice), '2026-03-05.780-1020')
  assert.deepEqual(slotOf(slotText(choice)), choice)
})
for (const wrong of [undefined, '', '2026-03-05', '2026-03-05.1020-780', '2026-03-05.0-1441', '2026-13-45.0-60', 'x.1-2'])
  test(`${wrong} is no slot`, () => assert.equal(slotOf(wrong), undefined))
for (const [minutes, fen, wanted] of [
  [240, 38_000, 152_000],
  [30, 38_000, 19_000],
  [20, 100, 33],
  [25, 6, 3],
] as const)
  test(`${minutes} minutes at ${fen} fen an hour are ${wanted} fen`, () => assert.equal(expectedFen(minutes, fen), wanted))
