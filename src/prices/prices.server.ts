import * as z from 'zod'
import { getInstrumentFacts, takeInstrumentRows } from '../catalogue/catalogue.server.ts'
import { groupsFor } from '../catalogue/group.server.ts'
import { instrumentsIndexed } from '../catalogue/search.contract.ts'
import { noteSearchPrices } from '../catalogue/searchindex.server.ts'
import { hasRightFor, requireRightFor } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { contextOf, on } from '../kernel/events.ts'
import { newId } from '../kernel/id.ts'
import { defineJob, work } from '../kernel/jobs.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { addDays, dayOf } from '../kernel/time.ts'
import {
  listPrices,
  type Price,
  type PriceBasis,
  priceAmountWrong,
  type priceSpans,
  setPrice as setPriceOperation,
} from './prices.contract.ts'
import { inForce, isAmountRight, type PriceInForce, planPrice } from './prices.rules.ts'
import { insertPriceRows, listInstrumentsRepriced, listStandingPrices, supersedePrices } from './prices.sql.ts'
import { pricesChecks } from './verify.server.ts'

export type NewPrice = {
  instrumentId: string
  basis: PriceBasis
  /** Null exactly when the basis is on_request. */
  fen: number | null
  validFrom: string
  validTo?: string | null
  documentNo?: string
}

/** The prices of many instruments that hold on a day ('2026-03-02'); an instrument without any is on request. */
export async function pricesInForce(db: Db, instrumentIds: readonly string[], day: string): Promise<Map<string, PriceInForce>> {
  const standing = Map.groupBy(await listStandingPrices(db, instrumentIds), (price) => price.instrumentId)
  return new Map(instrumentIds.map((id) => [id, inForce(standing.get(id) ?? [], day)]))
}

/** The prices of one instrument that hold on a day ('2026-03-02'), in fen for an hour and for a sample. */
export async function priceInForce(db: Db, instrumentId: string, day: string): Promise<PriceInForce> {
  return inForce(await listStandingPrices(db, [instrumentId]), day)
}

/** Writes many prices of instruments that have none of that basis and time, 1 to 5,000 in one statement. @returns their ids. @throws price_raced */
export async function insertPrices(db: Db, prices: readonly NewPrice[]): Promise<string[]> {
  const rows = prices.map(({ validTo = null, documentNo = '', ...price }) => ({ ...price, id: newId(), validTo, documentNo }))
  await insertPriceRows(db, rows)
  await tellSearch(db, [...new Set(rows.map((row) => row.instrumentId))], dayOf(contextOf(db).now))
  return rows.map((row) => row.id)
}

/** Search shows and sorts by the prices that hold today: it is told whenever they are written, and each midnight when a day begins or ends one. */
async function tellSearch(db: Db, instrumentIds: readonly string[], today: string): Promise<void> {
  const prices = await pricesInForce(db, instrumentIds, today)
  await noteSearchPrices(
    db,
    [...prices].map(([instrumentId, { hour, sample, isOnRequest }]) => ({
      instrumentId,
      hourFen: hour?.fen ?? null,
      sampleFen: sample?.fen ?? null,
      isOnRequest,
    })),
  )
}

/** Sets a price from a day on: what stands then is superseded, and what stood before keeps its earlier days. @throws price_amount_wrong, price_raced */
export async function setPrice(db: Db, price: Omit<NewPrice, 'validTo'>): Promise<string> {
  if (!isAmountRight(price)) throw priceAmountWrong({})
  await takeInstrumentRows(db, [price.instrumentId])
  const { superseded, shortened } = planPrice(await listStandingPrices(db, [price.instrumentId]), price)
  await supersedePrices(db, superseded)
  const ids = await insertPrices(db, [...shortened.map((span) => ({ ...span, instrumentId: price.instrumentId })), price])
  return ids.at(-1)!
}

async function pricesAnswer(
  db: Db,
  instrumentId: string,
  today: string,
  span: (typeof priceSpans)[number],
): Promise<{ isOnRequest: boolean; items: Price[] }> {
  const standing = await listStandingPrices(db, [instrumentId])
  const items = span === 'all' ? standing : standing.filter((price) => price.validTo === null || price.validTo > today)
  return { isOnRequest: inForce(standing, today).isOnRequest, items }
}

const refreshShownPrices = defineJob('refresh_shown_prices', z.object({}))
const missedDaysMost = 30

/** Tells search of prices that began or ended by themselves within the last thirty days: the midnight job, which may have missed some. */
export async function refreshShown(db: Db): Promise<void> {
  const today = dayOf(contextOf(db).now)
  await tellSearch(db, await listInstrumentsRepriced(db, addDays(today, -missedDaysMost), today), today)
}

export const pricesSlice: Slice = {
  checks: pricesChecks,
  listeners: [on(instrumentsIndexed, async ({ payload, db, now }) => tellSearch(db, payload.instrumentIds, dayOf(now)))],
  workers: [
    work(
      refreshShownPrices,
      async ({ db }) => refreshShown(db),
      // Five minutes past midnight in Shanghai.
      { every: '5 16 * * *' },
    ),
  ],
  handlers: [
    handle(listPrices, async ({ input, actor, db, now }) => {
      const instrument = await getInstrumentFacts(db, input.id)
      if (!instrument) throw notFound({ what: 'instrument' })
      const instrumentGroupIds = await groupsFor(db, actor, input.id)
      if (
        instrument.state === 'draft' &&
        !(await hasRightFor(db, actor, 'catalogue.edit', instrument.institutionId, { instrumentGroupIds }))
      )
        throw notFound({ what: 'instrument' })
      return pricesAnswer(db, input.id, dayOf(now), input.span)
    }),

    handle(setPriceOperation, async ({ input, actor, db, now }) => {
      const instrument = await getInstrumentFacts(db, input.id)
      if (!instrument) throw notFound({ what: 'instrument' })
      const instrumentGroupIds = await groupsFor(db, actor, input.id)
      await requireRightFor(db, actor, 'prices.edit', instrument.institutionId, { what: 'instrument', instrumentGroupIds })
      const { id: instrumentId, ...price } = input
      await setPrice(db, { ...price, instrumentId })
      return pricesAnswer(db, instrumentId, dayOf(now), 'present')
    }),
  ],
}
