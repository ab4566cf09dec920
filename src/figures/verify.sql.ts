import { type Check, countedCheck } from '../kernel/check.ts'
import { figuresWords as words } from './figures.words.ts'

const sums =
  'sum(record_count)::bigint, sum(seconds)::bigint, sum(accrued_fen)::bigint, sum(invoiced_fen)::bigint, sum(received_fen)::bigint'
const cells = 'scope_id, customer_id, customer_kind, audience'

export const figuresChecks: readonly Check[] = [
  // A fold is the sum of the deltas up to its watermark, by month, by year and by the whole of a year.
  countedCheck(
    'rollups_fold',
    words.rollupsFold,
    `with folded as (select rollup, grain, period_from, ${cells}, row(${sums}) as sums from rollup_fold group by 1, 2, 3, ${cells}),
    tail as (select d.*, w.folded_through from rollup_delta d join rollup_watermark w on w.rollup = d.rollup where d.recorded_at <= w.folded_through),
    counted as (
      select rollup, 'month' as grain, effective_month as period_from, ${cells}, row(${sums}) as sums from tail group by 1, 2, 3, ${cells}
      union all select rollup, 'year', date_trunc('year', effective_month)::date, ${cells}, row(${sums}) from tail group by 1, 2, 3, ${cells}
      union all select rollup, 'whole', date_trunc('year', effective_month)::date, '00000000-0000-0000-0000-000000000000'::uuid,
        customer_id, customer_kind, audience, row(${sums}) from tail group by 1, 2, 3, 4, 5, 6, 7)
    select scope_id::text || ' ' || grain || ' ' || period_from as id, f.sums is distinct from c.sums as is_wrong
    from folded f full join counted c using (rollup, grain, period_from, ${cells})`,
  ),
]
