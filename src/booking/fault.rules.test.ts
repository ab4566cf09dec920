import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { faultDecisions, faultStates } from './fault.contract.ts'
import { faultStateAfter, isOver, mayDecide, openSecondsBetween, statesMeant, stoppedAfter } from './fault.rules.ts'
import { standardOpenings } from './opening.rules.ts'

const ways: readonly (readonly [string, string])[] = [
  ['reported', 'accept dismiss'],
  ['accepted', 'repair finish dismiss'],
  ['in_repair', 'repair finish dismiss'],
  ['done', ''],
  ['dismissed', ''],
]
for (const [state, can] of ways)
  test(`a fault ${state} can be dealt with by: ${can || 'nothing'}`, () => {
    const found = faultDecisions.filter((action) => mayDecide(action, state as (typeof faultStates)[number]))
    assert.equal(found.join(' '), can)
  })

test('open and over are all of the states, each once', () => {
  assert.deepEqual([...statesMeant('open'), ...statesMeant('over')], [...faultStates])
  assert.deepEqual(statesMeant(undefined), [...faultStates])
  assert.deepEqual(statesMeant('done'), ['done'])
  assert.deepEqual(
    faultDecisions.map((action) => isOver(faultStateAfter(action))),
    [false, false, true, true],
  )
})

const bj = (day: string, clock: string) => new Date(`${day}T${clock}:00+08:00`).toISOString()
// 2026-03-02 is a Monday; open on working days from 8:00 to 18:00.
const losses: readonly (readonly [string, string, number])[] = [
  [bj('2026-03-02', '09:00'), bj('2026-03-02', '11:30'), 2.5],
  [bj('2026-03-02', '17:00'), bj('2026-03-03', '09:00'), 2],
  [bj('2026-03-06', '18:00'), bj('2026-03-09', '08:00'), 0],
  [bj('2026-03-02', '00:00'), bj('2026-03-09', '00:00'), 50],
  [bj('2026-03-02', '11:00'), bj('2026-03-02', '11:00'), 0],
  [bj('2026-03-03', '11:00'), bj('2026-03-02', '11:00'), 0],
]
for (const [from, to, hours] of losses)
  test(`from ${from} to ${to} ${hours} open hours are lost`, () =>
    assert.equal(openSecondsBetween(standardOpenings, from, to), hours * 3_600))

test('what is lost of two stretches that touch is what is lost of both', () => {
  const minute = fc.integer({ min: 0, max: 20_000 })
  fc.assert(
    fc.property(minute, minute, minute, (...given) => {
      const [a, b, c] = given.toSorted((one, other) => one - other).map((at) => new Date(Date.UTC(2026, 2, 2) + at * 60_000).toISOString())
      const lost = (from: string, to: string) => openSecondsBetween(standardOpenings, from, to)
      assert.equal(lost(a!, c!), lost(a!, b!) + lost(b!, c!))
    }),
  )
})

const broken = { state: 'reported', isUsable: true, brokenAt: 'B', stoppedAt: null } as const
const stops: readonly (readonly [Parameters<typeof stoppedAfter>[0], string | null, boolean, string | null])[] = [
  ['accept', null, true, null],
  ['accept', null, false, 'B'],
  ['repair', null, false, 'NOW'],
  ['repair', 'B', false, 'B'],
  ['finish', 'B', true, 'B'],
  ['dismiss', null, true, null],
]
for (const [action, stoppedAt, isUsable, expected] of stops)
  test(`${action}, ${isUsable ? 'usable' : 'not usable'}, stopped since ${stoppedAt}: since ${expected}`, () =>
    assert.equal(stoppedAfter(action, { ...broken, stoppedAt }, isUsable, 'NOW'), expected))
