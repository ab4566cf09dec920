import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../kernel/time.ts'
import { addWorkingDays, type WorkingCalendar } from '../places/places.rules.ts'
import { clockOf, countStates, orderListings } from './acceptance.rules.ts'

const rule = { workingDays: 30, worthLeastFen: 50_000_000, documentNo: '国科发基〔2018〕289号' }
/** No holidays at all: thirty working days are six weeks. */
const calendar: WorkingCalendar = { exceptions: new Map(), knownYears: new Set([2025, 2026]) }
const asked = { state: 'draft', worthFen: 80_000_000, listedOn: null, acceptedOn: '2026-03-02', isExempt: false } as const
const due = '2026-04-13'

test('an instrument has thirty working days from its acceptance to join', () => {
  const cases = [
    [{}, '2026-04-10', 'open', due, 1],
    [{}, due, 'open', due, 0],
    [{}, '2026-04-15', 'overdue', due, 2],
    [{ state: 'online', listedOn: due }, '2026-09-01', 'in_time', due, 0],
    [{ state: 'online', listedOn: '2026-04-14' }, '2026-09-01', 'late', due, 1],
    [{ state: 'out_of_service', listedOn: '2026-03-03' }, '2026-09-01', 'in_time', due, 29],
    [{ state: 'online' }, '2026-09-01', 'unknown', due, null],
    [{ acceptedOn: null }, '2026-09-01', 'unknown', null, null],
    [{ worthFen: 49_999_999 }, '2026-09-01', 'voluntary', null, null],
    [{ worthFen: 50_000_000 }, due, 'open', due, 0],
    [{ isExempt: true }, '2026-09-01', 'exempt', null, null],
    [{ worthFen: null }, due, 'open', due, 0],
    // A day of joining that a draft says counts for nothing: it has not joined.
    [{ listedOn: '2026-03-03' }, '2026-04-15', 'overdue', due, 2],
  ] as const
  for (const [change, today, state, dueOn, days] of cases) {
    const clock = clockOf({ ...asked, ...change }, rule, calendar, today)
    assert.deepEqual([clock.state, clock.dueOn, clock.days], [state, dueOn, days], JSON.stringify([change, today]))
  }
})

test('a last day beyond the years whose holidays are known is told as uncertain', () => {
  assert.equal(clockOf({ ...asked, acceptedOn: '2026-12-30' }, rule, calendar, '2026-12-31').isCertain, false)
  assert.equal(clockOf(asked, rule, calendar, '2026-03-03').isCertain, true)
})

test('who joins on the last day is in time and a day later late, whatever the day of acceptance', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), (shift) => {
      const acceptedOn = addDays('2025-06-01', shift)
      const { day } = addWorkingDays(acceptedOn, rule.workingDays, calendar)
      const joined = (listedOn: string) => clockOf({ ...asked, state: 'online', acceptedOn, listedOn }, rule, calendar, '2026-12-31').state
      assert.deepEqual([joined(day), joined(addDays(day, 1))], ['in_time', 'late'])
    }),
  )
})

test('the longest over stand first, then whoever is due first', () => {
  const item = (nameZh: string, state: 'overdue' | 'open', days: number, dueOn: string) => ({
    ...{ id: nameZh, institutionId: '', institutionNameZh: '', institutionNameEn: '', nameZh, nameEn: '', innerCode: '', worthFen: null },
    ...{ acceptedOn: null, listedOn: null, clock: { state, days, dueOn, isCertain: true } },
  })
  const items = [
    item('a', 'open', 3, '2026-05-02'),
    item('b', 'overdue', 2, '2026-04-01'),
    item('c', 'overdue', 9, '2026-03-01'),
    item('d', 'open', 1, '2026-05-01'),
  ]
  assert.deepEqual(
    orderListings(items).map(({ nameZh }) => nameZh),
    ['c', 'b', 'd', 'a'],
  )
  assert.deepEqual(countStates(items.map(({ clock }) => clock)), {
    overdue: 2,
    open: 2,
    late: 0,
    in_time: 0,
    unknown: 0,
    voluntary: 0,
    exempt: 0,
  })
})
