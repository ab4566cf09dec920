import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CountyReturn } from './return.contract.ts'
import { byDepartment, signedText } from './returnpaper.rules.ts'

const cell = (code: string, department: string, value: string | null) =>
  ({
    indicator: { code, version: 1, department: { zh: department, en: department } },
    cell: value === null ? null : { numerator: null, denominator: null, words: null, vintage: 'annual', sourceDocument: '示例' },
    value,
  }) as unknown as CountyReturn['cells'][number]
const cells = [cell('a', '统计', '1'), cell('b', '科技', null), cell('c', '统计', '3')]
const of = (changed: CountyReturn['cells']) => signedText({ divisionCode: '220122', round: { year: 2024 }, cells: changed })

test('a signing copy has each department once, with all of its cells', () => {
  assert.deepEqual(
    byDepartment(cells).map(({ department, cells: own }) => [department.zh, own.map(({ indicator }) => indicator.code)]),
    [
      ['统计', ['a', 'c']],
      ['科技', ['b']],
    ],
  )
})

test('what is signed is another text as soon as one number, source or vintage is another', () => {
  assert.equal(of(cells), of([...cells]))
  const others = [
    cells.with(0, cell('a', '统计', '2')),
    cells.with(1, cell('b', '科技', '0')),
    cells.with(0, { ...cells[0]!, cell: { ...cells[0]!.cell!, sourceDocument: '另一份' } }),
    cells.with(0, { ...cells[0]!, cell: { ...cells[0]!.cell!, vintage: 'flash' } }),
  ]
  for (const other of others) assert.notEqual(of(other), of(cells))
})
