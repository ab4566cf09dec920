import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareDecimals, ratioOf } from './decimal.rules.ts'
import { actProblems, type CellRule, type CellValue, type Comparison, cellNumber, findingsOf, stateAfter } from './return.rules.ts'

const count: CellRule = { kind: 'count', factor: null, decimals: 0, isShare: false, isRequired: true }
const share: CellRule = { kind: 'ratio', factor: 100, decimals: 2, isShare: true, isRequired: true }
const text: CellRule = { ...count, kind: 'text' }
const empty: CellValue = {
  ...{ amount: null, numerator: null, denominator: null, words: null, origin: 'filed' },
  ...{ sourceDocument: '示例年鉴', provider: '示例统计局', explanation: '' },
  ...{ vintage: 'annual', expectedOn: null, isConfirmed: true },
} as const
const alone: Comparison = { platform: null, lastYear: null, peers: [], jumpPercent: 50, outlierTimes: 5 }

test('decimals are exact: divided once, rounded half away from zero, never by nothing', () => {
  const table: [string, string, number, number, string | null][] = [
    ['1', '3', 100, 2, '33.33'],
    ['1', '200', 100, 0, '1'],
    ['0.1', '0.3', 1, 4, '0.3333'],
    ['-1', '8', 100, 1, '-12.5'],
    ['123456789012345.6', '1', 1, 1, '123456789012345.6'],
    ['5', '0', 100, 2, null],
  ]
  for (const [above, below, factor, decimals, expected] of table) assert.equal(ratioOf(above, below, factor, decimals), expected)
  assert.deepEqual([compareDecimals('1.50', '1.5'), compareDecimals('-2', '1'), compareDecimals('0.000001', '0')], [0, -1, 1])
  assert.equal(cellNumber(share, { ...empty, numerator: '12', denominator: '480' }), '2.50')
})

test('all that is wrong with a cell is said at once; what is odd asks for an explanation', () => {
  const peers = ['9', '10', '10', '11', '12']
  const table: [CellRule, Partial<CellValue> | null, Partial<Comparison>, string[]][] = [
    [count, null, {}, ['missing!']],
    [{ ...count, isRequired: false }, null, {}, []],
    [text, { words: '  ' }, {}, ['missing!']],
    [count, { amount: '10' }, {}, []],
    [count, { amount: '0' }, {}, []],
    [count, { amount: '-1.5' }, {}, ['negative!', 'not_whole!']],
    [count, { amount: '7', provider: ' ' }, {}, ['source_missing!']],
    [count, { amount: '7', provider: '', origin: 'computed' }, {}, []],
    [count, { amount: '7', vintage: 'flash' }, {}, ['release_missing!']],
    [count, { amount: '7', vintage: 'preliminary', expectedOn: '2025-09-30' }, {}, []],
    [count, { amount: '7', isConfirmed: false }, {}, ['unconfirmed!']],
    [share, { numerator: '5' }, {}, ['part_missing!']],
    [share, { numerator: '5', denominator: '0.0' }, {}, ['no_denominator!']],
    [share, { numerator: '5', denominator: '4' }, {}, ['over_whole!']],
    [{ ...share, isShare: false }, { numerator: '5', denominator: '4' }, {}, []],
    [text, { words: '特'.repeat(200) }, {}, []],
    [text, { words: '特'.repeat(201) }, {}, ['too_long!']],
    [count, { amount: '15' }, { lastYear: '10' }, []],
    [count, { amount: '16' }, { lastYear: '10' }, ['jump!']],
    [count, { amount: '16' }, { platform: '15' }, ['not_platform!']],
    [count, { amount: '16', explanation: '示例说明' }, { platform: '15' }, ['not_platform']],
    [count, { amount: '15.0' }, { platform: '15' }, []],
    [count, { amount: '16', origin: 'computed' }, { lastYear: '10' }, []],
    [count, { amount: '16', explanation: '示例说明' }, { lastYear: '10' }, ['jump']],
    [count, { amount: '16' }, { lastYear: '0' }, []],
    [count, { amount: '40' }, { peers }, ['outlier!']],
    [count, { amount: '40' }, { peers: peers.slice(1) }, []],
    [count, { amount: '40' }, { lastYear: '10', peers }, ['jump!', 'outlier!']],
  ]
  for (const [rule, cell, compared, expected] of table) {
    const findings = findingsOf(rule, cell && { ...empty, ...cell }, { ...alone, ...compared })
    assert.deepEqual(
      findings.map(({ problem, isOpen }) => `${problem}${isOpen ? '!' : ''}`),
      expected,
      JSON.stringify(cell),
    )
  }
})

test('a return goes from the county by the city to the province, and nobody does what is another’s', () => {
  const county = { files: true, passes: false, approves: false }
  const city = { files: false, passes: true, approves: false }
  const province = { files: false, passes: false, approves: true }
  const fine = { openCount: 0, hasBegun: true, isOwnHand: false }
  assert.deepEqual(actProblems('hand_in', 'filling', county, fine), [])
  assert.deepEqual(actProblems('hand_in', 'approved', city, { ...fine, openCount: 2, hasBegun: false }), [
    'not_yours',
    'wrong_state',
    'not_begun',
    'cells_open',
  ])
  assert.deepEqual(actProblems('pass', 'at_city', city, { ...fine, openCount: 2 }), [])
  assert.deepEqual(actProblems('pass', 'at_city', province, fine), ['not_yours'])
  assert.deepEqual(actProblems('approve', 'at_province', city, fine), ['not_yours'])
  assert.deepEqual(actProblems('approve', 'at_city', province, fine), ['wrong_state'])
  assert.deepEqual(
    [actProblems('send_back', 'at_city', city, fine), actProblems('send_back', 'at_province', city, fine)],
    [[], ['not_yours']],
  )
  assert.deepEqual([actProblems('send_back', 'at_province', province, fine), actProblems('reopen', 'approved', province, fine)], [[], []])
  const own = { files: true, passes: false, approves: true }
  assert.deepEqual(actProblems('approve', 'at_province', own, { ...fine, isOwnHand: true }), ['by_yourself'])
  assert.deepEqual(actProblems('approve', 'at_province', own, fine), [])
  assert.deepEqual(actProblems('reopen', 'filling', county, fine), ['not_yours', 'wrong_state'])
})

test('what is handed in goes to the city above it, where there is one on its way', () => {
  const cases = [
    ['county', false, 'at_city'],
    ['county', true, 'at_province'],
    ['city', false, 'at_province'],
    ['province', false, 'at_province'],
  ] as const
  for (const [level, isDirect, expected] of cases) {
    assert.equal(stateAfter('hand_in', { level, isDirect }), expected, level)
    assert.deepEqual(
      (['pass', 'send_back', 'approve', 'reopen'] as const).map((act) => stateAfter(act, { level, isDirect })),
      ['at_province', 'filling', 'approved', 'filling'],
    )
  }
})
