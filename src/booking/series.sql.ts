import { type Db, run } from '../kernel/db.ts'

export type NewSeries = { id: string; organisationId: string; personId: string; rule: string }

/** Writes a series and says of its bookings that they are of it. */
export async function insertSeries(
  db: Db,
  { id, organisationId, personId, rule }: NewSeries,
  bookingIds: readonly string[],
): Promise<void> {
  await run(db, 'insert into booking_series (id, organisation_id, person_id, rule) values ($1, $2, $3, $4)', [
    ...[id, organisationId, personId],
    rule,
  ])
  await run(db, 'update booking set series_id = $1 where id = any($2::uuid[])', [id, bookingIds])
}

export async function findSeriesOwner(db: Db, id: string): Promise<string | undefined> {
  const [row] = await run<{ organisationId: string }>(db, 'select organisation_id as "organisationId" from booking_series where id = $1', [
    id,
  ])
  return row?.organisationId
}

/** The bookings of a series that start at a moment or later, in the order of their ids, in which they are taken. */
export async function listSeriesBookings(db: Db, id: string, from: string | null): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    'select id from booking where series_id = $1 and ($2::timestamptz is null or starts_at >= $2) order by id',
    [id, from],
  )
  return rows.map((row) => row.id)
}
