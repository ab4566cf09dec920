import { type Db, run } from '../kernel/db.ts'
import type { Policy } from './booking.rules.ts'
import type { Opening } from './opening.rules.ts'
import type { BookingRules } from './schedule.contract.ts'

export type Schedule = {
  institutionId: string
  laneCount: number
  state: 'draft' | 'online' | 'out_of_service' | 'retired'
  policy: Policy
  openings: Opening[]
}

const policyJson = `json_build_object('approval', p.approval, 'minutesLeast', p.minutes_least, 'minutesMost', p.minutes_most,
  'stepMinutes', p.step_minutes, 'bufferMinutes', p.buffer_minutes, 'noticeMinutes', p.notice_minutes, 'horizonDays', p.horizon_days,
  'takesBookings', p.takes_bookings, 'takesSamples', p.takes_samples)`

/** How an instrument may be booked, in one statement. */
export async function findSchedule(db: Db, instrumentId: string): Promise<Schedule | undefined> {
  const [row] = await run<Schedule>(
    db,
    `select i.institution_id as "institutionId", i.lane_count as "laneCount", i.state, ${policyJson} as policy,
       (select coalesce(json_agg(json_build_object('weekday', weekday, 'fromMinute', from_minute, 'toMinute', to_minute) order by weekday, from_minute), '[]')
        from opening where instrument_id = i.id) as openings
     from report_instrument i join booking_policy p on p.instrument_id = i.id where i.id = $1 and i.superseded_at is null`,
    [instrumentId],
  )
  return row
}

export async function updatePolicy(db: Db, instrumentId: string, policy: Policy): Promise<void> {
  await run(
    db,
    `update booking_policy set approval = $2, minutes_least = $3, minutes_most = $4, step_minutes = $5, buffer_minutes = $6,
       notice_minutes = $7, horizon_days = $8, takes_bookings = $9, takes_samples = $10 where instrument_id = $1`,
    [
      instrumentId,
      policy.approval,
      policy.minutesLeast,
      policy.minutesMost,
      policy.stepMinutes,
      policy.bufferMinutes,
      policy.noticeMinutes,
      policy.horizonDays,
      policy.takesBookings,
      policy.takesSamples,
    ],
  )
}

export async function replaceOpenings(db: Db, instrumentId: string, openings: readonly Opening[]): Promise<void> {
  await run(db, 'delete from opening where instrument_id = $1', [instrumentId])
  await run(
    db,
    `insert into opening (instrument_id, weekday, from_minute, to_minute)
     select $1, weekday, from_minute, to_minute from unnest($2::smallint[], $3::smallint[], $4::smallint[]) as o (weekday, from_minute, to_minute)`,
    [instrumentId, openings.map((one) => one.weekday), openings.map((one) => one.fromMinute), openings.map((one) => one.toMinute)],
  )
}

/**
 * Gives instruments that have no booking rules their institution's, or else the standard ones. Each instrument is looked up by itself
 * (`offset 0` keeps the planner from joining whole tables): an import asks for a thousand of a table that was empty a moment ago.
 */
export async function insertMissingRules(db: Db, instrumentIds: readonly string[], standard: BookingRules): Promise<void> {
  await run(
    db,
    `with starting as materialized (
       select i.id, i.institution_id from unnest($1::uuid[]) as wanted(id) cross join lateral (
         select r.id, r.institution_id from report_instrument r where r.id = wanted.id and r.superseded_at is null
           and not exists (select from booking_policy p where p.instrument_id = wanted.id) offset 0) i
     ), rules as materialized (
       select s.institution_id, coalesce(d.policy, $2::jsonb) as policy, coalesce(d.openings, $3::jsonb) as openings
       from (select distinct institution_id from starting) s left join booking_default d on d.institution_id = s.institution_id
     ), ruled as (
       insert into booking_policy (instrument_id, approval, minutes_least, minutes_most, step_minutes, buffer_minutes, notice_minutes,
         horizon_days, takes_bookings, takes_samples)
       select s.id, p.approval, p."minutesLeast", p."minutesMost", p."stepMinutes", p."bufferMinutes", p."noticeMinutes", p."horizonDays",
         p."takesBookings", p."takesSamples" from starting s join (
         select r.institution_id, p.* from rules r, jsonb_to_record(r.policy) as p (approval text, "minutesLeast" int,
           "minutesMost" int, "stepMinutes" int, "bufferMinutes" int, "noticeMinutes" int, "horizonDays" int, "takesBookings" boolean,
           "takesSamples" boolean)) p using (institution_id)
       on conflict do nothing
     )
     insert into opening (instrument_id, weekday, from_minute, to_minute)
     select s.id, o.weekday, o."fromMinute", o."toMinute" from starting s join (
       select r.institution_id, o.* from rules r,
         jsonb_to_recordset(r.openings) as o (weekday smallint, "fromMinute" smallint, "toMinute" smallint)) o using (institution_id)
     on conflict do nothing`,
    [instrumentIds, JSON.stringify(standard.policy), JSON.stringify(standard.openings)],
  )
}

export async function findDefault(db: Db, institutionId: string): Promise<BookingRules | undefined> {
  const [row] = await run<BookingRules>(db, 'select policy, openings from booking_default where institution_id = $1', [institutionId])
  return row
}

export async function upsertDefault(db: Db, institutionId: string, rules: BookingRules): Promise<void> {
  await run(
    db,
    `insert into booking_default (institution_id, policy, openings) values ($1, $2, $3)
     on conflict (institution_id) do update set policy = excluded.policy, openings = excluded.openings`,
    [institutionId, JSON.stringify(rules.policy), JSON.stringify(rules.openings)],
  )
}
