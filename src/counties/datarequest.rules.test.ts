import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStanding, stateOf } from './datarequest.rules.ts'

const asked = { dueOn: '2026-03-10', expiresAt: '2026-04-09T00:00:00Z', endedAt: null, answeredAt: null, settledAt: null }
for (const [more, moment, state, stands] of [
  [{}, '2026-03-10T02:00:00Z', 'open', true],
  [{}, '2026-03-11T02:00:00Z', 'late', true],
  [{}, '2026-04-09T00:00:00Z', 'expired', false],
  [{ endedAt: '2026-03-05T00:00:00Z' }, '2026-03-06T02:00:00Z', 'ended', false],
  [{ answeredAt: '2026-03-05T00:00:00Z' }, '2026-05-06T02:00:00Z', 'answered', false],
  [{ answeredAt: '2026-03-05T00:00:00Z', settledAt: '2026-03-06T00:00:00Z' }, '2026-03-07T02:00:00Z', 'settled', false],
] as const)
  test(`a request is ${state} on ${moment.slice(0, 10)}${stands ? ', and its link opens' : ''}`, () => {
    const found = stateOf({ ...asked, ...more }, new Date(moment), moment.slice(0, 10))
    assert.deepEqual([found, isStanding(found)], [state, stands])
  })
