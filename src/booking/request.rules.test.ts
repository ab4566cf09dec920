import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectedFenOfSamples, requestRefusals, requestStateAfter, sealsMissing } from './request.rules.ts'

test('why samples cannot be sent', () => {
  const facts = { today: '2026-03-02', isOnline: true, takesSamples: true }
  for (const [deadlineOn, changed, expected] of [
    [null, {}, []],
    ['2026-03-02', {}, []],
    ['2026-03-01', {}, ['deadline_past']],
    [null, { isOnline: false }, ['not_online']],
    ['2026-03-01', { isOnline: false, takesSamples: false }, ['not_online', 'takes_no_samples', 'deadline_past']],
  ] as const)
    assert.deepEqual(
      requestRefusals({ deadlineOn }, { ...facts, ...changed }).map((reason) => reason.code),
      expected,
    )
})

test('what may become of a request', () => {
  for (const [action, state, expected] of [
    ['accept', 'submitted', 'accepted'],
    ['accept', 'withdrawn', undefined],
    ['decline', 'submitted', 'declined'],
    ['decline', 'accepted', undefined],
    ['withdraw', 'submitted', 'withdrawn'],
    ['withdraw', 'accepted', 'withdrawn'],
    ['withdraw', 'finished', undefined],
  ] as const)
    assert.equal(requestStateAfter(action, state), expected, `${action} ${state}`)
})

test('which seals are not registered for the instrument', () => {
  assert.deepEqual(sealsMissing('none', []), [])
  assert.deepEqual(sealsMissing('CMA', ['CMA']), [])
  assert.deepEqual(sealsMissing('CMA_CNAS', ['CNAS']), ['CMA'])
  assert.deepEqual(sealsMissing('CMA_CNAS', []), ['CMA', 'CNAS'])
})

test('what a request will cost', () => {
  assert.equal(expectedFenOfSamples({ quotedFen: 500, sampleCount: 3 }, { fen: 100 }), 500)
  assert.equal(expectedFenOfSamples({ quotedFen: null, sampleCount: 3 }, { fen: 100 }), 300)
  assert.equal(expectedFenOfSamples({ quotedFen: null, sampleCount: 3 }, null), null)
})
