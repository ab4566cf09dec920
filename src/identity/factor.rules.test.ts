import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTotpShaped, plainCode, stepAfterFirst } from './factor.rules.ts'

const nobody = { hasTotp: false, hasPasskey: false, isStaff: false, isExample: false, exampleSecondFactor: 'off' }
for (const [who, facts, step] of [
  ['a citizen without a second factor', {}, 'done'],
  ['a citizen with codes', { hasTotp: true }, 'second_factor'],
  ['staff without', { isStaff: true }, 'enrol'],
  ['staff with a passkey', { isStaff: true, hasPasskey: true }, 'second_factor'],
  ['example staff', { isStaff: true, isExample: true }, 'done'],
  ['example staff with codes', { isStaff: true, isExample: true, hasTotp: true }, 'second_factor'],
  ['example staff where the policy asks', { isStaff: true, isExample: true, exampleSecondFactor: 'required' }, 'enrol'],
] as const)
  test(`${who}: ${step}`, () => assert.equal(stepAfterFirst({ ...nobody, ...facts }), step))

test('codes are read as people type them', () => {
  assert.equal(plainCode(' abcd-efgh 2345 '), 'ABCDEFGH2345')
  assert.deepEqual(['123 456', '12345', 'ABCD-EFGH'].map(isTotpShaped), [true, false, false])
})
