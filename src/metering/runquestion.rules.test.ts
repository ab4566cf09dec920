import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunQuestion } from './runquestion.contract.ts'
import { answerReasons, answersGiven, areQuestionsSound, isSameQuestion } from './runquestion.rules.ts'

const question = (id: string, changes: Partial<RunQuestion> = {}): RunQuestion => ({
  ...{ id, kind: 'number', labelZh: id, labelEn: id, unit: '', choices: [], isNeeded: false, isConsumable: false },
  ...changes,
})
const vacuum = question('vacuum', { isNeeded: true })
const helium = question('helium', { isConsumable: true })
const tip = question('tip', { kind: 'choice', choices: ['A', 'B'] })
const remark = question('remark', { kind: 'text' })
const all = [vacuum, helium, tip, remark]

const cases: readonly (readonly [string, Record<string, string>, boolean, readonly string[]])[] = [
  ['nothing at the end', {}, true, ['question_unanswered vacuum']],
  ['nothing afterwards', {}, false, []],
  ['blanks are nothing', { vacuum: '  ' }, true, ['question_unanswered vacuum']],
  ['all of them', { vacuum: '-1.5', helium: '2', tip: 'A', remark: '正常' }, true, []],
  ['a reading with its power of ten', { vacuum: '3.2e-5' }, true, []],
  ['words for a number', { vacuum: '好' }, true, ['answer_wrong vacuum']],
  ['less than nothing used up', { vacuum: '1', helium: '-1' }, true, ['answer_wrong helium']],
  ['a power of ten used up', { vacuum: '1', helium: '1e3' }, true, ['answer_wrong helium']],
  ['a choice that there is not', { vacuum: '1', tip: 'C' }, true, ['answer_wrong tip']],
  ['too many words', { vacuum: '1', remark: 'x'.repeat(501) }, true, ['answer_wrong remark']],
  ['a question nobody asks', { vacuum: '1', other: '1' }, true, ['question_unknown ']],
]
for (const [name, answers, isEnd, expected] of cases)
  test(name, () => {
    const given = answersGiven(Object.entries(answers).map(([questionId, answer]) => ({ questionId, answer })))
    const told = answerReasons(all, given, isEnd).map(({ code, params }) => `${code} ${params['label'] ?? ''}`)
    assert.deepEqual(told, expected)
  })

const sound: readonly (readonly [string, readonly RunQuestion[], boolean])[] = [
  ['none', [], true],
  ['these four', all, true],
  ['a choice of nothing', [question('a', { kind: 'choice' })], false],
  ['one choice twice', [question('a', { kind: 'choice', choices: ['A', 'A'] })], false],
  ['a number with choices', [question('a', { choices: ['A'] })], false],
  ['words used up', [question('a', { kind: 'text', isConsumable: true })], false],
  ['one name twice', [question('a'), question('b', { labelZh: 'a' })], false],
]
for (const [name, questions, expected] of sound)
  test(`${name} can${expected ? '' : 'not'} be asked`, () => assert.equal(areQuestionsSound(questions), expected))

test('a question is the same while everything that is asked is', () => {
  assert.ok(isSameQuestion(vacuum, { ...vacuum }))
  for (const changes of [{ unit: 'Pa' }, { isNeeded: false }, { labelEn: 'x' }])
    assert.ok(!isSameQuestion(vacuum, { ...vacuum, ...changes }))
})
