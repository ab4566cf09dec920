import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sampleMethods } from './sample.contract.ts'
import { drawFrom, type Member, populationText, shareOut } from './sampling.rules.ts'

const populations = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('220102', '220103', '220200'), fc.nat(10_000_000)), {
    selector: ([number]) => number,
    minLength: 1,
    maxLength: 80,
  })
  .map((all) => all.map(([number, stratum, fen]): Member => ({ caseNo: `RCFL-2026-${number}`, stratum, fen })))
const asked = fc.record({
  population: populations,
  method: fc.constantFrom(...sampleMethods),
  seed: fc.string(),
  part: fc.double({ noNaN: true, min: 0, max: 1 }),
})

test('the same seed and population draw the same cases, whatever order the population came in; none twice, none from elsewhere', () => {
  fc.assert(
    fc.property(asked, ({ population, method, seed, part }) => {
      const most = method === 'money' ? population.filter((one) => one.fen > 0).length : population.length
      const size = Math.max(1, Math.round(most * part))
      if (most === 0) return
      const drawn = drawFrom(population, method, size, seed)
      assert.deepEqual(drawFrom(population.toReversed(), method, size, seed), drawn)
      assert.equal(populationText(population.toReversed()), populationText(population))
      assert.equal(new Set(drawn.map((one) => one.caseNo)).size, drawn.length)
      assert.equal(
        drawn.reduce((sum, one) => sum + one.hits, 0),
        size,
      )
      for (const { hits: _, ...one } of drawn) assert.ok(population.some((other) => JSON.stringify(other) === JSON.stringify(one)))
    }),
  )
})

test('every part has its share, and one at least where there is one for each', () => {
  const counts = new Map([
    ['220102', 90],
    ['220103', 9],
    ['220200', 1],
  ])
  assert.deepEqual([...shareOut(counts, 10)].toSorted(), [
    ['220102', 7],
    ['220103', 2],
    ['220200', 1],
  ])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }), fc.nat(), (held, some) => {
      const all = new Map(held.map((count, at) => [`part ${at}`, count]))
      const whole = held.reduce((sum, one) => sum + one, 0)
      const size = 1 + (some % whole)
      const shares = shareOut(all, size)
      assert.equal(
        [...shares.values()].reduce((sum, one) => sum + one, 0),
        size,
      )
      for (const [name, share] of shares) assert.ok(share <= all.get(name)! && share >= (size >= held.length ? 1 : 0), name)
    }),
  )
})

test('by money what is more than an interval is drawn for certain, and nothing that was promised nothing', () => {
  const member = (caseNo: string, fen: number) => ({ caseNo, stratum: '', fen })
  const population = [member('A-1', 1), member('A-2', 0), member('A-3', 1_000_000), member('A-4', 1)]
  for (const seed of ['示例', '2026', 'x']) {
    const drawn = drawFrom(population, 'money', 4, seed)
    assert.ok(drawn.some((one) => one.caseNo === 'A-3' && one.hits >= 3))
    assert.ok(!drawn.some((one) => one.caseNo === 'A-2'))
  }
})
