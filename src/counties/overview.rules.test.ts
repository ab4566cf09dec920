import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opened, overviewSearchOf, standingsBy } from './overview.rules.ts'

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

test('a number opens the tasks that it counts, and an address that names nothing opens none', () => {
  const tasks = [
    { groupTitle: { zh: '抓项目' }, divisionCode: '220122', status: 'late', percent: 10 },
    { groupTitle: { zh: '抓项目' }, divisionCode: '220521', status: 'done', percent: 100 },
    { groupTitle: { zh: '抓人才' }, divisionCode: '220122', status: 'on_way', percent: 50 },
  ] as const
  for (const [search, wanted] of [
    [{}, []],
    [{ status: 'late' }, []],
    [{ of: '抓项目' }, [0, 1]],
    [{ of: '抓项目', status: 'done' }, [1]],
    [{ of: 220122 }, [0, 2]],
    [{ of: '220122', status: 'nonsense' }, [0, 2]],
    [{ of: '无此组' }, []],
  ] as const)
    assert.deepEqual(
      opened(tasks, overviewSearchOf(search)),
      wanted.map((at) => tasks[at]),
      JSON.stringify(search),
    )
})
