import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSeed } from '../kernel/seeds.ts'
import { feeListText, taxOf, withheldOf } from './fee.rules.ts'
import { taxRuleOf } from './fee.sql.ts'

const rule = taxRuleOf(readSeed('remuneration_tax.csv')[0]!)
const yuan = 100

test('tax is withheld from fees as the published table says', () => {
  // [gross, tax] in yuan: up to 4,000 less 800, above it less 20 %; 20 % to 20,000, 30 % less 2,000 to 50,000, then 40 % less 7,000.
  const table = [
    [500, 0],
    [800, 0],
    [1_000, 40],
    [4_000, 640],
    [4_001, 640.16],
    [5_000, 800],
    [25_000, 4_000],
    [30_000, 5_200],
    [62_500, 13_000],
    [100_000, 25_000],
  ] as const
  for (const [gross, tax] of table) assert.equal(taxOf(gross * yuan, rule), Math.round(tax * yuan), String(gross))
})

test('what one payer pays one person in a month is taxed together', () => {
  assert.equal(withheldOf(800 * yuan, { grossFen: 800 * yuan, taxFen: 0 }, rule), 160 * yuan)
  assert.equal(withheldOf(1_000 * yuan, { grossFen: 0, taxFen: 0 }, rule), 40 * yuan)
  assert.equal(withheldOf(1 * yuan, { grossFen: 1_000 * yuan, taxFen: 90 * yuan }, rule), 0)
})

test('a list is another list as soon as an amount or an account is', () => {
  const item = { id: 'i', number: 1, personId: 'p', grossFen: 100, taxFen: 0, accountKey: 'a', seatIds: ['s', 'r'] }
  const list = { listNo: 'n', holderId: 'h', month: '2026-03', items: [item] }
  assert.equal(feeListText(list), feeListText({ ...list, items: [{ ...item, seatIds: ['r', 's'] }] }))
  for (const other of [{ grossFen: 101 }, { accountKey: 'b' }, { seatIds: ['s'] }])
    assert.notEqual(feeListText(list), feeListText({ ...list, items: [{ ...item, ...other }] }))
})
