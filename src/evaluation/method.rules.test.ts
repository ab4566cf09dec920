// What each choice of a method does, by small numbers that can be checked on paper.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { growthOf, nextClassOf, standingsOf } from './advice.rules.ts'
import { aggregate } from './aggregate.rules.ts'
import { chanceFrom } from './chance.rules.ts'
import { computeComposite } from './composite.rules.ts'
import { columnsOf, forbiddenGaps } from './prepare.rules.ts'
import { yearReport } from './report.rules.ts'
import { rankDraws, rankIntervals } from './robust.rules.ts'
import { quantileOf, ranksOf, shapeOf } from './spread.rules.ts'
import { IndicatorSystem, type IndicatorSystemFile } from './system.contract.ts'
import { systemProblems } from './system.rules.ts'
import { numberOf, rowsOfSheet, yearsOf } from './table.rules.ts'

type Row = readonly [unit: string, year: number, ...values: (number | null)[]]

function compute(file: Partial<IndicatorSystemFile>, rows: readonly Row[], columns = ['a', 'b']) {
  const system = IndicatorSystem.parse({ code: 'x', indicators: columns.map((code) => ({ code })), ...file })
  const cells = rows.map(([unit, year, ...values]) => [unit, String(year), ...values.map((value) => (value === null ? '' : String(value)))])
  const sheet = [['unit', 'year', ...columns], ...cells]
  const wanted = columnsOf(system, sheet[0]!)
  const { rows: read, problems } = rowsOfSheet(sheet, wanted)
  assert.deepEqual(problems, [])
  return computeComposite(system, yearsOf(read, wanted))
}

const indexOf = (composite: ReturnType<typeof compute>, at = 0) => [...composite.years[at]!.scores.get(composite.rootCode)!]

test('a system says everything that is wrong with it', () => {
  const problems = (file: Omit<IndicatorSystemFile, 'code'>) =>
    systemProblems(IndicatorSystem.parse({ code: 'x', ...file })).map((problem) => problem.code)
  const leaf = { code: 'a' }
  for (const [file, expected] of [
    [{ indicators: [leaf, leaf] }, ['twice']],
    [{ indicators: [{ code: 'a', parent: 'b' }] }, ['parent_unknown', 'empty_group']],
    [{ groups: [{ code: 'g' }, { code: 'h' }], indicators: [{ code: 'a', parent: 'g' }] }, ['roots', 'empty_group']],
    [{ groups: [{ code: 'r' }, { code: 'g', parent: 'h' }, { code: 'h', parent: 'g' }], indicators: [leaf] }, ['circle', 'circle']],
    [{ indicators: [{ code: 'a', transform: 'log', goalposts: [0, 1] }] }, ['log_of_goalpost']],
    [
      {
        indicators: [leaf],
        classes: [
          { code: 'B', atLeast: 50 },
          { code: 'A', atLeast: 50 },
        ],
      },
      ['classes_unordered'],
    ],
    [{ indicators: [leaf] }, []],
  ] as [Omit<IndicatorSystemFile, 'code'>, string[]][])
    assert.deepEqual(problems(file), expected)
})

test('cells are numbers, nothing, or refused', () => {
  for (const [text, value] of [
    ['1,234.5', 1234.5],
    ['-3', -3],
    ['1e3', 1000],
    [' ', null],
    ['—', null],
    ['缺', null],
    ['12万', undefined],
    ['1.2.3', undefined],
    ['+', undefined],
  ] as const)
    assert.equal(numberOf(text), value, text)
})

test('ways of aggregating', () => {
  const parts = [
    { score: 90, weight: 1 },
    { score: 110, weight: 1 },
  ]
  assert.equal(aggregate(parts, 'arithmetic', 0.5), 100)
  assert.ok(Math.abs(aggregate(parts, 'geometric', 0.5) - Math.sqrt(9900)) < 1e-9)
  // M − S²/M = 100 − 100/100.
  assert.equal(aggregate(parts, 'mazziottaPareto', 0.5), 99)
  assert.equal(
    aggregate(
      [
        { score: 1, weight: 3 },
        { score: 5, weight: 1 },
      ],
      'arithmetic',
      0.5,
    ),
    2,
  )
  const missing = [
    { score: Number.NaN, weight: 3 },
    { score: 5, weight: 1 },
  ]
  assert.ok(Number.isNaN(aggregate(missing, 'arithmetic', 0.5)))
  assert.equal(aggregate(missing, 'arithmetic', 0.25), 5)
  assert.equal(
    aggregate(
      [
        { score: 0, weight: 1 },
        { score: 5, weight: 1 },
      ],
      'geometric',
      0.5,
    ),
    0,
  )
  assert.ok(Number.isNaN(aggregate([{ score: -1, weight: 1 }], 'geometric', 0.5)))
})

test('what is missing is filled in as the method says, and told', () => {
  const rows: Row[] = [
    ['p', 2021, 1, 1],
    ['q', 2021, 2, 2],
    ['p', 2022, 3, 1],
    ['q', 2022, null, 2],
    ['r', 2022, 9, 3],
  ]
  const filled = (impute: 'none' | 'mean' | 'median' | 'previous' | 'worst' | 'zero') => {
    const { prepared } = compute({ method: { impute } }, rows).years[1]!
    return [prepared.imputed.get('a')![1], prepared.notes.filter((note) => note.code === 'imputed').length]
  }
  assert.deepEqual(filled('none'), [Number.NaN, 0])
  for (const [how, value] of [
    ['mean', 6],
    ['median', 6],
    ['previous', 2],
    ['worst', 3],
    ['zero', 0],
  ] as const)
    assert.deepEqual(filled(how), [value, 1], how)
})

test('denominators, logarithms and experts', () => {
  const indicators = [{ code: 'a', denominator: 'b', per: 100 }]
  const { prepared } = compute({ indicators }, [
    ['p', 2022, 1, 4],
    ['q', 2022, 1, 0],
    ['r', 2022, 3, 4],
  ]).years[0]!
  assert.deepEqual([...prepared.denominated.get('a')!], [25, 75])
  assert.deepEqual(prepared.units, ['p', 'r'])
  assert.deepEqual(
    prepared.notes.map((note) => note.code),
    ['denominator_wrong', 'unit_left_out'],
  )
  const scored = compute(
    { indicators: [{ code: 'c', experts: {} }] },
    [
      ['p', 2022, 1, 6, 8],
      ['q', 2022, 2, 3, 10],
    ],
    ['c@1', 'c@2', 'c@3'],
  )
  assert.deepEqual([...scored.years[0]!.prepared.raw.get('c')!], [6, 3])
})

test('outliers become their neighbours until the shape is right, or are clipped to a percentile', () => {
  const rows = [...Array.from({ length: 20 }, (_, at): Row => [`u${at + 10}`, 2022, at, 1]), ['z', 2022, 1000, 2] as Row]
  const treat = { kind: 'winsorise' } as const
  const { prepared, notes } = compute({ method: { treat } }, rows).years[0]!
  assert.equal(Math.max(...prepared.treated.get('a')!), 19)
  assert.deepEqual(
    notes.find((note) => note.code === 'treated' && note.indicator === 'a'),
    { code: 'treated', indicator: 'a', unit: 'z', from: 1000, to: 19 },
  )
  const clipped = compute({ method: { treat: { kind: 'percentile', lower: 10, upper: 90 } } }, rows).years[0]!.prepared.treated.get('a')!
  assert.deepEqual([Math.min(...clipped), Math.max(...clipped)], [2, 18])
})

test('a method that allows no gaps names every one of them', () => {
  const system = IndicatorSystem.parse({ code: 's', method: { impute: 'refuse' }, indicators: [{ code: 'a', denominator: 'b' }] })
  const rows = (values: [number | null, number | null][]) =>
    yearsOf(
      values.map(([a, b], at) => ({
        ...{ unit: `u${at}`, year: 2022, group: null },
        values: new Map(Object.entries({ a, b }).flatMap(([code, value]) => (value === null ? [] : [[code, value] as const]))),
      })),
      ['a', 'b'],
    )
  assert.deepEqual(
    forbiddenGaps(
      system,
      rows([
        [1, null],
        [2, 3],
        [null, 4],
      ]),
    ).map(({ unit, column }) => [unit, column]),
    [
      ['u2', 'a'],
      ['u0', 'b'],
    ],
  )
  assert.deepEqual(forbiddenGaps(system, rows([[1, 2]])), [])
})

test('runs drawn a few at a time are the runs drawn at once', () => {
  const composite = compute({}, [
    ['p', 2022, 1, 5],
    ['q', 2022, 3, 3],
    ['r', 2022, 4, 1],
  ])
  const asked = { seed: 7, runs: 50, weightSpread: 0.9, normalisations: ['minMax', 'zScore', 'rank'] as const }
  const draws = rankDraws(composite, composite.years[0]!, asked)
  assert.deepEqual([draws.draw(7), draws.draw(100)], [7, 50])
  assert.deepEqual(draws.intervals(), rankIntervals(composite, composite.years[0]!, asked))
})

test('quantiles, shape and ranks', () => {
  assert.equal(quantileOf(Float64Array.of(1, 2, 3, 4), 0.25), 1.75)
  assert.deepEqual(shapeOf(Float64Array.of(1, 1, 1)), { skewness: 0, kurtosis: 3 })
  assert.deepEqual(ranksOf(Float64Array.of(5, Number.NaN, 7, 5, 0.1 + 0.2, 0.3)), [2, null, 1, 2, 4, 4])
})

test('an indicator that tells nobody apart is left out and named', () => {
  const composite = compute({}, [
    ['p', 2022, 1, 1],
    ['q', 2022, 1, 3],
  ])
  assert.deepEqual(indexOf(composite), [0, 100])
  assert.deepEqual(composite.years[0]!.notes, [{ code: 'no_spread', indicator: 'a' }])
})

test('growth against the base year, standings, and what alone would move a unit up', () => {
  const classes = [
    { code: 'C', atLeast: 0 },
    { code: 'B', atLeast: 60 },
  ]
  const indicators = [
    { code: 'a', goalposts: [0, 100] as [number, number] },
    { code: 'b', goalposts: [0, 10] as [number, number], direction: -1 as const },
  ]
  const composite = compute({ classes, indicators }, [
    ['p', 2021, 40, 6],
    ['p', 2022, 60, 5],
    ['q', 2022, 19, 9],
  ])
  assert.deepEqual(indexOf(composite, 0), [40])
  assert.deepEqual(indexOf(composite, 1), [55, 14.5])
  const year = composite.years[1]!
  assert.deepEqual(
    growthOf(composite, year).map((grown) => grown && Math.round(grown * 1e6) / 1e6),
    [137.5, null],
  )
  assert.deepEqual(
    standingsOf(composite, year)[0]!.map(({ indicator, rank }) => [indicator, rank]),
    [
      ['a', 1],
      ['b', 1],
    ],
  )
  const next = nextClassOf(composite, year, 0)!
  assert.deepEqual(
    next.moves.map(({ indicator, from, to }) => [indicator, from, Math.round(to * 1e6) / 1e6]),
    [
      ['a', 60, 70],
      ['b', 5, 4],
    ],
  )
  // For the other, no single indicator is enough.
  assert.deepEqual(nextClassOf(composite, year, 1)!.moves, [])
  const { units } = yearReport(composite, year)
  assert.deepEqual(
    units.map((unit) => [unit.unit, unit.rank, unit.class]),
    [
      ['p', 1, 'C'],
      ['q', 2, 'C'],
    ],
  )
})

const table = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 })), { minLength: 2, maxLength: 12 })

test('the order of a file changes nothing, and the same seed draws the same intervals around a rank that lies in them', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 0, max: 1000 }), (values, seed) => {
      const rows = values.map(([a, b], at): Row => [`u${at}`, 2022, a, b])
      const [one, other] = [compute({}, rows), compute({}, rows.toReversed())]
      assert.deepEqual(yearReport(one, one.years[0]!), yearReport(other, other.years[0]!))
      const asked = { seed, runs: 20, weightSpread: 0, normalisations: ['minMax' as const] }
      for (const { rank, low, high } of rankIntervals(one, one.years[0]!, asked)) assert.deepEqual([low, high], [rank, rank])
      const drawn = { seed, runs: 20, weightSpread: 0.5, normalisations: ['minMax', 'zScore', 'rank'] as const }
      assert.deepEqual(rankIntervals(one, one.years[0]!, drawn), rankIntervals(one, one.years[0]!, drawn))
    }),
    { numRuns: 60 },
  )
})

test('chance is even, and other seeds draw otherwise', () => {
  const [one, other] = [chanceFrom(1), chanceFrom(2)]
  const drawn = Array.from({ length: 20_000 }, one)
  assert.ok(drawn.every((value) => value >= 0 && value < 1))
  assert.ok(Math.abs(drawn.reduce((sum, value) => sum + value, 0) / drawn.length - 0.5) < 0.01)
  assert.notDeepEqual(drawn.slice(0, 5), Array.from({ length: 5 }, other))
})
