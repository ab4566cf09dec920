import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { inputIssues, nulIssues } from './issue.rules.ts'

const shape = z.object({
  name: z.string().min(2).max(4),
  count: z.int().min(1).max(9),
  kind: z.enum(['x', 'y']),
  day: z.iso.date(),
  rows: z.array(z.object({ id: z.string() })).min(1),
  way: z.union([z.literal(1), z.literal(-1)]).default(1),
  either: z.union([z.number(), z.object({ id: z.string() })]).default(1),
  how: z
    .discriminatedUnion('as', [z.strictObject({ as: z.literal('sum') }), z.strictObject({ as: z.literal('mean') })])
    .default({ as: 'sum' }),
  ends: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, { params: { word: { zh: '前小后大。', en: 'The lower first.' } } })
    .default([0, 1]),
  isOn: z.boolean().default(true),
})
const right = { name: '天平', count: 3, kind: 'x', day: '2022-01-31', rows: [{ id: 'a' }] }

for (const [change, path, zh, en] of [
  [{ name: undefined }, 'name', '必填。', 'This is required.'],
  [{ name: '天' }, 'name', '至少 2 个字符。', 'At least 2 characters.'],
  [{ name: '天平天平天' }, 'name', '至多 4 个字符。', 'At most 4 characters.'],
  [{ name: 7 }, 'name', '请填文字。', 'Give a text.'],
  [{ count: 0 }, 'count', '不能小于 1。', 'No less than 1.'],
  [{ count: 10 }, 'count', '不能大于 9。', 'No more than 9.'],
  [{ count: 1.5 }, 'count', '请填整数。', 'Give a whole number.'],
  [{ count: '3' }, 'count', '请填数字。', 'Give a number.'],
  [{ kind: 'z' }, 'kind', '请从这些中选：x, y。', 'Choose one of x, y.'],
  [{ day: '31.1.2022' }, 'day', '请写成日期，如 2024-05-23。', 'Give a day such as 2024-05-23.'],
  [{ rows: [] }, 'rows', '至少 1 项。', 'At least 1 of them.'],
  [{ rows: 'x' }, 'rows', '应为列表（[…]）。', 'Give a list in brackets: […].'],
  [{ isOn: 1 }, 'isOn', '请填 true 或 false。', 'Give true or false.'],
  [{ way: 'up' }, 'way', '请从这些中选：1, -1。', 'Choose one of 1, -1.'],
  [{ either: 'up' }, 'either', '不符合要求。', 'This is not as it should be.'],
  [{ how: 'sum' }, 'how', '应为一组带名称的值（{…}）。', 'Give named values in braces: {…}.'],
  [{ how: { as: 'max' } }, 'how.as', '请从这些中选：sum, mean。', 'Choose one of sum, mean.'],
  [{ how: { as: 'sum', of: 1 } }, 'how', '这里没有这些项：of。', 'Nothing of this name belongs here: of.'],
  [{ ends: [5, 1] }, 'ends', '前小后大。', 'The lower first.'],
  [{ rows: [{}] }, 'rows.0.id', '必填。', 'This is required.'],
] as const)
  test(`${JSON.stringify(change)} is told as ${en}`, () => {
    const parsed = shape.safeParse({ ...right, ...change })
    assert.ok(parsed.error)
    assert.deepEqual(inputIssues(parsed.error), [{ path, text: { zh, en } }])
  })

test('what was sent never stands in the answer', () => {
  const parsed = shape.safeParse({ ...right, kind: 'planted secret', day: 'planted secret' })
  assert.ok(parsed.error)
  assert.doesNotMatch(JSON.stringify(inputIssues(parsed.error)), /planted/)
})

test('a NUL character is found wherever it stands', () => {
  assert.deepEqual(
    nulIssues({ purpose: 'a\u0000b', rows: [{ name: 'good' }, { name: '\u0000' }], count: 3 }).map(({ path }) => path),
    ['purpose', 'rows.1.name'],
  )
  assert.deepEqual(nulIssues({ purpose: 'a b', none: null }), [])
})
