import { type Db, run } from '../kernel/db.ts'
import type { MeterHours, settlementStates } from './meterhours.contract.ts'

type Row = Pick<
  MeterHours,
  'instrumentId' | 'instrumentNameZh' | 'instrumentNameEn' | 'innerCode' | 'meteredSeconds' | 'unclearSeconds'
> & {
  declaredSeconds: number
}
type Scope = { institutionId: string; instrumentIds: readonly string[] | undefined; month: string }

/** Metered and recorded hours of a month, of an institution's instruments that have a meter of power then. */
export function listMonth(db: Db, { institutionId, instrumentIds, month }: Scope): Promise<Row[]> {
  return run<Row>(
    db,
    `select i.id as "instrumentId", i.name_zh as "instrumentNameZh", i.name_en as "instrumentNameEn", i.inner_code as "innerCode",
       coalesce(p.on_seconds, 0)::bigint as "meteredSeconds", coalesce(p.unclear_seconds, 0)::bigint as "unclearSeconds",
       coalesce((select sum(coalesce(u.declared_seconds, 0) + case when u.source = 'live' then coalesce(u.metered_seconds, 0) else 0 end)
         from usage_session u where u.instrument_id = i.id and u.used_on >= $2::date and u.used_on < $2::date + interval '1 month'
           and u.source in ('live', 'declared', 'imported')), 0)::bigint as "declaredSeconds"
     from report_instrument i
     left join (select instrument_id, sum(on_seconds) as on_seconds, sum(unclear_seconds) as unclear_seconds from power_day
       where day >= $2::date and day < $2::date + interval '1 month' group by instrument_id) p on p.instrument_id = i.id
     where i.superseded_at is null and i.institution_id = $1 and ($3::uuid[] is null or i.id = any($3::uuid[]))
       and exists (select 1 from meter_fixing f join meter m on m.id = f.meter_id and m.kind = 'power'
         where f.instrument_id = i.id and f.first_on < $2::date + interval '1 month' and (f.last_on is null or f.last_on >= $2::date))
     order by i.inner_code, i.id`,
    [institutionId, month, instrumentIds ?? null],
  )
}

export type SettledRow = {
  instrumentId: string
  state: (typeof settlementStates)[number]
  note: string
  byId: string
  at: string
  reservedSeconds: number
  meteredSeconds: number
  declaredSeconds: number
}

/** What was thought of instruments' hours of a month. */
export function listSettled(db: Db, month: string, instrumentIds: readonly string[]): Promise<SettledRow[]> {
  return run<SettledRow>(
    db,
    `select instrument_id as "instrumentId", state, note, settled_by as "byId", settled_at as at, reserved_seconds as "reservedSeconds",
       metered_seconds as "meteredSeconds", declared_seconds as "declaredSeconds"
     from hour_settlement where month = $1 and instrument_id = any($2::uuid[])`,
    [month, instrumentIds],
  )
}

/** Writes what somebody thinks of an instrument's hours of a month, in place of what was thought before. */
export async function upsertSettled(db: Db, month: string, one: SettledRow): Promise<void> {
  await run(
    db,
    `insert into hour_settlement (instrument_id, month, state, note, settled_by, settled_at, reserved_seconds, metered_seconds, declared_seconds)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (instrument_id, month) do update set state = excluded.state, note = excluded.note, settled_by = excluded.settled_by,
       settled_at = excluded.settled_at, reserved_seconds = excluded.reserved_seconds, metered_seconds = excluded.metered_seconds,
       declared_seconds = excluded.declared_seconds`,
    [one.instrumentId, month, one.state, one.note, one.byId, one.at, one.reservedSeconds, one.meteredSeconds, one.declaredSeconds],
  )
}
