import * as z from 'zod'
import { run } from './db.ts'
import { defineJob, type Worker, workInSteps } from './jobs.ts'

/** How long the answer to a request with an Idempotency-Key is kept; a retry after that is a request of its own. */
export const keptDays = 7
const rowsAtOnce = 5_000

const clearAnswers = defineJob('clear_idempotency', z.object({}))

/** Old answers go a batch at a time, each in its own transaction, so that no request waits for a long delete. */
export const idempotencyWorkers: Worker[] = [
  workInSteps(
    clearAnswers,
    async ({ step }) => {
      const clear = `delete from idempotency where ctid = any(array(
        select ctid from idempotency where recorded_at < $1 order by recorded_at limit $2)) returning 1`
      const clearBatch = () =>
        step(async (db, now) => {
          const before = new Date(now.getTime() - keptDays * 86_400_000).toISOString()
          return (await run(db, clear, [before, rowsAtOnce])).length
        })
      while ((await clearBatch()) === rowsAtOnce);
    },
    // At 2:40 in the morning in Asia/Shanghai.
    { every: '40 18 * * *' },
  ),
]
