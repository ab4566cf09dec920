import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AuditFacts, blockHash, chainStart, recordProblems, recordText } from './audit.rules.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const record = (id: string, part: Partial<AuditFacts> = {}): AuditFacts => ({
  ...{ id, actorId: 'a', organisationId: null, operation: 'book', outcome: 'done', targetId: null, requestId: 'r', originId: 'o' },
  recordedAt: '2026-03-02T00:00:00.000001Z',
  ...part,
})
const sealed = (records: AuditFacts[]) => ({
  ...{ number: 1, fromAt: 'f', toAt: 't', previousHash: chainStart },
  recordIds: records.map((one) => one.id),
  recordHashes: records.map((one) => digest(recordText(one))),
})

const three = [record('1'), record('2'), record('3')]
for (const [what, found, expected] of [
  ['as sealed', three, []],
  ['in another order', [three[2]!, three[0]!, three[1]!], []],
  ['one changed', [three[0]!, record('2', { outcome: 'refused' }), three[2]!], [['2', 'changed']]],
  ['one gone', [three[0]!, three[2]!], [['2', 'missing']]],
  ['one too many', [...three, record('4')], [['4', 'added']]],
  [
    'one put in the place of another',
    [three[0]!, three[1]!, record('4')],
    [
      ['4', 'added'],
      ['3', 'missing'],
    ],
  ],
] as const)
  test(`records ${what}: ${expected.length === 0 ? 'nothing wrong' : expected.map((each) => each.join(' ')).join(', ')}`, () =>
    assert.deepEqual(
      recordProblems(sealed(three), found, digest).map((problem) => [problem.recordId, problem.what]),
      expected,
    ))

test('no two different records have one text', () => {
  const text = fc.option(fc.string(), { nil: null })
  const facts = fc.record({
    actorId: text,
    organisationId: text,
    targetId: text,
    originId: text,
    operation: fc.string(),
    outcome: fc.string(),
  })
  fc.assert(
    fc.property(facts, facts, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b)
      assert.equal(recordText(record('1', a)) === recordText(record('1', b)), same)
    }),
  )
})

test('a block hash changes with each of its parts', () => {
  const block = sealed(three)
  const changed = [{ number: 2 }, { fromAt: 'x' }, { toAt: 'x' }, { previousHash: 'x' }, { recordIds: ['1'] }, { recordHashes: ['x'] }]
  const hashes = [block, ...changed.map((part) => ({ ...block, ...part }))].map((each) => blockHash(each, digest))
  assert.equal(new Set(hashes).size, hashes.length)
})
