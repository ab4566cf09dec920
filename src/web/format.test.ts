import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as format from './format.ts'

const table = <Given extends unknown[]>(name: string, run: (...given: Given) => unknown, rows: [given: Given, wanted: unknown][]) => {
  for (const [given, wanted] of rows)
    test(`${name} of ${JSON.stringify(given)} is ${JSON.stringify(wanted)}`, () => assert.deepEqual(run(...given), wanted))
}

table('decimal', format.decimal, [
  [[0, 1, 0], '0'],
  [[2387, 1, 0], '2,387'],
  [[1_834_787_880, 3600, 1], '509,663.3'],
  [[5, 100, 1], '0.1'],
  [[4, 100, 1], '0.0'],
  [[-4, 100, 1], '0.0'],
  [[-5, 100, 1], '−0.1'],
  [[-76_000, 100, 2], '−760.00'],
  [[115, 100, 1], '1.2'],
  [[Number.MAX_SAFE_INTEGER, 100, 2], '90,071,992,547,409.91'],
])
table('count', format.count, [
  [[999], '999'],
  [[1000], '1,000'],
  [[1_234_567], '1,234,567'],
  [[-12], '−12'],
])
table('fixed', format.fixed, [
  [[213.5, 1], '213.5'],
  [[-0.04, 1], '0.0'],
  [[12345.678, 2], '12,345.68'],
])
table('yuan', format.yuan, [
  [[152_000], '1,520.00'],
  [[1], '0.01'],
  [[0], '0.00'],
])
table('price', format.price, [
  [[38_000], '380'],
  [[1250], '12.50'],
])
table('money', format.money, [
  [[999_999, 'zh'], { digits: '9,999.99', unit: { zh: '元', en: 'yuan' } }],
  [[1_000_000, 'zh'], { digits: '1.0', unit: { zh: '万元', en: 'million yuan' } }],
  [[7_801_400_000, 'zh'], { digits: '7,801.4', unit: { zh: '万元', en: 'million yuan' } }],
  [[7_801_400_000, 'en'], { digits: '78.014', unit: { zh: '万元', en: 'million yuan' } }],
])
table('hours', format.hours, [
  [[14_400], '4.0'],
  [[5400], '1.5'],
  [[1_834_787_880], '509,663.3'],
  [[90, 2], '0.03'],
])
table('percent', format.percent, [
  [[2852, 3657], '78.0'],
  [[1, 0], undefined],
  [[0, 5], '0.0'],
])
table('bytes', format.bytes, [
  [[12], '12 B'],
  [[2048], '2.0 KB'],
  [[1_500_000], '1.4 MB'],
])
table('moment', format.moment, [
  [['2024-05-23T02:20:00Z'], '2024-05-23 10:20'],
  [['2022-12-31T16:00:00.000Z'], '2023-01-01 00:00'],
])
table('dayInProse', format.dayInProse, [
  [['2024-05-03', 'zh'], '2024年5月3日'],
  [['2024-05-03', 'en'], '3 May 2024'],
])
table('weekday', (day: string) => format.weekday(day).zh, [
  [['2024-05-30'], '周四'],
  [['2024-06-02'], '周日'],
])
table('stretch', format.stretch, [
  [['2024-05-30T05:00:00Z', '2024-05-30T09:00:00Z', 'zh'], '05-30 周四 13:00–17:00'],
  [['2024-05-30T05:00:00Z', '2024-05-30T16:00:00Z', 'zh'], '05-30 周四 13:00–24:00'],
  [['2024-05-30T14:00:00Z', '2024-05-30T18:00:00Z', 'en'], '05-30 Thu 22:00–05-31 02:00'],
])
table('dayOfText', format.dayOfText, [
  [['2024-05-23'], '2024-05-23'],
  [[' 20240523 '], '2024-05-23'],
  [['2024/5/3'], '2024-05-03'],
  [['2024年5月23日'], '2024-05-23'],
  [['2024-02-30'], undefined],
  [['2024-13-01'], undefined],
  [['5-23'], undefined],
])
table('mondayOf', format.mondayOf, [
  [['2024-06-02'], '2024-05-27'],
  [['2024-05-27'], '2024-05-27'],
])
table('clock', format.clock, [
  [[0], '00:00'],
  [[785], '13:05'],
  [[1440], '24:00'],
])
table('momentAt', format.momentAt, [[['2024-05-30', 780], '2024-05-30T05:00:00.000Z']])
table('readable', format.readable, [
  [
    [{ startsAt: '2024-05-30T05:00:00Z', dueOn: '2024-06-01', dueFen: 76_000, waitSeconds: 7200, seconds: 30, name: '某仪器' }, 'zh'],
    { startsAt: '2024-05-30 13:00', dueOn: '2024年6月1日', dueFen: '760.00 元', waitSeconds: '2.0 小时', seconds: '30', name: '某仪器' },
  ],
])

table('fullStretch', format.fullStretch, [
  [['2024-05-23T02:20:00Z', '2024-05-23T04:00:00Z'], '2024-05-23 10:20–12:00'],
  [['2024-05-23T14:00:00Z', '2024-05-24T16:00:00Z'], '2024-05-23 22:00–2024-05-25 00:00'],
])
