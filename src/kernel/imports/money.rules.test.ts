import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Cell } from './cell.ts'
import { type MoneyUnit, moneyReader, moneyUnitOf } from './money.rules.ts'

const read = (cell: Cell, unit?: MoneyUnit) => {
  const reading = moneyReader.read(cell, { unit, is1904: false })
  return 'reason' in reading ? reading.reason.code : reading.value
}

const understoodCases: [Cell, MoneyUnit | undefined, number | null][] = [
  ['94.94 万元', undefined, 94_940_000],
  ['94.94万', 'yuan', 94_940_000],
  ['９４．９４万元', undefined, 94_940_000],
  ['￥1,200.50', undefined, 120_050],
  ['¥ 1200.5', 'yuan', 120_050],
  ['1,200元', undefined, 120_000],
  ['１，２００元整', undefined, 120_000],
  ['人民币：949400元', undefined, 94_940_000],
  ['RMB 20', undefined, 2_000],
  ['949400', 'yuan', 94_940_000],
  ['94.94', 'wan_yuan', 94_940_000],
  ['94.940000', 'wan_yuan', 94_940_000],
  ['0.000001', 'wan_yuan', 1],
  ['94万9400元', undefined, 94_940_000],
  ['1.2亿元', undefined, 12_000_000_000],
  ['3千元', undefined, 300_000],
  ['5分', undefined, 5],
  [{ num: '94.94' }, 'wan_yuan', 94_940_000],
  [{ num: '0' }, undefined, 0],
  ['0.00', undefined, 0],
  ['200元', 'wan_yuan', 20_000],
  ['无', 'yuan', null],
  ['—', 'yuan', null],
  [' / ', undefined, null],
]

const refusedCases: [Cell, MoneyUnit | undefined, string][] = [
  ['94.94', undefined, 'unit_unknown'],
  [{ num: '949400' }, undefined, 'unit_unknown'],
  ['约94万', undefined, 'not_exact'],
  ['94万左右', undefined, 'not_exact'],
  ['>50万元', undefined, 'not_exact'],
  ['90-95万元', undefined, 'range'],
  ['90万至95万', undefined, 'range'],
  ['90~95', 'wan_yuan', 'range'],
  ['-94', 'wan_yuan', 'negative'],
  [{ num: '-1' }, 'yuan', 'negative'],
  ['1.234', 'yuan', 'finer_than_fen'],
  ['0.0000001', 'wan_yuan', 'finer_than_fen'],
  ['1,2', 'wan_yuan', 'unclear_separators'],
  ['1.200,50', 'yuan', 'unclear_separators'],
  ['12,34,567', 'yuan', 'unclear_separators'],
  ['1 200', 'yuan', 'not_an_amount'],
  ['面议', 'yuan', 'on_request'],
  ['$1200', 'yuan', 'foreign_currency'],
  ['1200美元', 'yuan', 'foreign_currency'],
  ['￥94.94', 'wan_yuan', 'unit_conflict'],
  ['九十四万元', undefined, 'not_an_amount'],
  ['9万4', undefined, 'not_an_amount'],
  ['94.94 千克', undefined, 'not_an_amount'],
  ['1.2E+06', 'yuan', 'lost_digits'],
  ['99999999999999999', 'yuan', 'too_large'],
  ['200元/小时', undefined, 'not_an_amount'],
  [{ error: '#N/A' }, 'yuan', 'cell_error'],
  [{ error: '#FORMULA' }, 'yuan', 'formula_without_result'],
  [{ day: '2016-01-06' }, 'yuan', 'not_an_amount'],
  [{ bool: true }, 'yuan', 'not_an_amount'],
]

test('money is understood to the fen', () => {
  for (const [cell, unit, fen] of understoodCases) assert.equal(read(cell, unit), fen, `${JSON.stringify(cell)} in ${unit}`)
})

test('money that could mean two things is refused with its reason', () => {
  for (const [cell, unit, code] of refusedCases) assert.equal(read(cell, unit), code, `${JSON.stringify(cell)} in ${unit}`)
})

test('any amount of fen written in any unit reads back as itself', () => {
  const units: [MoneyUnit, string, number][] = [
    ['yuan', '元', 2],
    ['wan_yuan', '万元', 6],
    ['yi_yuan', '亿元', 10],
  ]
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 14 }),
      fc.constantFrom(...units),
      fc.boolean(),
      fc.boolean(),
      (fen, [unit, word, power], isInCell, isGrouped) => {
        const digits = String(fen).padStart(power + 1, '0')
        const whole = digits.slice(0, -power)
        const text = `${isGrouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole}.${digits.slice(-power)}`
        assert.equal(isInCell ? read(`${text}${word}`) : read(text, unit), fen)
      },
    ),
  )
})

test('whatever is written, an understood amount is a whole number of fen and never negative', () => {
  const sign = fc.constantFrom('1', '9', '0', '.', ',', '-', '万', '元', '亿', '￥', ' ', '约', '~', 'e', '＋', '千')
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), fc.constantFrom<MoneyUnit | undefined>(undefined, 'yuan', 'wan_yuan'), (signs, unit) => {
      const value = read(signs.join(''), unit)
      if (typeof value === 'number') assert.ok(Number.isSafeInteger(value) && value >= 0)
    }),
    { numRuns: 2000 },
  )
})

test('a unit is recognised in a heading as people write it', () => {
  assert.equal(moneyUnitOf('万元'), 'wan_yuan')
  assert.equal(moneyUnitOf('单位:元'), 'yuan')
  assert.equal(moneyUnitOf('RMB'), 'yuan')
  assert.equal(moneyUnitOf('台套'), undefined)
})
