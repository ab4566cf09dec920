// A write transaction as the kernel opens one, for what a scenario needs to stand before it begins.
import { type Db, inTransaction } from '../../src/kernel/db.ts'
import { setContext } from '../../src/kernel/events.ts'
import type { World } from '../../src/kernel/test.ts'

/** Runs work in a write transaction of the kernel: events reach their listeners, jobs are queued. */
export function write<T>(world: World, work: (tx: Db) => Promise<T>): Promise<T> {
  const { app, now } = world
  const listeners = app.slices.flatMap((slice) => slice.listeners ?? [])
  return inTransaction(app.db, 'write', (tx) => {
    setContext(tx, { now, actor: null, requestId: 'test', listeners, enqueue: app.jobs.enqueue })
    return work(tx)
  })
}
