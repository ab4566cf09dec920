import type { Kept } from '../catalogue/group.rules.ts'
import { type Db, run } from '../kernel/db.ts'

export type Waiting = { count: number; firstAt: string | null }

/** Bookings of kept instruments in a state that begin within a span, and the soonest of them. */
export async function countBookings(
  db: Db,
  asked: { kept: Kept; state: 'pending' | 'confirmed'; from: string; to: string },
): Promise<Waiting> {
  const [row] = await run<Waiting>(
    db,
    `select count(*) as count, min(b.starts_at) as "firstAt" from booking b
     join report_instrument i on i.id = b.instrument_id and i.superseded_at is null
     where (i.institution_id = any($1::uuid[]) or i.id = any($5::uuid[])) and b.state = $2 and b.starts_at >= $3 and b.starts_at < $4`,
    [asked.kept.institutionIds, asked.state, asked.from, asked.to, asked.kept.instrumentIds],
  )
  return row!
}

/** Bookings an organisation has still to come, and the soonest of them. */
export async function countComing(db: Db, organisationId: string, now: string): Promise<Waiting> {
  const [row] = await run<Waiting>(
    db,
    `select count(*) as count, min(starts_at) as "firstAt" from booking
     where organisation_id = $1 and state in ('pending', 'confirmed', 'in_use') and ends_at > $2`,
    [organisationId, now],
  )
  return row!
}

/** What an organisation has still to come counts as another's from now on: its bookings, requests for tests, places in waiting lists, and what its people are qualified for. */
export async function moveOpen(db: Db, from: string, to: string): Promise<void> {
  await run(db, `update booking set organisation_id = $2 where organisation_id = $1 and state in ('pending', 'confirmed', 'in_use')`, [
    from,
    to,
  ])
  await run(db, 'update qualification set organisation_id = $2 where organisation_id = $1', [from, to])
  // Where both wait for one time, the survivor's own place stands.
  await run(
    db,
    `update waiting w set organisation_id = $2 where w.organisation_id = $1 and w.state in ('waiting', 'turn') and not exists (
       select from waiting o where o.organisation_id = $2 and o.state in ('waiting', 'turn')
         and (o.instrument_id, o.starts_at, o.ends_at) = (w.instrument_id, w.starts_at, w.ends_at))`,
    [from, to],
  )
  await run(db, `update test_request set organisation_id = $2 where organisation_id = $1 and state in ('submitted', 'accepted')`, [
    from,
    to,
  ])
}

/** Requests for tests of kept instruments in a state. */
export async function countRequests(db: Db, kept: Kept, state: 'submitted' | 'accepted'): Promise<number> {
  const [row] = await run<{ count: number }>(
    db,
    `select count(*) as count from test_request t join report_instrument i on i.id = t.instrument_id and i.superseded_at is null
     where (i.institution_id = any($1::uuid[]) or i.id = any($3::uuid[])) and t.state = $2`,
    [kept.institutionIds, state, kept.instrumentIds],
  )
  return row!.count
}
