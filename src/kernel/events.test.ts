import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { defineEvent, operation } from './contract.ts'
import { type Db, run } from './db.ts'
import { defineError } from './errors.ts'
import { on, record } from './events.ts'
import { handle } from './perform.ts'

const word = { zh: '试验', en: 'Trial' }
const objection = defineError('objection', 409, { zh: '后面的模块不同意。', en: 'A later slice objects.' })
const happened = defineEvent('happened', z.object({ note: z.string(), objects: z.boolean() }))
const act = operation({
  name: 'act',
  title: word,
  method: 'POST',
  path: '/api/lab/act',
  permission: 'lab.use',
  input: z.object({ note: z.string(), objects: z.boolean().default(false) }),
  output: z.object({}),
  errors: [objection],
})
const write = (db: Db, note: string) => run(db, 'insert into specimen (note) values ($1)', [note])

const lab = await openLaboratory({
  handlers: [
    handle(act, async ({ input, db }) => {
      await write(db, `${input.note}: story`)
      await record(db, happened, input)
      return {}
    }),
  ],
  listeners: [
    on(happened, async ({ payload, db }) => void (await write(db, `${payload.note}: first slice`))),
    on(happened, async ({ payload, db, actor }) => {
      await write(db, `${payload.note}: second slice, ${actor ? 'somebody' : 'nobody'}`)
      if (payload.objects) throw objection({})
    }),
    on(defineEvent('something_else', z.object({})), async ({ db }) => void (await write(db, 'never'))),
  ],
})

test('listeners hear an event in slice order, in the transaction that recorded it', async () => {
  assert.equal((await lab.send('worker', 'POST', act.path, { note: 'a' })).status, 200)
  assert.deepEqual(await lab.notes(), ['a: story', 'a: first slice', 'a: second slice, somebody'])
  const events = await run<{ name: string; payload: object }>(lab.db, 'select name, payload from event')
  assert.deepEqual(events, [{ name: 'happened', payload: { note: 'a', objects: false } }])
})

test('a listener that refuses undoes the story, the event and what was heard before it', async () => {
  const { status, body } = await lab.send('worker', 'POST', act.path, { note: 'b', objects: true })
  assert.deepEqual([status, body.code], [409, 'objection'])
  assert.equal((await lab.notes()).length, 3)
  assert.equal((await run(lab.db, 'select 1 from event')).length, 1)
})

test('an event outside a transaction of the kernel is a mistake of ours', async () => {
  await assert.rejects(record(lab.db, happened, { note: 'c', objects: false }), /not a transaction of the kernel/)
})
