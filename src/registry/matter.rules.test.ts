import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holderAmong, latestOf } from './matter.rules.ts'

const holders = [
  { name: 'old', divisionCode: '220000', validFrom: '2020-01-01' },
  { name: 'new', divisionCode: '220000', validFrom: '2024-03-01' },
  { name: 'city', divisionCode: '220100', validFrom: '2023-01-01' },
]
for (const [division, day, name] of [
  ['220202', '2019-12-31', undefined],
  ['220202', '2020-01-01', 'old'],
  ['220202', '2024-02-29', 'old'],
  ['220202', '2024-03-01', 'new'],
  ['220104', '2022-12-31', 'old'],
  ['220104', '2024-03-01', 'city'],
  ['210100', '2024-03-01', undefined],
] as const)
  test(`in ${division} on ${day}: ${name ?? 'nobody'}`, () => assert.equal(holderAmong(holders, division, day)?.name, name))

test('the next holder follows the latest of the very division', () => {
  assert.equal(latestOf(holders, '220000')?.name, 'new')
  assert.equal(latestOf(holders, '220104'), undefined)
})
