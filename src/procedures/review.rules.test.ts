import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Sheet } from './procedure.rules.ts'
import { type Candidate, type Concerned, draw, recusalsOf, resultOf, sheetFaults } from './review.rules.ts'

const word = { zh: '示例', en: 'Example' }
const sheet: Sheet = {
  criteria: [
    { code: 'level', title: word, most: 60 },
    { code: 'use', title: word, most: 40 },
  ],
  ...{ seats: 3, passMark: 60, dropsEnds: true, spreadMost: 20, isBlind: true, reviewDays: 5, fee: 'fee', pledge: word },
}

const table: [string, number[], Partial<Sheet>, object][] = [
  ['one sheet is its own mean', [61], {}, { score: 61, isPassed: true, spread: 0, isAlarm: false, counted: 1 }],
  ['three sheets: nothing is left out', [50, 60, 70], {}, { score: 60, isPassed: true, spread: 20, isAlarm: false, counted: 3 }],
  ['four sheets: the ends are left out', [10, 60, 61, 99], {}, { score: 60.5, isPassed: true, spread: 89, isAlarm: true, counted: 2 }],
  [
    'ends stay where they are to stay',
    [10, 60, 61, 99],
    { dropsEnds: false },
    { score: 57.5, isPassed: false, spread: 89, isAlarm: true, counted: 4 },
  ],
  [
    'only one of equal ends is left out',
    [70, 70, 70, 50, 50],
    {},
    { score: 63.33, isPassed: true, spread: 20, isAlarm: false, counted: 3 },
  ],
  [
    'just below the mark does not pass, although it rounds to it',
    [60, 60, 59.99],
    {},
    { score: 60, isPassed: false, spread: 0.01, isAlarm: false, counted: 3 },
  ],
]
for (const [name, totals, change, expected] of table)
  test(name, () => {
    const found = resultOf({ ...sheet, ...change }, totals, 60)!
    assert.deepEqual({ ...found, spread: Math.round(found.spread * 100) / 100 }, expected)
  })

test('no sheet has no result', () => assert.equal(resultOf(sheet, [], 60), null))

const totals = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 })
test('the score lies between the lowest and the highest, whatever the order, and more points never lower it', () => {
  fc.assert(
    fc.property(totals, fc.nat(), fc.boolean(), (given, which, dropsEnds) => {
      const of = { ...sheet, dropsEnds }
      const { score, spread, isPassed } = resultOf(of, given, 60)!
      assert.ok(score >= Math.min(...given) && score <= Math.max(...given))
      assert.equal(spread, Math.max(...given) - Math.min(...given))
      assert.deepEqual(resultOf(of, given.toReversed(), 60), resultOf(of, given, 60))
      const better = resultOf(
        of,
        given.map((one, at) => (at === which % given.length ? Math.min(one + 7, 100) : one)),
        60,
      )!
      assert.ok(better.score >= score && (!isPassed || better.isPassed))
    }),
  )
})

test('a draw is the same for the same seed, in whatever order the pool came, and draws nobody twice', () => {
  const pool = fc.uniqueArray(fc.uuid(), { maxLength: 30 })
  fc.assert(
    fc.property(pool, fc.string({ minLength: 1 }), fc.nat(10), (ids, seed, count) => {
      const drawn = draw(ids, seed, count)
      assert.deepEqual(drawn, draw(ids.toReversed(), seed, count))
      assert.equal(new Set(drawn).size, Math.min(count, ids.length))
      assert.ok(drawn.every((id) => ids.includes(id)))
    }),
  )
  const first = new Map<string, number>()
  for (let at = 0; at < 3_000; at += 1) {
    const [id] = draw(['a', 'b', 'c'], `seed-${at}`, 1)
    first.set(id!, (first.get(id!) ?? 0) + 1)
  }
  for (const count of first.values()) assert.ok(count > 850 && count < 1_150, `${[...first]}`)
})

const candidate: Candidate = { expertId: 'e', personId: 'p', employments: [], ties: [] }
const concerned: Concerned = {
  ...{ applicantId: 'a', subjectId: 's', organisationId: 'o', relatedIds: ['r'], handlerIds: ['h'], colleagueIds: ['c'], on: '2026-03-02' },
}
const at = (organisationId: string, lastOn: string | null = null) => ({ employments: [{ organisationId, firstOn: '2020-01-01', lastOn }] })
const tie = (kind: 'funding' | 'co_author' | 'declared', otherId: string | null, organisationId: string | null = null) => ({
  ties: [{ kind, otherId, organisationId }],
})
const recusals: [Partial<Candidate>, string[]][] = [
  [{}, []],
  [at('x'), []],
  [at('o'), ['same_organisation']],
  [at('o', '2026-03-01'), ['past_organisation']],
  [at('r'), ['related_organisation']],
  [at('r', '2024-01-01'), []],
  [{ personId: 'a' }, ['is_applicant']],
  [{ personId: 's' }, ['is_subject']],
  [{ personId: 'h' }, ['handled_case']],
  [{ personId: 'c' }, ['same_organisation']],
  [tie('funding', null, 'o'), ['funding']],
  [tie('co_author', 's'), ['co_author']],
  [tie('declared', 'a'), ['declared']],
  [tie('co_author', 'x'), []],
  [{ ...at('o'), personId: 's', ...tie('funding', 's') }, ['is_subject', 'same_organisation', 'funding']],
]
test('who must stand aside is told with every reason', () => {
  for (const [change, expected] of recusals) assert.deepEqual(recusalsOf({ ...candidate, ...change }, concerned), expected)
  assert.deepEqual(recusalsOf({ ...candidate, ...tie('funding', null, null) }, { ...concerned, organisationId: null, subjectId: null }), [])
})

test('a sheet has whole points within the most of each criterion, and is whole when handed in', () => {
  assert.deepEqual(sheetFaults(sheet, { level: 60, use: 0 }, true), [])
  assert.deepEqual(
    sheetFaults(sheet, { level: 61, use: 0.5, other: 1 }, false).map(({ criterion }) => criterion),
    ['other', 'level', 'use'],
  )
  assert.deepEqual(sheetFaults(sheet, { use: 4 }, true), [{ criterion: 'level', what: 'missing' }])
  assert.deepEqual(sheetFaults(sheet, { use: 4 }, false), [])
})
