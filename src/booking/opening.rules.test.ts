import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, momentOf } from '../kernel/time.ts'
import {
  areOpeningsSound,
  blocksOfDay,
  isOpenFor,
  nextFreeTimes,
  openSpans,
  type Span,
  standardOpenings,
  type Taken,
} from './opening.rules.ts'

const day = '2026-03-02'
const hour = (at: number, on = day) => momentOf(on, at * 60).getTime()
const span = (from: number, to: number, on = day): Span => ({ from: hour(from, on), to: hour(to, on) })
const taken = (from: number, to: number, lane = 1, kind: Taken['kind'] = 'booking'): Taken => ({ ...span(from, to), lane, kind })
const allDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: 0, toMinute: 1440 }))

test('an instrument that never closes is open across midnight', () => {
  assert.deepEqual(openSpans(allDay, day, addDays(day, 2)), [{ from: hour(0), to: hour(24, addDays(day, 2)) }])
  assert.ok(isOpenFor(allDay, span(22, 30)))
  assert.ok(!isOpenFor(standardOpenings, span(17, 19)))
  assert.ok(!isOpenFor(standardOpenings, span(9, 9)))
})

test('openings are sound when none of a day overlap', () => {
  for (const [openings, expected] of [
    [standardOpenings, true],
    [[], true],
    [
      [
        { weekday: 1, fromMinute: 480, toMinute: 720 },
        { weekday: 1, fromMinute: 720, toMinute: 1080 },
      ],
      true,
    ],
    [
      [
        { weekday: 1, fromMinute: 720, toMinute: 1080 },
        { weekday: 1, fromMinute: 480, toMinute: 721 },
      ],
      false,
    ],
    [[{ weekday: 1, fromMinute: 480, toMinute: 480 }], false],
    [
      [
        { weekday: 1, fromMinute: 480, toMinute: 720 },
        { weekday: 2, fromMinute: 500, toMinute: 720 },
      ],
      true,
    ],
  ] as const)
    assert.equal(areOpeningsSound(openings), expected)
})

const facts = {
  openings: standardOpenings,
  laneCount: 1,
  stepMinutes: 30,
  bufferMinutes: 0,
  earliest: hour(8),
  lastDay: addDays(day, 4),
}

test('the next free times, soonest first', () => {
  for (const [wish, changed, expected] of [
    [span(9, 10), { taken: [taken(9, 10)] }, [10, 11, 12]],
    [span(9, 11), { taken: [taken(9, 10), taken(11.5, 12)] }, [12, 14, 16]],
    [span(9, 10), { taken: [taken(9, 10)], laneCount: 2 }, [9, 10, 11]],
    [span(9, 10), { taken: [taken(9, 10), taken(9, 12, 2)], laneCount: 2 }, [10, 11, 12]],
    [span(9, 10), { taken: [taken(9, 10), taken(12, 13)], bufferMinutes: 30 }, [10, 13, 14]],
    [span(9, 10), { taken: [], earliest: hour(10.2) }, [10.5, 11.5, 12.5]],
    [span(16, 18), { taken: [taken(16, 18)] }, [32, 34, 36]],
  ] as const)
    assert.deepEqual(
      nextFreeTimes(wish, { ...facts, ...changed }, 3).map(({ from }) => (from - hour(0)) / 3_600_000),
      expected,
    )
})

test('nothing is offered beyond the last day, nor where no time is long enough', () => {
  assert.deepEqual(nextFreeTimes(span(9, 10), { ...facts, lastDay: day, taken: [taken(8, 18)] }, 5), [])
  assert.deepEqual(nextFreeTimes(span(8, 19), { ...facts, taken: [] }, 5), [])
})

const manyTaken = fc.array(
  fc.record({ start: fc.integer({ min: 0, max: 200 }), length: fc.integer({ min: 1, max: 12 }), lane: fc.integer({ min: 1, max: 3 }) }),
  { maxLength: 60 },
)

test('whatever is taken, what is offered is open, free in one lane, on the steps, in order and apart', () => {
  fc.assert(
    fc.property(
      manyTaken,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom(0, 15, 30),
      (times, laneCount, halves, bufferMinutes) => {
        const all = times.map(({ start, length, lane }) => taken(start / 2, (start + length) / 2, lane))
        const wish = span(9, 9 + halves / 2)
        const found = nextFreeTimes(wish, { ...facts, laneCount, bufferMinutes, taken: all }, 5)
        let before = wish.from
        for (const one of found) {
          assert.equal(one.to - one.from, wish.to - wish.from)
          assert.ok(one.from >= before && isOpenFor(standardOpenings, one) && (one.from - hour(0)) % 1_800_000 === 0)
          const lanes = Array.from({ length: laneCount }, (_, at) => at + 1)
          const to = one.to + bufferMinutes * 60_000
          assert.ok(lanes.some((lane) => !all.some((other) => other.lane === lane && other.from < to && other.to > one.from)))
          before = one.to
        }
      },
    ),
  )
})

test('a day in blocks: free in so many lanes, taken, maintained, closed, too soon and too far', () => {
  const blocks = (changed: object, on = day) =>
    blocksOfDay(on, { ...facts, taken: [], ...changed }).map((block) => [
      block.kind,
      (block.from - hour(0, on)) / 3_600_000,
      (block.to - hour(0, on)) / 3_600_000,
      block.freeLanes,
    ])
  assert.deepEqual(blocks({}), [
    ['closed', 0, 8, 0],
    ['free', 8, 18, 1],
    ['closed', 18, 24, 0],
  ])
  assert.deepEqual(blocks({ laneCount: 2, earliest: hour(9.25), taken: [taken(10, 12), taken(11, 13, 2, 'maintenance'), taken(20, 21)] }), [
    ['closed', 0, 8, 0],
    ['too_soon', 8, 9.25, 2],
    ['free', 9.25, 10, 2],
    ['free', 10, 11, 1],
    ['busy', 11, 12, 0],
    ['free', 12, 13, 1],
    ['free', 13, 18, 2],
    ['closed', 18, 24, 0],
  ])
  assert.deepEqual(blocks({ taken: [taken(9, 10, 1, 'maintenance'), taken(7, 8), taken(10, 11, 1, 'use')] }), [
    ['closed', 0, 8, 0],
    ['free', 8, 9, 1],
    ['maintenance', 9, 10, 0],
    ['busy', 10, 11, 0],
    ['free', 11, 18, 1],
    ['closed', 18, 24, 0],
  ])
  assert.deepEqual(blocks({}, '2026-03-09'), [
    ['closed', 0, 8, 0],
    ['too_far', 8, 18, 1],
    ['closed', 18, 24, 0],
  ])
  assert.deepEqual(blocks({}, '2026-03-07'), [['closed', 0, 24, 0]])
})
