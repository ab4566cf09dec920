import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOfDays, figureSearchOf, queryOf } from './open.rules.ts'

test('an address is read as far as it can be a question', () => {
  assert.deepEqual(figureSearchOf({ year: '2022', asOf: '2023-03-31', by: 'institution', version: 'v2', x: 1 }), {
    year: 2022,
    asOf: '2023-03-31',
    version: 'v2',
    by: 'institution',
  })
  assert.deepEqual(figureSearchOf({ year: 'x', asOf: 'yesterday', by: 'colour', on: '2022', institutionId: '../' }), {})
})

test('a download asks the same question, without the dimension', () => {
  assert.equal(queryOf({ year: 2022, by: 'month', asOf: '2023-01-31' }, { language: 'zh' }), 'year=2022&asOf=2023-01-31&language=zh')
})

test('as known on: the days of filing and publishing that are past', () => {
  assert.deepEqual(asOfDays('2022-12-31', '2024-05-23'), ['2023-01-31', '2023-03-31'])
  assert.deepEqual(asOfDays('2022-12-31', '2023-02-01'), ['2023-01-31'])
  assert.deepEqual(asOfDays('2022-12-31', '2022-12-31'), [])
})
