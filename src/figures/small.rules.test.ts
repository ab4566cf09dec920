import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { FigureCell } from './figure.rules.ts'
import { isTooSmall, type Leaf, suppressedKeys, withheldKeys } from './small.rules.ts'

const cell = (key: string, customerCount: number | null, restCount?: number): FigureCell => ({
  key,
  amount: (customerCount ?? 0) * 10,
  rowCount: 1,
  customerCount,
  ...(restCount === undefined ? {} : { restCount }),
})

test('a number is too small when it, or what is left of the whole, tells of one or two', () => {
  const cases: [number | null, number | undefined, boolean][] = [
    [null, undefined, false],
    [0, undefined, false],
    [1, undefined, true],
    [2, undefined, true],
    [3, undefined, false],
    // A part: the rest can be found by subtraction.
    [9, 0, false],
    [9, 1, true],
    [9, 2, true],
    [9, 3, false],
    [2, 9, true],
    [0, 2, false],
  ]
  for (const [customers, rest, isSmall] of cases) assert.equal(isTooSmall(cell('a', customers, rest)), isSmall, `${customers} and ${rest}`)
})

test('parts of a published whole hide each other', () => {
  const cases: [string, FigureCell[], string[]][] = [
    ['none is small', [cell('a', 3), cell('b', 9)], []],
    ['two of three customers together', [cell('a', 2), cell('b', 1), cell('c', 9)], ['a', 'b']],
    ['two of two customers together', [cell('a', 1), cell('b', 1), cell('c', 9), cell('d', 8)], ['a', 'b', 'd']],
    ['one alone takes the next smallest', [cell('a', 2), cell('b', 5), cell('c', 9)], ['a', 'b']],
    ['nothing else is there', [cell('a', 2), cell('b', 0), cell('c', null)], ['a']],
    ['the rest is small', [cell('a', 9, 1), cell('b', 20, 5), cell('c', 30, 0)], ['a', 'b']],
    ['the rests are small together', [cell('a', 9, 1), cell('b', 20, 1), cell('c', 30, 4)], ['a', 'b', 'c']],
  ]
  for (const [name, parts, hidden] of cases) assert.deepEqual([...suppressedKeys(parts)].sort(), hidden, name)
})

const leaf = (key: string, divisionCode: string | null, customerCount: number, more: Partial<Leaf> = {}): Leaf => ({
  ...cell(key, customerCount),
  divisionCode,
  kind: 'institute',
  isOwn: false,
  ...more,
})

test('what is withheld stays so whichever division or kind one asks for', () => {
  const cases: [string, Leaf[], string[]][] = [
    ['nothing is small', [leaf('a', '220104', 5), leaf('b', '220202', 9)], []],
    [
      'a second one in the same county, not the smallest of the province',
      [leaf('a', '220104', 2), leaf('b', '220104', 9), leaf('c', '220202', 4), leaf('d', '220202', 4)],
      ['a', 'b'],
    ],
    [
      'a county of one such institution is withheld, with another county of its prefecture',
      [leaf('a', '220104', 2), leaf('b', '220105', 9), leaf('c', '220202', 7), leaf('d', '220202', 8)],
      ['220104', '220105', 'a', 'b'],
    ],
    [
      'a prefecture of one such institution takes another prefecture, and there a county and an institution',
      [leaf('a', '220104', 2), leaf('c', '220202', 7), leaf('d', '220202', 8), leaf('e', '220302', 70)],
      ['220100', '220104', '220200', '220202', 'a', 'c'],
    ],
    [
      'a kind of one such institution takes another kind',
      [leaf('a', '220104', 2, { kind: 'hospital' }), leaf('b', '220104', 8), leaf('c', '220104', 9)],
      ['a', 'b', 'hospital', 'institute'],
    ],
    [
      'cells of one size take another one',
      [leaf('a', '220104', 2), leaf('b', '220104', 2), leaf('c', '220104', 2), leaf('d', '220104', 9)],
      ['a', 'b', 'c', 'd'],
    ],
    [
      'where all others are 0 they are withheld too, for each of three that make up 6 would be 2',
      [leaf('a', null, 2), leaf('b', null, 2), leaf('c', null, 2), leaf('d', null, 0)],
      ['', 'a', 'b', 'c', 'd', 'institute'],
    ],
    [
      'where there is not even a 0 the total is withheld',
      [leaf('a', null, 2), leaf('b', null, 2), leaf('c', null, 2)],
      ['', 'a', 'all', 'b', 'c', 'institute'],
    ],
    ['the reader’s own is shown', [leaf('a', '220104', 2, { isOwn: true }), leaf('b', '220104', 9)], []],
  ]
  for (const [name, leaves, hidden] of cases) assert.deepEqual([...withheldKeys(leaves)].sort(), hidden.sort(), name)
})

test('no published sum less its published parts tells of one or two customers', () => {
  const places = ['220104', '220105', '220202', '220203', '220300', null]
  const anyLeaf = fc.record({
    at: fc.constantFrom(...places),
    kind: fc.constantFrom('institute', 'university', 'hospital'),
    count: fc.oneof({ arbitrary: fc.integer({ min: 0, max: 4 }), weight: 3 }, { arbitrary: fc.integer({ min: 3, max: 90 }), weight: 1 }),
    rest: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 6 })),
  })
  fc.assert(
    fc.property(fc.array(anyLeaf, { maxLength: 14 }), (given) => {
      const leaves = given.map(({ at, kind, count, rest }, no) =>
        leaf(`i${no}`, at, count, { kind, ...(rest === undefined ? {} : { restCount: rest }) }),
      )
      const hidden = withheldKeys(leaves)
      for (const one of leaves) assert.ok(!isTooSmall(one) || hidden.has(one.key))
      const groups: [string | null, (one: Leaf) => boolean][] = [
        ...['220104', '220105', '220202', '220203'].map((code): [string, (one: Leaf) => boolean] => [
          code,
          (one) => one.divisionCode === code,
        ]),
        ...['2201', '2202', '2203'].map((code): [string, (one: Leaf) => boolean] => [
          `${code}00`,
          (one) => (one.divisionCode ?? '').startsWith(code),
        ]),
        ['all', () => true],
        ...['institute', 'university', 'hospital'].map((kind): [string, (one: Leaf) => boolean] => [kind, (one) => one.kind === kind]),
      ]
      for (const [key, isIn] of groups) {
        const members = leaves.filter(isIn)
        const left = members.filter((one) => hidden.has(one.key))
        const customers = left.reduce((sum, one) => sum + (one.customerCount ?? 0), 0)
        if (hidden.has(key!) || left.length === 0) continue
        const sizes = new Set(left.map((one) => one.customerCount))
        assert.ok(sizes.size > 1 && customers > 2, `${key}: ${left.map((one) => one.customerCount)}`)
      }
    }),
    { numRuns: 300 },
  )
})
