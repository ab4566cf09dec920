// A device sends until it is answered. Whatever dies between, nothing it sent is lost and nothing is there twice.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '../../src/kernel/db.ts'
import { scenario, type World } from '../../src/kernel/test.ts'
import type { BatchTaken } from '../../src/metering/reading.contract.ts'
import { makeSetting } from '../kit/bookings.ts'
import { makeMeter, signed, told } from '../kit/meters.ts'

type Child = { port: number; process: ChildProcess; told(line: string): Promise<void>; ended: Promise<unknown> }

async function start(world: World, manner: 'silent' | 'speaking'): Promise<Child> {
  const script = join(import.meta.dirname, 'meter.child.ts')
  const child = spawn(process.execPath, [script, world.url, world.dataDir, manner], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const lineOf = async (beginning: string) => {
    for (let wait = 0; wait < 600; wait++) {
      const line = lines.find((each) => each.startsWith(beginning))
      if (line) return line
      if (child.exitCode !== null) break
      await sleep(50)
    }
    throw new Error(`not told: ${beginning}`)
  }
  createInterface({ input: child.stdout! }).on('line', (line) => lines.push(line))
  const ended = new Promise((settle) => child.on('close', settle))
  const port = Number((await lineOf('ready ')).slice('ready '.length))
  return { port, process: child, told: async (line) => void (await lineOf(line)), ended }
}

const post = async ({ port }: Child, batch: object): Promise<BatchTaken> => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`http://127.0.0.1:${port}/api/readings`, { method: 'POST', headers, body: JSON.stringify(batch) })
  assert.equal(answer.status, 200)
  return (await answer.json()) as BatchTaken
}
const kill = async (child: Child) => {
  child.process.kill('SIGKILL')
  await child.ended
}
const count = async (world: World, meterId: string) =>
  (await run<{ count: number }>(world.db, 'select count(*) as count from reading where meter_id = $1', [meterId]))[0]!.count

scenario('killed after the write and before the answer: sent again, the batch is known and nothing is double', async (world) => {
  const { officer, instrument } = await makeSetting(world)
  const device = await makeMeter(world, officer.token, instrument.id)
  const batch = signed(
    device,
    told(
      '2026-03-01T22:00:00Z',
      Array.from({ length: 100 }, (_, index) => index),
    ),
  )
  const silent = await start(world, 'silent')
  const unanswered = assert.rejects(post(silent, batch))
  await silent.told('written')
  await kill(silent)
  await unanswered
  assert.equal(await count(world, device.id), 100)
  const next = await start(world, 'speaking')
  assert.deepEqual(await post(next, batch), { stored: 0, known: 100, refused: [] })
  assert.equal(await count(world, device.id), 100)
  await kill(next)
})

scenario('killed before the write: nothing was answered, and sent again the batch is stored', async (world) => {
  const { officer, instrument } = await makeSetting(world)
  const device = await makeMeter(world, officer.token, instrument.id)
  const batch = signed(device, told('2026-03-01T22:00:00Z', [1, 2, 3]))
  const first = await start(world, 'speaking')
  // Somebody else holds the meter, so that the story stands still in the middle.
  const unanswered = await world.db.transaction().execute(async (tx) => {
    await run(tx, 'select 1 from meter where id = $1 for update', [device.id])
    const rejected = assert.rejects(post(first, batch))
    await sleep(500)
    await kill(first)
    return { rejected }
  })
  await unanswered.rejected
  const end = performance.now() + 20_000
  // The dead one's connection may yet finish what it was handed, but never in part.
  const others = () =>
    run(world.db, "select 1 from pg_stat_activity where state <> 'idle' and datname = current_database() and pid <> pg_backend_pid()")
  while ((await others()).length > 0 && performance.now() < end) await sleep(50)
  assert.ok([0, 3].includes(await count(world, device.id)))
  const next = await start(world, 'speaking')
  const { stored, known } = await post(next, batch)
  assert.equal(stored + known, 3)
  assert.equal(await count(world, device.id), 3)
  await kill(next)
})

scenario('killed at any moment while batches stream in: what was answered is there, once', async (world) => {
  const { officer, instrument } = await makeSetting(world)
  const device = await makeMeter(world, officer.token, instrument.id)
  const batches = Array.from({ length: 60 }, (_, index) =>
    signed(device, told(new Date(Date.parse('2026-03-01T00:00:00Z') + index * 600_000).toISOString(), [1, 2, 3, 4, 5], { every: 1 })),
  )
  const answered = new Set<number>()
  for (let round = 0; answered.size < batches.length; round++) {
    const child = await start(world, 'speaking')
    const dies = round < 3 ? sleep(40 + 90 * round).then(() => kill(child)) : undefined
    for (const [index, batch] of batches.entries()) {
      if (answered.has(index)) continue
      const isAnswered = await post(child, batch).then(
        () => true,
        () => false,
      )
      if (!isAnswered) break
      answered.add(index)
    }
    await dies
    const there = await run<{ count: number }>(world.db, 'select count(*) as count from reading where meter_id = $1', [device.id])
    assert.ok(there[0]!.count >= answered.size * 5, 'answered and lost')
    await kill(child)
  }
  assert.equal(await count(world, device.id), 300)
})
