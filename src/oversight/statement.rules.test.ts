import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsNamed, sortedRows, statementSearchOf } from './statement.rules.ts'

const row = (nameZh: string, nameEn: string, amount: number | null) => ({
  institutionId: nameEn,
  nameZh,
  nameEn,
  divisionCode: null,
  values: {
    shared_hours: {
      amount,
      perUnit: 3600,
      text: amount === null ? null : String(amount),
      isSuppressed: amount === null,
      isUnrecorded: false,
    },
  },
})
const rows = [row('示例大学', 'University', 20), row('示例研究所', 'Institute', null), row('示例医院', 'Hospital', 30)]
const names = (found: readonly { nameEn: string }[]) => found.map((one) => one.nameEn)

test('rows run either way, what is withheld last', () => {
  assert.deepEqual(names(sortedRows(rows, 'shared_hours', 'down')), ['Hospital', 'University', 'Institute'])
  assert.deepEqual(names(sortedRows(rows, 'shared_hours', 'up')), ['University', 'Hospital', 'Institute'])
  assert.deepEqual(names(sortedRows(rows, undefined, 'down')), ['University', 'Institute', 'Hospital'])
  assert.deepEqual(names(sortedRows(rows, 'name', 'up', 'en')), ['Hospital', 'Institute', 'University'])
  assert.deepEqual(names(sortedRows(rows, 'name', 'down')), ['Hospital', 'Institute', 'University'], 'yi, yan, da')
})

test('rows are narrowed by name in either language', () => {
  assert.deepEqual(names(rowsNamed(rows, '研究')), ['Institute'])
  assert.deepEqual(names(rowsNamed(rows, 'HOSP')), ['Hospital'])
  assert.equal(rowsNamed(rows, ' ').length, 3)
})

test('an address is read as far as it can be meant', () => {
  assert.deepEqual(statementSearchOf({ year: '2022', asOf: '2023-03-31', sort: 'shared_hours', order: 'up', x: 1 }), {
    year: 2022,
    asOf: '2023-03-31',
    sort: 'shared_hours',
    order: 'up',
  })
  assert.deepEqual(statementSearchOf({ year: 'x', asOf: 'x', sort: 'DROP', order: 'x', institutionId: '1' }), {})
})
