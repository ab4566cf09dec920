import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { defineJob, enqueue, type Worker, work, workInSteps } from '../kernel/jobs.ts'
import { takeInstruments } from './catalogue.sql.ts'
import { insertWords } from './reference.sql.ts'
import { instrumentsIndexed } from './search.contract.ts'
import { searchRowOf, wordsOf } from './searchindex.rules.ts'
import {
  countStale,
  listStale,
  listVersionsToIndex,
  mergeSearchIndex,
  recountTokens,
  type SearchPrice,
  updateSearchPrices,
  upsertSearchRows,
} from './searchindex.sql.ts'

const indexedAtOnceMost = 200
const stepSize = 1000

const indexInstruments = defineJob('index_instruments', z.object({}))
const countSearchTokens = defineJob('count_search_tokens', z.object({}))

/** Brings the search rows of instruments up to their current versions, whose rows this transaction holds. */
async function indexNow(db: Db, instrumentIds: readonly string[]): Promise<void> {
  const versions = await listVersionsToIndex(db, instrumentIds)
  const fresh = await upsertSearchRows(db, versions.map(searchRowOf))
  await insertWords(db, versions.flatMap(wordsOf))
  if (fresh.length > 0) await record(db, instrumentsIndexed, { instrumentIds: fresh })
}

/** Keeps search true to what was just written: a few instruments in this very transaction, many by a job that starts when it commits. */
export async function indexWritten(db: Db, instrumentIds: readonly string[]): Promise<void> {
  if (instrumentIds.length <= indexedAtOnceMost) await indexNow(db, instrumentIds)
  else await enqueue(db, indexInstruments, {})
}

/** Tells search the prices that hold today. */
export function noteSearchPrices(db: Db, prices: readonly SearchPrice[]): Promise<void> {
  return updateSearchPrices(db, prices)
}

/** How many instruments are not, or not as they stand, in the search index: zero but for the moments after a large import. */
export function countStaleSearchRows(db: Db): Promise<number> {
  return countStale(db)
}

/** The jobs that keep search true. */
export const searchIndexWorkers: Worker[] = [
  workInSteps(indexInstruments, async ({ step }) => {
    let after: string | null = null
    for (let ids: string[] = []; ; ) {
      ids = await step(async (db) => {
        const stale = await listStale(db, after, stepSize)
        // Taken first and read afterwards: whoever changes one of them meanwhile waits, or has already indexed it.
        await indexNow(db, await takeInstruments(db, stale))
        return stale
      })
      if (ids.length === 0) break
      after = ids.at(-1)!
    }
    if (after === null) return
    await step((db) => mergeSearchIndex(db))
    await step((db) => enqueue(db, countSearchTokens, {}))
  }),
  work(countSearchTokens, async ({ db }) => recountTokens(db), { every: '30 18 * * *' }),
]
