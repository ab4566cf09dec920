import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  hourOf,
  oncePerMoment,
  type Reading,
  readingFault,
  readingsOfLines,
  sequenceMost,
  summarise,
  wattHoursOf,
} from './reading.rules.ts'
import { decodeHour, encodeHour } from './readingpack.rules.ts'

const hourAt = hourOf(Date.parse('2026-03-02T01:00:00Z'))
const anyReading: fc.Arbitrary<Reading> = fc.record(
  {
    at: fc.integer({ min: hourAt, max: hourAt + 3_599_999 }),
    value: fc.double({ min: 0, max: 1e9, noNaN: true }),
    sequence: fc.integer({ min: 0, max: sequenceMost }),
  },
  { noNullPrototype: true },
)

test('what is written down of an hour is read again as it was', () => {
  fc.assert(
    fc.property(fc.array(anyReading, { maxLength: 200 }), (given) => {
      const readings = oncePerMoment(given)
      assert.deepEqual(decodeHour(encodeHour(readings, hourAt), hourAt), readings)
    }),
  )
})

test('a reading of the future, too old, below nothing or naming somebody is not taken', () => {
  const now = hourAt
  const day = 24 * 3_600_000
  const cases = [
    [{ at: now, value: 1 }, 'power', undefined],
    [{ at: now + 120_000, value: 1 }, 'power', undefined],
    [{ at: now + 120_001, value: 1 }, 'power', 'reading_in_future'],
    [{ at: now - 7 * day, value: 1 }, 'power', undefined],
    [{ at: now - 7 * day - 1, value: 1 }, 'power', 'reading_too_old'],
    [{ at: now, value: -0.1 }, 'current', 'reading_negative'],
    [{ at: now, value: 1 }, 'log_in', undefined],
    [{ at: now, value: 20_110_042 }, 'log_in', 'log_in_more'],
    [{ at: now, value: 0.5 }, 'log_in', 'log_in_more'],
  ] as const
  for (const [reading, kind, fault] of cases)
    assert.equal(readingFault({ ...reading, sequence: 1 }, { now, lateDays: 7, kind }), fault, JSON.stringify([reading, kind]))
})

test('energy is counted between readings that follow each other, and silence counts nothing', () => {
  const at = (minutes: number, value: number) => ({ at: hourAt + minutes * 60_000, value, sequence: minutes })
  assert.equal(wattHoursOf([at(0, 600), at(5, 600), at(10, 0)]), 75)
  assert.equal(wattHoursOf([at(0, 600), at(6, 600)]), 0)
  assert.deepEqual(summarise([at(0, 10), at(5, 40)], 'current'), { count: 2, lowest: 10, mean: 25, highest: 40, wattHours: null })
})

test('lines of a file are readings, or their numbers are told', () => {
  const text =
    '\uFEFF时间,功率\r\n2026-03-02 09:00:00,12.5\r\n2026-03-02T01:00:01Z;13\n"2026-03-02 09:00"\t"7"\n\n昨天,3\n2026-03-02 09:00:00,-1\n2026-13-02 09:00:00,1\n'
  const { readings, wrongLines } = readingsOfLines(text)
  assert.deepEqual(
    readings.map(({ at, value, sequence }) => [new Date(at).toISOString(), value, sequence]),
    [
      ['2026-03-02T01:00:00.000Z', 12.5, 2],
      ['2026-03-02T01:00:01.000Z', 13, 3],
      ['2026-03-02T01:00:00.000Z', 7, 4],
    ],
  )
  assert.deepEqual(wrongLines, [6, 7, 8])
  assert.deepEqual(readingsOfLines('2026-03-02 09:00:00,1').wrongLines, [], 'a first line that is a reading is one')
})
