import type { RollupDeclaration } from '../figures/rollup.rules.ts'
import { type Check, countedCheck } from '../kernel/check.ts'
import { type Db, run } from '../kernel/db.ts'
import { billingWords as words } from './billing.words.ts'

/** The roll-up of services, counted again from the rows that stand. */
export const serviceRollup: RollupDeclaration = {
  name: 'service',
  recount: `
    select institution_id as scope_id, date_trunc('month', effective_on)::date as effective_month, customer_id, customer_kind, audience,
      count(*)::bigint as record_count, sum(seconds)::bigint as seconds, sum(fen)::bigint as accrued_fen,
      sum(invoiced_fen)::bigint as invoiced_fen, sum(received_fen)::bigint as received_fen
    from report_service where superseded_at is null group by 1, 2, 3, 4, 5`,
}

export const serviceChecks: readonly Check[] = [
  // What a standing row says is what the book holds for it; for a superseded row the book holds nothing any more.
  countedCheck(
    'services_in_book',
    words.servicesInBook,
    `select s.id, (coalesce(b.fen, 0), coalesce(b.seconds, 0), coalesce(b.samples, 0)) is distinct from
      (case when s.superseded_at is null then (s.fen, s.seconds, s.sample_count::bigint) else (0::bigint, 0::bigint, 0::bigint) end) as is_wrong
    from service s left join (
      select service_id, (-sum(amount) filter (where purpose = 'service_income'))::bigint as fen,
        (-sum(amount) filter (where purpose = 'time_given'))::bigint as seconds,
        (-sum(amount) filter (where purpose = 'samples_given'))::bigint as samples
      from report_ledger where service_id is not null group by 1) b on b.service_id = s.id`,
  ),
  // Nothing stands in the book for a service that has no row. Budget lines have accounts of their own purposes, whose sources are no services.
  countedCheck(
    'book_has_services',
    words.bookHasServices,
    `select distinct l.service_id as id, s.id is null as is_wrong
    from report_ledger l left join service s on s.id = l.service_id where l.service_id is not null
      and l.purpose in ('receivable', 'service_income', 'time_given', 'time_used', 'samples_given', 'samples_tested')`,
  ),
  // Every use that is over was charged, was voided, or waits to be charged.
  countedCheck(
    'uses_charged',
    words.usesCharged,
    `select u.id, s.session_id is null and c.session_id is null as is_wrong
    from report_usage u
      left join (select distinct session_id from service where session_id is not null) s on s.session_id = u.id
      left join charge_pending c on c.session_id = u.id and c.settled_at is null
    where u.metered_seconds is not null or u.declared_seconds is not null`,
  ),
]

/** How many sums of the roll-up there are to compare. */
export async function countRollupSums(db: Db): Promise<number> {
  const text = `select count(*) as count from (select from report_service where superseded_at is null
    group by institution_id, date_trunc('month', effective_on), customer_id, customer_kind, audience) sums`
  return (await run<{ count: number }>(db, text))[0]!.count
}
