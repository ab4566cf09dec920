import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  chooseLane,
  clockOf,
  dayOfEnd,
  declareReasons,
  freeParts,
  outside,
  spanReasons,
  startReasons,
  subjectReasons,
} from './use.rules.ts'

const now = '2026-03-02T02:00:00.000Z'
const instrument = { state: 'online', startedOn: '2015-01-01', laneCount: 1 }
const booking = { state: 'confirmed', startsAt: '2026-03-02T02:10:00.000Z', endsAt: '2026-03-02T04:00:00.000Z' }
const start = { now, today: '2026-03-02', instrument, runningCount: 0, booking }

const starts: [string, Partial<Parameters<typeof startReasons>[0]>, string[]][] = [
  ['a confirmed booking ten minutes early', {}, []],
  ['a walk-in', { booking: null }, []],
  ['a second lane', { runningCount: 1, instrument: { ...instrument, laneCount: 2 } }, []],
  ['exactly a quarter of an hour early', { booking: { ...booking, startsAt: '2026-03-02T02:15:00Z' } }, []],
  ['a second more than a quarter of an hour early', { booking: { ...booking, startsAt: '2026-03-02T02:15:01Z' } }, ['too_early']],
  ['a booking that nobody has confirmed', { booking: { ...booking, state: 'pending' } }, ['booking_not_confirmed']],
  ['a booking whose time is over', { booking: { ...booking, startsAt: '2026-03-02T00:00:00Z', endsAt: now } }, ['booking_over']],
  ['an instrument in use', { runningCount: 1 }, ['already_running']],
  ['an instrument out of service', { instrument: { ...instrument, state: 'out_of_service' } }, ['instrument_not_online']],
  ['an instrument not yet in service', { instrument: { ...instrument, startedOn: '2026-03-03' } }, ['before_started_on']],
  [
    'everything at once',
    {
      instrument: { state: 'retired', startedOn: '2027-01-01', laneCount: 1 },
      runningCount: 2,
      booking: { ...booking, state: 'cancelled' },
    },
    ['instrument_not_online', 'before_started_on', 'already_running', 'booking_not_confirmed'],
  ],
]
for (const [name, change, expected] of starts)
  test(`starting ${name}`, () => {
    const reasons = startReasons({ ...start, ...change })
    assert.deepEqual(
      reasons.map(({ code }) => code),
      expected,
    )
  })

const spans: [string, string, string, string[]][] = [
  ['an hour', '2026-03-02T01:00:00Z', now, []],
  ['a day to the second', '2026-03-01T02:00:00Z', now, []],
  ['a second more than a day', '2026-03-01T01:59:59Z', now, ['longer_than_a_day']],
  ['nothing', now, now, ['end_not_after_start']],
  ['an end before its start', '2026-03-02T01:00:00Z', '2026-03-02T00:00:00Z', ['end_not_after_start']],
  ['an end to come', '2026-03-02T01:00:00Z', '2026-03-02T02:00:01Z', ['in_future']],
  ['a start to come', '2026-03-04T01:00:00Z', '2026-03-03T02:00:01Z', ['end_not_after_start', 'in_future']],
]
for (const [name, startsAt, endsAt, expected] of spans)
  test(`a stretch of ${name}`, () => {
    assert.deepEqual(
      spanReasons({ startsAt, endsAt, now }).map(({ code }) => code),
      expected,
    )
  })

const blank = { startsAt: null, endsAt: null, seconds: null, usedOn: null, sampleCount: 0 }
const times = { ...blank, startsAt: '2026-03-01T01:00:00Z', endsAt: '2026-03-01T02:00:00Z' }
type Declared = Parameters<typeof declareReasons>[0]
const declarations: [string, Partial<Declared>, string[]][] = [
  ['times', { declaration: times }, []],
  ['hours of a day', { declaration: { ...blank, seconds: 3_600, usedOn: '2026-03-01' } }, []],
  ['samples of a day', { declaration: { ...blank, sampleCount: 3, usedOn: '2026-03-01' } }, []],
  ['nothing', {}, ['nothing_done', 'day_missing']],
  ['times and hours', { declaration: { ...times, seconds: 60 } }, ['times_and_hours']],
  ['a start without an end', { declaration: { ...times, endsAt: null, sampleCount: 1, usedOn: '2026-03-01' } }, ['times_incomplete']],
  ['hours without a day', { declaration: { ...blank, seconds: 60 } }, ['day_missing']],
  ['hours of tomorrow', { declaration: { ...blank, seconds: 60, usedOn: '2026-03-03' } }, ['in_future']],
  ['25 hours', { declaration: { ...blank, seconds: 90_000, usedOn: '2026-03-01' } }, ['longer_than_a_day']],
  ['a day before the instrument', { declaration: times, usedOn: '2014-12-31' }, ['before_started_on']],
  [
    'a booking that was cancelled',
    { declaration: times, booking: { ...booking, state: 'cancelled', startsAt: times.startsAt } },
    ['booking_not_confirmed'],
  ],
  ['a booking to come', { declaration: times, booking }, ['too_early']],
  ['a request that was declined', { declaration: times, request: { state: 'declined', isToDo: false } }, ['request_not_accepted']],
]
for (const [name, change, expected] of declarations)
  test(`declaring ${name}`, () => {
    const facts = { declaration: blank, now, today: '2026-03-02', usedOn: null, startedOn: '2015-01-01', booking: null, request: null }
    assert.deepEqual(
      declareReasons({ ...facts, ...change }).map(({ code }) => code),
      expected,
    )
  })

test('one thing is used, and an instrument by itself needs one customer', () => {
  const codes = (given: Parameters<typeof subjectReasons>[0]) => subjectReasons(given).map(({ code }) => code)
  assert.deepEqual(codes({}), ['subject_missing'])
  assert.deepEqual(codes({ bookingId: 'b', instrumentId: 'i' }), ['subject_missing'])
  assert.deepEqual(codes({ bookingId: 'b' }), [])
  assert.deepEqual(codes({ instrumentId: 'i' }), ['customer_missing'])
  assert.deepEqual(codes({ instrumentId: 'i', customer: { name: 'a', creditCode: 'b' } }), ['customer_missing'])
  assert.deepEqual(codes({ instrumentId: 'i', customer: { name: 'a', creditCode: undefined } }), [])
})

test('a use counts on the day it ended; midnight belongs to the day before', () => {
  assert.equal(dayOfEnd('2026-03-01T16:00:00Z'), '2026-03-01')
  assert.equal(dayOfEnd('2026-03-01T16:00:01Z'), '2026-03-02')
  assert.equal(clockOf('2026-03-01T16:05:00Z'), '2026-03-02 00:05')
})

const minute = (count: number) => new Date(Date.UTC(2026, 2, 1, 0, count)).toISOString()
const anyStretch = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 })).map(([from, length]) => ({
  startsAt: minute(from),
  endsAt: minute(from + length),
}))
const covers = (stretches: { startsAt: string; endsAt: string }[], moment: string) =>
  stretches.filter((one) => one.startsAt <= moment && moment < one.endsAt).length

test('what is free of a stretch is all of it that nobody has, once', () => {
  fc.assert(
    fc.property(anyStretch, fc.array(anyStretch, { maxLength: 6 }), (wanted, taken) => {
      const free = freeParts(wanted, taken)
      for (let at = 0; at < 270; at++) {
        const expected = covers([wanted], minute(at)) === 1 && covers(taken, minute(at)) === 0 ? 1 : 0
        assert.equal(covers(free, minute(at)), expected)
      }
    }),
  )
})

test('what lies outside one’s own time is all of the use but that', () => {
  fc.assert(
    fc.property(anyStretch, anyStretch, (use, own) => {
      const parts = outside(use, own)
      for (let at = 0; at < 270; at++)
        assert.equal(covers(parts, minute(at)), covers([use], minute(at)) === 1 && covers([own], minute(at)) === 0 ? 1 : 0)
    }),
  )
  assert.deepEqual(outside({ startsAt: minute(1), endsAt: minute(2) }, null), [{ startsAt: minute(1), endsAt: minute(2) }])
})

test('a lane is chosen where all is free; else the latest of the first obstacles is told', () => {
  const taken = [
    { lane: 1, startsAt: minute(10), endsAt: minute(20) },
    { lane: 2, startsAt: minute(30), endsAt: minute(40) },
  ]
  const want = (from: number, to: number) => chooseLane([{ startsAt: minute(from), endsAt: minute(to) }], taken, [1, 2])
  assert.deepEqual(want(0, 10), { lane: 1 })
  assert.deepEqual(want(5, 30), { lane: 2 })
  assert.deepEqual(want(5, 35), { meets: taken[1] })
})
