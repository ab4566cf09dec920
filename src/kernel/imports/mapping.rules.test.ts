import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayReader } from './day.rules.ts'
import { columnLetter, findHeaderRow, guessMapping, headersOf, type ImportField, mappingFaults } from './mapping.rules.ts'
import { moneyReader } from './money.rules.ts'
import { cellsToKeep, planColumns, understandRow } from './row.rules.ts'
import { spanReader } from './span.rules.ts'
import { codeReader, textReader } from './value.rules.ts'

const field = (zh: string, aliases: string[], rest: Omit<ImportField, 'title' | 'aliases'>): ImportField => ({
  title: { zh, en: zh },
  aliases: [zh, ...aliases],
  ...rest,
})
const fields = {
  code: field('仪器编号', ['资产编号', 'innerId', 'instrument_id', '编号'], { reader: codeReader(100), required: 'always' }),
  name: field('仪器名称', ['中文名称', '名称', 'cname'], { reader: textReader(200), required: 'new' }),
  nameEn: field('英文名称', ['名称英文', 'ename'], { reader: textReader(200) }),
  worth: field('原值', ['仪器原值', '单价', 'worth'], { reader: moneyReader }),
  started: field('启用日期', ['购置日期'], { reader: dayReader }),
  hours: field('年总运行机时', ['机时'], { reader: spanReader }),
}

const guess = (...headers: string[]) =>
  Object.fromEntries(guessMapping(headers, fields).map((c) => [c.header, c.unit ? `${c.field}/${c.unit}` : c.field]))

test('columns are recognised by the names people give them, with the unit in the heading', () => {
  assert.deepEqual(guess('* 仪器编号', '中文名称', '名称（英文）', '原值（万元）', '启用日期', '备注'), {
    '* 仪器编号': 'code',
    中文名称: 'name',
    '名称（英文）': 'nameEn',
    '原值（万元）': 'worth/wan_yuan',
    启用日期: 'started',
    备注: null,
  })
  assert.deepEqual(guess('Instrument ID', 'cname', '仪器原值/元', '机时（分钟）'), {
    'Instrument ID': 'code',
    cname: 'name',
    '仪器原值/元': 'worth/yuan',
    '机时（分钟）': 'hours/minute',
  })
  assert.deepEqual(guess('原值万元'), { 原值万元: 'worth/wan_yuan' })
  assert.deepEqual(guess('原值'), { 原值: 'worth' }, 'no unit is ever made up for money')
  assert.deepEqual(guess('年总运行机时'), { 年总运行机时: 'hours/hour' })
})

test('two columns are never one field, and the surer one wins', () => {
  assert.deepEqual(guess('名称', '仪器名称'), { 名称: 'name', 仪器名称: null })
  const headings = fc.array(
    fc.constantFrom('编号', '资产编号', '仪器编号', '名称', '仪器名称', '原值', '原值(元)', '单价', '机时', '英文名称', '购置日期', '日期'),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(headings, (given) => {
      const headers = headersOf(given)
      const taken = guessMapping(headers, fields).flatMap((c) => (c.field === null ? [] : [c.field]))
      assert.equal(new Set(taken).size, taken.length)
    }),
  )
})

test('what was confirmed before comes first, a column left out stays out', () => {
  const remembered = [
    { header: '名称', field: null, confidence: 'given' as const },
    { header: '单价', field: 'worth', unit: 'yuan', confidence: 'given' as const },
  ]
  assert.deepEqual(guessMapping(['名称', '单价', '原值'], fields, remembered), [
    { header: '名称', field: null, confidence: 'remembered' },
    { header: '单价', field: 'worth', unit: 'yuan', confidence: 'remembered' },
    { header: '原值', field: null, confidence: 'none' },
  ])
})

test('a mapping tells everything that is wrong with it', () => {
  const faults = mappingFaults(['甲', '乙'], fields, [
    { header: '丙', field: null },
    { header: '甲', field: 'worth', unit: 'hour' },
    { header: '乙', field: 'worth' },
    { header: '甲', field: 'nonsense' },
  ])
  assert.deepEqual(
    faults.map((fault) => `${fault.code}:${fault.name}`),
    ['unknown_column:丙', 'unknown_unit:甲', 'field_twice:worth', 'unknown_field:nonsense', 'field_missing:code'],
  )
})

test('the headings are found below a title, and without any known name', () => {
  const rows = [
    { rowNo: 1, cells: ['示例大学大型仪器一览表（2022）'] },
    { rowNo: 2, cells: ['填报单位：示例大学', null, null, '单位：万元'] },
    { rowNo: 4, cells: ['序号', '仪器编号', '仪器名称', '原值'] },
    { rowNo: 5, cells: [{ num: '1' }, 'A1', '示例仪器', { num: '3' }] },
  ]
  assert.equal(findHeaderRow(rows, fields), 2)
  const foreign = [
    { rowNo: 1, cells: ['list'] },
    { rowNo: 2, cells: ['a', 'b'] },
    { rowNo: 3, cells: ['1', '2'] },
  ]
  assert.equal(findHeaderRow(foreign, fields), 1)
  assert.equal(findHeaderRow([], fields), -1)
  assert.deepEqual(headersOf(['名称', null, '名称']), ['名称', '[B]', '名称 #2'])
  assert.equal(columnLetter(0) + columnLetter(25) + columnLetter(26) + columnLetter(199), 'AZAAGR')
})

test('a row gives what was understood and every reason why not', () => {
  const headers = ['编号', '名称', '原值', '启用']
  const plan = planColumns(headers, fields, [
    { header: '编号', field: 'code' },
    { header: '名称', field: 'name' },
    { header: '原值', field: 'worth', unit: 'wan_yuan' },
    { header: '启用', field: 'started' },
  ])
  const good = understandRow({ rowNo: 2, cells: ['A1', ' ', '94.94', { num: '42375' }] }, plan, 4, false)
  assert.deepEqual(good, { row: { code: 'A1', worth: 94_940_000, started: '2016-01-06' }, reasons: [] })
  assert.deepEqual(cellsToKeep(['A1', null, '94.94', { num: '42375' }], plan, good.row), ['A1', null, '94.94', '2016-01-06'])
  const bad = understandRow({ rowNo: 3, cells: [null, '示例', '约9万', '2016-13-45'], cellCount: 4 }, plan, 4, false)
  assert.deepEqual(
    bad.reasons.map((reason) => [reason.code, reason.field, reason.column]),
    [
      ['missing', 'code', '编号'],
      ['not_exact', 'worth', '原值'],
      ['no_such_day', 'started', '启用'],
    ],
  )
  const slipped = understandRow({ rowNo: 4, cells: ['A2', '示例'], cellCount: 3 }, plan, 4, false)
  assert.deepEqual(slipped.reasons, [{ code: 'cells_slipped', params: { cells: 3, headers: 4 } }])
})
