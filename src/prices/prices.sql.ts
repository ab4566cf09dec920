import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { priceAmountWrong, priceRaced } from './prices.contract.ts'
import type { PriceSpan } from './prices.rules.ts'

export type PriceRow = PriceSpan & { instrumentId: string }

/** The standing prices of these instruments, soonest first. */
export async function listStandingPrices(db: Db, instrumentIds: readonly string[]): Promise<PriceRow[]> {
  if (instrumentIds.length === 0) return []
  const rows = await sql<PriceRow>`
    select id, instrument_id as "instrumentId", basis, fen, valid_from as "validFrom", valid_to as "validTo", document_no as "documentNo"
    from price where instrument_id = any(${instrumentIds}::uuid[]) and superseded_at is null
    order by instrument_id, basis, valid_from`.execute(db)
  return rows.rows
}

export async function supersedePrices(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update price set superseded_at = now() where id = any(${ids}::uuid[]) and superseded_at is null`.execute(db)
}

/** Writes prices in one statement. @throws price_raced when they overlap with what stands, price_amount_wrong */
export async function insertPriceRows(db: Db, rows: readonly PriceRow[]): Promise<void> {
  if (rows.length === 0) return
  try {
    await sql`
      insert into price (id, instrument_id, basis, fen, valid_from, valid_to, document_no)
      select id, "instrumentId", basis, fen, "validFrom", "validTo", "documentNo"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, "instrumentId" uuid, basis text, fen bigint, "validFrom" date, "validTo" date, "documentNo" text)`.execute(db)
  } catch (error) {
    if (constraintOf(error) === 'price_no_overlap') throw priceRaced({})
    if (constraintOf(error) === 'price_amount') throw priceAmountWrong({})
    throw error
  }
}

/** Instruments for which a price begins or ends within these days. */
export async function listInstrumentsRepriced(db: Db, from: string, to: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select distinct instrument_id as id from price where superseded_at is null
      and (valid_from between ${from}::date and ${to}::date or valid_to between ${from}::date and ${to}::date)`.execute(db)
  return rows.rows.map((row) => row.id)
}

/** The day it is in Shanghai by the database's clock ('2026-03-02'). */
export async function findToday(db: Db): Promise<string> {
  return (await run<{ today: string }>(db, "select (now() at time zone 'Asia/Shanghai')::date as today"))[0]!.today
}
