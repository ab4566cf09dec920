import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Cell } from './cell.ts'
import { plainDecimal, serialToDay, shapeOfFormat } from './serial.rules.ts'
import { spanReader } from './span.rules.ts'
import { choiceReader, codeReader, countReader, type Reader, textReader, yesNoReader } from './value.rules.ts'

function check<T>(reader: Reader<T>, cases: [Cell, T | null | string, string?][]) {
  for (const [cell, wanted, unit] of cases) {
    const reading = reader.read(cell, { unit, is1904: false })
    assert.deepEqual('reason' in reading ? `!${reading.reason.code}` : reading.value, wanted, `${JSON.stringify(cell)} in ${unit}`)
  }
}

test('lengths of time become seconds', () => {
  check(spanReader, [
    ['3.5', 12_600, 'hour'],
    [{ num: '3.5' }, 12_600, 'hour'],
    ['3.5小时', 12_600],
    ['3.5小时', 12_600, 'minute'],
    ['3小时30分', 12_600],
    ['3 小时 30 分钟', 12_600],
    ['3h30m', 12_600],
    ['210分钟', 12_600],
    ['210', 12_600, 'minute'],
    ['1,200', 4_320_000, 'hour'],
    ['1.66666667', 6_000, 'hour'],
    ['0', 0, 'hour'],
    [{ span: 12_600 }, 12_600],
    ['3:30', 12_600, 'clock'],
    ['无', null, 'hour'],
    ['3:30', '!unclear_clock', 'hour'],
    ['3.5', '!time_unit_unknown'],
    ['-3', '!negative', 'hour'],
    ['30分3小时', '!not_a_span'],
    ['3小时3小时', '!not_a_span'],
    ['约3小时', '!not_a_span'],
    ['3小时多', '!not_a_span'],
    ['三小时', '!not_a_span'],
    ['3天', '!not_a_span'],
  ])
})

test('hours and minutes written out add up', () => {
  fc.assert(
    fc.property(fc.nat(9999), fc.nat(59), fc.nat(59), (hours, minutes, seconds) => {
      check(spanReader, [[`${hours}小时${minutes}分${seconds}秒`, hours * 3600 + minutes * 60 + seconds]])
    }),
  )
})

test('counts, codes, choices, ticks and texts', () => {
  check(countReader, [
    ['3', 3],
    ['3个', 3],
    ['1,200 件', 1200],
    [{ num: '3' }, 3],
    ['3.0', 3],
    ['3.5', '!not_whole'],
    ['-1', '!negative'],
    ['若干', '!not_a_number'],
  ])
  check(codeReader(20), [
    ['ＹＱ－０１', 'YQ-01'],
    [' 0012 ', '0012'],
    [{ num: '20160012' }, '20160012'],
    [{ num: '1234567890123450' }, '!code_lost_digits'],
    ['1.23457E+17', '!code_lost_digits'],
    [{ num: '12.5' }, '!not_a_code'],
    ['x'.repeat(21), '!text_too_long'],
    ['—', null],
  ])
  const kind = choiceReader({ 通用: 'general', 专用: 'special' }, '通用、专用')
  check(kind, [
    ['通用', 'general'],
    [' 专用　', 'special'],
    ['其它', '!not_a_choice'],
    ['constructor', '!not_a_choice'],
  ])
  check(yesNoReader, [
    ['是', true],
    ['无', false],
    [{ bool: true }, true],
    ['√', true],
    ['也许', '!not_yes_no'],
  ])
  check(textReader(10), [
    [' 甲\r\n乙\u0000 ', '甲\n乙'],
    ['（全角）', '（全角）'],
    [{ num: '12.5' }, '12.5'],
    ['无', null],
    ['x'.repeat(11), '!text_too_long'],
  ])
})

test('numbers of a spreadsheet come out with its own precision', () => {
  const cases: [string, string | undefined][] = [
    ['94.940000000000012', '94.94'],
    ['0.30000000000000004', '0.3'],
    ['1.2E6', '1200000'],
    ['1E-7', '0.0000001'],
    ['-0', '0'],
    ['007', '7'],
    ['123456789012345678', '123456789012346000'],
    ['', undefined],
    ['abc', undefined],
  ]
  for (const [stored, wanted] of cases) assert.equal(plainDecimal(stored), wanted, stored)
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.nat(6), (digits, places) => {
      const value = digits / 10 ** places
      assert.equal(Number(plainDecimal(String(value))), value === 0 ? 0 : value)
    }),
  )
})

test('a number format says whether a number is a day', () => {
  const cases: [number, string | undefined, string][] = [
    [0, undefined, 'number'],
    [2, undefined, 'number'],
    [14, undefined, 'day'],
    [31, undefined, 'day'],
    [57, undefined, 'month'],
    [20, undefined, 'span'],
    [46, undefined, 'span'],
    [164, 'yyyy-mm-dd', 'day'],
    [165, 'yyyy"年"m"月"d"日";@', 'day'],
    [166, 'yyyy"年"m"月"', 'month'],
    [167, '[h]:mm', 'span'],
    [168, '#,##0.00"元"', 'number'],
    [169, '[$-804]aaaa;@', 'number'],
    [170, '[Red]0.00', 'number'],
    [171, '"d"0', 'number'],
    [172, 'General', 'number'],
  ]
  for (const [id, code, wanted] of cases) assert.equal(shapeOfFormat(id, code), wanted, `${id} ${code}`)
  assert.equal(serialToDay(42_375, false), '2016-01-06')
  assert.equal(serialToDay(60, false), undefined)
  assert.equal(serialToDay(42_375.354166666664, false), '2016-01-06 08:30:00')
})
