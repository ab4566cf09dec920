import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { afterEarlier, isQuotaTwice, type QuotaFacts, quotaRefusals } from './limit.rules.ts'

const week: QuotaFacts = {
  ...{ scope: 'person', period: 'week', countMost: 2, minutesMost: 180 },
  ...{ usedCount: 0, usedMinutes: 0, fromOn: '2026-03-02', lastOn: '2026-03-08' },
}
const codesOf = (facts: Partial<QuotaFacts>, minutes: number) =>
  quotaRefusals([{ ...week, ...facts }], minutes).map(({ code, most, left }) => [code, most, left])

test('a quota refuses what goes over it, and says what is left', () => {
  assert.deepEqual(codesOf({}, 180), [])
  assert.deepEqual(codesOf({}, 210), [['quota_minutes_person', 180, 180]])
  assert.deepEqual(codesOf({ usedCount: 1, usedMinutes: 120 }, 60), [])
  assert.deepEqual(codesOf({ usedCount: 2, usedMinutes: 120 }, 90), [
    ['quota_count_person', 2, 0],
    ['quota_minutes_person', 180, 60],
  ])
  assert.deepEqual(codesOf({ scope: 'organisation', usedCount: 5, minutesMost: null }, 600), [['quota_count_organisation', 2, 0]])
})

test('what is booked within its quotas never goes over them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 5, max: 300 })),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 5, max: 900 }),
      (wishes, countMost, minutesMost) => {
        const used = { usedCount: 0, usedMinutes: 0 }
        for (const minutes of wishes) {
          if (quotaRefusals([{ ...week, ...used, countMost, minutesMost }], minutes).length > 0) continue
          used.usedCount += 1
          used.usedMinutes += minutes
        }
        assert.ok(used.usedCount <= countMost && used.usedMinutes <= minutesMost)
      },
    ),
  )
})

test('the same period is limited once for the same', () => {
  const { scope, period, countMost, minutesMost } = week
  const one = { scope, period, countMost, minutesMost }
  assert.ok(!isQuotaTwice([one, { ...one, scope: 'organisation' }, { ...one, period: 'day' }]))
  assert.ok(isQuotaTwice([one, { ...one, countMost: 9 }]))
})

test('earlier wishes of an errand count on their own instrument and within the period', () => {
  const earlier = [
    { instrumentId: 'I', startsOn: '2026-03-02', minutes: 60 },
    { instrumentId: 'I', startsOn: '2026-03-09', minutes: 90 },
    { instrumentId: 'J', startsOn: '2026-03-03', minutes: 30 },
  ]
  const [own] = afterEarlier([{ ...week, usedCount: 1, usedMinutes: 10 }], 'I', earlier)
  assert.deepEqual([own?.usedCount, own?.usedMinutes], [2, 70])
})
