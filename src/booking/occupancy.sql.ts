import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { isoOf } from '../kernel/time.ts'
import type { Span, Taken } from './opening.rules.ts'
import type { InTheWay, Maintenance } from './schedule.contract.ts'

export type NewOccupancy = {
  instrumentId: string
  lane: number
  startsAt: string
  endsAt: string
  kind: 'booking' | 'maintenance' | 'use' | 'turn'
  reason: string
}

/** Takes times; one that is taken already is left out. @returns their ids in the order given, null where the time was taken */
export async function insertOccupancies(db: Db, rows: readonly NewOccupancy[]): Promise<(string | null)[]> {
  const ids = rows.map(() => newId())
  const written = await run<{ id: string }>(
    db,
    `insert into occupancy (id, instrument_id, lane, occupied, kind, reason)
     select id, instrument_id, lane, tstzrange(starts_at, ends_at), kind, reason
     from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[])
       as t (id, instrument_id, lane, starts_at, ends_at, kind, reason)
     on conflict do nothing returning id`,
    [
      ids,
      rows.map((row) => row.instrumentId),
      rows.map((row) => row.lane),
      rows.map((row) => row.startsAt),
      rows.map((row) => row.endsAt),
      rows.map((row) => row.kind),
      rows.map((row) => row.reason),
    ],
  )
  const kept = new Set(written.map((row) => row.id))
  return ids.map((id) => (kept.has(id) ? id : null))
}

/** All time taken of an instrument that touches a span, soonest first. */
export async function listTaken(db: Db, instrumentId: string, span: Span): Promise<(Taken & { id: string })[]> {
  const rows = await run<Omit<Taken, 'from' | 'to'> & { id: string; from: string; to: string }>(
    db,
    `select id, lane, kind, lower(occupied) as "from", upper(occupied) as "to" from occupancy
     where instrument_id = $1 and occupied && tstzrange($2, $3) order by lower(occupied), lane`,
    [instrumentId, isoOf(span.from), isoOf(span.to)],
  )
  return rows.map((row) => ({ ...row, from: Date.parse(row.from), to: Date.parse(row.to) }))
}

/** What takes these times, as whoever plans maintenance must know it: bookings without their buffers, soonest first. */
export async function listInTheWay(db: Db, ids: readonly string[]): Promise<InTheWay[]> {
  return run<InTheWay>(
    db,
    `select t.kind, t.lane, coalesce(b.starts_at, lower(t.occupied)) as "startsAt", coalesce(b.ends_at, upper(t.occupied)) as "endsAt",
       o.name_zh as "organisationNameZh", t.reason
     from occupancy t left join booking b on b.occupancy_id = t.id
     left join report_organisation o on o.id = b.organisation_id and o.superseded_at is null
     where t.id = any($1::uuid[]) order by lower(t.occupied), t.lane`,
    [ids],
  )
}

export async function deleteOccupancy(db: Db, id: string): Promise<void> {
  await run(db, 'delete from occupancy where id = $1', [id])
}

/** Gives back what is left of a time that ended early, its buffer aside; one that ended late keeps what it had. */
export async function shortenOccupancy(db: Db, id: string, plannedEndAt: string, endedAt: string): Promise<void> {
  await run(
    db,
    `update occupancy set occupied = tstzrange(lower(occupied), $3::timestamptz + (upper(occupied) - $2::timestamptz))
     where id = $1 and $3::timestamptz < $2::timestamptz and lower(occupied) < $3::timestamptz`,
    [id, plannedEndAt, endedAt],
  )
}

export type MaintenanceRow = Maintenance & { instrumentId: string }
const maintenanceColumns = `id, instrument_id as "instrumentId", lane, lower(occupied) as "startsAt", upper(occupied) as "endsAt", reason`

/** Takes a row of maintenance for this transaction. */
export async function takeMaintenance(db: Db, id: string): Promise<MaintenanceRow | undefined> {
  const [row] = await run<MaintenanceRow>(
    db,
    `select ${maintenanceColumns} from occupancy where id = $1 and kind = 'maintenance' for no key update`,
    [id],
  )
  return row
}

export function listMaintenanceRows(db: Db, instrumentId: string, after: string): Promise<MaintenanceRow[]> {
  return run<MaintenanceRow>(
    db,
    `select ${maintenanceColumns} from occupancy
     where instrument_id = $1 and kind = 'maintenance' and occupied && tstzrange($2, null) order by lower(occupied), lane`,
    [instrumentId, after],
  )
}
