import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recurring } from '../kernel/recurrence.ts'
import { localOf, ruleOf, spansOf } from './series.rules.ts'

test('what somebody chose is a rule whose times are those they meant', () => {
  for (const [repeat, weekdays, until, wanted] of [
    ['none', [], '', null],
    ['daily', [], '2026-03-04', ['02', '03', '04']],
    ['weekly', [], '2026-03-16', ['02', '09', '16']],
    ['weekly', [4, 1], '2026-03-12', ['02', '05', '09', '12']],
    ['fortnightly', [1], '2026-03-31', ['02', '16', '30']],
    ['monthly', [], '2026-03-31', ['02']],
  ] as const) {
    const rule = ruleOf(repeat, weekdays, until)
    const found = rule === null ? null : recurring(rule, '2026-03-02T10:00', { most: 50 })
    assert.deepEqual(found?.times ?? null, wanted?.map((day) => `2026-03-${day}T10:00`) ?? null, `${repeat} ${weekdays} ${until}`)
  }
})

test('times are those of the clock in Asia/Shanghai, and as long as the first', () => {
  const first = { startsAt: '2026-03-01T16:30:00Z', endsAt: '2026-03-01T18:00:00Z' }
  assert.equal(localOf(first.startsAt), '2026-03-02T00:30')
  assert.deepEqual(spansOf(['2026-03-09T00:30'], first), [{ startsAt: '2026-03-08T16:30:00Z', endsAt: '2026-03-08T18:00:00Z' }])
})
