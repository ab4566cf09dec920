// The formulas of a sheet, computed here as a spreadsheet would, come to the values that stand beside them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { computeComposite } from './composite.rules.ts'
import { yearReport } from './report.rules.ts'
import { type ComputedSheet, columnName, computedSheets, longTable } from './sheet.rules.ts'
import { IndicatorSystem, type IndicatorSystemFile } from './system.contract.ts'
import { yearsOf } from './table.rules.ts'

const words = { unit: 'unit', name: 'name', value: 'v', treated: 't', score: 's', index: 'i', rank: 'r', weight: 'w', compared: 'c' }

type Column = (number | null)[]
const countOf = (all: Column) => all.filter((one) => one !== null).length
const rankOf = (value: number, all: Column, order = 0) =>
  1 + all.filter((one) => one !== null && (order === 1 ? one < value : one > value)).length
const roundOf = (value: number, digits: number) => Number(value.toFixed(digits))
const functions = { MIN: Math.min, MAX: Math.max, EXP: Math.exp, LN: Math.log, ROUND: roundOf, COUNT: countOf, RANK: rankOf }

/** A spreadsheet of the few functions that the sheets use. */
function spreadsheet(sheets: readonly ComputedSheet[]) {
  const at = (sheet: string, column: string, row: number): number | null => {
    const rows = sheets.find(({ name }) => name === sheet)!.rows
    const place = rows[0]!.findIndex((_, one) => columnName(one) === column)
    const value = rows[row - 1]?.[place] ?? null
    return typeof value === 'object' && value !== null ? compute(sheet, value.formula) : (value as number | null)
  }
  const compute = (sheet: string, formula: string): number => {
    const range = (name: string, column: string, from: string, to: string) =>
      `[${Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) => at(name, column, Number(from) + step)).join(',')}]`.replaceAll(
        /(?<=[[,])(?=[,\]])/g,
        'null',
      )
    const plain = formula
      .replace(/(?:'(\w)'!)?([A-Z]+)\$(\d+):[A-Z]+\$(\d+)/g, (_, name, column, from, to) => range(name ?? sheet, column, from, to))
      .replace(/(?:'(\w)'!)?\b([A-Z]{1,2})\$?(\d+)\b/g, (_, name, column, row) => `(${at(name ?? sheet, column, Number(row))})`)
      .replaceAll('^', '**')
    return new Function(...Object.keys(functions), `return ${plain}`)(...Object.values(functions)) as number
  }
  return compute
}

const methods: IndicatorSystemFile['method'][] = [
  { treat: { kind: 'winsorise', skewnessMost: 0.5, kurtosisMost: 1 } },
  { normalise: { kind: 'zScore', mean: 100, deviation: 10 }, aggregate: 'mazziottaPareto' },
  { normalise: { kind: 'minMax', from: 1, to: 100 }, aggregate: 'geometric', impute: 'median' },
  { normalise: { kind: 'rank' } },
]

test('formulas come to the values beside them, by every method', () => {
  for (const method of methods) {
    const system = IndicatorSystem.parse({
      code: 'x',
      method,
      groups: [{ code: 'index' }, { code: 'g', parent: 'index', weight: 2 }, { code: 'h', parent: 'index' }],
      indicators: [
        { code: 'a', parent: 'g' },
        { code: 'b', parent: 'g', direction: -1, weight: 3 },
        { code: 'c', parent: 'h' },
      ],
    })
    const rows = [
      [3, 7, 100],
      [1, 2, 3],
      [4, null, 5],
      [3, 7, 100],
      [9, 1, 4],
    ].map((own, at) => ({
      ...{ unit: `u${at}`, year: 2024, group: null },
      values: new Map(own.flatMap((value, column) => (value === null ? [] : [['abc'[column]!, value] as const]))),
    }))
    const composite = computeComposite(system, yearsOf(rows, ['a', 'b', 'c']))
    const report = yearReport(composite, composite.years[0]!)
    const sheets = computedSheets(system, report, new Map(), (_, code) => code, words)
    const compute = spreadsheet(sheets)
    let count = 0
    for (const { name, rows } of sheets)
      for (const value of rows.flat()) {
        if (typeof value !== 'object' || value === null) continue
        count += 1
        assert.equal(compute(name, value.formula).toPrecision(11), value.result.toPrecision(11), `${name} ${value.formula}`)
      }
    assert.ok(count >= 5 * 7, `${count} formulas`)
    assert.deepEqual(
      sheets[2]!.rows.slice(2).map((row) => (row.at(-1) as { result: number } | null)?.result ?? null),
      report.units.map(({ rank }) => rank),
    )
    assert.equal(longTable([report]).length, 5 * (3 * 5 + 3 + 6))
  }
})
