import { listSearchPrices } from '../catalogue/searchindex.server.ts'
import type { Check, Found } from '../kernel/check.ts'
import type { Db } from '../kernel/db.ts'
import { inForce } from './prices.rules.ts'
import { findToday, listStandingPrices } from './prices.sql.ts'
import { pricesWords as words } from './prices.words.ts'

const atOnce = 2_000

/** What search shows beside each instrument, against the prices that are in force by their own rows. */
async function shownPricesHold(db: Db): Promise<Found> {
  const total: Found = { checked: 0, wrong: 0, example: null }
  const today = await findToday(db)
  for (let after: string | null = null; ; ) {
    const shown = await listSearchPrices(db, after, atOnce)
    const ids = shown.map((row) => row.instrumentId)
    const standing = Map.groupBy(await listStandingPrices(db, ids), (price) => price.instrumentId)
    for (const { instrumentId, hourFen, sampleFen } of shown) {
      const { hour, sample } = inForce(standing.get(instrumentId) ?? [], today)
      total.checked += 1
      if (hourFen === (hour?.fen ?? null) && sampleFen === (sample?.fen ?? null)) continue
      total.wrong += 1
      total.example ??= instrumentId
    }
    after = shown.at(-1)?.instrumentId ?? null
    if (shown.length < atOnce) return total
  }
}

export const pricesChecks: readonly Check[] = [{ name: 'shown_prices_hold', word: words.shownPricesHold, find: shownPricesHold }]
