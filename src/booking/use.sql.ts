import { type Db, run } from '../kernel/db.ts'

/** The lane and the time that an occupancy takes. */
export async function findOccupancy(db: Db, id: string): Promise<{ lane: number; startsAt: string; endsAt: string } | undefined> {
  const [row] = await run<{ lane: number; startsAt: string; endsAt: string }>(
    db,
    'select lane, lower(occupied) as "startsAt", upper(occupied) as "endsAt" from occupancy where id = $1',
    [id],
  )
  return row
}

type TakenWithin = {
  id: string
  instrumentId: string
  lane: number
  kind: 'booking' | 'maintenance' | 'use'
  startsAt: string
  endsAt: string
}

/** What is taken of several instruments, each within its own span. */
export function listTakenWithin(
  db: Db,
  spans: readonly { instrumentId: string; startsAt: string; endsAt: string }[],
): Promise<TakenWithin[]> {
  return run<TakenWithin>(
    db,
    `select o.id, o.instrument_id as "instrumentId", o.lane, o.kind, lower(o.occupied) as "startsAt", upper(o.occupied) as "endsAt"
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as w (instrument_id, starts_at, ends_at)
     join occupancy o on o.instrument_id = w.instrument_id and o.occupied && tstzrange(w.starts_at, w.ends_at)`,
    [spans.map((span) => span.instrumentId), spans.map((span) => span.startsAt), spans.map((span) => span.endsAt)],
  )
}

/** Gives back times that uses took; a booking's or maintenance's time is not theirs to give. */
export async function deleteUses(db: Db, ids: readonly string[]): Promise<void> {
  await run(db, `delete from occupancy where id = any($1::uuid[]) and kind = 'use'`, [ids])
}
