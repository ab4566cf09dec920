import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classesBelow, divisionsBelow, filterCount, findSearchOf, withoutFilters } from './find.rules.ts'

test('an address is read as far as it can be meant', () => {
  assert.deepEqual(
    findSearchOf({ query: '核磁', divisionCode: 220100, classCode: '0101', hourFenMost: '30000', free: 'now', sort: 'name', x: 1 }),
    {
      query: '核磁',
      divisionCode: '220100',
      classCode: '0101',
      hourFenMost: 30_000,
      free: 'now',
      sort: 'name',
    },
  )
  assert.deepEqual(
    findSearchOf({ divisionCode: '22', classCode: 'x', hourFenMost: -1, free: 'later', institutionId: 'no', isOnRequest: 1 }),
    {},
  )
})

test('filters are counted and cleared, words and order stay', () => {
  const search = findSearchOf({ query: 'TEM', free: 'now', isOnRequest: 'no', sort: 'name' })
  assert.equal(filterCount(search), 2)
  assert.deepEqual(withoutFilters(search), { query: 'TEM', sort: 'name' })
})

test('places open from prefectures to counties', () => {
  const counts = ['220100', '220104', '220105', '220200', '220203'].map((code) => ({ code, count: 1 }))
  const codes = (chosen?: string) => divisionsBelow(counts, chosen).map((facet) => facet.code)
  assert.deepEqual(codes(), ['220100', '220200'])
  assert.deepEqual(codes('220000'), ['220100', '220200'])
  assert.deepEqual(codes('220100'), ['220104', '220105'])
  assert.deepEqual(codes('220104'), ['220104', '220105'])
})

test('classes open from large to middle', () => {
  const counts = ['01', '0101', '0102', '02', '0201'].map((code) => ({ code, count: 1 }))
  const codes = (chosen?: string) => classesBelow(counts, chosen).map((facet) => facet.code)
  assert.deepEqual(codes(), ['01', '02'])
  assert.deepEqual(codes('01'), ['0101', '0102'])
  assert.deepEqual(codes('0102'), ['0101', '0102'])
})
