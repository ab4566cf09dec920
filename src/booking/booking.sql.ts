import { sql } from 'kysely'
import { constraintOf, type Db, run, sendAlong } from '../kernel/db.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { type Booking, type BookingAction, type BookingChange, type BookingState, slotTaken } from './booking.contract.ts'
import type { Policy } from './booking.rules.ts'
import type { Opening, Span, Taken } from './opening.rules.ts'

const policyColumns = `approval, minutes_least as "minutesLeast", minutes_most as "minutesMost", step_minutes as "stepMinutes",
  buffer_minutes as "bufferMinutes", notice_minutes as "noticeMinutes", horizon_days as "horizonDays",
  takes_bookings as "takesBookings", takes_samples as "takesSamples"`

/** Takes an instrument for this transaction by the row of its policy: whoever else wants its time waits here, and never in a circle. */
export async function takePolicy(db: Db, instrumentId: string): Promise<Policy | undefined> {
  const [row] = await run<Policy>(db, `select ${policyColumns} from booking_policy where instrument_id = $1 for no key update`, [
    instrumentId,
  ])
  return row
}

/** Takes several instruments, in the order of their ids. */
export async function takePolicies(db: Db, instrumentIds: readonly string[]): Promise<void> {
  await run(db, 'select instrument_id from booking_policy where instrument_id = any($1::uuid[]) order by instrument_id for no key update', [
    instrumentIds,
  ])
}

export async function findPolicy(db: Db, instrumentId: string): Promise<Policy | undefined> {
  const [row] = await run<Policy>(db, `select ${policyColumns} from booking_policy where instrument_id = $1`, [instrumentId])
  return row
}

export type InstrumentFacts = {
  nameZh: string
  institutionId: string
  organisationNameZh: string
  laneCount: number
  isOnline: boolean
  openings: Opening[]
  hour: { priceId: string; fen: number } | null
  /** The transaction's moment, under which all it writes is recorded. */
  recordedAt: string
  /** The first lane in which nothing stands in the way; null when all are taken. */
  freeLane: number | null
  /** Where no lane is free: a standing booking of the same organisation that takes part of the time. */
  own: { bookingId: string; startsAt: string; endsAt: string } | null
  /** Where no lane is free: what is taken from the wish on, so that free times can be told in the same answer. */
  taken: Taken[] | null
}

/**
 * All that a wish is judged by, in one statement after the instrument was taken: what it is, when it is open, what an hour
 * costs on that day, and which lane is free for the time and the buffer after it; where none is, what stands in the way of the
 * next `daysToTell` days. A booking that is being moved is not in its own way.
 */
export async function findWishFacts(
  db: Db,
  wish: {
    instrumentId: string
    organisationId: string
    span: Span
    daysToTell: number
    moved?: { id: string; occupancyId: string | null } | undefined
  },
): Promise<InstrumentFacts | undefined> {
  const [row] = await run<InstrumentFacts>(
    db,
    `select i.name_zh as "nameZh", i.institution_id as "institutionId", i.lane_count as "laneCount", i.state = 'online' as "isOnline",
       (select name_zh from report_organisation where id = $2 and superseded_at is null) as "organisationNameZh",
       (select coalesce(json_agg(json_build_object('weekday', weekday, 'fromMinute', from_minute, 'toMinute', to_minute)), '[]')
        from opening where instrument_id = i.id) as openings,
       (select json_build_object('priceId', id, 'fen', fen) from report_price
        where instrument_id = i.id and basis = 'hour' and superseded_at is null
          and valid_from <= $5::date and (valid_to is null or valid_to > $5::date)) as hour,
       free.lane as "freeLane",
       case when free.lane is null then
         (select json_build_object('bookingId', id, 'startsAt', starts_at, 'endsAt', ends_at) from booking
          where instrument_id = i.id and organisation_id = $2 and state in ('pending', 'confirmed', 'in_use')
            and starts_at < $4 and ends_at > $3 and id is distinct from $7 order by starts_at limit 1) end as own,
       case when free.lane is null then
         (select json_agg(json_build_object('lane', lane, 'kind', kind, 'from', (extract(epoch from lower(occupied)) * 1000)::bigint,
            'to', (extract(epoch from upper(occupied)) * 1000)::bigint))
          from occupancy where instrument_id = i.id and occupied && tstzrange($3, $3::timestamptz + $8 * interval '1 day') and id is distinct from $6) end as taken,
       now() as "recordedAt"
     from report_instrument i join booking_policy p on p.instrument_id = i.id
     cross join lateral (select min(lane) as lane from generate_series(1, i.lane_count) as lane
        where not exists (select from occupancy o where o.instrument_id = i.id and o.lane = lane.lane
          and o.occupied && tstzrange($3, greatest($3::timestamptz, $4::timestamptz + p.buffer_minutes * interval '1 minute'))
          and o.id is distinct from $6)) as free
     where i.id = $1 and i.superseded_at is null`,
    [
      wish.instrumentId,
      wish.organisationId,
      isoOf(wish.span.from),
      isoOf(wish.span.to),
      dayOf(new Date(wish.span.from)),
      wish.moved?.occupancyId ?? null,
      wish.moved?.id ?? null,
      wish.daysToTell,
    ],
  )
  if (row?.own) row.own = { ...row.own, startsAt: isoOf(row.own.startsAt), endsAt: isoOf(row.own.endsAt) }
  return row
}

export type NewBooking = {
  id: string
  instrumentId: string
  organisationId: string
  personId: string
  startsAt: string
  endsAt: string
  state: BookingState
  purpose: string
  priceId: string | null
  holdId: string | null
  expectedFen: number | null
  occupancyId: string
  lane: number
  occupied: Span
}

/**
 * Writes a booking, the time it takes and the first line of its story, in one statement, which nobody waits for: it goes with what is
 * written next, at the latest with the commit. @throws slot_taken, instead of the commit
 */
export function insertBooking(db: Db, booking: NewBooking): void {
  const statement = {
    text: `with taken as (
         insert into occupancy (id, instrument_id, lane, occupied, kind) values ($1, $2, $3, tstzrange($4, $5), 'booking')
       ), told as (
         insert into booking_change (booking_id, version, action, actor_id, starts_at, ends_at) values ($6, 1, 'book', $8, $9, $10)
       )
       insert into booking (id, instrument_id, organisation_id, person_id, starts_at, ends_at, state, purpose, occupancy_id, price_id, hold_id, expected_fen)
       values ($6, $2, $7, $8, $9, $10, $11, $12, $1, $13, $14, $15)`,
    values: [
      booking.occupancyId,
      booking.instrumentId,
      booking.lane,
      isoOf(booking.occupied.from),
      isoOf(booking.occupied.to),
      booking.id,
      booking.organisationId,
      booking.personId,
      booking.startsAt,
      booking.endsAt,
      booking.state,
      booking.purpose,
      booking.priceId,
      booking.holdId,
      booking.expectedFen,
    ],
  }
  sendAlong(db, statement, { failed: refuseOverlap })
}

/** Moves the time a booking takes. @throws slot_taken */
export async function updateOccupancy(db: Db, id: string, lane: number, occupied: Span): Promise<void> {
  const values = [id, lane, isoOf(occupied.from), isoOf(occupied.to)]
  await run(db, 'update occupancy set lane = $2, occupied = tstzrange($3, $4) where id = $1', values).catch(refuseOverlap)
}

// The instrument was taken and its lanes looked at, so this is the proof and not the way: it speaks when somebody wrote without taking.
function refuseOverlap(error: unknown): never {
  if (constraintOf(error) === 'occupancy_no_overlap') throw slotTaken({ nextFree: [] })
  throw error
}

/** Takes a booking for this transaction; what it says is read after. */
export async function takeBooking(db: Db, id: string): Promise<void> {
  await run(db, 'select id from booking where id = $1 for no key update', [id])
}

/** Takes the bookings that hold these times. @returns their ids, in that order */
export async function takeBookingsOf(db: Db, occupancyIds: readonly string[]): Promise<string[]> {
  const rows = await run<{ id: string }>(db, 'select id from booking where occupancy_id = any($1::uuid[]) order by id for no key update', [
    occupancyIds,
  ])
  return rows.map((row) => row.id)
}

/** The instrument a booking is of, which never changes: it tells what to take first. */
export async function findInstrumentOfBooking(db: Db, id: string): Promise<string | undefined> {
  const [row] = await run<{ instrument_id: string }>(db, 'select instrument_id from booking where id = $1', [id])
  return row?.instrument_id
}

const shownColumns = `b.id, b.instrument_id as "instrumentId", b.organisation_id as "organisationId", b.person_id as "personId",
  b.starts_at as "startsAt", b.ends_at as "endsAt", b.state, b.purpose, b.series_id as "seriesId", b.expected_fen as "expectedFen", b.version,
  b.recorded_at as "recordedAt", b.occupancy_id as "occupancyId", b.hold_id as "holdId", b.price_id as "priceId",
  i.name_zh as "instrumentNameZh", i.institution_id as "institutionId", i.state = 'online' as "isOnline", o.name_zh as "organisationNameZh"`
const shownTables = `booking b join report_instrument i on i.id = b.instrument_id and i.superseded_at is null
  join report_organisation o on o.id = b.organisation_id and o.superseded_at is null`
/** A booking with the names that people know it by, and with what the server needs to act on it. */
export type BookingRow = Booking & { occupancyId: string | null; holdId: string | null; priceId: string | null; isOnline: boolean }

export async function findBooking(db: Db, id: string): Promise<BookingRow | undefined> {
  const [row] = await run<BookingRow>(db, `select ${shownColumns} from ${shownTables} where b.id = $1`, [id])
  return row
}

export type BookingFilter = {
  organisationId?: string | undefined
  institutionId?: string | undefined
  instrumentIds?: readonly string[] | undefined
  state?: BookingState | undefined
  from?: string | undefined
  to?: string | undefined
  /** Those that still stand and are not over at a moment, or all others. */
  coming?: string | undefined
  past?: string | undefined
  order?: 'latest' | 'soonest' | undefined
  /** Where the page before ended. */
  after?: { startsAt: string; id: string } | undefined
  limit: number
}

const standing = sql.raw(`b.state in ('pending', 'confirmed', 'in_use')`)

/** Bookings, latest start first or soonest first. */
export async function listBookingRows(db: Db, filter: BookingFilter): Promise<BookingRow[]> {
  const isSoonest = filter.order === 'soonest'
  const direction = isSoonest ? sql`asc` : sql`desc`
  const conditions = [
    filter.organisationId ? sql`b.organisation_id = ${filter.organisationId}` : undefined,
    filter.institutionId ? sql`i.institution_id = ${filter.institutionId}` : undefined,
    filter.instrumentIds ? sql`b.instrument_id = any(${[...filter.instrumentIds]}::uuid[])` : undefined,
    filter.state ? sql`b.state = ${filter.state}` : undefined,
    filter.from ? sql`b.ends_at > ${filter.from}` : undefined,
    filter.to ? sql`b.starts_at < ${filter.to}` : undefined,
    filter.coming ? sql`${standing} and b.ends_at > ${filter.coming}` : undefined,
    filter.past ? sql`not (${standing} and b.ends_at > ${filter.past})` : undefined,
    filter.after
      ? sql`(b.starts_at, b.id) ${isSoonest ? sql`>` : sql`<`} (${filter.after.startsAt}::timestamptz, ${filter.after.id}::uuid)`
      : undefined,
  ].filter((condition) => condition !== undefined)
  const rows = await sql<BookingRow>`
    select ${sql.raw(shownColumns)} from ${sql.raw(shownTables)}
    where ${sql.join(conditions, sql` and `)} order by b.starts_at ${direction}, b.id ${direction} limit ${filter.limit}`.execute(db)
  return rows.rows
}

/** Whose booking it is from now on. */
export async function updateBooker(db: Db, id: string, personId: string): Promise<void> {
  await run(db, 'update booking set person_id = $2 where id = $1', [id, personId])
}

/** Bookings that still wait although their time has come. */
export async function listOverdue(db: Db, now: string, atMost: number): Promise<string[]> {
  const text = `select id from booking where state = 'pending' and starts_at <= $1 order by starts_at limit $2`
  return (await run<{ id: string }>(db, text, [now, atMost])).map((row) => row.id)
}

export type ChangeRow = Omit<BookingChange, 'byName' | 'byParty'> & { actorId: string | null }

export function listChanges(db: Db, bookingId: string): Promise<ChangeRow[]> {
  return run<ChangeRow>(
    db,
    `select version, action, actor_id as "actorId", starts_at as "startsAt", ends_at as "endsAt", note, recorded_at as "recordedAt"
     from booking_change where booking_id = $1 order by version`,
    [bookingId],
  )
}

export type Step = {
  action: BookingAction
  /** Nobody, where it was the clock. */
  actorId: string | null
  note: string
  state: BookingState
  startsAt: string
  endsAt: string
  purpose: string
  occupancyId: string | null
  holdId: string | null
  priceId: string | null
  expectedFen: number | null
}

/** Writes what became of a booking and the next line of its story, in one statement. @returns its new version */
export async function updateBooking(db: Db, id: string, step: Step): Promise<number> {
  const [row] = await run<{ version: number }>(
    db,
    `with moved as (
       update booking set state = $2, starts_at = $3, ends_at = $4, purpose = $5, occupancy_id = $6, hold_id = $7, price_id = $8,
         expected_fen = $9, version = version + 1 where id = $1 returning version
     )
     insert into booking_change (booking_id, version, action, actor_id, starts_at, ends_at, note)
     select $1, version, $10, $11, $3, $4, $12 from moved returning version`,
    [
      id,
      step.state,
      step.startsAt,
      step.endsAt,
      step.purpose,
      step.occupancyId,
      step.holdId,
      step.priceId,
      step.expectedFen,
      step.action,
      step.actorId,
      step.note,
    ],
  )
  return row!.version
}
