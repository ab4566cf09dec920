import type { RollupDeclaration } from '../figures/rollup.rules.ts'

/** The roll-up of services, counted again from the rows that stand. What is received is not recorded with services yet. */
export const serviceRollup: RollupDeclaration = {
  name: 'service',
  recount: `
    select institution_id as scope_id, date_trunc('month', effective_on)::date as effective_month, customer_id, customer_kind, audience,
      count(*)::bigint as record_count, sum(seconds)::bigint as seconds, sum(fen)::bigint as accrued_fen,
      sum(invoiced_fen)::bigint as invoiced_fen, 0::bigint as received_fen
    from report_service where superseded_at is null group by 1, 2, 3, 4, 5`,
}
