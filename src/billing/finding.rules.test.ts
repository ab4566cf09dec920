import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { ThresholdName } from './finding.contract.ts'
import {
  type Checked,
  type CheckedInstrument,
  type CheckedRow,
  findAll,
  quarterEnd,
  quarterOf,
  secondsByDay,
  secondsOfYear,
  thresholdOn,
  yearOver,
} from './finding.rules.ts'

const hour = 3_600
const row = (id: string, changes: Partial<CheckedRow> = {}): CheckedRow => ({
  ...{
    id,
    serviceNo: `no ${id}`,
    instrumentId: 'I',
    effectiveOn: '2026-02-10',
    startsAt: null,
    endsAt: null,
    seconds: hour,
    sampleCount: 0,
    fen: 0,
  },
  ...{ audience: 'external', tie: 'none', invoiceNo: null, enteredOn: '2026-02-10', meteredSeconds: null, listFen: null, stop: 'none' },
  ...changes,
})
const thresholds: Record<ThresholdName, number> = {
  ...{ no_invoice_days: 30, no_invoice_percent: 20, invoice_uses: 1, price_percent: 20, price_share_percent: 20, late_days: 30 },
  ...{ late_percent: 50, rush_days: 5, rush_percent: 50, same_percent: 50, records_least: 3, meter_percent: 20, self_report_percent: 1 },
}
const instrument: CheckedInstrument = { id: 'I', laneCount: 1, startedOn: '2015-01-01', sessionSeconds: 1_000 * hour }
const checked = (rows: readonly CheckedRow[], changes: Partial<CheckedInstrument> = {}): Checked => ({
  ...{
    year: 2026,
    today: '2026-06-30',
    rows,
    instruments: new Map([['I', { ...instrument, ...changes }]]),
    selfReport: null,
    ownRatings: [],
  },
  threshold: (name) => thresholds[name],
})
const times = (from: string, to: string) => ({ startsAt: `${from}:00.000Z`, endsAt: `${to}:00.000Z` })
const many = (count: number, of: (at: number) => Partial<CheckedRow>) => Array.from({ length: count }, (_, at) => row(`${at}`, of(at)))
const dayAt = (at: number) => new Date(Date.UTC(2025, 11, 31 + at)).toISOString().slice(0, 10)
const each = (at: number) => `2026-01-${String(at + 10)}`

/** What is told, the rows, and what is found of them: the check, its detail, numbers and how many rows it stands on. */
const cases: readonly (readonly [string, Checked, readonly string[]])[] = [
  ['nothing', checked([]), []],
  ['one plain record', checked([row('a')]), []],
  ['24 hours on a day', checked([row('a', { seconds: 24 * hour })]), []],
  ['25 hours on a day', checked([row('a', { seconds: 24 * hour }), row('b')]), [`day_over  ${25 * hour}/${24 * hour} 2`]],
  ['a batch of samples of 25 hours', checked([row('a', { seconds: 25 * hour, sampleCount: 9 })]), []],
  ['25 hours on two lanes', checked([row('a', { seconds: 25 * hour })], { laneCount: 2 }), []],
  [
    'two days by the clock, 25 hours in all, are not more than a day',
    checked([row('a', { seconds: 25 * hour, ...times('2026-02-09T12:00', '2026-02-10T13:00') })]),
    [],
  ],
  [
    'times that touch',
    checked([row('a', times('2026-02-10T01:00', '2026-02-10T02:00')), row('b', times('2026-02-10T02:00', '2026-02-10T03:00'))]),
    [],
  ],
  [
    'times that overlap',
    checked([row('a', times('2026-02-10T01:00', '2026-02-10T02:00')), row('b', times('2026-02-10T01:59', '2026-02-10T03:00'))]),
    ['overlap  2/1 2'],
  ],
  [
    'times that overlap on two lanes',
    checked([row('a', times('2026-02-10T01:00', '2026-02-10T02:00')), row('b', times('2026-02-10T01:59', '2026-02-10T03:00'))], {
      laneCount: 2,
    }),
    [],
  ],
  ['an end before its start', checked([row('a', times('2026-02-10T02:00', '2026-02-10T01:00'))]), ['times_wrong end_not_after_start']],
  ['a day to come', checked([row('a', { effectiveOn: '2026-07-01' })]), ['times_wrong in_future']],
  ['before it was there', checked([row('a')], { startedOn: '2026-02-11' }), ['times_wrong before_started_on']],
  ['while it was broken', checked([row('a', { stop: 'while_broken' })]), ['times_wrong while_broken']],
  ['more external hours than use', checked([row('a')], { sessionSeconds: hour - 1 }), [`external_over  ${hour}/${hour - 1} 1`]],
  ['internal hours do not count there', checked([row('a', { audience: 'internal' })], { sessionSeconds: 0 }), []],
  ['the owner as its own customer', checked([row('a', { tie: 'owner_itself' })]), ['own_customer owner_itself']],
  ['the owner, internal', checked([row('a', { tie: 'owner_itself', audience: 'internal' })]), []],
  ['a related customer', checked([row('a', { tie: 'related' })]), ['own_customer related']],
  ['a fifth of the income without an invoice', checked([row('a', { fen: 80, invoiceNo: 'X' }), row('b', { fen: 20 })]), []],
  ['more than a fifth', checked([row('a', { fen: 79, invoiceNo: 'X' }), row('b', { fen: 21 })]), ['no_invoice  21/100 1']],
  ['not late yet', checked([row('b', { fen: 21, effectiveOn: '2026-05-31', enteredOn: '2026-05-31' })]), []],
  ['late by a day', checked([row('b', { fen: 21, effectiveOn: '2026-05-30', enteredOn: '2026-05-30' })]), ['no_invoice  21/21 1']],
  ['one invoice twice', checked([row('a', { invoiceNo: 'X' }), row('b', { invoiceNo: 'X' })]), ['invoice_twice  2/1 2']],
  ['a fifth off the list', checked([row('a', { fen: 120, listFen: 100, invoiceNo: 'X' })]), []],
  ['more off the list', checked([row('a', { fen: 121, listFen: 100, invoiceNo: 'X' })]), ['price_differs  1/1 1']],
  ['less, too', checked([row('a', { fen: 79, listFen: 100, invoiceNo: 'X' })]), ['price_differs  1/1 1']],
  ['entered 30 days later', checked([row('a', { enteredOn: '2026-03-12' })]), []],
  ['entered 31 days later', checked([row('a', { enteredOn: '2026-03-13' })]), ['late_entry  1/1 1']],
  ['half of them late', checked([row('a', { enteredOn: '2026-03-13' }), row('b')]), []],
  [
    'three of four at the quarter’s end',
    checked(many(4, (at) => ({ effectiveOn: '2026-03-20', enteredOn: at < 3 ? '2026-03-27' : '2026-03-26', seconds: at * 7 + 1 }))),
    ['quarter_rush  3/4 3'],
  ],
  [
    'events of those days themselves',
    checked(many(4, (at) => ({ effectiveOn: '2026-03-28', enteredOn: '2026-03-28', seconds: at + 1 }))),
    [],
  ],
  [
    'three of five equally long',
    checked(many(5, (at) => ({ effectiveOn: each(at), enteredOn: each(at), seconds: at < 3 ? 8 * hour : at * hour }))),
    ['same_duration  3/5 3'],
  ],
  ['two of them are too few', checked(many(2, (at) => ({ effectiveOn: each(at), enteredOn: each(at), seconds: 8 * hour }))), []],
  ['a fifth off the meter', checked([row('a', { seconds: 120, meteredSeconds: 100 })]), []],
  ['more off the meter', checked([row('a', { seconds: 121, meteredSeconds: 100 })]), ['metered_differs  121/100 1']],
  ['metered nothing, counted an hour', checked([row('a', { meteredSeconds: 0 })]), [`metered_differs  ${hour}/0 1`]],
]
for (const [name, given, expected] of cases)
  test(name, () => {
    const found = findAll(given)
    const told = found.map(({ check, detail, numerator, denominator, serviceIds }, at) =>
      `${check} ${detail} ${numerator}/${denominator} ${serviceIds.length}`.slice(0, expected[at]?.length),
    )
    assert.deepEqual(told, expected)
  })

test('a year has as many hours as its days', () => {
  const full = many(365, (at) => ({ seconds: 24 * hour, effectiveOn: dayAt(at) }))
  assert.deepEqual(yearOver(checked(full)), [])
  const [found] = yearOver(checked([...full, row('one more')]))
  assert.deepEqual([found?.numerator, found?.denominator, found?.serviceIds.length], [8_761 * hour, 8_760 * hour, 366])
})

test('quarters and years end where the calendar says', () => {
  assert.deepEqual([quarterOf('2026-03-31'), quarterOf('2026-04-01'), quarterOf('2026-12-31')], ['2026-Q1', '2026-Q2', '2026-Q4'])
  assert.deepEqual(['2026-Q1', '2024-Q4', '2026-Q2'].map(quarterEnd), ['2026-03-31', '2024-12-31', '2026-06-30'])
  assert.deepEqual([secondsOfYear(2024) / 86_400, secondsOfYear(2026) / 86_400], [366, 365])
})

test('a threshold holds from its day until the next one does', () => {
  const said = [
    { name: 'late_days' as const, value: 30, validFrom: '2015-01-01', documentNo: '' },
    { name: 'late_days' as const, value: 10, validFrom: '2026-01-01', documentNo: '' },
  ]
  const on = (day: string) => thresholdOn(said, 'late_days', day)
  assert.deepEqual(['2014-01-01', '2025-12-31', '2026-01-01'].map(on), [30, 30, 10])
  assert.equal(thresholdOn(said, 'meter_percent', '2026-01-01'), 0)
})

test('the days of a stretch add up to it', () => {
  const minute = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(minute, fc.integer({ min: 1, max: 10_000 }), (from, length) => {
      const begun = Date.UTC(2026, 0, 1) + from * 60_000
      const [startsAt, endsAt] = [begun, begun + length * 60_000].map((at) => new Date(at).toISOString())
      const days = secondsByDay({ startsAt: startsAt!, endsAt: endsAt!, seconds: 0, effectiveOn: '' })
      assert.equal(
        [...days.values()].reduce((sum, one) => sum + one, 0),
        length * 60,
      )
      assert.ok([...days.values()].every((seconds) => seconds <= 86_400))
    }),
  )
})
