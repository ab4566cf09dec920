import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkStatusRow, divisionOfScope, isNamed, scopeOfDivision, shareDays } from './statusimport.rules.ts'

test('days that touch are shared, days that follow are not', () => {
  const year = { firstOn: '2024-01-01', lastOn: '2024-12-31' }
  assert.equal(shareDays(year, { firstOn: '2024-12-31', lastOn: null }), true)
  assert.equal(shareDays(year, { firstOn: '2025-01-01', lastOn: null }), false)
  assert.equal(shareDays({ firstOn: '2020-01-01', lastOn: null }, year), true)
})

test('a division and its scope lead to each other; any other scope is of no division', () => {
  assert.equal(divisionOfScope(scopeOfDivision('220102')), '220102')
  assert.equal(divisionOfScope('01999999-0000-7000-8000-000000220102'), undefined)
})

test('names are compared without punctuation; days that run backwards are told', () => {
  const firm = { nameZh: '示例（长春）有限公司', nameEn: 'Example Ltd' }
  assert.deepEqual([isNamed('示例(长春)有限公司', firm), isNamed('example ltd.', firm), isNamed('示例有限公司', firm)], [true, true, false])
  assert.deepEqual(
    checkStatusRow({ firstOn: '2024-02-01', lastOn: '2024-01-01' }).map((reason) => reason.code),
    ['last_before_first'],
  )
})
