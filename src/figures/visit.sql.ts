import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type HourCount = { hour: string; slot: number; visits: number }
export type OpeningCount = { value: number; countedOn: string; source: string }

/** Adds to the counts of hours, in the order of their keys, so that servers that flush at once do not wait for each other in a circle. */
export async function addVisits(db: Db, counts: readonly HourCount[]): Promise<void> {
  if (counts.length === 0) return
  const sorted = [...counts].sort((a, b) => (a.hour < b.hour ? -1 : a.hour > b.hour ? 1 : a.slot - b.slot))
  await sql`
    insert into visit_count as v (hour, slot, visits)
    select * from unnest(${sorted.map((count) => count.hour)}::timestamptz[], ${sorted.map((count) => count.slot)}::smallint[], ${sorted.map((count) => count.visits)}::bigint[])
    on conflict (hour, slot) do update set visits = v.visits + excluded.visits`.execute(db)
}

/** A count carried over from before this system counted; one that stands already is superseded. */
export async function insertOpeningCount(db: Db, figure: string, opening: OpeningCount): Promise<void> {
  await sql`update opening_count set superseded_at = now() where figure = ${figure} and superseded_at is null`.execute(db)
  await db
    .insertInto('opening_count')
    .values({ id: newId(), figure, value: opening.value, counted_on: opening.countedOn, source: opening.source })
    .execute()
}

export async function findOpeningCount(db: Db, figure: string, asOf: string): Promise<OpeningCount | undefined> {
  const found = await sql<OpeningCount>`
    select value, counted_on as "countedOn", source from opening_count
    where figure = ${figure} and recorded_at <= ${asOf}::timestamptz and (superseded_at is null or superseded_at > ${asOf}::timestamptz)`.execute(
    db,
  )
  return found.rows[0]
}

/** Visits of the hours that ended before a moment. */
export async function sumVisits(db: Db, before: string): Promise<{ visits: number; hours: number }> {
  const found = await sql<{ visits: number; hours: number }>`
    select coalesce(sum(visits), 0)::bigint as visits, count(distinct hour) as hours from visit_count where hour < ${before}::timestamptz`.execute(
    db,
  )
  return found.rows[0]!
}

/** Hours that ended before a moment, the newest first. */
export async function listVisitHours(db: Db, before: string, limit: number): Promise<{ hour: string; visits: number }[]> {
  const found = await sql<{ hour: string; visits: number }>`
    select hour, sum(visits)::bigint as visits from visit_count where hour < ${before}::timestamptz group by hour order by hour desc limit ${limit}`.execute(
    db,
  )
  return found.rows
}
