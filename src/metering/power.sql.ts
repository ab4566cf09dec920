import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { isoOf } from '../kernel/time.ts'
import type { PowerRun } from './detector.rules.ts'
import type { PowerRuleShown, PowerState } from './power.contract.ts'

/** The meters of power that are fixed to an instrument on a day, the one fixed first in front. */
export async function powerMetersOn(db: Db, instrumentId: string, day: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    `select m.id from meter m join meter_fixing f on f.meter_id = m.id
     where f.instrument_id = $1 and m.kind = 'power' and f.first_on <= $2::date and (f.last_on is null or f.last_on >= $2::date)
     order by f.first_on, m.id`,
    [instrumentId, day],
  )
  return rows.map(({ id }) => id)
}

/** The instrument a meter measured on a day. */
export async function instrumentOn(db: Db, meterId: string, day: string): Promise<string | null> {
  const text = `select instrument_id as id from meter_fixing
    where meter_id = $1 and first_on <= $2::date and (last_on is null or last_on >= $2::date)`
  return (await run<{ id: string }>(db, text, [meterId, day]))[0]?.id ?? null
}

/** The thresholds of an instrument that hold on a day. */
export async function ruleOn(db: Db, instrumentId: string, day: string): Promise<PowerRuleShown | null> {
  const rows = await run<PowerRuleShown>(
    db,
    `select valid_from as "validFrom", standby_watt as "standbyWatt", on_watt as "onWatt", basis, certainty_percent as "certaintyPercent"
     from power_rule where instrument_id = $1 and valid_from <= $2::date order by valid_from desc, set_at desc, id desc limit 1`,
    [instrumentId, day],
  )
  return rows[0] ?? null
}

export async function insertRule(db: Db, instrumentId: string, rule: PowerRuleShown, by: string): Promise<void> {
  await run(
    db,
    `insert into power_rule (id, instrument_id, valid_from, standby_watt, on_watt, basis, certainty_percent, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())`,
    [newId(), instrumentId, rule.validFrom, rule.standbyWatt, rule.onWatt, rule.basis, rule.certaintyPercent, by],
  )
}

/** A day of a meter is to be counted again. */
export async function markDayDue(db: Db, meterId: string, day: string): Promise<void> {
  await run(
    db,
    'insert into power_day (meter_id, day, is_due) values ($1, $2, true) on conflict (meter_id, day) do update set is_due = true',
    [meterId, day],
  )
}

/** The days of an instrument's meters, from one on and none before the oldest, are to be counted again. */
export async function markDaysDue(db: Db, instrumentId: string, { from, oldest }: { from: string; oldest: string }): Promise<void> {
  await run(
    db,
    `update power_day d set is_due = true from meter_fixing f
     where f.meter_id = d.meter_id and f.instrument_id = $1 and d.day >= greatest($2::date, $3::date, f.first_on)
       and (f.last_on is null or d.day <= f.last_on)`,
    [instrumentId, from, oldest],
  )
}

/** The first day of a meter's that is due, taken. */
export async function takeDueDay(db: Db): Promise<{ meterId: string; day: string } | undefined> {
  const text = `select meter_id as "meterId", day from power_day where is_due order by meter_id, day limit 1 for no key update skip locked`
  return (await run<{ meterId: string; day: string }>(db, text))[0]
}

type Counted = { meterId: string; day: string; instrumentId: string | null; seconds: Record<PowerState, number>; runs: readonly PowerRun[] }

/** Writes what a day comes to, in place of what it came to before. */
export async function updateDay(db: Db, { meterId, day, instrumentId, seconds, runs }: Counted): Promise<void> {
  await run(
    db,
    `update power_day set is_due = false, instrument_id = $3, off_seconds = $4, standby_seconds = $5, on_seconds = $6, unclear_seconds = $7
     where meter_id = $1 and day = $2`,
    [meterId, day, instrumentId, seconds.off, seconds.standby, seconds.on, seconds.unclear],
  )
  await run(db, 'delete from power_run where meter_id = $1 and day = $2', [meterId, day])
  for (const one of instrumentId ? runs : [])
    await run(
      db,
      `insert into power_run (id, meter_id, day, instrument_id, starts_at, ends_at, on_seconds, certainty_percent)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[newId(), meterId, day, instrumentId, isoOf(one.from), isoOf(one.to)],
        ...[Math.max(1, Math.round(one.onMs / 1000)), one.certaintyPercent],
      ],
    )
}

export async function clearDue(db: Db, meterId: string, day: string): Promise<void> {
  await run(db, 'update power_day set is_due = false where meter_id = $1 and day = $2', [meterId, day])
}

/** Uses with times that were recorded on instruments and touch a time, by hand or by the clock. */
export function listRecorded(
  db: Db,
  instrumentIds: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<{ instrumentId: string; startsAt: string; endsAt: string }[]> {
  return run(
    db,
    `select instrument_id as "instrumentId", starts_at as "startsAt", coalesce(ends_at, $3::timestamptz) as "endsAt" from usage_session
     where instrument_id = any($1::uuid[]) and starts_at < $3 and coalesce(ends_at, $3::timestamptz) > $2`,
    [instrumentIds, from, to],
  )
}
