// Two published examples, to the printed digit: UNDP, Human Development Report 2010, technical note 1; and the Technology Achievement Index of
// OECD and JRC, Handbook on Constructing Composite Indicators (2008), tables A.2, 15, 22, 23 and 38.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aggregate } from './aggregate.rules.ts'
import { computeComposite } from './composite.rules.ts'
import { columnsOf } from './prepare.rules.ts'
import { IndicatorSystem, type IndicatorSystemFile } from './system.contract.ts'
import { systemProblems } from './system.rules.ts'
import { rowsOfSheet, yearsOf } from './table.rules.ts'

function compute(file: IndicatorSystemFile, csv: string) {
  const system = IndicatorSystem.parse(file)
  assert.deepEqual(systemProblems(system), [])
  const sheet = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const columns = columnsOf(system, sheet[0]!)
  const { rows, problems } = rowsOfSheet(sheet, columns)
  assert.deepEqual(problems, [])
  const composite = computeComposite(system, yearsOf(rows, columns))
  const year = composite.years[0]!
  const at = (unit: string) => year.prepared.units.indexOf(unit)
  return {
    composite,
    year,
    normalised: (code: string, unit: string) => year.normalised.get(code)![at(unit)]!,
    score: (code: string, unit: string) => year.scores.get(code)![at(unit)]!,
    rank: (unit: string) => year.ranks.get(composite.rootCode)![at(unit)],
  }
}

test('the Human Development Index of China in the report of 2010, step by step', () => {
  const hdi: IndicatorSystemFile = {
    code: 'hdi',
    version: '2010',
    method: { normalise: { kind: 'minMax', from: 0, to: 1 }, aggregate: 'geometric' },
    groups: [{ code: 'hdi' }, { code: 'education', parent: 'hdi', goalposts: [0, 0.951] }],
    indicators: [
      { code: 'life', parent: 'hdi', goalposts: [20, 83.2] },
      { code: 'mean_years', parent: 'education', goalposts: [0, 13.2] },
      { code: 'expected_years', parent: 'education', goalposts: [0, 20.6] },
      { code: 'income', parent: 'hdi', goalposts: [163, 108211], transform: 'log' },
    ],
  }
  const { normalised, score } = compute(hdi, 'unit,life,mean_years,expected_years,income\nChina,73.5,7.5,11.4,7263')
  const printed = (value: number) => value.toFixed(3)
  assert.equal(printed(normalised('life', 'China')), '0.847')
  assert.equal(printed(normalised('mean_years', 'China')), '0.568')
  assert.equal(printed(normalised('expected_years', 'China')), '0.553')
  assert.equal(printed(normalised('income', 'China')), '0.584')
  assert.equal(printed(score('education', 'China')), '0.590')
  // The note goes on with its rounded indices, and so prints 0.589 here; the index is the same.
  const equal = [0.568, 0.553].map((each) => ({ score: each, weight: 1 }))
  assert.equal(printed(aggregate(equal, 'geometric', 1) / 0.951), '0.589')
  assert.equal(printed(score('hdi', 'China')), '0.663')
})

const achievement = `unit,patents,royalties,internet,exports,telephones,electricity,schooling,university
Finland,187,125.6,200.2,50.7,3.08,4.15,10,27.4
United States,289,130,179.1,66.2,3.00,4.07,12,13.9
Sweden,271,156.6,125.8,59.7,3.10,4.14,11.4,15.3
Japan,994,64.6,49,80.8,3.00,3.86,9.5,10
Korea,779,9.8,4.8,66.7,2.97,3.65,10.8,23.2
Netherlands,189,151.2,136,50.9,3.02,3.77,9.4,9.5
United Kingdom,82,134,57.4,61.9,3.02,3.73,9.4,14.9
Canada,31,38.6,108,48.7,2.94,4.18,11.6,14.2
Australia,75,18.2,125.9,16.2,2.94,3.94,10.9,25.3
Singapore,8,25.5,72.3,74.9,2.95,3.83,7.1,24.2
Germany,235,36.8,41.2,64.2,2.94,3.75,10.2,14.4
Norway,103,20.2,193.6,19,3.12,4.39,11.9,11.2
Ireland,106,110.3,48.6,53.6,2.97,3.68,9.4,12.3
Belgium,72,73.9,58.9,47.6,2.91,3.86,9.3,13.6
New Zealand,103,13,146.7,15.4,2.86,3.91,11.7,13.1
Austria,165,14.8,84.2,50.3,2.99,3.79,8.4,13.6
France,205,33.6,36.4,58.9,2.97,3.80,7.9,12.6
Israel,74,43.6,43.2,45,2.96,3.74,9.6,11
Spain,42,8.6,21,53.4,2.86,3.62,7.3,15.6
Italy,13,9.8,30.4,51,3.00,3.65,7.2,13
Czech Republic,28,4.2,25,51.7,2.75,3.68,9.5,8.2
Hungary,26,6.2,21.6,63.5,2.73,3.46,9.1,7.7
Slovenia,105,4,20.3,49.5,2.84,3.71,7.1,10.6`
const names = achievement.slice(0, achievement.indexOf('\n')).split(',').slice(1)
/** The order of tables 23 and 38. */
const countries =
  `Finland,United States,Sweden,Japan,Korea,Netherlands,United Kingdom,Singapore,Canada,Australia,Germany,Norway,Ireland,Belgium,
New Zealand,Austria,France,Israel,Spain,Italy,Czech Republic,Hungary,Slovenia`
    .replace('\n', '')
    .split(',')
/** Human Development Report 2001, technical note 2: what the scales of the index reach from and to. */
const goalposts: Record<string, [number, number]> = {
  patents: [0, 994],
  royalties: [0, 272.6],
  internet: [0, 232.4],
  exports: [0, 80.8],
  telephones: [0, Math.log10(901)],
  electricity: [Math.log10(22), Math.log10(6969)],
  schooling: [0.8, 12],
  university: [0.1, 27.4],
}

type Settings = { weights?: readonly number[]; method: IndicatorSystemFile['method']; isBetweenGoalposts?: true }

function achievementBy({ weights, method, isBetweenGoalposts }: Settings) {
  const indicators = names.map((code, at) => ({
    code,
    ...(weights ? { weight: weights[at]! } : {}),
    ...(isBetweenGoalposts ? { goalposts: goalposts[code]! } : {}),
  }))
  return compute({ code: 'tai', method, indicators }, achievement)
}

/** Table 15: years of school on each scale. */
const schooling = `Finland 0.26 0.59 1.04 0.83 1.41
United States 1.52 1.00 1.25 1.00 1.69
Sweden 1.14 0.88 1.19 0.95 1.61
Japan -0.06 0.49 0.99 0.79 1.34
Korea 0.76 0.76 1.13 0.90 1.52
Netherlands -0.12 0.47 0.98 0.78 1.32
United Kingdom -0.12 0.47 0.98 0.78 1.32
Canada 1.27 0.92 1.21 0.97 1.63
Australia 0.83 0.78 1.14 0.91 1.54
Singapore -1.58 0.00 0.74 0.59 1.00
Germany 0.38 0.63 1.06 0.85 1.44
Norway 1.46 0.98 1.24 0.99 1.68
Ireland -0.12 0.47 0.98 0.78 1.32
Belgium -0.19 0.45 0.97 0.78 1.31
New Zealand 1.33 0.94 1.22 0.98 1.65
Austria -0.76 0.27 0.88 0.70 1.18
France -1.08 0.16 0.82 0.66 1.11
Israel 0.00 0.51 1.00 0.80 1.35
Spain -1.46 0.04 0.76 0.61 1.03
Italy -1.52 0.02 0.75 0.60 1.01
Czech Republic -0.06 0.49 0.99 0.79 1.34
Hungary -0.31 0.41 0.95 0.76 1.28
Slovenia -1.58 0.00 0.74 0.59 1.00`
  .split('\n')
  .map((line) => /^(.+?) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+)$/.exec(line)!.slice(1))

/** Rounded half up, as on paper: 0.975 is no binary number. */
const hundredths = (value: number) => (Math.round(value * 100 + Math.sign(value) * 1e-9) / 100).toFixed(2).replace('-0.00', '0.00')

test('years of school on five scales, in all 23 countries', () => {
  const scales: NonNullable<IndicatorSystemFile['method']>['normalise'][] = [
    { kind: 'zScore', of: 'sample' },
    { kind: 'minMax', from: 0, to: 1 },
    { kind: 'distance', to: 'mean' },
    { kind: 'distance', to: 'best' },
    { kind: 'distance', to: 'worst' },
  ]
  const computed = scales.map((normalise) => achievementBy({ method: { normalise } }))
  assert.equal(schooling.length, 23)
  for (const [country, ...printed] of schooling)
    assert.deepEqual(
      computed.map(({ normalised }) => hundredths(normalised('schooling', country!))),
      printed,
      country,
    )
})

test('the ranks of the Technology Achievement Index by weights and by the way of aggregating', () => {
  const ranks = (settings: Settings) => {
    const { rank } = achievementBy(settings)
    return countries.map((country) => rank(country)).join(' ')
  }
  const linear = { normalise: { kind: 'minMax', isClipped: true } } as const
  // Tables 23 (equal weights) and 38 (linear).
  assert.equal(ranks({ method: linear, isBetweenGoalposts: true }), countries.map((_, at) => at + 1).join(' '))
  // Table 23, budget allocation, with the weights of table 22.
  assert.equal(
    ranks({ weights: [0.11, 0.11, 0.11, 0.18, 0.1, 0.06, 0.15, 0.18], method: linear, isBetweenGoalposts: true }),
    '1 2 3 5 4 8 7 6 10 11 9 13 12 14 17 15 16 18 19 21 22 20 23',
  )
  // Table 38, geometric: on raw values, of which any ratio will do.
  assert.equal(
    ranks({ method: { normalise: { kind: 'distance' }, aggregate: 'geometric' } }),
    '2 1 3 4 16 5 6 18 13 14 8 11 7 9 17 12 10 15 19 21 23 22 20',
  )
})
