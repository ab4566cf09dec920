import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchOf, runsOf, secondsIn, stateAfter, stretchesOf } from './detector.rules.ts'
import { ruleOfMarks, ruleOfReadings } from './detectorrule.rules.ts'

const rule = { standbyWatt: 20, onWatt: 500 }
const start = Date.parse('2026-03-01T16:00:00Z')
const minute = 60_000
/** One reading a minute. */
const readings = (...values: number[]) => values.map((value, index) => ({ at: start + index * minute, value, sequence: index }))
const minutes = (count: number, value: number) => Array.from({ length: count }, () => value)
const span = (count: number) => ({ from: start, to: start + count * minute })
const told = (values: number[], given: typeof rule | null = rule, of = values.length) =>
  stretchesOf(readings(...values), given, span(of)).map(
    ({ state, from, to }) => `${state} ${(from - start) / minute}-${(to - start) / minute}`,
  )

test('a state is left only well past its threshold', () => {
  const cases = [
    [null, 500, 'on'],
    [null, 20, 'standby'],
    [null, 19.9, 'off'],
    ['standby', 505, 'standby'],
    ['standby', 551, 'on'],
    ['on', 495, 'on'],
    ['on', 449, 'standby'],
    ['on', 3, 'off'],
    ['off', 21, 'off'],
    ['off', 900, 'on'],
    ['off', 505, 'standby'],
    ['on', 19, 'standby'],
  ] as const
  for (const [before, watt, after] of cases) assert.equal(stateAfter(before, watt, rule), after, `${before} ${watt}`)
})

test('states are told of a whole time, and what cannot be told is unclear', () => {
  assert.deepEqual(told([...minutes(5, 0), ...minutes(5, 100), ...minutes(5, 900)]), ['off 0-5', 'standby 5-10', 'on 10-15'])
  assert.deepEqual(told(minutes(5, 900), null), ['unclear 0-5'], 'without a rule')
  assert.deepEqual(told([], rule, 10), ['unclear 0-10'], 'without readings')
  assert.deepEqual(told(minutes(5, 900), rule, 60), ['on 0-4', 'unclear 4-60'], 'of a silence nothing is known')
  assert.deepEqual(told([...minutes(5, 100), 900, ...minutes(5, 100)]), ['standby 0-11'], 'a peak is no use')
  assert.deepEqual(told(minutes(10, 510)), ['unclear 0-10'], 'about the threshold')
})

test('whatever is read, the stretches are whole, in order and without gaps', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 0, max: 2_000 })), { maxLength: 60 }), (steps) => {
      let at = start - 1_000
      const given = steps.map(([seconds, value], sequence) => {
        at += seconds * 1_000
        return { at, value, sequence }
      })
      const within = span(120)
      const stretches = stretchesOf(given, rule, within)
      assert.equal(stretches[0]!.from, within.from)
      assert.equal(stretches.at(-1)!.to, within.to)
      for (const [index, one] of stretches.entries()) {
        assert.ok(one.to > one.from)
        if (index > 0) assert.equal(one.from, stretches[index - 1]!.to)
      }
      const onMs = runsOf(stretches).reduce((sum, run) => sum + run.onMs, 0)
      assert.equal(Math.round(onMs / 1000), secondsIn(stretches).on)
    }),
  )
})

test('uses are times of being on, joined over short standing by', () => {
  const runs = (...values: number[]) =>
    runsOf(stretchesOf(readings(...values), rule, span(values.length))).map(({ from, to, onMs }) =>
      [(from - start) / minute, (to - start) / minute, onMs / minute].join(' '),
    )
  assert.deepEqual(runs(...minutes(10, 900), ...minutes(10, 100), ...minutes(10, 900)), ['0 30 20'])
  assert.deepEqual(runs(...minutes(10, 900), ...minutes(16, 100), ...minutes(10, 900)), ['0 10 10', '26 36 10'])
  assert.deepEqual(runs(...minutes(10, 900), ...minutes(5, 0), ...minutes(10, 900)), ['0 10 10', '15 25 10'])
  const run = { from: 0, to: 100, onMs: 100, certaintyPercent: 100 }
  assert.equal(
    matchOf(run, [
      { from: 50, to: 90, no: 1 },
      { from: 0, to: 50, no: 2 },
    ])?.no,
    2,
  )
  assert.equal(matchOf(run, [{ from: 51, to: 200, no: 1 }]), undefined)
})

test('thresholds are found in readings with three states, and nowhere else', () => {
  const three = [...minutes(60, 1), ...minutes(60, 95), ...minutes(60, 105), ...minutes(60, 1_900), ...minutes(60, 2_100)]
  const found = ruleOfReadings(readings(...three))
  assert.ok(typeof found === 'object' && found.standbyWatt > 1 && found.standbyWatt < 95 && found.onWatt > 105 && found.onWatt < 1_900)
  assert.ok(found.certaintyPercent >= 95)
  assert.equal(ruleOfReadings(readings(...minutes(99, 1))), 'too_few')
  assert.equal(ruleOfReadings(readings(...minutes(200, 100))), 'not_apart')
  const two = [...minutes(100, 100), ...minutes(100, 104), ...minutes(100, 2_000)]
  assert.equal(ruleOfReadings(readings(...two)), 'not_apart', 'two states are no three')
})

test('thresholds are found in marked periods, when each state was marked and they differ', () => {
  const values = [...minutes(20, 2), ...minutes(20, 80), ...minutes(20, 700)]
  const mark = (state: 'off' | 'standby' | 'on', from: number, to: number) => ({
    state,
    from: start + from * minute,
    to: start + to * minute,
  })
  const marks = [mark('off', 0, 20), mark('standby', 20, 40), mark('on', 40, 60)]
  const found = ruleOfMarks(readings(...values), marks)
  assert.deepEqual(found, { standbyWatt: 14.6, onWatt: 237, certaintyPercent: 100 })
  assert.equal(ruleOfMarks(readings(...values), marks.slice(0, 2)), 'state_missing')
  assert.equal(ruleOfMarks(readings(...minutes(60, 80)), marks), 'not_apart')
})
