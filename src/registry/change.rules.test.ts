import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differingFrom, isAboveItself } from './change.rules.ts'

const before = { nameZh: '示例甲', nameEn: '', kind: 'firm', divisionCode: '220102', superiorId: null, parentId: 'p' } as const
for (const [name, wanted, left] of [
  ['a new name is a change', { nameZh: '示例乙' }, { nameZh: '示例乙' }],
  ['the same name is none', { nameZh: '示例甲' }, {}],
  ['what is left out stays', {}, {}],
  ['no superior where there is none is no change', { superiorId: null }, {}],
  ['taking the parent away is one', { parentId: null }, { parentId: null }],
  ['only what differs is kept', { nameZh: '示例甲', kind: 'park', divisionCode: '220103' }, { kind: 'park', divisionCode: '220103' }],
] as const)
  test(name, () => assert.deepEqual(differingFrom(before, wanted), left))

test('an organisation stands above others, never above itself', () => {
  assert.equal(isAboveItself('a', { superiorId: 'a' }), true)
  assert.equal(isAboveItself('a', { parentId: 'a' }), true)
  assert.equal(isAboveItself('a', { superiorId: 'b', parentId: null }), false)
})
