import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exactMoment, momentAsked, momentPublished, periodAsked, shareInPercent, versionAsked, writtenOut } from './figure.rules.ts'
import { splitPeriod } from './rollup.rules.ts'
import { createVisitBuffer, lastFullHour } from './visit.rules.ts'

test('whole parts are written out half away from zero, with thousands commas', () => {
  assert.equal(writtenOut(1_834_787_880, 3600, 1), '509,663.3')
  assert.equal(writtenOut(7_801_400_000, 1_000_000, 1), '7,801.4')
  assert.equal(writtenOut(7_801_450_000, 1_000_000, 1), '7,801.5')
  assert.equal(writtenOut(-50_000, 1_000_000, 1), '−0.1')
  assert.equal(writtenOut(-49_999, 1_000_000, 1), '0.0')
  assert.equal(writtenOut(2387, 1, 0), '2,387')
})

test('a share keeps its division and rounds once', () => {
  assert.equal(shareInPercent(2852, 3657, 1), 780)
  assert.equal(shareInPercent(5_817_200_000, 7_801_400_000, 1), 746)
  assert.equal(shareInPercent(1, 0, 1), null)
})

test('a flow has months or a year, a stock has a day; a past year stands at its last day', () => {
  assert.deepEqual(periodAsked('flow', { year: 2022 }, '2026-03-02'), { from: '2022-01-01', to: '2023-01-01', on: null })
  assert.deepEqual(periodAsked('flow', { from: '2022-11', to: '2023-02' }, '2026-03-02'), {
    from: '2022-11-01',
    to: '2023-03-01',
    on: null,
  })
  assert.deepEqual(periodAsked('flow', { from: '2022-12', to: '2022-12' }, '2026-03-02'), {
    from: '2022-12-01',
    to: '2023-01-01',
    on: null,
  })
  assert.deepEqual(periodAsked('flow', {}, '2026-03-02'), { from: '2026-01-01', to: '2027-01-01', on: null })
  assert.deepEqual(periodAsked('stock', { year: 2022 }, '2026-03-02'), { from: null, to: null, on: '2022-12-31' })
  assert.deepEqual(periodAsked('stock', {}, '2026-03-02'), { from: null, to: null, on: '2026-03-02' })
  assert.deepEqual(periodAsked('stock', { on: '2024-05-23' }, '2026-03-02'), { from: null, to: null, on: '2024-05-23' })
  for (const wrong of [{ on: '2022-01-01' }, { from: '2022-01' }, { from: '2022-02', to: '2022-01' }])
    assert.equal(periodAsked('flow', wrong, '2026-03-02'), undefined)
  assert.equal(periodAsked('stock', { from: '2022-01', to: '2022-02' }, '2026-03-02'), undefined)
})

test('the version is the one in force on the last day, or the one asked for by name', () => {
  const word = { zh: '甲', en: 'a' }
  const version = (id: string, validFrom: string | null) => ({ id, validFrom, definition: word, documentNo: '' })
  const figure = { versions: [version('v1', '2015-01-01'), version('v2', '2024-01-01'), version('v3', null)] } as never
  assert.equal(versionAsked(figure, undefined, '2023-12-31')?.id, 'v1')
  assert.equal(versionAsked(figure, undefined, '2024-01-01')?.id, 'v2')
  assert.equal(versionAsked(figure, 'v3', '2023-12-31')?.id, 'v3')
  assert.equal(versionAsked(figure, 'v9', '2023-12-31'), undefined)
})

test('a day asked for means its end in Shanghai, today means now, and nothing later than the watermark is answered', () => {
  const watermark = '2026-03-02T04:00:00.5Z'
  assert.equal(momentAsked(undefined, watermark), '2026-03-02T04:00:00.500000Z')
  assert.equal(momentAsked('2026-03-01', watermark), '2026-03-01T15:59:59.999999Z')
  assert.equal(momentAsked('2026-03-02', watermark), '2026-03-02T04:00:00.500000Z')
  assert.equal(momentAsked('2026-03-03', watermark), undefined)
  assert.equal(momentAsked('2026-03-02T04:00:00.5Z', watermark), '2026-03-02T04:00:00.500000Z')
  assert.equal(momentAsked('2026-03-02T04:00:00.500001Z', watermark), undefined)
  assert.equal(exactMoment('2026-03-02T04:00:00Z'), '2026-03-02T04:00:00.000000Z')
})

test('as published a moment counts by whole days, an earlier one as it ended, today as it stands', () => {
  const watermark = '2026-03-02T04:00:00.5Z'
  const cases: [string | undefined, string | undefined][] = [
    [undefined, '2026-03-02T04:00:00.500000Z'],
    ['2026-03-02', '2026-03-02T04:00:00.500000Z'],
    ['2026-03-02T03:59:58Z', '2026-03-02T04:00:00.500000Z'],
    ['2026-03-01T16:00:00Z', '2026-03-02T04:00:00.500000Z'],
    ['2026-03-01T15:59:59Z', '2026-03-01T15:59:59.999999Z'],
    ['2026-03-01T02:00:00Z', '2026-03-01T15:59:59.999999Z'],
    ['2026-03-02T04:00:00.500001Z', undefined],
    ['2026-03-03', undefined],
  ]
  for (const [asOf, told] of cases) assert.equal(momentPublished(asOf, watermark), told, asOf)
})

test('a period is made of whole years and the months beside them', () => {
  assert.deepEqual(splitPeriod('2021-11-01', '2024-02-01'), {
    years: ['2022-01-01', '2023-01-01'],
    months: ['2021-11-01', '2021-12-01', '2024-01-01'],
  })
  assert.deepEqual(splitPeriod('2022-01-01', '2022-12-01').years, [])
})

test('visits are counted by the hour, taken once, and put back when they could not be written', () => {
  const buffer = createVisitBuffer()
  buffer.count(new Date('2026-03-02T04:59:59Z'))
  buffer.count(new Date('2026-03-02T04:00:00Z'))
  buffer.count(new Date('2026-03-02T05:00:00Z'))
  const taken = buffer.take()
  assert.deepEqual(
    [...taken],
    [
      ['2026-03-02T04:00:00Z', 2],
      ['2026-03-02T05:00:00Z', 1],
    ],
  )
  assert.equal(buffer.take().size, 0)
  buffer.putBack(taken)
  assert.deepEqual(buffer.take(), taken)
  assert.equal(lastFullHour('2026-03-02T05:00:30.000001Z'), '2026-03-02T04:00:00Z')
  assert.equal(lastFullHour('2026-03-02T05:01:00Z'), '2026-03-02T05:00:00Z')
})
