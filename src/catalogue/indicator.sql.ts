import { type RawBuilder, sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { Indicator } from './indicator.contract.ts'
import { type Demand, isFiner, type QuantityCode, type Reach } from './quantity.rules.ts'

export type IndicatorRow = Indicator & Reach & { instrumentId: string }

const shown = `instrument_id as "instrumentId", quantity, low_text as low, high_text as high, unit, note`

/** What some instruments reach, in the order of their keepers. */
export async function listIndicatorsOf(
  db: Db,
  instrumentIds: readonly string[],
): Promise<(Indicator & { instrumentId: string; reach: Reach })[]> {
  if (instrumentIds.length === 0) return []
  const rows = await run<Indicator & { instrumentId: string; lowBase: number | null; highBase: number | null }>(
    db,
    `select ${shown}, low as "lowBase", high as "highBase" from instrument_indicator
     where instrument_id = any($1::uuid[]) and superseded_at is null order by instrument_id, position`,
    [instrumentIds],
  )
  return rows.map(({ lowBase, highBase, ...row }) => ({ ...row, reach: { quantity: row.quantity, low: lowBase, high: highBase } }))
}

export type NewIndicator = Indicator & { reach: Reach }

/** Puts everything that an instrument reaches in the place of what stood; the instrument is taken. */
export async function replaceIndicators(
  db: Db,
  instrumentId: string,
  indicators: readonly NewIndicator[],
  personId: string | null,
): Promise<void> {
  await run(db, `update instrument_indicator set superseded_at = now() where instrument_id = $1 and superseded_at is null`, [instrumentId])
  await insertIndicators(
    db,
    indicators.map((one, position) => ({ ...one, position, instrumentId })),
    personId,
  )
}

/** Writes what instruments reach, of which nothing is said yet. */
export async function insertIndicators(
  db: Db,
  rows: readonly (NewIndicator & { instrumentId: string; position: number })[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  const given = rows.map(({ reach, ...row }) => ({ ...row, id: newId(), lowBase: reach.low, highBase: reach.high }))
  await run(
    db,
    `insert into instrument_indicator (id, instrument_id, position, quantity, low_text, high_text, unit, low, high, note, recorded_by)
     select id, "instrumentId", position, quantity, low, high, unit, "lowBase", "highBase", note, $2::uuid
     from jsonb_to_recordset($1::jsonb) as r(id uuid, "instrumentId" uuid, position integer, quantity text, low text, high text, unit text,
       "lowBase" double precision, "highBase" double precision, note text)`,
    [JSON.stringify(given), personId],
  )
}

/** A slip of the last digits, as `reaches` allows it. */
const slack = 1e-9

/** Whether a value covers a demand; the same as `reaches`, where the rows are. */
function covers({ low, high }: Demand, isFiner: boolean): RawBuilder<unknown> {
  if (isFiner) return sql`coalesce(k.low, k.high) <= ${(high ?? low)! * (1 + slack)}::float8`
  const isLow = low === null ? sql`true` : sql`(k.low is null or k.low <= ${low + Math.abs(low) * slack}::float8)`
  const isHigh = high === null ? sql`true` : sql`(k.high is null or k.high >= ${high - Math.abs(high) * slack}::float8)`
  return sql`(${isLow} and ${isHigh})`
}

const own = (codes: readonly QuantityCode[]) =>
  sql`select from instrument_indicator k where k.instrument_id = instrument_search.instrument_id and k.superseded_at is null
    and k.quantity = any(${[...codes]}::text[])`

/** Whether an instrument of `instrument_search` reaches a demand by any of its values. */
export function reachedBy(demand: Demand): RawBuilder<unknown> {
  const [finer, others] = [demand.quantities.filter(isFiner), demand.quantities.filter((code) => !isFiner(code))]
  const parts = [
    ...(finer.length > 0 ? [sql`exists (${own(finer)} and ${covers(demand, true)})`] : []),
    ...(others.length > 0 ? [sql`exists (${own(others)} and ${covers(demand, false)})`] : []),
  ]
  return sql`(${sql.join(parts, sql` or `)})`
}

/** Whether an instrument of `instrument_search` says something to a demand, and does not reach it. */
export function missedBy(demand: Demand): RawBuilder<unknown> {
  return sql`(exists (${own(demand.quantities)}) and not ${reachedBy(demand)})`
}
