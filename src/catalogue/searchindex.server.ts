import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { defineJob, enqueue, type Worker, work, workInSteps } from '../kernel/jobs.ts'
import { mapInTurns, Underway } from '../kernel/turns.ts'
import { takeInstruments } from './catalogue.sql.ts'
import { insertWords } from './reference.sql.ts'
import { instrumentsIndexed } from './search.contract.ts'
import { type IndexedVersion, searchRowOf, wordsOf } from './searchindex.rules.ts'
import {
  areTokensCounted,
  countStale,
  listShownAfter,
  listStale,
  listVersionsToIndex,
  mergeSearchIndex,
  recountTokens,
  type SearchPrice,
  updateSearchPrices,
  upsertSearchRows,
} from './searchindex.sql.ts'

const stepSize = 1000

const indexInstruments = defineJob('index_instruments', z.object({}))
const countSearchTokens = defineJob('count_search_tokens', z.object({}))

/** Brings the search rows of instruments up to these versions, which this transaction wrote or whose rows it holds. */
export async function indexVersions(db: Db, versions: readonly IndexedVersion[]): Promise<void> {
  const underway = new Underway()
  const upserted = upsertSearchRows(db, await mapInTurns(versions, searchRowOf))
  underway.add(upserted)
  underway.add(insertWords(db, versions.flatMap(wordsOf)))
  await underway.done()
  const fresh = await upserted
  if (fresh.length > 0) await record(db, instrumentsIndexed, { instrumentIds: fresh })
}

/** Keeps search true to what was just written, in this very transaction. */
export async function indexWritten(db: Db, instrumentIds: readonly string[]): Promise<void> {
  await indexVersions(db, await listVersionsToIndex(db, instrumentIds))
}

/** After much was written: the index is merged and its tokens counted, by a job that starts when this commits. */
export async function settleSearch(db: Db): Promise<void> {
  await enqueue(db, indexInstruments, {})
}

/** Tells search the prices that hold today. */
export function noteSearchPrices(db: Db, prices: readonly SearchPrice[]): Promise<void> {
  return updateSearchPrices(db, prices)
}

/** The prices that search shows, in the order of their instruments, after one of them. */
export function listSearchPrices(db: Db, after: string | null, limit: number): Promise<Omit<SearchPrice, 'isOnRequest'>[]> {
  return listShownAfter(db, after, limit)
}

/** How many instruments are not, or not as they stand, in the search index: zero, whoever wrote them. */
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
        await indexWritten(db, await takeInstruments(db, stale))
        return stale
      })
      if (ids.length === 0) break
      after = ids.at(-1)!
    }
    if (after === null && (await step(areTokensCounted))) return
    await step((db) => mergeSearchIndex(db))
    await step((db) => enqueue(db, countSearchTokens, {}))
  }),
  work(countSearchTokens, async ({ db }) => recountTokens(db), { every: '30 18 * * *' }),
]
