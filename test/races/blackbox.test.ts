/** The race from outside: its judge by cases and properties, a system that double-books is found out, and ours is not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Adapter, Slot } from '../../bench/race/adapter.ts'
import { judge, nothingWrong, overlapsOf } from '../../bench/race/judge.ts'
import { isBroken, race } from '../../bench/race/race.ts'
import makeXianchuang from '../../bench/race/xianchuang.ts'
import { scenario } from '../../src/kernel/test.ts'
import { makeSetting } from '../kit/bookings.ts'
import { makeOrganisation, password, signedIn } from '../kit/people.ts'

const slot = (from: number, to: number): Slot => ({ from, to })

test('overlaps are bookings that begin while as many as fit stand', () => {
  const cases: [Slot[], number, number][] = [
    [[], 1, 0],
    [[slot(0, 2), slot(2, 4)], 1, 0],
    [[slot(0, 2), slot(1, 3)], 1, 1],
    [[slot(0, 9), slot(1, 2), slot(3, 4)], 1, 2],
    [[slot(0, 2), slot(0, 2)], 2, 0],
    [[slot(0, 2), slot(0, 2), slot(1, 3)], 2, 1],
  ]
  for (const [bookings, capacity, expected] of cases) assert.equal(overlapsOf(bookings, capacity), expected, JSON.stringify(bookings))
})

test('overlaps are nought exactly when no moment holds more than fit', () => {
  const bookings = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 5 })).map(([from, length]) => slot(from, from + length)))
  fc.assert(
    fc.property(bookings, fc.integer({ min: 1, max: 3 }), (all, capacity) => {
      const most = Math.max(0, ...all.map(({ from }) => all.filter((one) => one.from <= from && one.to > from).length))
      assert.equal(overlapsOf(all, capacity) === 0, most <= capacity)
    }),
  )
})

test('what is promised is held against what stands', () => {
  const [a, b] = [
    { id: 'a', from: 0, to: 2 },
    { id: 'b', from: 2, to: 4 },
  ]
  assert.deepEqual(judge([a, b], [b, a], 1), nothingWrong)
  assert.deepEqual(judge([a, b], [a], 1), { ...nothingWrong, lost: 1 })
  assert.deepEqual(judge([a], [a, b], 1), { ...nothingWrong, ghosts: 1 })
  assert.deepEqual(judge([a, b], [a, { ...b, from: 3 }], 1), { ...nothingWrong, moved: 1 })
  assert.deepEqual(judge([a, { ...b, from: 1 }], [a, { ...b, from: 1 }], 1), { ...nothingWrong, overlaps: 1 })
})

/** Somebody's system that looks whether a time is free, waits a moment, and then writes. */
function hastySystem(): Adapter {
  const standing = new Map<string, Slot>()
  let count = 0
  const isFree = ({ from, to }: Slot) => [...standing.values()].every((one) => one.to <= from || one.from >= to)
  return {
    name: 'hasty',
    open: async () => ({ free: slot(0, 10), stepMs: 1, capacity: 1 }),
    async book(_, wish) {
      if (!isFree(wish)) return { refused: 'taken' }
      await new Promise((resolve) => setTimeout(resolve, 1))
      const id = String(count++)
      standing.set(id, wish)
      return { id }
    },
    cancel: async (_, id) => void standing.delete(id),
    list: async () => [...standing].map(([id, one]) => ({ id, ...one })),
  }
}

test('a system that looks and then writes is found out, by overlaps and by wishes booked twice', async () => {
  const result = await race(hastySystem(), { clients: 8, rounds: 4, seed: 1 })
  assert.ok(isBroken(result))
  assert.ok(result.verdict.overlaps > 0 && result.doubled > 0, JSON.stringify(result))
  assert.deepEqual([result.byKind.moving, result.faults, result.verdict.lost], [nothingWrong, 0, 0])
})

scenario('over its public interface alone, nothing of ours overlaps, is lost or is booked twice', async (world) => {
  const { instrument, institution } = await makeSetting(world)
  const logins: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const firm = await makeOrganisation(world, 'firm')
    logins.push((await signedIn(world, 'firm_engineer', { organisationId: firm.id })).loginName)
  }
  const address = await world.server.listen({ host: '127.0.0.1', port: 0 })
  const make = (more: Record<string, string>) =>
    makeXianchuang(address, { login: logins.join(','), password, instrument: instrument.id, ...more })
  assert.throws(() => makeXianchuang(address, { login: 'x' }), /--set/)
  await assert.rejects(race(make({ password: 'wrong' }), { clients: 2, rounds: 1, seed: 1 }), /could not sign in: 401/)
  await assert.rejects(race(make({ instrument: institution.id }), { clients: 2, rounds: 1, seed: 1 }), /could not be read: 404/)
  const result = await race(make({}), { clients: 12, rounds: 10, seed: 7 })
  assert.ok(!isBroken(result), JSON.stringify(result))
  assert.deepEqual([result.faults, result.firstFault, result.unsold], [0, null, 0])
  assert.ok(result.accepted > 10 && result.refused['slot_taken']! > 10, JSON.stringify(result))
})
