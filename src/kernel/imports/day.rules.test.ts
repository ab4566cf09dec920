import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Cell } from './cell.ts'
import { dayReader, momentReader } from './day.rules.ts'
import { dayToSerial } from './serial.rules.ts'

type Context = { unit?: string; is1904?: boolean }
const readWith = (reader: typeof dayReader, cell: Cell, { unit, is1904 = false }: Context = {}) => {
  const reading = reader.read(cell, { unit, is1904 })
  return 'reason' in reading ? `!${reading.reason.code}` : reading.value
}

const days: [Cell, string | null, Context?][] = [
  ['2016-01-06', '2016-01-06'],
  ['2016/1/6', '2016-01-06'],
  ['2016.1.6', '2016-01-06'],
  ['20160106', '2016-01-06'],
  [{ num: '20160106' }, '2016-01-06'],
  ['2016年1月6日', '2016-01-06'],
  ['2016 年 1 月 6 日', '2016-01-06'],
  ['２０１６年１月６号', '2016-01-06'],
  [{ num: '42375' }, '2016-01-06'],
  [{ num: '42375.5' }, '2016-01-06'],
  [{ num: '40913' }, '2016-01-06', { is1904: true }],
  ['42375', '2016-01-06', { unit: 'serial_1900' }],
  ['40913', '2016-01-06', { unit: 'serial_1904' }],
  [{ day: '2016-01-06' }, '2016-01-06'],
  [{ day: '2016-01-06 08:30:00' }, '2016-01-06'],
  ['2005-02-23 00:00:00', '2005-02-23'],
  ['2025-11-25 06:16:47.846159', '2025-11-25'],
  ['2016-01-06T20:30:00Z', '2016-01-07'],
  ['2016-01-06T20:30:00+08:00', '2016-01-06'],
  ['2016-2-29', '2016-02-29'],
  ['06/01/2016', '2016-01-06', { unit: 'day_month_year' }],
  ['06/01/2016', '2016-06-01', { unit: 'month_day_year' }],
  ['无', null],
  ['—', null],
  ['2016-13-45', '!no_such_day'],
  ['2015-02-29', '!no_such_day'],
  ['20161301', '!no_such_day'],
  ['06/01/2016', '!day_month_order'],
  ['13/01/2016', '!day_month_order'],
  ['2016', '!no_day'],
  [{ num: '2016' }, '!no_day'],
  ['2016年', '!no_day'],
  ['2016年1月', '!no_day'],
  ['2016-01', '!no_day'],
  ['201601', '!no_day'],
  [{ day: '2016-01' }, '!no_day'],
  ['16-1-6', '!short_year'],
  ['42375', '!maybe_serial'],
  [{ num: '999' }, '!not_a_day'],
  [{ num: '99999' }, '!not_a_day'],
  ['1816-01-06', '!day_out_of_range'],
  ['2016-01/06', '!not_a_day'],
  ['2016-01-06前后', '!not_a_day'],
  ['2016-01-06 25:00', '!no_such_time'],
  ['2016-1-067', '!not_a_day'],
  ['昨天', '!not_a_day'],
  [{ error: '#REF!' }, '!cell_error'],
]

test('days are understood as people and spreadsheets write them, or refused', () => {
  for (const [cell, wanted, context] of days) assert.equal(readWith(dayReader, cell, context), wanted, JSON.stringify(cell))
})

test('moments take the clock of Asia/Shanghai unless they name a zone', () => {
  const cases: [Cell, string][] = [
    ['2022-03-01 08', '2022-03-01T00:00:00.000Z'],
    ['2022-03-01 08:30', '2022-03-01T00:30:00.000Z'],
    ['2022年3月1日 8时30分', '2022-03-01T00:30:00.000Z'],
    ['2022-03-01T08:30:15Z', '2022-03-01T08:30:15.000Z'],
    ['2022-03-01T08:30:15+0900', '2022-02-28T23:30:15.000Z'],
    [{ num: '44621.5' }, '2022-03-01T04:00:00.000Z'],
    [{ day: '2022-03-01' }, '2022-02-28T16:00:00.000Z'],
    ['2022-03-01', '!no_time'],
  ]
  for (const [cell, wanted] of cases) assert.equal(readWith(momentReader, cell), wanted, JSON.stringify(cell))
})

test('every day reads back from every notation', () => {
  const day = fc.date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, dayOfMonth] = iso.split('-').map(Number) as [number, number, number]
      for (const text of [
        iso,
        iso.replaceAll('-', ''),
        `${year}/${month}/${dayOfMonth}`,
        `${year}.${month}.${dayOfMonth}`,
        `${year}年${month}月${dayOfMonth}日`,
      ]) {
        assert.equal(readWith(dayReader, text), iso, text)
      }
      assert.equal(readWith(dayReader, { num: String(dayToSerial(iso)) }), iso)
      assert.equal(
        readWith(dayReader, { num: String(dayToSerial(iso) - 1462) }, { is1904: true }),
        dayToSerial(iso) - 1462 >= 18_264 ? iso : '!not_a_day',
      )
    }),
  )
})

test('whatever is written, an understood day is a day of the calendar', () => {
  const sign = fc.constantFrom('0', '1', '2', '6', '9', '-', '/', '.', '年', '月', '日', ' ', ':')
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 14 }), (signs) => {
      const value = readWith(dayReader, signs.join(''))
      if (value !== null && !value.startsWith('!')) assert.equal(new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10), value)
    }),
    { numRuns: 3000 },
  )
})
