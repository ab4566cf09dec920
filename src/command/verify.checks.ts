// What must hold in every database of ours, each as one question that counts what it looked at and what is wrong.
import type { Word } from '../kernel/word.ts'
import { verifyWords as words } from './verify.words.ts'

export type Check = {
  name: string
  word: Word
  /** Answers one row: `checked`, `wrong`, and in `example` something to look at first. */
  sql: string
}

/** Each transaction of the book sums to nothing, and has entries. */
const bookBalances = `
  select count(*) as checked, count(*) filter (where total is distinct from 0) as wrong, min(id::text) filter (where total is distinct from 0) as example
  from (select t.id, (select sum(e.amount) from ledger_entry e where e.transaction_id = t.id) as total from ledger_transaction t) x`

/** A reversal mirrors its original entry by entry, on the same day. */
const reversalsMirror = `
  select count(*) as checked, count(*) filter (where not is_mirror) as wrong, min(id::text) filter (where not is_mirror) as example
  from (select r.id, (r.commodity, r.effective_on, r.service_id) is not distinct from (o.commodity, o.effective_on, o.service_id)
      and not exists (
        (select account_id, -amount from ledger_entry where transaction_id = r.id except all select account_id, amount from ledger_entry where transaction_id = o.id)
        union all (select account_id, amount from ledger_entry where transaction_id = o.id except all select account_id, -amount from ledger_entry where transaction_id = r.id)) as is_mirror
    from ledger_transaction r join ledger_transaction o on o.id = r.reverses_id) x`

/** What a service's rows say is what the book received for it: nothing more once it is superseded. */
const servicesAreInTheBook = `
  select count(*) as checked, count(*) filter (where is_wrong) as wrong, min(id::text) filter (where is_wrong) as example
  from (select s.id, (coalesce(b.fen, 0), coalesce(b.seconds, 0), coalesce(b.samples, 0))
      is distinct from (case when s.superseded_at is null then (s.fen, s.seconds, s.sample_count::bigint) else (0::bigint, 0::bigint, 0::bigint) end) as is_wrong
    from service s left join (
      select t.service_id, sum(e.amount) filter (where t.commodity = 'CNY' and e.amount > 0 and t.kind = 'service' or t.commodity = 'CNY' and e.amount < 0 and t.kind = 'reversal')::bigint as fen,
        sum(e.amount) filter (where t.commodity = 'TIME' and e.amount > 0 and t.kind = 'service' or t.commodity = 'TIME' and e.amount < 0 and t.kind = 'reversal')::bigint as seconds,
        sum(e.amount) filter (where t.commodity = 'SAMPLE' and e.amount > 0 and t.kind = 'service' or t.commodity = 'SAMPLE' and e.amount < 0 and t.kind = 'reversal')::bigint as samples
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.id where t.service_id is not null group by 1) b on b.service_id = s.id) x`

/** Nothing overlaps in one lane, recounted without the constraint's help. */
const noOverlaps = `
  select count(*) as checked, count(*) filter (where is_wrong) as wrong, min(id::text) filter (where is_wrong) as example
  from (select id, coalesce(lower(occupied) < max(upper(occupied)) over (partition by instrument_id, lane order by lower(occupied), id
      rows between unbounded preceding and 1 preceding), false) as is_wrong from occupancy) x`

/** A booking that stands holds its time; one that does not holds none. */
const bookingsHoldTheirTime = `
  select count(*) as checked, count(*) filter (where is_wrong) as wrong, min(id::text) filter (where is_wrong) as example
  from (select b.id, case when b.state in ('pending', 'confirmed', 'in_use')
      then o.id is null or o.instrument_id <> b.instrument_id or not o.occupied @> b.starts_at
      else b.state in ('cancelled', 'rejected') and o.id is not null end as is_wrong
    from booking b left join occupancy o on o.id = b.occupancy_id) x`

/** The roll-up's deltas sum to what the standing service rows say, cell by cell. */
const rollupsEqualRecount = `
  select count(*) as checked, count(*) filter (where d is distinct from s) as wrong, min(scope_id::text || ' ' || month) filter (where d is distinct from s) as example
  from (select scope_id, month, customer_id, row(sum(d1), sum(d2), sum(d3), sum(d4), sum(d5))::text as d, row(sum(s1), sum(s2), sum(s3), sum(s4), sum(s5))::text as s from (
      select scope_id, effective_month as month, customer_id, customer_kind, audience, record_count as d1, seconds as d2, accrued_fen as d3, invoiced_fen as d4, received_fen as d5,
        0::bigint as s1, 0::bigint as s2, 0::bigint as s3, 0::bigint as s4, 0::bigint as s5 from rollup_delta where rollup = 'service'
      union all
      select institution_id, date_trunc('month', effective_on)::date, customer_id, customer_kind, audience, 0, 0, 0, 0, 0, 1, seconds, fen, invoiced_fen, received_fen
      from service where superseded_at is null) both_sides
    group by scope_id, month, customer_id, customer_kind, audience) x`

const sums =
  'sum(record_count)::bigint, sum(seconds)::bigint, sum(accrued_fen)::bigint, sum(invoiced_fen)::bigint, sum(received_fen)::bigint'
const cells = 'scope_id, customer_id, customer_kind, audience'

/** A fold is the sum of the deltas up to its watermark, by month, by year and by the whole of a year. */
const rollupsEqualFold = `
  with folded as (select rollup, grain, period_from, ${cells}, row(${sums}) as sums from rollup_fold group by 1, 2, 3, ${cells}),
  tail as (select d.*, w.folded_through from rollup_delta d join rollup_watermark w on w.rollup = d.rollup where d.recorded_at <= w.folded_through),
  counted as (
    select rollup, 'month' as grain, effective_month as period_from, ${cells}, row(${sums}) as sums from tail group by 1, 2, 3, ${cells}
    union all select rollup, 'year', date_trunc('year', effective_month)::date, ${cells}, row(${sums}) from tail group by 1, 2, 3, ${cells}
    union all select rollup, 'whole', date_trunc('year', effective_month)::date, '00000000-0000-0000-0000-000000000000'::uuid, customer_id, customer_kind, audience,
      row(${sums}) from tail group by 1, 2, 3, 4, 5, 6, 7)
  select count(*) as checked, count(*) filter (where f.sums is distinct from c.sums) as wrong,
    min(scope_id::text || ' ' || grain || ' ' || period_from) filter (where f.sums is distinct from c.sums) as example
  from folded f full join counted c using (rollup, grain, period_from, ${cells})`

/** What an account with a limit holds is the sum of its pending holds. */
const limitsEqualHolds = `
  select count(*) as checked, count(*) filter (where is_wrong) as wrong, min(account_id::text) filter (where is_wrong) as example
  from (select l.account_id, l.held_amount <> coalesce((select sum(h.amount) from hold h where h.account_id = l.account_id and h.state = 'pending'), 0) as is_wrong
    from account_limit l) x`

/** Every organisation and instrument has exactly one standing version. */
const versionsStand = `
  select count(*) as checked, count(*) filter (where standing <> 1) as wrong, min(id::text) filter (where standing <> 1) as example
  from (select o.id, (select count(*) from organisation_version v where v.organisation_id = o.id and v.superseded_at is null) as standing from organisation o
    union all
    select i.id, (select count(*) from instrument_version v where v.instrument_id = i.id and v.superseded_at is null) from instrument i) x`

/** Search has every instrument as it stands; a large import leaves its job a quarter of an hour. */
const searchIsCurrent = `
  select count(*) as checked, count(*) filter (where is_stale) as wrong, min(id::text) filter (where is_stale) as example
  from (select v.instrument_id as id, s.version_id is distinct from v.id and v.recorded_at < now() - interval '15 minutes' as is_stale
    from instrument_version v left join instrument_search s on s.instrument_id = v.instrument_id where v.superseded_at is null) x`

/** The prices that search shows are those in force today. */
const shownPricesHold = `
  select count(*) as checked, count(*) filter (where is_wrong) as wrong, min(id::text) filter (where is_wrong) as example
  from (select s.instrument_id as id, (s.hour_fen, s.sample_fen) is distinct from (
      min(p.fen) filter (where p.basis = 'hour'), min(p.fen) filter (where p.basis = 'sample')) as is_wrong
    from instrument_search s left join price p on p.instrument_id = s.instrument_id and p.superseded_at is null
      and daterange(p.valid_from, p.valid_to) @> (now() at time zone 'Asia/Shanghai')::date
    group by s.instrument_id) x`

/** The database's own guards are all switched on and were checked against every row. */
const guardsAreOn = `
  select count(*) as checked, count(*) filter (where is_off) as wrong, min(name) filter (where is_off) as example
  from (select conname::text as name, not convalidated as is_off from pg_constraint where connamespace = 'public'::regnamespace
    union all
    select t.tgname::text, t.tgenabled <> 'O' from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'public'::regnamespace) x`

export const checks: readonly Check[] = [
  { name: 'book_balances', word: words.bookBalances, sql: bookBalances },
  { name: 'reversals_mirror', word: words.reversalsMirror, sql: reversalsMirror },
  { name: 'services_in_book', word: words.servicesInBook, sql: servicesAreInTheBook },
  { name: 'no_overlaps', word: words.noOverlaps, sql: noOverlaps },
  { name: 'bookings_hold_time', word: words.bookingsHoldTime, sql: bookingsHoldTheirTime },
  { name: 'rollups_recount', word: words.rollupsRecount, sql: rollupsEqualRecount },
  { name: 'rollups_fold', word: words.rollupsFold, sql: rollupsEqualFold },
  { name: 'limits_equal_holds', word: words.limitsEqualHolds, sql: limitsEqualHolds },
  { name: 'versions_stand', word: words.versionsStand, sql: versionsStand },
  { name: 'search_current', word: words.searchCurrent, sql: searchIsCurrent },
  { name: 'shown_prices_hold', word: words.shownPricesHold, sql: shownPricesHold },
  { name: 'guards_on', word: words.guardsOn, sql: guardsAreOn },
]
