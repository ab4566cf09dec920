import { type Db, run } from '../kernel/db.ts'
import type { Opening, Taken } from './opening.rules.ts'

/** Of these instruments those that take bookings, are open at a moment, and have a lane that is not taken then. */
export async function listFreeAt(
  db: Db,
  instrumentIds: readonly string[],
  moment: { at: string; weekday: number; minute: number },
): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    `select p.instrument_id as id
     from booking_policy p join report_instrument i on i.id = p.instrument_id and i.superseded_at is null
     where p.instrument_id = any($1::uuid[]) and p.takes_bookings and i.state = 'online'
       and exists (select from opening o where o.instrument_id = p.instrument_id and o.weekday = $2 and o.from_minute <= $3 and o.to_minute > $3)
       and (select count(*) from occupancy c where c.instrument_id = p.instrument_id and c.occupied @> $4::timestamptz) < i.lane_count`,
    [[...instrumentIds], moment.weekday, moment.minute, moment.at],
  )
  return rows.map((row) => row.id)
}

export type FreeFactsRow = {
  id: string
  laneCount: number
  minutesLeast: number
  stepMinutes: number
  bufferMinutes: number
  noticeMinutes: number
  horizonDays: number
  openings: Opening[]
  taken: Taken[]
}

/** What decides whether these instruments have a free time between two moments; those that take no bookings are left out. */
export async function listFreeFacts(db: Db, instrumentIds: readonly string[], from: string, to: string): Promise<FreeFactsRow[]> {
  return run<FreeFactsRow>(
    db,
    `select p.instrument_id as id, i.lane_count as "laneCount", p.minutes_least as "minutesLeast", p.step_minutes as "stepMinutes",
       p.buffer_minutes as "bufferMinutes", p.notice_minutes as "noticeMinutes", p.horizon_days as "horizonDays",
       (select coalesce(json_agg(json_build_object('weekday', weekday, 'fromMinute', from_minute, 'toMinute', to_minute)), '[]')
        from opening o where o.instrument_id = p.instrument_id) as openings,
       (select coalesce(json_agg(json_build_object('lane', lane, 'kind', kind, 'from', (extract(epoch from lower(occupied)) * 1000)::bigint,
          'to', (extract(epoch from upper(occupied)) * 1000)::bigint)), '[]')
        from occupancy c where c.instrument_id = p.instrument_id and c.occupied && tstzrange($2::timestamptz, $3::timestamptz)) as taken
     from booking_policy p join report_instrument i on i.id = p.instrument_id and i.superseded_at is null
     where p.instrument_id = any($1::uuid[]) and p.takes_bookings and i.state = 'online'`,
    [[...instrumentIds], from, to],
  )
}
