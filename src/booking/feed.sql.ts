import { type Db, run } from '../kernel/db.ts'
import type { CalendarFeed } from './feed.contract.ts'
import type { FeedTime } from './feed.rules.ts'

const seenSeconds = 60

export type FeedRow = { id: string; personId: string; instrumentId: string | null; language: 'zh' | 'en'; isUnmarked: boolean }

export async function insertFeed(
  db: Db,
  feed: { id: string; secretHash: string; personId: string; instrumentId: string | null; language: string; recordedAt: string },
): Promise<void> {
  await run(
    db,
    'insert into calendar_feed (id, secret_hash, person_id, instrument_id, language, recorded_at) values ($1, $2, $3, $4, $5, $6)',
    [feed.id, feed.secretHash, feed.personId, feed.instrumentId, feed.language, feed.recordedAt],
  )
}

export function listFeeds(db: Db, personId: string): Promise<CalendarFeed[]> {
  return run<CalendarFeed>(
    db,
    `select f.id, f.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh", f.recorded_at as "recordedAt", f.last_read_at as "lastReadAt"
     from calendar_feed f left join report_instrument i on i.id = f.instrument_id and i.superseded_at is null
     where f.person_id = $1 and f.ended_at is null order by f.id`,
    [personId],
  )
}

/** Ends an address of somebody's. @returns whether there was one */
export async function updateEnded(db: Db, personId: string, id: string, at: string): Promise<boolean> {
  const rows = await run(db, 'update calendar_feed set ended_at = $3 where id = $2 and person_id = $1 and ended_at is null returning id', [
    personId,
    id,
    at,
  ])
  return rows.length > 0
}

/** The address behind a secret, while it holds and its maker has an account. */
export async function findFeed(db: Db, secretHash: string, now: string): Promise<FeedRow | undefined> {
  const [row] = await run<FeedRow>(
    db,
    `select id, person_id as "personId", instrument_id as "instrumentId", language,
       (last_read_at is null or last_read_at <= $2::timestamptz - make_interval(secs => ${seenSeconds})) as "isUnmarked"
     from calendar_feed where secret_hash = $1 and ended_at is null`,
    [secretHash, now],
  )
  return row
}

/** Marks an address as read, at most once a minute. */
export async function markFeedRead(db: Db, id: string, now: string): Promise<void> {
  await run(db, 'update calendar_feed set last_read_at = $2 where id = $1', [id, now])
}

const names = `i.name_zh as "instrumentNameZh", coalesce(i.name_en, '') as "instrumentNameEn", n.name_zh as "institutionNameZh", i.place`
const joined = `join report_instrument i on i.id = t.instrument_id and i.superseded_at is null
  join report_organisation n on n.id = i.institution_id and n.superseded_at is null`
const ofBooking = `select t.id, 'booking' as kind, t.state, t.version, t.starts_at as "startsAt", t.ends_at as "endsAt",
  (select recorded_at from booking_change c where c.booking_id = t.id and c.version = t.version) as "changedAt", ${names},
  o.name_zh as "organisationNameZh", t.purpose, '' as reason
  from booking t ${joined} join report_organisation o on o.id = t.organisation_id and o.superseded_at is null`

/** What a person booked and did not give back, from a moment on, soonest first. */
export function listOwnTimes(db: Db, personId: string, from: string, atMost: number): Promise<FeedTime[]> {
  return run<FeedTime>(
    db,
    `${ofBooking} where t.person_id = $1 and t.ends_at > $2 and t.state not in ('cancelled', 'rejected') order by t.starts_at limit $3`,
    [personId, from, atMost],
  )
}

/** What takes an instrument from a moment on, soonest first: bookings, and what is none. */
export function listInstrumentTimes(db: Db, instrumentId: string, from: string, atMost: number): Promise<FeedTime[]> {
  return run<FeedTime>(
    db,
    `select * from (
       ${ofBooking} where t.instrument_id = $1 and t.ends_at > $2 and t.state not in ('cancelled', 'rejected')
       union all
       select t.id, t.kind, null, 0, lower(t.occupied), upper(t.occupied), lower(t.occupied), ${names}, null, '', t.reason
       from occupancy t ${joined} where t.instrument_id = $1 and t.occupied && tstzrange($2, null) and t.kind <> 'booking'
     ) each order by "startsAt" limit $3`,
    [instrumentId, from, atMost],
  )
}

export async function findBookedTime(db: Db, bookingId: string): Promise<FeedTime | undefined> {
  const [row] = await run<FeedTime>(db, `${ofBooking} where t.id = $1`, [bookingId])
  return row
}
