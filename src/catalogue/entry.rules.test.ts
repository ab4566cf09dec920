import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InstrumentFacts } from './catalogue.contract.ts'
import { blankFacts, differences } from './catalogue.rules.ts'
import { type FactsTyped, factsOf, typedOf } from './entry.rules.ts'

const fenOf = (text: string) => (/^\d+$/.test(text) ? Number(text) * 100 : undefined)
const yuanOf = (fen: number) => String(fen / 100)
const facts: InstrumentFacts = { ...blankFacts, nameZh: '示例仪器', worthFen: 730_000_000, listedOn: '2020-01-01', seals: ['CMA', 'CNAS'] }

test('facts read back from the form as they were', () => {
  const read = factsOf(typedOf(facts, yuanOf), fenOf)
  assert.deepEqual([read.mistakes, differences(facts, read.facts)], [[], []])
  assert.deepEqual(typedOf({ ...facts, laneCount: 2 } as InstrumentFacts, yuanOf), typedOf(facts, yuanOf), 'what is no fact is left out')
  const unknown = factsOf(typedOf({ ...blankFacts, nameZh: 'x' }, yuanOf), fenOf)
  assert.deepEqual([unknown.facts.worthFen, unknown.facts.classCode, unknown.facts.seals], [null, null, []])
})

test('what is wrong with what was typed is told for each fact', () => {
  const wrong = (change: Partial<FactsTyped>) =>
    factsOf({ ...typedOf(facts, yuanOf), ...change }, fenOf).mistakes.map((mistake) => `${mistake.fact} ${mistake.code}`)
  assert.deepEqual(wrong({ nameZh: ' ' }), ['nameZh name_missing'])
  assert.deepEqual(wrong({ worthFen: '九十多万', classItemCode: '12' }), ['worthFen amount_wrong', 'classItemCode item_code_wrong'])
  assert.deepEqual(wrong({ seals: 'CMA, CNAS；CAL' }), [])
  assert.deepEqual(wrong({ seals: 'a b c d e f g h i j k' }), ['seals seals_wrong'])
  assert.deepEqual(wrong({ delistedOn: '2019-12-31' }), ['delistedOn days_wrong'])
  assert.deepEqual(wrong({ delistedOn: '2020-01-01' }), [])
})
