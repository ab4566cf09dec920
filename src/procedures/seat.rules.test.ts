import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankExpert, expertFaults, expertSent, fieldsOf } from './expertform.rules.ts'
import { pointsOf, scoresOf, seatStepOf, typedFaults } from './seat.rules.ts'

const title = { zh: '示例', en: 'Example' }
const criteria = [
  { code: 'a', title, most: 30 },
  { code: 'b', title, most: 40 },
  { code: 'c', title, most: 30 },
]

test('points are whole numbers up to their most; what is wrong is not kept and is named', () => {
  assert.deepEqual(
    ['30', ' 0 ', '', '31', '-1', '3.5', '三'].map((text) => pointsOf(text, 30)),
    [30, 0, undefined, null, null, null, null],
  )
  const typed = { a: '31', b: '9' }
  assert.deepEqual(scoresOf(criteria, typed), { b: 9 })
  assert.deepEqual(typedFaults(criteria, typed), [
    { code: 'a', what: 'wrong' },
    { code: 'c', what: 'missing' },
  ])
  assert.deepEqual([seatStepOf({ step: 'score' }), seatStepOf({ step: 'elsewhere' }), seatStepOf({})], [{ step: 'score' }, {}, {}])
})

test('an expert is sent once everything of them is filled in', () => {
  const organisation = { id: 'o', nameZh: '示例', nameEn: 'Example' }
  const draft = { ...blankExpert, who: ' a ', divisionCode: '220000', title: '教授', fields: '材料、光学，材料; 化学' }
  assert.deepEqual(fieldsOf(draft.fields), ['材料', '光学', '化学'])
  assert.deepEqual(expertFaults(blankExpert), ['who', 'divisionCode', 'title', 'fields'])
  const days = { key: 1, organisation, firstOn: '2024-02-01', lastOn: '2024-01-01' }
  const wrong = { ...draft, employments: [days, { ...days, key: 2, organisation: undefined, firstOn: '二月', lastOn: '' }] }
  assert.deepEqual(expertFaults(wrong), ['days-1', 'employer-2', 'days-2'])
  const right = { ...draft, employments: [{ ...days, lastOn: '' }], ties: [{ key: 1, kind: 'funding' as const, organisation }] }
  assert.deepEqual(
    [expertFaults(right), expertSent(right).employments],
    [[], [{ organisationId: 'o', firstOn: '2024-02-01', lastOn: null }]],
  )
})
