import { type Db, run } from '../kernel/db.ts'
import { isoOf } from '../kernel/time.ts'
import type { Reading, Summary } from './reading.rules.ts'
import { hourMs } from './reading.rules.ts'

const epochMs = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`

/** Writes readings of a meter that was taken; one of a moment that is there changes nothing. @returns how many are new */
export async function insertReadings(db: Db, meterId: string, readings: readonly Reading[]): Promise<number> {
  if (readings.length === 0) return 0
  const rows = await run<{ count: number }>(
    db,
    `with fresh as (
       insert into reading (meter_id, at, value, sequence)
       select $1, to_timestamp(at / 1000.0), value, sequence from unnest($2::bigint[], $3::double precision[], $4::bigint[]) as r (at, value, sequence)
       order by at on conflict do nothing returning 1)
     select count(*) as count from fresh`,
    [meterId, readings.map(({ at }) => at), readings.map(({ value }) => value), readings.map(({ sequence }) => sequence)],
  )
  return rows[0]!.count
}

/** The waiting readings of a meter in a time [from, to), in order. */
export function listWaiting(db: Db, meterId: string, from: number, to: number): Promise<Reading[]> {
  return run<Reading>(
    db,
    `select ${epochMs('at')} as at, value, sequence from reading where meter_id = $1 and at >= $2 and at < $3 order by at`,
    [meterId, isoOf(from), isoOf(to)],
  )
}

/** Meters with readings before a moment that wait to be packed. */
export async function listMetersWaiting(db: Db, before: number): Promise<string[]> {
  const text = 'select m.id from meter m where exists (select 1 from reading r where r.meter_id = m.id and r.at < $1) order by m.id'
  return (await run<{ id: string }>(db, text, [isoOf(before)])).map(({ id }) => id)
}

/** The first hours of a meter, before a moment, in which readings wait. */
export async function listHoursWaiting(db: Db, meterId: string, before: number, atMost: number): Promise<number[]> {
  const rows = await run<{ hour: number }>(
    db,
    `select distinct ${epochMs("date_trunc('hour', at)")} as hour from reading where meter_id = $1 and at < $2 order by 1 limit $3`,
    [meterId, isoOf(before), atMost],
  )
  return rows.map(({ hour }) => hour)
}

export async function deleteWaiting(db: Db, meterId: string, hourAt: number): Promise<void> {
  await run(db, 'delete from reading where meter_id = $1 and at >= $2 and at < $3', [meterId, isoOf(hourAt), isoOf(hourAt + hourMs)])
}

export type PackedHour = { hourAt: number; packed: Uint8Array }

/** The packed hours of a meter that begin in a time [from, to), in order. */
export function listPacked(db: Db, meterId: string, from: number, to: number): Promise<PackedHour[]> {
  return run<PackedHour>(
    db,
    `select ${epochMs('hour_at')} as "hourAt", packed from reading_hour where meter_id = $1 and hour_at >= $2 and hour_at < $3 order by hour_at`,
    [meterId, isoOf(from), isoOf(to)],
  )
}

/** Keeps an hour's readings and what will be left of them, in place of what was kept of it before. */
export async function upsertHour(db: Db, meterId: string, { hourAt, packed }: PackedHour, summary: Summary): Promise<void> {
  const at = isoOf(hourAt)
  await run(
    db,
    `insert into reading_hour (meter_id, hour_at, reading_count, packed) values ($1, $2, $3, decode($4, 'base64'))
     on conflict (meter_id, hour_at) do update set reading_count = excluded.reading_count, packed = excluded.packed`,
    [meterId, at, summary.count, Buffer.from(packed).toString('base64')],
  )
  await run(
    db,
    `insert into reading_summary (meter_id, hour_at, reading_count, lowest, mean, highest, watt_hours) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (meter_id, hour_at) do update set reading_count = excluded.reading_count, lowest = excluded.lowest, mean = excluded.mean,
       highest = excluded.highest, watt_hours = excluded.watt_hours`,
    [meterId, at, summary.count, summary.lowest, summary.mean, summary.highest, summary.wattHours],
  )
}

/** Lets packed hours before a moment go, some at once; their summaries stay. @returns how many went */
export async function deletePacked(db: Db, before: number, atMost: number): Promise<number> {
  const rows = await run(
    db,
    `delete from reading_hour where (meter_id, hour_at) in
       (select meter_id, hour_at from reading_hour where hour_at < $1 order by hour_at limit $2) returning 1`,
    [isoOf(before), atMost],
  )
  return rows.length
}
