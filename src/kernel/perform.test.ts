import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { operation } from './contract.ts'
import { openDatabase, run } from './db.ts'
import { defineError } from './errors.ts'
import { handle, handlePrepared } from './perform.ts'

const word = { zh: '试验', en: 'Trial' }
const spoiled = defineError<{ note: string }>('spoiled', 409, { zh: '样品 {note} 已损坏。', en: 'The specimen {note} is spoiled.' })
const input = z.object({ note: z.string().min(1) })
const output = z.object({ note: z.string() })
const common = { title: word, permission: 'lab.use', input, errors: [spoiled] } as const

const keep = operation({ ...common, name: 'keep', method: 'POST', path: '/api/lab/keep', output })
const refuse = operation({ ...common, name: 'refuse', method: 'POST', path: '/api/lab/refuse', output })
const fail = operation({ ...common, name: 'fail', method: 'POST', path: '/api/lab/fail', output })
const race = operation({ ...common, name: 'race', method: 'POST', path: '/api/lab/race', output })
const look = operation({ ...common, name: 'look', method: 'GET', path: '/api/lab/look', output: z.object({ counts: z.array(z.int()) }) })
const scribble = operation({ ...common, name: 'scribble', method: 'GET', path: '/api/lab/scribble', output })
const spill = operation({ ...common, name: 'spill', method: 'GET', path: '/api/lab/spill', output })
const large = operation({ ...common, name: 'large', method: 'GET', path: '/api/lab/large', output: z.object({ value: z.int() }) })
const sign = operation({ ...common, name: 'sign', method: 'POST', path: '/api/lab/sign', output, inPerson: true })
const enrol = operation({
  ...common,
  name: 'enrol',
  method: 'POST',
  path: '/api/lab/enrol',
  output,
  permission: 'signed_in',
  whileEnrolling: true,
})
const greet = operation({ ...common, name: 'greet', method: 'POST', path: '/api/lab/greet', output, permission: 'signed_in' })
const guess = operation({ ...common, name: 'guess', method: 'POST', path: '/api/lab/guess', output })
const wrong = operation({ ...common, name: 'wrong', method: 'POST', path: '/api/lab/wrong', output })

const insert = (db: Parameters<typeof run>[0], note: string) => run(db, 'insert into specimen (note) values ($1)', [note])
const lostRace = Object.assign(new Error('could not serialize access'), { code: '40001' })
let racesToLose = 0
let between: () => Promise<unknown> = async () => undefined

const lab = await openLaboratory({
  handlers: [
    handle(keep, async ({ input: { note }, db }) => {
      await insert(db, note)
      return { note }
    }),
    handle(refuse, async ({ input: { note }, db }) => {
      await insert(db, note)
      throw spoiled({ note })
    }),
    handle(fail, async ({ input: { note }, db }) => {
      await insert(db, note)
      throw new Error('the planted fault with secret 4711')
    }),
    handle(race, async ({ input: { note }, db }) => {
      await insert(db, note)
      racesToLose -= 1
      if (racesToLose >= 0) throw lostRace
      return { note }
    }),
    handle(sign, async ({ input: { note } }) => ({ note })),
    handle(enrol, async ({ input: { note } }) => ({ note })),
    handle(greet, async ({ from }) => ({ note: `${from.address} ${from.agent}` })),
    handlePrepared(
      guess,
      async ({ input: { note }, write }) => write((db) => insert(db, `counted ${note}`)),
      async ({ input: { note } }) => {
        throw spoiled({ note })
      },
    ),
    handle(look, async ({ db }) => {
      const count = async () => (await run<{ count: number }>(db, 'select count(*) as count from specimen'))[0]!.count
      const first = await count()
      await between()
      return { counts: [first, await count()] }
    }),
    handle(scribble, async ({ input: { note }, db }) => {
      await insert(db, note)
      return { note }
    }),
    handle(spill, async () => ({ note: 'shown', passwordHash: 'never shown', inner: { deep: 'neither' } }) as { note: string }),
    handle(large, async ({ db }) => ({ value: (await run<{ value: number }>(db, 'select 9007199254740993::bigint as value'))[0]!.value })),
    handle(wrong, async ({ db }) => {
      await insert(db, 'unanswered')
      return { note: 7 } as unknown as { note: string }
    }),
  ],
})

test('signed in comes before permitted, and permitted before the input', async () => {
  const nobody = await lab.send(null, 'POST', keep.path, {})
  assert.deepEqual([nobody.status, nobody.body.code], [401, 'not_signed_in'])
  const guest = await lab.send('guest', 'POST', keep.path, {})
  assert.deepEqual([guest.status, guest.body.code, guest.body.params], [403, 'not_permitted', { permission: 'lab.use' }])
  const worker = await lab.send('worker', 'POST', keep.path, {})
  assert.deepEqual([worker.status, worker.body.code], [400, 'invalid_input'])
  assert.deepEqual(worker.body.params, { count: 1, issues: [{ path: 'note', text: { zh: '必填。', en: 'This is required.' } }] })
  assert.deepEqual(await lab.notes(), [])
})

test('a command that succeeds commits and leaves its trace', async () => {
  lab.audits.length = 0
  const { status, body } = await lab.send('worker', 'POST', keep.path, { note: 'kept' })
  assert.deepEqual([status, body], [200, { note: 'kept' }])
  assert.ok((await lab.notes()).includes('kept'))
  assert.deepEqual(
    lab.audits.map(({ operation: name, outcome }) => [name, outcome]),
    [['keep', 'done']],
  )
})

test('a refusal has its code, status, parameters and words, leaves nothing but its trace', async () => {
  lab.audits.length = 0
  const { status, body, headers } = await lab.send('worker', 'POST', refuse.path, { note: 'x1' })
  assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
  assert.deepEqual(body, {
    type: 'about:blank',
    title: '样品 x1 已损坏。',
    status: 409,
    code: 'spoiled',
    params: { note: 'x1' },
    requestId: headers['x-request-id'],
  })
  assert.equal(status, 409)
  const english = await lab.send('worker', 'POST', refuse.path, { note: 'x1' }, { 'accept-language': 'en-GB,en;q=0.9' })
  assert.equal(english.body.title, 'The specimen x1 is spoiled.')
  assert.ok(!(await lab.notes()).includes('x1'))
  assert.deepEqual(
    lab.audits.map(({ outcome }) => outcome),
    ['spoiled', 'spoiled'],
  )
})

test('a fault tells its number and nothing else, and leaves nothing', async () => {
  const { status, body, text } = await lab.send('worker', 'POST', fail.path, { note: 'x2' })
  assert.deepEqual([status, body.code, body.params], [500, 'fault', {}])
  assert.match(String(body.title), new RegExp(String(body.requestId)))
  assert.doesNotMatch(text, /4711|planted|\.ts/)
  assert.ok(!(await lab.notes()).includes('x2'))
  const logged = lab.logs.find((line) => line.includes(String(body.requestId)) && line.includes('fault'))
  assert.match(logged ?? '', /planted fault/)
})

test('an answer that breaks its contract is a fault, and nothing of it is committed', async () => {
  const { status } = await lab.send('worker', 'POST', wrong.path, { note: 'x3' })
  assert.equal(status, 500)
  assert.ok(!(await lab.notes()).includes('unanswered'))
})

test('a lost race is run again; after five it is to be tried again later', async () => {
  racesToLose = 4
  assert.equal((await lab.send('worker', 'POST', race.path, { note: 'raced' })).status, 200)
  assert.equal((await lab.notes()).filter((note) => note === 'raced').length, 1)
  racesToLose = 5
  const { status, body, headers } = await lab.send('worker', 'POST', race.path, { note: 'raced again' })
  assert.deepEqual([status, body.code, headers['retry-after']], [503, 'try_again', '1'])
  assert.ok(!(await lab.notes()).includes('raced again'))
})

test('the reads of one answer are of one moment', async () => {
  between = () => insert(lab.db, 'in between')
  const { body } = await lab.send('worker', 'GET', `${look.path}?note=x`)
  between = async () => undefined
  const [first, second] = body.counts as number[]
  assert.equal(first, second)
  assert.ok((await lab.notes()).includes('in between'))
})

test('a read cannot write', async () => {
  assert.equal((await lab.send('worker', 'GET', `${scribble.path}?note=x4`)).status, 500)
  assert.ok(!(await lab.notes()).includes('x4'))
})

test('columns the contract does not name never leave', async () => {
  const { status, text } = await lab.send('worker', 'GET', `${spill.path}?note=x`)
  assert.deepEqual([status, text], [200, '{"note":"shown"}'])
})

test('a whole number that would not be exact is a fault and not another number', async () => {
  const { status, text } = await lab.send('worker', 'GET', `${large.path}?note=x`)
  assert.equal(status, 500)
  assert.doesNotMatch(text, /900719925474099/)
})

test('writes see what a lock waited for', async () => {
  const other = await lab.database.pool.connect()
  try {
    await insert(lab.db, 'contested')
    await other.query('begin')
    await other.query("select 1 from specimen where note = 'contested' for no key update")
    await other.query("update specimen set note = 'settled' where note = 'contested'")
    const waiting = lab.db.transaction().execute(async (tx) => {
      await run(tx, "select 1 from specimen where note in ('contested', 'settled') for no key update")
      return run<{ note: string }>(tx, "select note from specimen where note in ('contested', 'settled')")
    })
    await sleep(50)
    await other.query('commit')
    assert.deepEqual(await waiting, [{ note: 'settled' }])
  } finally {
    other.release()
  }
})

test('a pool is closed with its database, even if nobody asked it through the query builder', async () => {
  const { pool, close } = openDatabase(lab.url, { connections: 1 })
  await pool.query('select 1')
  await close()
  assert.deepEqual([pool.ended, pool.totalCount], [true, 0])
})

test('who owes a second factor may do only what leads to one, and a key only what needs no person', async () => {
  const post = (who: 'newcomer' | 'program' | 'worker', path: string) => lab.send(who, 'POST', path, { note: 'n' })
  assert.equal((await post('newcomer', enrol.path)).status, 200)
  assert.equal((await post('newcomer', greet.path)).body['code'], 'second_factor_needed')
  assert.equal((await post('newcomer', sign.path)).body['code'], 'second_factor_needed')
  assert.equal((await post('program', greet.path)).status, 200)
  assert.equal((await post('program', sign.path)).body['code'], 'in_person_only')
  assert.equal((await post('worker', sign.path)).status, 200)
})

test('what is written before a refused command stands, and a story knows where its request came from', async () => {
  assert.equal((await lab.send('worker', 'POST', guess.path, { note: 'twice' })).status, 409)
  assert.ok((await lab.notes()).includes('counted twice'))
  const { body } = await lab.send('worker', 'POST', greet.path, { note: 'n' }, { 'user-agent': 'trial' })
  assert.equal(body['note'], '127.0.0.1 trial')
})
