// Jobs are rows, queued in the handler's own transaction. The only file that knows the queue's library.
import { PgBoss } from 'pg-boss'
import type * as z from 'zod'
import { type Db, inTransaction, planAnew, run } from './db.ts'
import { contextOf, type Enqueue, type Listener, setContext } from './events.ts'

export type JobKind<P extends z.ZodType = z.ZodType> = { readonly name: string; readonly payload: P }
type Once = { kind: JobKind; style: 'once'; run: (call: { payload: unknown; db: Db; now: Date }) => Promise<void> }
type Steps = { kind: JobKind; style: 'steps'; run: (call: StepCall<unknown>) => Promise<void> }
export type Worker = (Once | Steps) & { every?: string }
export type StepCall<P> = {
  payload: P
  /** Each step is a transaction of its own; `now` is its moment. A crash between steps runs the job from its start, so each step finds out what is done. */
  step: <T>(work: (db: Db, now: Date) => Promise<T>) => Promise<T>
}

/** Declares a job; its payload is ids and small facts, never personal data. */
export function defineJob<P extends z.ZodType>(name: string, payload: P): JobKind<P> {
  return { name, payload }
}

/** A job done in one transaction: its effect and the mark that it is done commit together, so it takes effect once. */
export function work<P extends z.ZodType>(
  kind: JobKind<P>,
  body: (call: { payload: z.output<P>; db: Db; now: Date }) => Promise<void>,
  options: { every?: string } = {},
): Worker {
  return { kind, style: 'once', run: body as Once['run'], ...options }
}

/** A long job, or one that reaches outside: several transactions, each repeatable. `every` is a cron line in UTC. */
export function workInSteps<P extends z.ZodType>(
  kind: JobKind<P>,
  body: (call: StepCall<z.output<P>>) => Promise<void>,
  options: { every?: string } = {},
): Worker {
  return { kind, style: 'steps', run: body as Steps['run'], ...options }
}

/** Queues a job in this transaction: it exists when, and only when, the transaction commits. */
export async function enqueue<P extends z.ZodType>(
  db: Db,
  kind: JobKind<P>,
  payload: z.input<P>,
  options: { startAfter?: Date; singletonKey?: string } = {},
): Promise<void> {
  await contextOf(db).enqueue(db, kind.name, kind.payload.parse(payload) as object, options)
}

export type JobEngine = {
  enqueue: Enqueue
  /** Starts taking jobs, at most one of a kind at a time in this process. */
  start(): Promise<void>
  /** Runs what waits now, in this process, and comes back when nothing does; for tests and commands. Returns how many ran. */
  drain(): Promise<number>
  stop(): Promise<void>
}
export type JobSettings = {
  url: string
  db: Db
  workers: readonly Worker[]
  listeners: readonly Listener[]
  now: () => Date
  onError: (error: unknown, job?: string) => void
}

/** Makes the queue's own tables and one queue for every kind of job; part of migrating. */
export async function migrateJobs(url: string, kinds: readonly string[]): Promise<void> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  for (const name of kinds) {
    const settings = { retryLimit: 8, retryDelay: 2, retryBackoff: true, heartbeatSeconds: 20, expireInSeconds: 14_400, notify: true }
    await boss.createQueue(name, settings)
  }
  await boss.stop({ graceful: false })
}

/** Opens the queue on a migrated database. Nothing is taken before `start` or `drain`. */
export async function openJobs(settings: JobSettings): Promise<JobEngine> {
  const { url, workers, onError } = settings
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    migrate: false,
    useListenNotify: true,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
  })
  boss.on('error', (error) => onError(error))
  const byName = new Map(workers.map((worker) => [worker.kind.name, worker]))
  let started: Promise<unknown> | undefined
  const ready = () => (started ??= boss.start())
  const enqueue: Enqueue = async (tx, name, payload, options) => {
    if (!byName.has(name)) throw new Error(`no slice works on the job ${name}`)
    await ready()
    const executeSql = async (text: string, values: unknown[] = []) => ({ rows: await run(tx, text, values) })
    await boss.send(name, payload, { db: { executeSql }, startAfter: options.startAfter, singletonKey: options.singletonKey })
  }
  const perform = performer(settings, enqueue)
  return {
    enqueue,
    async start() {
      await ready()
      for (const worker of workers) {
        await boss.work(worker.kind.name, { pollingIntervalSeconds: 2, batchSize: 1 }, async ([job]) => {
          if (job) await perform(worker, job.id, job.data)
        })
        if (worker.every) await boss.schedule(worker.kind.name, worker.every, {}, { singletonKey: 'scheduled' })
      }
    },
    async drain() {
      await ready()
      for (let done = 0; ; ) {
        const before = done
        for (const worker of workers) if (await takeOne(boss, worker, perform)) done += 1
        if (done === before) return done
      }
    },
    async stop() {
      if (started) await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

type Perform = (worker: Worker, jobId: string, data: unknown) => Promise<void>

async function takeOne(boss: PgBoss, worker: Worker, perform: Perform): Promise<boolean> {
  const { name } = worker.kind
  const [job] = await boss.fetch(name, { ignoreStartAfter: false } as object)
  if (!job) return false
  try {
    await perform(worker, job.id, job.data)
  } catch (error) {
    await boss.fail(name, job.id, { message: String(error) })
    throw error
  }
  await boss.complete(name, job.id)
  return true
}

function performer({ db, listeners, now, onError }: JobSettings, enqueue: Enqueue): Perform {
  async function inJobTransaction<T>(body: (tx: Db, moment: Date) => Promise<T>): Promise<T> {
    const moment = now()
    return inTransaction(db, 'write', async (tx) => {
      setContext(tx, { now: moment, actor: null, requestId: 'job', listeners, enqueue })
      // It may take long. And it may fill a table that was empty when its statements were first planned.
      planAnew(tx)
      await run(tx, `select set_config('statement_timeout', $1, true)`, ['0'])
      return body(tx, moment)
    })
  }
  return async (worker, jobId, data) => {
    try {
      const payload = worker.kind.payload.parse(data ?? {})
      if (worker.style === 'steps') return await worker.run({ payload, step: inJobTransaction })
      await inJobTransaction(async (tx, moment) => {
        const text = 'insert into job_done (job_id, name) values ($1, $2) on conflict do nothing returning job_id'
        const fresh = await run(tx, text, [jobId, worker.kind.name])
        if (fresh.length > 0) await worker.run({ payload, db: tx, now: moment })
      })
    } catch (error) {
      onError(error, worker.kind.name)
      throw error
    }
  }
}
