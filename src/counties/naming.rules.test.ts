import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveProcedure } from '../procedures/proof.rules.ts'
import { countyProcedures } from './naming.declaration.ts'
import { namingOf, settlementOf } from './naming.rules.ts'
import { inOrder } from './recommendation.rules.ts'

test('the four procedures of naming prove right', () => {
  for (const procedure of countyProcedures) assert.deepEqual(proveProcedure(procedure, []), [], procedure.code)
  assert.deepEqual(
    countyProcedures.map(({ code }) => namingOf(code)),
    [
      { kind: 'application', level: 'provincial' },
      { kind: 'application', level: 'national' },
      { kind: 'acceptance', level: 'provincial' },
      { kind: 'acceptance', level: 'national' },
    ],
  )
  assert.equal(namingOf('talent_grading'), null)
})

const months = { building: 36, extension: 12 }
for (const [kind, status, outcome, begins] of [
  ['application', 'granted', null, { stage: 'building', firstOn: '2026-03-31', lastOn: '2029-03-30' }],
  ['application', 'refused', null, undefined],
  ['application', 'withdrawn', null, undefined],
  ['application', 'expired', null, undefined],
  ['application', 'revoked', null, null],
  ['application', 'declined', null, null],
  ['acceptance', 'granted', 'named', { stage: 'named', firstOn: '2026-03-31', lastOn: null }],
  ['acceptance', 'granted', 'extended', { stage: 'extended', firstOn: '2026-03-31', lastOn: '2027-03-30' }],
  ['acceptance', 'refused', null, null],
  ['acceptance', 'revoked', 'named', null],
  ['acceptance', 'lapsed', null, undefined],
] as const)
  test(`${kind} ${status} ${outcome ?? ''}: ${begins ? begins.stage : begins === null ? 'ends what stands' : 'changes nothing'}`, () => {
    const settlement = settlementOf({ kind, status, outcome, on: '2026-03-31', months })
    assert.deepEqual(settlement, begins === undefined ? null : { begins })
  })

for (const [ranks, order] of [
  [['', ''], null],
  [['1', ''], ['a']],
  [
    ['2', '1'],
    ['b', 'a'],
  ],
  [['1', '1'], null],
  [['1', '3'], null],
  [['2', ''], null],
] as const)
  test(`ranks ${ranks.join(' and ')} are ${order ? 'an order' : 'none'}`, () => {
    const rows = ['a', 'b'].map((caseId, at) => ({ caseId, rank: ranks[at]! }))
    assert.deepEqual(inOrder(rows), order)
  })
