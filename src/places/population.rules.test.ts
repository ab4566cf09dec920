import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type Counted, residentsOf } from './population.rules.ts'

const parents = new Map([
  ['220000', null],
  ['220100', '220000'],
  ['220102', '220100'],
  ['220182', '220100'],
  ['220200', '220000'],
  ['220202', '220200'],
])
const county = (code: string, persons: number): Counted => ({ code, persons, isZone: false, hostCode: null, isWithinHost: false })
const zone = (code: string, persons: number, hostCode: string | null): Counted => ({
  ...{ code, persons, isZone: true, hostCode, isWithinHost: false },
})

test('counties and zones add up once at every level', () => {
  const { totals, unplaced } = residentsOf(
    [county('220102', 10), county('220182', 20), zone('220171', 5, '220100'), county('220202', 7)],
    parents,
  )
  assert.deepEqual(
    ['220000', '220100', '220102', '220200'].map((code) => totals.get(code)),
    [
      { inDivisions: 37, inZones: 5 },
      { inDivisions: 30, inZones: 5 },
      { inDivisions: 10, inZones: 0 },
      { inDivisions: 7, inZones: 0 },
    ],
  )
  assert.deepEqual(unplaced, [])
})

test('a city’s own number holds its counties’ and is not added to them', () => {
  const { totals } = residentsOf([county('220100', 33), county('220102', 10), county('220182', 20)], parents)
  assert.deepEqual(totals.get('220000'), { inDivisions: 30, inZones: 0 })
})

test('a zone that was counted in its host is added to nothing', () => {
  const within = { ...zone('220172', 5, '220182'), isWithinHost: true }
  const { totals, unplaced } = residentsOf([county('220182', 20), within, zone('220171', 3, '220182')], parents)
  assert.deepEqual(
    [totals.get('220182'), totals.get('220000'), unplaced],
    [{ inDivisions: 20, inZones: 3 }, { inDivisions: 20, inZones: 3 }, []],
  )
})

test('what lies nowhere known is told', () => {
  const lost = [zone('990071', 3, null), zone('990072', 4, '229900'), county('990001', 5)]
  assert.deepEqual(residentsOf(lost, parents), { totals: new Map(), unplaced: lost })
})

test('whatever was counted stands in the whole exactly once, or is told as unplaced', () => {
  const leaf = fc.constantFrom('220102', '220182', '220202', '990001')
  const some = fc.uniqueArray(
    fc.oneof(
      fc.record({
        code: leaf,
        persons: fc.nat(1e6),
        isZone: fc.constant(false),
        hostCode: fc.constant(null),
        isWithinHost: fc.constant(false),
      }),
      fc.record({
        code: fc.stringMatching(/^88\d{4}$/),
        persons: fc.nat(1e6),
        isZone: fc.constant(true),
        hostCode: fc.constantFrom('220000', '220100', '220182', '229900', null),
        isWithinHost: fc.boolean(),
      }),
    ),
    { selector: ({ code }) => code },
  )
  fc.assert(
    fc.property(some, (counted: Counted[]) => {
      const { totals, unplaced } = residentsOf(counted, parents)
      const sum = (places: readonly Counted[]) => places.reduce((all, { persons }) => all + persons, 0)
      const whole = totals.get('220000') ?? { inDivisions: 0, inZones: 0 }
      assert.equal(whole.inDivisions + whole.inZones + sum(unplaced), sum(counted.filter(({ isWithinHost }) => !isWithinHost)))
    }),
  )
})
