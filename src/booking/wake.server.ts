// Some time of an instrument was given back: whoever waits for it is looked for, once the transaction stands.
import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { defineJob, enqueue } from '../kernel/jobs.ts'
import { isAwaited } from './waiting.sql.ts'

export const offerTurnsJob = defineJob('offer_turns', z.object({}))

/** Queues the look, where anybody waits for the instrument. */
export async function wakeWaiting(db: Db, instrumentId: string): Promise<void> {
  if (await isAwaited(db, instrumentId)) await enqueue(db, offerTurnsJob, {})
}
