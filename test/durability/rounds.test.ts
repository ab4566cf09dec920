import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, run } from '../../src/kernel/db.ts'
import { startEmbedded } from '../../src/kernel/embedded.ts'
import { canOrphan, environmentOfOrphans, makeFolder, startOwner } from './kit.ts'

const rounds = 20

/** Which process dies in mid-write. The owner dies with and without the server hearing of it; a power cut takes everything. */
const deaths = ['owner', 'postmaster', 'owner, leaving an orphan', 'all at once'] as const

test(`${rounds} rounds of kill -9 in mid-write lose no acknowledged row and leave no half transaction`, async (t) => {
  const folder = makeFolder(t)
  const dataDir = join(folder, 'data')
  const orphaning = environmentOfOrphans(folder)
  const acknowledged = new Set<number>()
  for (let round = 0; round < rounds; round++) {
    const death = deaths[round % deaths.length]!
    const owner = startOwner(t, 'write', dataDir, canOrphan && death === 'owner, leaving an orphan' ? { env: orphaning } : {})
    const { pid, url } = await owner.ready
    // What the last death left is looked at where the next owner found it, while it writes on.
    if (round > 0) await check(url, acknowledged, `after ${round} rounds, before: ${death}`)
    await owner.nextAcknowledgement()
    await sleep(randomInt(50, 400))
    if (death === 'postmaster' || death === 'all at once') process.kill(pid, 'SIGKILL')
    if (death === 'postmaster') await acknowledgedAfterRevival(owner.acknowledged)
    owner.kill('SIGKILL')
    await owner.ended
    for (const transactionNo of owner.acknowledged) acknowledged.add(transactionNo)
  }
  const server = await startEmbedded({ dataDir })
  await check(server.url, acknowledged, 'at the end')
  await server.stop()
  t.diagnostic(`${acknowledged.size} transactions acknowledged`)
})

test('jobs broken off by kill -9 are taken again and take effect once', async (t) => {
  const dataDir = join(makeFolder(t), 'data')
  const first = startOwner(t, 'work', dataDir)
  await first.ready
  while (first.acknowledged.size < 2) await first.nextAcknowledgement()
  first.kill('SIGKILL')
  await first.ended

  const second = startOwner(t, 'work', dataDir)
  const { url } = await second.ready
  const { db, close } = openDatabase(url, { connections: 1 })
  const effects = async () => (await run<{ what: string }>(db, 'select what from effect order by what')).map((row) => row.what)
  assert.deepEqual(await effects(), ['first step'], 'the transaction was undone, the step that was finished was not')
  // As if the minute had passed in which a living worker would have given a sign.
  await run(db, "update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'")
  const end = performance.now() + 90_000
  const unfinished = () => run(db, "select 1 from pgboss.job where name in ('once', 'in_steps') and state <> 'completed'")
  while ((await unfinished()).length > 0) {
    if (performance.now() > end) assert.fail('the jobs were not taken again')
    await sleep(200)
  }
  assert.deepEqual(await effects(), ['first step', 'once', 'second step'])
  assert.equal((await run(db, 'select 1 from job_done')).length, 1)
  await close()
  second.kill('SIGTERM')
  await second.ended
})

/** The owner's server comes back by itself, and the same owner writes on. */
async function acknowledgedAfterRevival(acknowledged: Set<number>): Promise<void> {
  await sleep(100)
  const before = acknowledged.size
  const end = performance.now() + 60_000
  while (acknowledged.size <= before + 5) {
    if (performance.now() > end) assert.fail('the server was not revived')
    await sleep(20)
  }
}

/** Compares what is there with what was acknowledged. What was in flight may be there or not, but only whole. */
async function check(url: string, acknowledged: Set<number>, where: string): Promise<void> {
  const { db, close } = openDatabase(url, { connections: 1 })
  const [flush] = await run<{ fsync: string }>(db, 'show fsync')
  assert.equal(flush?.fsync, 'on')
  const half = await run(db, 'select transaction_no from piece group by transaction_no having count(*) <> max(piece_count)')
  assert.deepEqual(half, [], `${where}: half transactions`)
  const there = new Set((await run<{ no: number }>(db, 'select distinct transaction_no as no from piece')).map((row) => row.no))
  const lost = [...acknowledged].filter((transactionNo) => !there.has(transactionNo))
  assert.deepEqual(lost, [], `${where}: acknowledged and lost`)
  await close()
}
