import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLaboratory } from '../../test/kit/laboratory.ts'
import { copyRows, type Db, inTransaction, run, sendAlong, settle } from './db.ts'

const lab = await openLaboratory({ handlers: [] })
const write = (db: Db, note: string) => run(db, 'insert into specimen (note) values ($1)', [note])
const saying = (note: string) => ({ text: 'insert into specimen (note) values ($1)', values: [note] })
const inWrite = <T>(work: (tx: Db) => Promise<T>) => inTransaction(lab.db, 'write', work)

/** The notes written since the last time we asked. */
async function fresh(): Promise<string[]> {
  const rows = await run<{ note: string }>(lab.db, 'delete from specimen where $1 returning note', [true])
  return rows.map((row) => row.note)
}

test('what is asked for at once is answered each by its own, as often as it is asked', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const [one, none, three, two] = await inWrite((tx) =>
      Promise.all([
        run(tx, 'select $1::bigint + 1 as a, null as b', [turn]),
        run(tx, 'select note from specimen where $1', [false]),
        run(tx, "select 3 as c; select 'no one reads the second' as d"),
        run(tx, 'select n from generate_series(1, $1::int) n', [2]),
      ]),
    )
    assert.deepEqual([one, none, two], [[{ a: turn + 1, b: null }], [], [{ n: 1 }, { n: 2 }]])
    assert.notEqual(three, one)
  }
})

test('the first that fails says so itself; what came before it was answered, what came after was not done', async () => {
  for (let turn = 0; turn < 4; turn++) {
    const outcome = await inWrite(async (tx) => {
      const all = await Promise.allSettled([write(tx, 'a'), run(tx, 'select 1 / $1::int as b', [0]), write(tx, 'c')])
      throw Object.assign(new Error('over'), { all: all.map((each) => each.status) })
    }).catch((error) => error)
    assert.deepEqual(outcome.all, ['fulfilled', 'rejected', 'rejected'])
    assert.deepEqual(await fresh(), [])
  }
})

test('a failure that is swallowed does not pass for a commit', async () => {
  await assert.rejects(
    inWrite(async (tx) => {
      await write(tx, 'lost')
      await run(tx, 'select 1 / $1::int', [0]).catch(() => {})
    }),
    /nothing of it was kept/,
  )
  assert.deepEqual(await fresh(), [])
})

test('what goes along goes with the next or with the commit, and keeps it from happening when it fails', async () => {
  await inWrite(async (tx) => {
    sendAlong(tx, saying('goes along'))
    await write(tx, 'story')
  })
  assert.deepEqual(await fresh(), ['goes along', 'story'])
  await inWrite(async (tx) => sendAlong(tx, saying('alone')))
  assert.deepEqual(await fresh(), ['alone'])
  const failing = inWrite(async (tx) => {
    sendAlong(tx, saying('twice'))
    await write(tx, 'twice')
  })
  await assert.rejects(failing, { constraint: 'specimen_note_key' })
  assert.deepEqual(await fresh(), [])
  // The connection that failed to commit is not lent with its transaction still open.
  await Promise.all(Array.from({ length: 30 }, (_, turn) => inWrite((tx) => write(tx, `${turn}`))))
  assert.equal((await fresh()).length, 30)
})

test('a judge says why a transaction comes to nothing, whatever the story makes of it', async () => {
  const verdict = new Error('verdict')
  const judge = () => {
    throw verdict
  }
  const stories = [
    async (tx: Db) => void (await write(tx, 'story')),
    async (tx: Db) => void (await run(tx, 'select 1 / $1::int', [0])),
    async (tx: Db) => settle(tx),
    async (tx: Db) => {
      await write(tx, 'first')
      await write(tx, 'second')
      throw new Error('another')
    },
  ]
  for (const story of stories) {
    const judged = inWrite(async (tx) => {
      sendAlong(tx, saying('judged'), { answered: judge })
      await story(tx)
      await settle(tx)
    })
    await assert.rejects(judged, verdict)
    assert.deepEqual(await fresh(), [])
  }
  const twice = inWrite(async (tx) => {
    sendAlong(tx, saying('twice'))
    sendAlong(tx, saying('twice'), { failed: judge })
  })
  await assert.rejects(twice, verdict)
  const failedElsewhere = inWrite(async (tx) => {
    const failing = run(tx, 'select 1 / $1::int', [0])
    sendAlong(tx, saying('not done'), { failed: judge })
    await failing
  })
  await assert.rejects(failedElsewhere, { code: '22012' })
})

test('the last word stays although nothing else does', async () => {
  const refused = new Error('refused')
  const attempt = (work: (tx: Db) => Promise<unknown>) => inTransaction(lab.db, 'write', work, () => saying('trace'))
  const stories = [
    async (tx: Db) => void (await write(tx, 'story')),
    async () => {},
    async (tx: Db) => void (await run(tx, 'select 1 / $1::int', [0]).catch(() => {})),
    async (tx: Db) => void write(tx, 'nobody waits for this').catch(() => {}),
  ]
  for (const story of stories) {
    await assert.rejects(
      attempt(async (tx) => {
        await story(tx)
        throw refused
      }),
      refused,
    )
    assert.deepEqual(await fresh(), ['trace'])
  }
})

test('a handle says no once its transaction is over', async () => {
  const kept = await inWrite(async (tx) => {
    await write(tx, 'in time')
    return tx
  }).then((tx) => ({ tx }))
  await assert.rejects(write(kept.tx, 'too late'), /over/)
  await assert.rejects(kept.tx.deleteFrom('event').execute(), /over/)
  assert.deepEqual(await fresh(), ['in time'])
})

test('a value that cannot be written fails alone', async () => {
  const endless: { self?: unknown } = {}
  endless.self = endless
  await assert.rejects(run(lab.db, 'select $1::jsonb', [endless]), /circular/)
  await assert.rejects(
    inWrite((tx) => run(tx, 'select $1::jsonb', [endless])),
    /circular/,
  )
  assert.deepEqual(await run(lab.db, 'select $1::int as a', [1]), [{ a: 1 }])
})

test('rows go in by COPY as they are said, together with what is asked for beside them, or not at all', async () => {
  const notes = ['', '\\N', 'a\tb\nc\rd\\e', '示例', '"{}"']
  const [, seen] = await inWrite((tx) =>
    Promise.all([
      copyRows(
        tx,
        'specimen (note)',
        notes.map((note) => [note]),
      ),
      run(tx, 'select count(*) as n from specimen where $1', [true]),
    ]),
  )
  assert.deepEqual(seen, [{ n: notes.length }])
  assert.deepEqual((await fresh()).sort(), notes.sort())
  const failed = await inWrite((tx) =>
    Promise.allSettled([copyRows(tx, 'specimen (note)', [['x'], ['y', 'one too many']]), write(tx, 'after')]).then(() => write(tx, 'y')),
  ).then(
    () => 'kept',
    (error: { code?: string }) => error.code,
  )
  assert.equal(failed, '25P02')
  assert.deepEqual(await fresh(), [])
  await inWrite((tx) => write(tx, 'the connection is sound'))
  assert.deepEqual(await fresh(), ['the connection is sound'])
})
