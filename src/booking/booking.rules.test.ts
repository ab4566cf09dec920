import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bookingActions, bookingStates } from './booking.contract.ts'
import {
  approvalRefusals,
  bookingRefusals,
  expectedFenOf,
  isAllowed,
  keepsHold,
  occupiedBy,
  type Policy,
  standardPolicy,
  stateAfter,
  takesTime,
} from './booking.rules.ts'
import { standardOpenings } from './opening.rules.ts'

const moment = (text: string) => Date.parse(`2026-03-${text}:00+08:00`)
const wish = (from: string, to: string) => ({ from: moment(from), to: moment(to) })
const facts = (policy: Partial<Policy> = {}, more: { isOnline?: boolean; now?: string } = {}) => ({
  now: moment(more.now ?? '02T08:00'),
  isOnline: more.isOnline ?? true,
  policy: { ...standardPolicy, ...policy },
  openings: standardOpenings,
})

// 2 March 2026 is a Monday; it is 8:00.
for (const [from, to, policy, expected] of [
  ['02T09:00', '02T10:00', {}, []],
  ['02T08:00', '02T16:00', {}, []],
  ['02T10:00', '02T18:00', {}, []],
  ['02T08:00', '02T08:30', {}, ['too_short']],
  ['02T08:00', '02T16:30', {}, ['too_long']],
  ['02T08:00', '03T08:00', {}, ['too_long', 'outside_opening']],
  ['02T09:00', '02T09:00', {}, ['ends_before_it_starts']],
  ['02T10:00', '02T09:00', {}, ['ends_before_it_starts']],
  ['02T09:10', '02T10:10', {}, ['off_step']],
  ['02T09:00', '02T10:10', {}, ['off_step']],
  ['02T09:10', '02T10:10', { stepMinutes: 10 }, []],
  ['02T07:30', '02T09:00', {}, ['in_the_past', 'outside_opening']],
  ['02T09:00', '02T10:00', { noticeMinutes: 60 }, []],
  ['02T09:00', '02T10:00', { noticeMinutes: 61 }, ['too_soon']],
  ['09T09:00', '09T10:00', { horizonDays: 7 }, []],
  ['10T09:00', '10T10:00', { horizonDays: 7 }, ['too_far']],
  ['02T17:30', '02T18:30', {}, ['outside_opening']],
  ['02T17:00', '03T09:00', { minutesMost: 1440 }, ['outside_opening']],
  ['07T09:00', '07T10:00', {}, ['outside_opening']],
  ['02T09:00', '02T10:00', { takesBookings: false }, ['not_bookable']],
] as const)
  test(`${from} to ${to} with ${JSON.stringify(policy)} is refused for ${expected.join(', ') || 'nothing'}`, () =>
    assert.deepEqual(
      bookingRefusals(wish(from, to), facts(policy)).map((reason) => reason.code),
      expected,
    ))

test('every reason is told, with what it takes to mend it', () => {
  const strict = facts({ minutesLeast: 120, noticeMinutes: 90, takesBookings: false }, { isOnline: false })
  assert.deepEqual(bookingRefusals(wish('02T08:50', '02T09:20'), strict), [
    { code: 'not_online' },
    { code: 'not_bookable' },
    { code: 'too_short', minutes: 120 },
    { code: 'off_step', minutes: 30 },
    { code: 'too_soon', minutes: 90 },
  ])
})

test('a wish of centuries is too long, and nobody walks through its days', () => {
  const reasons = bookingRefusals({ from: moment('02T09:00'), to: Date.parse('2199-01-01T00:00:00Z') }, facts())
  assert.deepEqual(
    reasons.map((reason) => reason.code),
    ['too_long', 'outside_opening'],
  )
})

test('an approval looks again', () => {
  const span = wish('02T09:00', '02T10:00')
  assert.deepEqual(approvalRefusals(span, { now: moment('02T09:00'), isOnline: true }), [])
  assert.deepEqual(approvalRefusals(span, { now: moment('02T09:01'), isOnline: false }), [{ code: 'in_the_past' }, { code: 'not_online' }])
})

test('a booking takes its buffer with it', () => {
  assert.deepEqual(occupiedBy(wish('02T09:00', '02T10:00'), { bufferMinutes: 30 }), wish('02T09:00', '02T10:30'))
})

test('what is expected to be paid', () => {
  assert.equal(expectedFenOf(wish('02T09:00', '02T10:30'), { fen: 20_001 }), 30_002)
  assert.equal(expectedFenOf(wish('02T09:00', '02T10:30'), null), null)
})

test('what may be done in which state, and where it leads', () => {
  const allowed = Object.fromEntries(bookingActions.map((action) => [action, bookingStates.filter((state) => isAllowed(action, state))]))
  assert.deepEqual(allowed, {
    book: [],
    change: ['pending', 'confirmed'],
    approve: ['pending'],
    reject: ['pending'],
    cancel: ['pending', 'confirmed'],
    start: ['confirmed'],
    finish: ['in_use'],
    mark_no_show: ['confirmed'],
    lapse: ['pending'],
    hand_over: ['pending', 'confirmed'],
  })
  assert.deepEqual(
    bookingActions.map((action) => stateAfter(action)),
    ['confirmed', 'confirmed', 'confirmed', 'rejected', 'cancelled', 'in_use', 'finished', 'no_show', 'rejected', 'confirmed'],
  )
  assert.deepEqual(
    [stateAfter('book', 'manual'), stateAfter('change', 'manual'), stateAfter('approve', 'manual')],
    ['pending', 'pending', 'confirmed'],
  )
})

test('which states keep time, and which keep money', () => {
  assert.deepEqual(bookingStates.filter(takesTime), ['pending', 'confirmed', 'in_use', 'finished', 'no_show'])
  assert.deepEqual(bookingStates.filter(keepsHold), ['pending', 'confirmed', 'in_use'])
})
