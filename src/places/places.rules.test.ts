import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { addDays } from '../kernel/time.ts'
import { addWorkingDays, isWithin, isWorkingDay, type WorkingCalendar, workingDaysBetween } from './places.rules.ts'

// 劳动节 2024: 1 to 5 May off, Sunday 28 April and Saturday 11 May worked.
const calendar: WorkingCalendar = {
  exceptions: new Map([
    ['2024-04-28', true],
    ['2024-05-01', false],
    ['2024-05-02', false],
    ['2024-05-03', false],
    ['2024-05-11', true],
  ]),
  knownYears: new Set([2024]),
}

test('a division lies within itself and those above it', () => {
  for (const [code, scope, expected] of [
    ['220521', '220521', true],
    ['220521', '220500', true],
    ['220521', '220000', true],
    ['220521', '220600', false],
    ['220500', '220521', false],
    ['220000', '220500', false],
  ] as const)
    assert.equal(isWithin(code, scope), expected, `${code} in ${scope}`)
})

test('which days are worked', () => {
  for (const [day, expected] of [
    ['2024-04-26', true],
    ['2024-04-27', false],
    ['2024-04-28', true],
    ['2024-04-30', true],
    ['2024-05-01', false],
    ['2024-05-06', true],
    ['2024-05-11', true],
    ['2024-05-12', false],
  ] as const)
    assert.equal(isWorkingDay(day, calendar), expected, day)
})

test('a period of working days does not count the day it starts from', () => {
  for (const [from, count, expected] of [
    ['2024-04-25', 0, '2024-04-25'],
    ['2024-04-25', 1, '2024-04-26'],
    ['2024-04-26', 1, '2024-04-28'],
    ['2024-04-26', 3, '2024-04-30'],
    ['2024-04-30', 1, '2024-05-06'],
    ['2024-05-04', 1, '2024-05-06'],
    ['2024-05-10', 1, '2024-05-11'],
    ['2024-05-10', 2, '2024-05-13'],
  ] as const)
    assert.deepEqual(addWorkingDays(from, count, calendar), { day: expected, isCertain: true }, `${count} from ${from}`)
})

test('a period that reaches into a year without a notice is uncertain', () => {
  assert.equal(addWorkingDays('2024-12-30', 1, calendar).isCertain, true)
  assert.equal(addWorkingDays('2024-12-31', 1, calendar).isCertain, false)
})

test('counting working days undoes adding them', () => {
  const anyDay = fc.integer({ min: 0, max: 340 }).map((days) => addDays('2024-01-01', days))
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (from, count) => {
      const { day } = addWorkingDays(from, count, calendar)
      assert.equal(workingDaysBetween(from, day, calendar), count)
      assert.equal(workingDaysBetween(day, from, calendar) + count, 0)
      if (count > 0) assert.ok(isWorkingDay(day, calendar))
    }),
  )
})
