import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as z from 'zod'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { operation } from './contract.ts'
import { inTransaction, run } from './db.ts'
import { defineError } from './errors.ts'
import { newId } from './id.ts'
import { idempotencyWorkers, keptDays } from './idempotency.ts'
import { handle } from './perform.ts'

const word = { zh: '试验', en: 'Trial' }
const broken = defineError('broken', 409, { zh: '坏了。', en: 'Broken.' })
const grow = operation({
  name: 'grow',
  title: word,
  method: 'POST',
  path: '/api/lab/grow',
  permission: 'lab.use',
  input: z.object({ note: z.string(), fails: z.boolean().default(false) }),
  output: z.object({ id: z.int(), note: z.string() }),
  errors: [broken],
  creates: true,
})

let isBroken = false
let isClosed = false
const lab = await openLaboratory({
  workers: idempotencyWorkers,
  handlers: [
    handle(grow, async ({ input: { note }, db }) => {
      if (isClosed) throw broken({})
      const [row] = await run<{ id: number }>(db, 'insert into specimen (note) values ($1) returning id', [`${note} ${newId()}`])
      if (isBroken) throw broken({})
      return { id: row!.id, note }
    }),
  ],
})
const post = (key: string | undefined, note: string) =>
  lab.send('worker', 'POST', grow.path, { note }, key === undefined ? {} : { 'idempotency-key': key })
const grown = async (note: string) => (await lab.notes()).filter((each) => each.startsWith(`${note} `)).length

test('a retry gets the first answer and changes nothing', async () => {
  const first = await post('k1', 'a')
  const again = await post('k1', 'a')
  assert.equal(first.status, 200)
  assert.deepEqual([again.status, again.body], [200, first.body])
  assert.equal(await grown('a'), 1)
})

test('without a key every request is another one', async () => {
  await post(undefined, 'b')
  await post(undefined, 'b')
  assert.equal(await grown('b'), 2)
})

test('a key stands for one request: another body is refused', async () => {
  await post('k2', 'c')
  const other = await post('k2', 'd')
  assert.deepEqual([other.status, other.body.code], [422, 'key_reused'])
  assert.equal(await grown('d'), 0)
})

test('a key is one person’s', async () => {
  const stranger = await lab.send('guest', 'POST', grow.path, { note: 'c' }, { 'idempotency-key': 'k2' })
  assert.equal(stranger.body.code, 'not_permitted')
})

test('a refused request keeps no key: the same one may succeed later', async () => {
  isBroken = true
  assert.equal((await post('k3', 'e')).body.code, 'broken')
  isBroken = false
  assert.equal((await post('k3', 'e')).status, 200)
  assert.equal(await grown('e'), 1)
})

test('a retry gets the first answer although its story would be refused by now, before or after its first statement', async () => {
  const first = await post('k4', 'g')
  for (const set of [() => (isBroken = true), () => (isClosed = true)]) {
    set()
    assert.deepEqual((await post('k4', 'g')).body, first.body)
    isBroken = isClosed = false
  }
  assert.equal(await grown('g'), 1)
})

test('a key that is too long is told as such', async () => {
  const { status, body } = await post('k'.repeat(201), 'f')
  assert.deepEqual([status, body.code], [400, 'invalid_input'])
  assert.equal((await post('k'.repeat(200), 'f')).status, 200)
})

test('concurrent twins have one effect and one answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 8 }), fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 4 }), async (twins, which) => {
      const round = newId()
      const requests = which.flatMap((key) => Array.from({ length: twins }, () => ({ key: `${round}-${key}`, note: `t${round}${key}` })))
      const replies = await Promise.all(requests.map(({ key, note }) => post(key, note)))
      for (const key of new Set(requests.map((each) => each.key))) {
        const answers = replies.filter((_, at) => requests[at]!.key === key)
        assert.ok(answers.every(({ status }) => status === 200))
        assert.equal(new Set(answers.map(({ text }) => JSON.stringify(JSON.parse(text), ['id', 'note']))).size, 1)
        assert.equal(await grown(requests.find((each) => each.key === key)!.note), 1)
      }
    }),
    { numRuns: 12 },
  )
})

test('answers are kept for seven days and then cleared, however many there are', async () => {
  const insert = `insert into idempotency (actor_id, key, operation, request_hash, recorded_at)
    select $1, 'old ' || n, 'grow', 'x', $2 from generate_series(1, $3::int) n`
  const before = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  await run(lab.db, insert, [newId(), before(keptDays + 0.1), 5_001])
  await run(lab.db, insert, [newId(), before(keptDays - 0.1), 3])
  assert.equal((await post('k9', 'cleared')).status, 200)
  await inTransaction(lab.db, 'write', (tx) => lab.jobs.enqueue(tx, 'clear_idempotency', {}, {}))
  await lab.jobs.drain()
  const [left] = await run<{ old: number; young: number }>(
    lab.db,
    `select count(*) filter (where recorded_at < $1) as old, count(*) filter (where key like 'old %') as young from idempotency`,
    [before(keptDays)],
  )
  assert.deepEqual(left, { old: 0, young: 3 })
  assert.equal((await post('k9', 'cleared')).status, 200)
  assert.equal(await grown('cleared'), 1)
})
