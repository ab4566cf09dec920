import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standingsBy } from './overview.rules.ts'

test('tasks are added up by a key, and 100 percent is said only when all is done', () => {
  const tasks = [
    { group: 'firms', status: 'late', percent: 99 },
    { group: 'policy', status: 'done', percent: 100 },
    { group: 'firms', status: 'done', percent: 100 },
    { group: 'firms', status: 'at_risk', percent: 100 },
  ] as const
  assert.deepEqual(
    standingsBy(tasks, ({ group }) => group).map(({ first: _, ...told }) => told),
    [
      { key: 'firms', all: 3, done: 1, late: 1, atRisk: 1, meanPercent: 99 },
      { key: 'policy', all: 1, done: 1, late: 0, atRisk: 0, meanPercent: 100 },
    ],
  )
  assert.deepEqual(
    standingsBy([], () => ''),
    [],
  )
})
