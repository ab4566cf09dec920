import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { called, scratchFolder } from '../../test/kit/command.ts'

const folder = scratchFolder()

function fileOf(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const system = fileOf(
  'S.json',
  JSON.stringify({
    code: 'demo',
    version: '2024',
    method: { normalise: { kind: 'minMax', from: 0, to: 100 } },
    groups: [{ code: 'all' }, { code: 'input', parent: 'all' }],
    indicators: [
      { code: 'rd', parent: 'input', denominator: 'workers', per: 10_000, target: 40 },
      { code: 'energy', parent: 'all', direction: -1, weight: 3 },
    ],
    classes: [
      { code: 'B', atLeast: 0 },
      { code: 'A', atLeast: 60 },
    ],
  }),
)
const data = fileOf(
  'D.csv',
  '\uFEFFunit,year,rd,workers,energy\n示例甲县,2022,120,60000,0.5\n示例乙县,2022,90,30000,0.6\n示例丙县,2022,,20000,0.4\n',
)
const index = (...args: string[]) => called(['index', ...args])

test('a ranking that rests on mended data says so', async () => {
  const zero = fileOf('Z.csv', 'unit,year,rd,workers,energy\n示例甲县,2022,120,60000,0.5\n示例乙县,2022,90,0,0.6\n')
  const told = await index('--system', system, '--data', zero)
  assert.equal(told.status, 0, told.stderr)
  assert.match(told.stdout.trim().split('\n').at(-1)!, /经过处理的数据：denominator_wrong 1/)
})

test('an index from two files: the ranking, and every table on the way', async () => {
  const told = await index('--system', system, '--data', data)
  assert.equal(told.status, 0, told.stderr)
  assert.deepEqual(
    told.stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)),
    [
      ['1', '100.0000', '示例丙县', 'A'],
      ['2', '37.5000', '示例甲县', 'B'],
      ['3', '25.0000', '示例乙县', 'B'],
    ],
  )
  const { stdout } = await index('--system', system, '--data', data, '--json', '--runs', '50', '--seed', '7')
  const printed = JSON.parse(stdout)
  const [year] = printed.years
  assert.deepEqual(printed.robustness.seed, 7)
  assert.deepEqual(year.tables.denominated.rows['示例乙县'], [30, 0.6])
  assert.deepEqual(year.tables.normalised.rows['示例甲县'], [0, 50])
  assert.deepEqual(year.tables.scores.columns, ['input', 'all'])
  assert.deepEqual(year.units[2].gaps, [{ indicator: 'rd', target: 40, gap: 20 }])
  assert.equal(year.intervals.length, 3)
  const again = await index('--system', system, '--data', data, '--json', '--runs', '50', '--seed', '7')
  assert.equal(again.stdout, stdout)
})

for (const [args, status, expected] of [
  [[], 2, /--system/],
  [['--system', join(folder, 'none.json'), '--data', data], 1, /none\.json cannot be read/],
  [['--system', data, '--data', data], 1, /is not valid JSON/],
  [
    ['--system', fileOf('W.json', '{"code":"a","indicators":[{"code":"x","weight":-1}]}'), '--data', data],
    1,
    /indicators\[1\] \(x\) weight/,
  ],
  [['--system', fileOf('P.json', '{"code":"a","indicators":[{"code":"x","parent":"g"}]}'), '--data', data], 1, /"g", which is no group/],
  [['--system', system, '--data', fileOf('c.csv', 'unit,rd\na,1\n')], 1, /The column "workers" is missing/],
  [['--system', system, '--data', fileOf('n.csv', 'unit,rd,workers,energy\na,x,1,1\na,1,1,1\n')], 1, /"x" is no number[\s\S]*stands twice/],
  [['--system', system, '--data', fileOf('q.csv', 'unit,"rd\n')], 1, /is not valid CSV/],
  [['--system', system, '--data', fileOf('e.csv', 'unit,rd,workers,energy\n')], 1, /holds no unit/],
  [['--system', system, '--data', data, '--runs', 'many'], 2, /--runs has the value "many"/],
] as [string[], number, RegExp][])
  test(`index refuses ${
    args
      .slice(-2)
      .map((arg) => arg.replace(/.*\//, ''))
      .join(' ') || 'to guess its files'
  }`, async () => {
    const ended = await index(...args)
    assert.deepEqual([ended.status, ended.stdout], [status, ''])
    assert.match(ended.stderr, expected)
  })
