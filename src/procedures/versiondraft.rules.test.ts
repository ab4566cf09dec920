import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedOf, valuesOf } from './versiondraft.rules.ts'

const title = { zh: '示例', en: 'Example' }
const keys = ['A', 'B'].map((code) => ({ code, title }))
const parameters: Parameters<typeof typedOf>[0] = [
  { key: 'days', type: 'integer', of: 'integer', value: 5, keys: [] },
  { key: 'sum', type: 'money', of: 'money', value: 1_234_50, keys: [] },
  { key: 'amounts', type: 'table', of: 'money', value: { A: 500_000_00 }, keys },
]

test('numbers go out and come back', () => {
  const typed = typedOf(parameters)
  assert.deepEqual(typed, { days: '5', sum: '1234.50', 'amounts.A': '500000', 'amounts.B': '' })
  assert.deepEqual(valuesOf(parameters, typed), { values: { days: 5, sum: 1_234_50, amounts: { A: 500_000_00 } }, wrong: [] })
})

test('what is no number is named by its cell', () => {
  const { values, wrong } = valuesOf(parameters, { days: '5.5', sum: '', 'amounts.A': 'x', 'amounts.B': '1,000' })
  assert.deepEqual([values, wrong], [{ amounts: { B: 1_000_00 } }, ['days', 'sum', 'amounts.A']])
})
