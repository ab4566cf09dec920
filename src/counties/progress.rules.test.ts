import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actProblems, dueOf, firstDayOf, lastDayOf, periodsBetween } from './progress.rules.ts'

for (const [began, today, periods] of [
  ['2024-02-01', '2024-06-30', ''],
  ['2024-02-01', '2024-07-01', '2024-1'],
  ['2024-06-30', '2024-07-01', '2024-1'],
  ['2024-07-01', '2024-12-31', ''],
  ['2023-11-20', '2025-01-01', '2024-2 2024-1 2023-2'],
  ['2025-01-01', '2024-01-01', ''],
] as const)
  test(`a plan of ${began} has reported by ${today}: ${periods || 'nothing'}`, () => {
    assert.equal(
      periodsBetween(began, today)
        .map(({ year, half }) => `${year}-${half}`)
        .join(' '),
      periods,
    )
  })

test('a half-year runs from its first day to its last, and its report is due days after', () => {
  const [first, second] = [
    { year: 2024, half: 1 },
    { year: 2024, half: 2 },
  ] as const
  assert.deepEqual([firstDayOf(first), lastDayOf(first), dueOf(first, 30)], ['2024-01-01', '2024-06-30', '2024-07-30'])
  assert.deepEqual([firstDayOf(second), lastDayOf(second), dueOf(second, 31)], ['2024-07-01', '2024-12-31', '2025-01-31'])
})

const [county, city, province, nobody] = [
  { writes: true, passes: false, approves: false },
  { writes: false, passes: true, approves: false },
  { writes: false, passes: true, approves: true },
  { writes: false, passes: false, approves: false },
] as const
for (const [act, state, rights, hasSummary, problems] of [
  ['hand_in', 'draft', county, true, []],
  ['hand_in', 'draft', county, false, ['summary_missing']],
  ['hand_in', 'at_city', county, true, ['wrong_state']],
  ['hand_in', 'draft', city, true, ['not_yours']],
  ['pass', 'at_city', city, true, []],
  ['pass', 'draft', city, true, ['wrong_state']],
  ['accept', 'at_province', province, true, []],
  ['accept', 'at_province', city, true, ['not_yours']],
  ['send_back', 'at_city', city, true, []],
  ['send_back', 'at_province', city, true, ['not_yours']],
  ['send_back', 'at_province', province, true, []],
  ['send_back', 'accepted', province, true, ['wrong_state']],
  ['accept', 'draft', nobody, false, ['not_yours', 'wrong_state']],
] as const)
  test(`${act} at ${state}: ${problems.join(' and ') || 'may be done'}`, () => {
    assert.deepEqual(actProblems(act, state, rights, hasSummary), problems)
  })
