// The conditions of every procedure of this slice, each by a table of cases.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSeed } from '../kernel/seeds.ts'
import { judge, unmet } from '../procedures/condition.rules.ts'
import { type Answers, type Facts, noFacts, type ParameterValues, type Procedure } from '../procedures/procedure.rules.ts'
import { parameterFaults, proveProcedure } from '../procedures/proof.rules.ts'
import { talentProcedures } from './talent.declaration.ts'

const find = (code: string) => talentProcedures.find((one) => one.code === code)!
const parametersOf = ({ code }: Procedure) =>
  JSON.parse(readSeed('procedure_versions.csv').find((row) => row.procedure_code === code)!.parameters!) as ParameterValues
const results = (procedure: Procedure, answers: Answers, facts: Partial<Facts> = {}, parameters: ParameterValues = {}) => {
  const known = { answers, facts: { ...noFacts, ...facts }, parameters: { ...parametersOf(procedure), ...parameters }, on: '2026-03-02' }
  return Object.fromEntries(judge(procedure, known).map(({ code, result }) => [code, result]))
}
const held = (level: string, more: object = {}) => ({
  awards: [{ procedure: 'talent_grading', level, from: '2025-01-01', to: null, isStanding: true, isHeld: true, ...more }],
})

test('every procedure is declared right, and its first parameters keep its promise', () => {
  for (const procedure of talentProcedures) {
    assert.deepEqual(proveProcedure(procedure, []), [], procedure.code)
    assert.deepEqual(parameterFaults(procedure, parametersOf(procedure)), [], procedure.code)
  }
})

test('a child goes to school by a class that stands, a consent that stands, and wishes that the class allows', () => {
  const schooling = find('talent_schooling')
  const wish = (kind: string, stage = 'primary') => ({ child: 'c1', stage, wishes: [{ school: '示例', kind }] })
  const consents = [{ childId: 'c1', purpose: 'schooling' }]
  const rows: [Answers, Partial<Facts>, Record<string, string>][] = [
    [{}, {}, { graded: 'not_met', consented: 'unknown', wishes_fit: 'unknown' }],
    [wish('public'), { ...held('D'), consents }, { graded: 'met', consented: 'met', wishes_fit: 'met', times_left: 'met' }],
    [wish('public'), { ...held('D', { isStanding: false }), consents }, { graded: 'not_met' }],
    [wish('public'), { ...held('D', { to: '2026-03-01' }), consents }, { graded: 'not_met' }],
    [wish('public'), held('D'), { consented: 'not_met' }],
    [wish('private'), { ...held('C'), consents }, { wishes_fit: 'not_met' }],
    [wish('private'), { ...held('B'), consents }, { wishes_fit: 'met' }],
    [wish('public', 'senior'), { ...held('C'), consents }, { wishes_fit: 'not_met' }],
    [wish('public', 'senior'), { ...held('A'), consents }, { wishes_fit: 'met' }],
  ]
  for (const [answers, facts, expected] of rows)
    assert.deepEqual({ ...results(schooling, answers, facts), ...expected }, results(schooling, answers, facts))
  const used = { awards: [...held('E').awards, { ...held('E').awards[0]!, procedure: 'talent_schooling' }] }
  assert.equal(results(schooling, {}, used, { timesMost: { E: 1 } })['times_left'], 'not_met')
  assert.equal(results(schooling, {}, used, { timesMost: { E: 2 } })['times_left'], 'met')
})

test('a spouse agrees, and is placed like for like only from a public body', () => {
  const spouse = find('talent_spouse')
  const rows: [Answers, string, string][] = [
    [{}, 'unknown', 'unknown'],
    [{ spouseAgrees: false, wish: 'placement', employer: 'enterprise' }, 'not_met', 'not_met'],
    [{ spouseAgrees: true, wish: 'placement', employer: 'public' }, 'met', 'met'],
    [{ spouseAgrees: true, wish: 'recommended', employer: 'none' }, 'met', 'met'],
  ]
  for (const [answers, agreed, likeForLike] of rows) {
    const found = results(spouse, answers)
    assert.deepEqual([found['agreed'], found['like_for_like']], [agreed, likeForLike])
  }
})

test('an industry professor has five years in a firm of three, to the day', () => {
  const professor = find('industry_professors')
  const rows: [string | undefined, string | undefined, string, string][] = [
    ['2023-03-02', '2021-03-02', 'met', 'met'],
    ['2023-03-03', '2021-03-03', 'not_met', 'not_met'],
    [undefined, undefined, 'unknown', 'unknown'],
  ]
  for (const [foundedOn, workingSince, firm, person] of rows) {
    const found = results(professor, { foundedOn, workingSince })
    assert.deepEqual([found['firm_old'], found['person_long'], found['firm_fit']], [firm, person, 'unknown'])
  }
  assert.equal(results(professor, { hasResearchMoney: true, offersPractice: false })['firm_fit'], 'not_met')
  const taught = (on: string, amount: number) => {
    const facts = { ...noFacts, records: [{ kind: 'teaching', on, amount }] }
    return unmet(professor.outcome.checkNeeds!, { answers: {}, facts, parameters: parametersOf(professor), on: '2026-03-02' }).length
  }
  assert.deepEqual([taught('2025-03-03', 30), taught('2025-03-03', 29), taught('2025-03-02', 30)], [0, 1, 1])
})

test('a flexible engagement is of three parties and long enough, and its subsidy is a share up to a most', () => {
  const flexible = find('flexible_engagement')
  const asked = (contractTo: string, owedFen: number | null = null) =>
    results(flexible, { homeAgrees: true, contractFrom: '2025-01-01', contractTo }, { owedFen })
  assert.deepEqual(asked('2025-12-31', 0), { three_agree: 'met', long_enough: 'met', owes_nothing: 'met' })
  assert.equal(asked('2025-12-31', 1)['owes_nothing'], 'not_met')
  assert.equal(asked('2025-12-30')['long_enough'], 'not_met')
  assert.deepEqual(results(flexible, {}), { three_agree: 'unknown', long_enough: 'unknown', owes_nothing: 'unknown' })
  const paid = (payFen: number, subsidyPercent: number, subsidyMostFen: number) => {
    const parameters = { ...parametersOf(flexible), subsidyPercent, subsidyMostFen }
    return flexible.outcome.instalments!({ answers: { payFen }, facts: noFacts, parameters, on: '2026-03-02' }, null)[0]!.fen
  }
  assert.deepEqual([paid(1_000_001, 30, 10_000_000), paid(1_000_000, 30, 200_000), paid(1_000_000, 0, 0)], [300_000, 200_000, 0])
})

test('a card is of a class that stands, no higher than it, and the only one', () => {
  const card = find('service_card')
  const has = (level: string) => ({ awards: [...held('C').awards, { ...held(level).awards[0]!, procedure: 'service_card' }] })
  assert.deepEqual(results(card, {}), { graded: 'not_met', same_class: 'unknown', no_card: 'met' })
  assert.deepEqual(results(card, { wantedClass: 'C' }, held('C')), { graded: 'met', same_class: 'met', no_card: 'met' })
  assert.equal(results(card, { wantedClass: 'B' }, held('C'))['same_class'], 'not_met')
  assert.equal(results(card, { wantedClass: 'C' }, has('C'))['no_card'], 'not_met')
})
