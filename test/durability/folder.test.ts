import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, run } from '../../src/kernel/db.ts'
import { type EmbeddedOptions, findRunningEmbedded, startEmbedded } from '../../src/kernel/embedded.ts'
import { canOrphan, environmentOfOrphans, isAlive, makeFolder, startOwner } from './kit.ts'

async function ask(url: string, text: string): Promise<unknown[]> {
  const { db, close } = openDatabase(url, { connections: 1 })
  try {
    return await run(db, text)
  } finally {
    await close()
  }
}

test('a second process is refused and told the pid of the first; commands beside it find its address', async (t) => {
  const dataDir = join(makeFolder(t), 'data')
  const first = startOwner(t, 'hold', dataDir)
  const { url, pid, host } = await first.ready
  assert.equal(findRunningEmbedded(dataDir), url)
  const refusal = await startOwner(t, 'hold', dataDir).refused
  assert.match(refusal, /^locked /)
  assert.ok(refusal.includes(String(first.pid)), refusal)
  await assert.rejects(startEmbedded({ dataDir }), { code: 'locked' })
  assert.deepEqual(await ask(url, 'select 1 as one'), [{ one: 1 }], 'the first is not disturbed')
  first.kill('SIGTERM')
  assert.equal(await first.ended, 0)
  assert.equal(isAlive(pid), false)
  assert.equal(existsSync(host), false, 'the socket folder is gone')
  assert.deepEqual(readdirSync(dataDir).sort(), ['lock', 'postgres'])
  assert.equal(findRunningEmbedded(dataDir), undefined)
})

const noOrphans = canOrphan ? false : 'without user namespaces a server of root always hears of the death of its owner'

test('an orphan of a killed process is stopped cleanly before the start', { skip: noOrphans }, async (t) => {
  const folder = makeFolder(t)
  const dataDir = join(folder, 'data')
  const owner = startOwner(t, 'hold', dataDir, { env: environmentOfOrphans(folder) })
  const { url, pid, host } = await owner.ready
  await ask(url, 'create table kept as select 7 as seven')
  owner.kill('SIGKILL')
  await owner.ended
  await sleep(300)
  assert.ok(isAlive(pid), 'the server outlived its owner')
  const lines: string[] = []
  const server = await startEmbedded({ dataDir, log: (line) => lines.push(line) })
  assert.equal(isAlive(pid), false)
  assert.equal(existsSync(host), false)
  assert.ok(
    lines.some((line) => line.includes(String(pid))),
    lines.join('\n'),
  )
  assert.ok(!lines.some((line) => line.includes('not properly shut down')), 'it was shut down, not killed')
  assert.deepEqual(await ask(server.url, 'select seven from kept'), [{ seven: 7 }])
  await server.stop()
})

test('a pid file that names a stranger does not keep the database shut', async (t) => {
  const dataDir = join(makeFolder(t), 'data')
  await (await startEmbedded({ dataDir, durable: false })).stop()
  writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.ppid}\n${dataDir}/postgres\n1\n5432\n/tmp\n\n 0 0\nready\n`)
  const server = await startEmbedded({ dataDir, durable: false })
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('a first start that was killed half-way leaves nothing in the way', async (t) => {
  const dataDir = join(makeFolder(t), 'data')
  const owner = startOwner(t, 'hold', dataDir)
  const isHalf = () => existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('postgres.new-'))
  while (!isHalf()) await sleep(5)
  owner.kill('SIGKILL')
  await owner.ended
  assert.equal(existsSync(join(dataDir, 'postgres')), false)
  // What the killed one had begun may still end by itself; it is in nobody's way and cleared at a later start.
  const end = performance.now() + 60_000
  do {
    const server = await startEmbedded({ dataDir, durable: false })
    await server.stop()
  } while (isHalf() && performance.now() < end)
  assert.deepEqual(readdirSync(dataDir).sort(), ['lock', 'postgres'])
})

test('a cluster of another major version is refused with the way across', async (t) => {
  const dataDir = join(makeFolder(t), 'data')
  mkdirSync(join(dataDir, 'postgres'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n')
  await assert.rejects(startEmbedded({ dataDir }), { code: 'otherMajor', message: /PostgreSQL 15.*backup.*restore/s })
})

test('a cluster folder that holds something else is never cleared away', async (t) => {
  const dataDir = join(makeFolder(t), 'data')
  mkdirSync(join(dataDir, 'postgres'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres', 'precious.txt'), 'kept')
  await assert.rejects(startEmbedded({ dataDir, durable: false }))
  assert.deepEqual(readdirSync(join(dataDir, 'postgres')), ['precious.txt'])
})

test('a server that keeps dying is given up and its owner told', async (t) => {
  const options: EmbeddedOptions = { dataDir: join(makeFolder(t), 'data'), durable: false }
  const server = await startEmbedded(options)
  const gone = new Promise<string>((settle) => server.onExit(settle))
  let isGone = false
  void gone.then(() => {
    isGone = true
  })
  for (let pid = 0; !isGone; await sleep(20)) {
    if (server.pid === pid || !isAlive(server.pid)) continue
    pid = server.pid
    process.kill(pid, 'SIGKILL')
  }
  assert.match(await gone, /SIGKILL/)
  const again = await startEmbedded(options)
  await again.stop()
})
