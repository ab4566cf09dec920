import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdsOn, statusProblems } from './status.rules.ts'

const status = { kind: 'high_tech', sizeClass: null, certificateNo: 'GR1', firstOn: '2024-01-01', lastOn: '2026-12-31' } as const
for (const [name, change, kind, problems] of [
  ['a certificate with its days is recorded', {}, 'firm', []],
  ['no certificate, no status', { certificateNo: null }, 'firm', ['status_unfit']],
  ['a size class needs a size', { kind: 'size_class' }, 'firm', ['status_unfit']],
  ['a size class needs no certificate', { kind: 'size_class', sizeClass: 'micro', certificateNo: null }, 'firm', []],
  ['a certificate has no size', { sizeClass: 'micro' }, 'firm', ['status_unfit']],
  ['the last day is not before the first', { lastOn: '2023-12-31' }, 'firm', ['days_wrong']],
  ['all reasons are told', { certificateNo: null, lastOn: '2023-12-31' }, 'university', ['firms_only', 'status_unfit', 'days_wrong']],
] as const)
  test(name, () => assert.deepEqual(statusProblems({ ...status, ...change }, kind), problems))

for (const [day, holds] of [
  ['2023-12-31', false],
  ['2024-01-01', true],
  ['2026-12-31', true],
  ['2027-01-01', false],
] as const)
  test(`on ${day} it ${holds ? 'holds' : 'does not hold'}`, () => assert.equal(holdsOn(status, day), holds))
