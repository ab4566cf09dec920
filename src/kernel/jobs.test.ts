import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { operation } from './contract.ts'
import { type Db, run } from './db.ts'
import { defineError } from './errors.ts'
import { defineJob, enqueue, openJobs, type Worker, work, workInSteps } from './jobs.ts'
import { handle } from './perform.ts'

const word = { zh: '试验', en: 'Trial' }
const changedMind = defineError('changed_mind', 409, { zh: '又不要了。', en: 'Thought better of it.' })
const single = defineJob('lab_single', z.object({ note: z.string() }))
const stepwise = defineJob('lab_stepwise', z.object({ note: z.string() }))
const order = operation({
  name: 'order',
  title: word,
  method: 'POST',
  path: '/api/lab/order',
  permission: 'lab.use',
  input: z.object({ note: z.string(), job: z.enum(['single', 'stepwise']).default('single'), refuses: z.boolean().default(false) }),
  output: z.object({}),
  errors: [changedMind],
})
const write = (db: Db, note: string) => run(db, 'insert into specimen (note) values ($1)', [note])

let fault: Error | undefined
const workers: Worker[] = [
  work(single, async ({ payload, db }) => {
    await write(db, payload.note)
    if (fault) throw fault
  }),
  workInSteps(stepwise, async ({ payload, step }) => {
    const done = await step(async (db) => (await run(db, 'select 1 from specimen where note = $1', [`${payload.note} 1`])).length > 0)
    if (!done) await step(async (db) => void (await write(db, `${payload.note} 1`)))
    if (fault) throw fault
    await step(async (db) => void (await write(db, `${payload.note} 2`)))
  }),
]
const lab = await openLaboratory({
  workers,
  handlers: [
    handle(order, async ({ input, db }) => {
      await enqueue(db, input.job === 'single' ? single : stepwise, { note: input.note })
      if (input.refuses) throw changedMind({})
      return {}
    }),
  ],
})
const jobStates = () => run<{ state: string }>(lab.db, "select state::text from pgboss.job where name like 'lab_%' order by created_on, id")
const ordered = (note: string, more: object = {}) => lab.send('worker', 'POST', order.path, { note, ...more })
const notesOf = async (note: string) => (await lab.notes()).filter((each) => each.startsWith(note))
/** What the queue's supervision does when a worker's heartbeat stays away: the job may be taken again. */
const giveBack = () =>
  run(lab.db, "update pgboss.job set state = 'retry', start_after = now() where name like 'lab_%' and state <> 'completed'")

test('a job exists when, and only when, its transaction commits', async () => {
  assert.equal((await ordered('refused', { refuses: true })).body.code, 'changed_mind')
  assert.deepEqual(await jobStates(), [])
  await ordered('kept')
  assert.deepEqual(await jobStates(), [{ state: 'created' }])
  assert.equal(await lab.jobs.drain(), 1)
  assert.deepEqual(await notesOf('kept'), ['kept'])
})

test('a job that fails leaves nothing of its effect, and is done later', async () => {
  fault = new Error('planted')
  await ordered('failing')
  await assert.rejects(lab.jobs.drain(), /planted/)
  assert.deepEqual(await notesOf('failing'), [])
  fault = undefined
  await giveBack()
  await lab.jobs.drain()
  assert.deepEqual(await notesOf('failing'), ['failing'])
})

test('a process that dies between the effect and its receipt: the job runs again and takes no second effect', async () => {
  await ordered('once')
  const dying = await openJobs({ url: lab.url, db: lab.db, workers, listeners: [], now: () => new Date(), onError: () => {} })
  // The job takes effect and commits; then its queue's receipt never arrives, because the row says again that it waits.
  await dying.drain()
  await run(lab.db, "update pgboss.job set state = 'retry', completed_on = null, start_after = now() where data->>'note' = 'once'")
  await dying.stop()
  assert.equal(await lab.jobs.drain(), 1)
  assert.deepEqual(await notesOf('once'), ['once'])
  const [row] = await run<{ state: string }>(lab.db, "select state::text from pgboss.job where data->>'note' = 'once'")
  assert.equal(row?.state, 'completed')
})

test('two processes never do one job twice', async () => {
  const other = await openJobs({ url: lab.url, db: lab.db, workers, listeners: [], now: () => new Date(), onError: () => {} })
  await Promise.all(Array.from({ length: 20 }, (_, at) => ordered(`shared ${at}.`)))
  await Promise.all([lab.jobs.drain(), other.drain(), lab.jobs.drain()])
  await other.stop()
  const found = await notesOf('shared')
  assert.deepEqual([found.length, new Set(found).size], [20, 20])
})

test('a job in steps goes on where it stopped', async () => {
  fault = new Error('planted')
  await ordered('long', { job: 'stepwise' })
  await assert.rejects(lab.jobs.drain(), /planted/)
  assert.deepEqual(await notesOf('long'), ['long 1'])
  fault = undefined
  await giveBack()
  await lab.jobs.drain()
  assert.deepEqual(await notesOf('long'), ['long 1', 'long 2'])
})

test('a job nobody works on is a mistake of ours', async () => {
  await assert.rejects(
    lab.db.transaction().execute((tx) => lab.jobs.enqueue(tx, 'lab_unknown', {}, {})),
    /no slice works on the job/,
  )
})
