// A process that owns an embedded database and is killed by the tests: `node child.ts hold|write|work <dataDir> [guise]`.
// It tells what it does by lines on its output: `ready {json}`, `ack <number>`, `refused <code> <message>`.

import { randomInt } from 'node:crypto'
import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedOptions, startEmbedded } from '../../src/kernel/embedded.ts'

const [task = '', dataDir = '', guise] = process.argv.slice(2)

/** Writes before it returns: what was told is told even if the process is killed in the next moment. */
function tell(line: string): void {
  writeSync(1, `${line}\n`)
}

const log = (line: string) => tell(`log ${line}`)
const options: EmbeddedOptions = guise ? { dataDir, log, guise: guise as NonNullable<EmbeddedOptions['guise']> } : { dataDir, log }

async function start() {
  try {
    return await startEmbedded(options)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    tell(`refused ${code} ${message}`)
    process.exit(1)
  }
}

const server = await start()
process.on('SIGTERM', () => {
  void server.stop().then(() => process.exit(0))
})
tell(`ready ${JSON.stringify({ url: server.url, pid: server.pid, host: server.host })}`)
if (task === 'hold') setInterval(() => {}, 60_000)
else if (task === 'work') await workOn(server.url)
else await write(server.url)

/**
 * Writes numbered transactions of several rows in two statements, four at a time and without end, and tells each number once its
 * commit was acknowledged. A transaction that the server's death broke is given up, and a new number is tried.
 */
async function write(url: string): Promise<never> {
  const { inTransaction, openDatabase, run } = await import('../../src/kernel/db.ts')
  const { db } = openDatabase(url, { connections: 4 })
  await run(
    db,
    'create table if not exists piece (transaction_no bigint, piece_no int, piece_count int, filler text, primary key (transaction_no, piece_no))',
  )
  const [last] = await run<{ no: number }>(db, 'select coalesce(max(transaction_no), 0) as no from piece')
  let next = last!.no + 1
  const insert = `insert into piece select $1, piece_no, $2, repeat('x', 200) from generate_series($3::int, $4::int) piece_no`
  const writeOne = async () => {
    const transactionNo = next++
    const pieces = randomInt(2, 9)
    await inTransaction(db, 'write', async (tx) => {
      await run(tx, insert, [transactionNo, pieces, 1, 1])
      await run(tx, insert, [transactionNo, pieces, 2, pieces])
    })
    tell(`ack ${transactionNo}`)
    if (transactionNo % 400 === 0) await run(db, 'checkpoint')
  }
  const writeOn = async () => {
    for (;;) await writeOne().catch(() => sleep(20))
  }
  return Promise.race([writeOn(), writeOn(), writeOn(), writeOn()])
}

/**
 * Queues a job done in one transaction and one done in steps, and takes jobs. In its first life it tells `ack 1` and `ack 2` in the
 * middle of each and comes no further; in a later life it does what it finds.
 */
async function workOn(url: string): Promise<void> {
  const { inTransaction, openDatabase, run } = await import('../../src/kernel/db.ts')
  const { defineJob, migrateJobs, openJobs, work, workInSteps } = await import('../../src/kernel/jobs.ts')
  const { migrate } = await import('../../src/kernel/migrate.ts')
  const z = await import('zod')
  const isFirst = (await migrate(url, () => {}, ['0001-kernel.sql'])).length > 0
  const { db } = openDatabase(url, { connections: 6 })
  const once = defineJob('once', z.object({}))
  const inSteps = defineJob('in_steps', z.object({}))
  if (isFirst) {
    await migrateJobs(url, [once.name, inSteps.name])
    await run(db, 'create table effect (what text not null)')
  }
  const standStill = async (no: number) => {
    tell(`ack ${no}`)
    if (isFirst) await new Promise(() => {})
  }
  const has = async (tx: typeof db, what: string) => (await run(tx, 'select 1 from effect where what = $1', [what])).length > 0
  const add = (tx: typeof db, what: string) => run(tx, 'insert into effect (what) values ($1)', [what])
  const workers = [
    work(once, async ({ db: tx }) => {
      await add(tx, 'once')
      await standStill(1)
    }),
    workInSteps(inSteps, async ({ step }) => {
      await step(async (tx) => void ((await has(tx, 'first step')) || (await add(tx, 'first step'))))
      await standStill(2)
      await step(async (tx) => void ((await has(tx, 'second step')) || (await add(tx, 'second step'))))
    }),
  ]
  const jobs = await openJobs({ url, db, workers, listeners: [], now: () => new Date(), onError: (error) => tell(`log ${error}`) })
  if (isFirst)
    await inTransaction(db, 'write', async (tx) => {
      for (const { name } of [once, inSteps]) await jobs.enqueue(tx, name, {}, {})
    })
  await jobs.start()
}
