import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { givenCell, inertCell } from './csv.rules.ts'

test('what a spreadsheet would compute is marked as text, numbers are not', () => {
  for (const text of ['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1", '+86-431-5550', '-'])
    assert.equal(inertCell(text), `'${text}`)
  for (const text of ['', '-5', '+3.25', '-1,234.50', '12%', 'A=1', '示例', "it's", "'示例'", '2016-01-06'])
    assert.equal(inertCell(text), text)
})

test('a marked cell read again is the text it stands for', () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '1', 'a') }))
  fc.assert(fc.property(cell, (text) => formulaFree(text) || givenCell(inertCell(text)) === text))
  fc.assert(fc.property(cell, (text) => givenCell(text) === text || inertCell(givenCell(text)) === text || /^'/.test(text)))
})

/** Numbers are written unmarked and have no mark to lose. */
const formulaFree = (text: string) => inertCell(text) === text && givenCell(text) === text
