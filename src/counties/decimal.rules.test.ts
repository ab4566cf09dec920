import assert from 'node:assert/strict'
import { test } from 'node:test'
import { middleOf, readDecimal } from './decimal.rules.ts'

test('the middle of decimals is exact', () => {
  assert.equal(middleOf([], 0), null)
  assert.equal(middleOf(['7'], 0), '7')
  assert.equal(middleOf(['10', '9', '100'], 0), '10')
  assert.equal(middleOf(['2', '5'], 0), '3.5')
  assert.equal(middleOf(['2', '4'], 0), '3')
  assert.equal(middleOf(['-1.50', '0.50'], 2), '-0.50')
  assert.equal(middleOf(['999999999999999.01', '999999999999999.03'], 2), '999999999999999.02')
})

test('decimals are read in threes', () => {
  assert.equal(readDecimal('1234567.50'), '1,234,567.50')
  assert.equal(readDecimal('-1234'), '−1,234')
  assert.equal(readDecimal('12'), '12')
})
