import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { isoOf } from '../kernel/time.ts'
import type { Limits } from './limit.contract.ts'
import type { QuotaFacts } from './limit.rules.ts'

export async function findLimits(db: Db, instrumentId: string): Promise<Limits> {
  const [row] = await run<Limits>(
    db,
    `select coalesce((select json_agg(json_build_object('scope', scope, 'period', period, 'countMost', count_most, 'minutesMost', minutes_most)
         order by scope, period) from booking_quota where instrument_id = $1), '[]') as quotas`,
    [instrumentId],
  )
  return row!
}

/** Writes the limits of an instrument that was taken. */
export async function replaceLimits(db: Db, instrumentId: string, { quotas }: Limits): Promise<void> {
  await run(db, 'delete from booking_quota where instrument_id = $1', [instrumentId])
  for (const { scope, period, countMost, minutesMost } of quotas)
    await run(
      db,
      'insert into booking_quota (id, instrument_id, scope, period, count_most, minutes_most) values ($1, $2, $3, $4, $5, $6)',
      [newId(), instrumentId, scope, period, countMost, minutesMost],
    )
}

export type QuotaAsked = { instrumentId: string; organisationId: string; personId: string; from: number; movedId?: string | undefined }

/** The quotas of an instrument with what was booked in the period in which a wish starts: all that was not cancelled or turned down. */
export function listQuotaFacts(db: Db, { instrumentId, organisationId, personId, from, movedId }: QuotaAsked): Promise<QuotaFacts[]> {
  return run<QuotaFacts>(
    db,
    `select k.scope, k.period, k.count_most as "countMost", k.minutes_most as "minutesMost", p.first::date as "fromOn",
       (p.next - interval '1 day')::date as "lastOn", used.count as "usedCount", used.minutes as "usedMinutes"
     from booking_quota k
     cross join lateral (select date_trunc(k.period, $4::timestamptz at time zone 'Asia/Shanghai') as first,
       date_trunc(k.period, $4::timestamptz at time zone 'Asia/Shanghai') + ('1 ' || k.period)::interval as next) p
     cross join lateral (select count(*)::int as count, coalesce(sum(extract(epoch from b.ends_at - b.starts_at) / 60), 0)::int as minutes
       from booking b where b.instrument_id = k.instrument_id and b.organisation_id = $2 and (k.scope = 'organisation' or b.person_id = $3)
         and b.state not in ('cancelled', 'rejected') and b.id is distinct from $5
         and b.starts_at >= p.first at time zone 'Asia/Shanghai' and b.starts_at < p.next at time zone 'Asia/Shanghai') used
     where k.instrument_id = $1 order by k.scope, k.period`,
    [instrumentId, organisationId, personId, isoOf(from), movedId ?? null],
  )
}
