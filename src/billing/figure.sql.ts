import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../kernel/db.ts'

export type BehindQuestion = { from: string; to: string; scopeIds: readonly string[] | null; asOf: string }
/** Which services are behind a figure: those to outside users, all, those to enterprises, to names nobody has settled, with an invoice, with money received. */
export type BehindWhich = 'external' | 'all' | 'firm' | 'unknown' | 'invoiced' | 'received'
export type ServiceBehind = {
  id: string
  institutionId: string
  institutionDivisionCode: string | null
  customerId: string
  recordNo: string | null
  instrument: string | null
  institution: string | null
  customer: string | null
  kind: string
  day: string
  startsAt: string | null
  endsAt: string | null
  seconds: number
  samples: number
  fen: number
  invoicedFen: number
  receivedFen: number
  source: string
}

const wanted: Record<BehindWhich, RawBuilder<unknown>> = {
  external: sql.raw('not is_internal'),
  all: sql.raw('true'),
  firm: sql.raw(`not is_internal and kind = 'firm'`),
  unknown: sql.raw(`not is_internal and kind = 'unknown'`),
  invoiced: sql.raw('not is_internal and "invoicedFen" > 0'),
  received: sql.raw('not is_internal and "receivedFen" > 0'),
}

/** Services that stood at a moment, newest first; the cursor is day and id of the last one seen. */
export async function listServicesBehind(
  db: Db,
  { from, to, scopeIds, asOf }: BehindQuestion,
  which: BehindWhich,
  after: { day: string; id: string } | undefined,
  limit: number,
): Promise<ServiceBehind[]> {
  const at = (view: string) =>
    sql`${sql.ref(`${view}.recorded_at`)} <= ${asOf}::timestamptz and (${sql.ref(`${view}.superseded_at`)} is null or ${sql.ref(`${view}.superseded_at`)} > ${asOf}::timestamptz)`
  const found = await sql<ServiceBehind>`
    select * from (
      select s.id, s.institution_id as "institutionId", g.division_code as "institutionDivisionCode", coalesce(r.organisation_id, s.customer_id) as "customerId",
        s.record_no as "recordNo", i.name_zh as instrument, g.name_zh as institution, coalesce(c.name_zh, n.name) as customer,
        case when r.organisation_id is null then s.customer_kind when c.kind = 'firm' then 'firm' else 'other' end as kind,
        s.audience = 'internal' or r.organisation_id is not distinct from s.institution_id as is_internal,
        s.effective_on as day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.seconds, s.sample_count as samples, s.fen,
        s.invoiced_fen as "invoicedFen", s.received_fen as "receivedFen", s.source
      from report_service s
        left join report_organisation g on g.id = s.institution_id and ${at('g')}
        left join report_instrument i on i.id = s.instrument_id and ${at('i')}
        left join report_party_resolution r on r.named_party_id = s.customer_id and ${at('r')}
        left join report_organisation c on c.id = coalesce(r.organisation_id, s.customer_id) and ${at('c')}
        left join report_named_party n on n.id = s.customer_id
      where ${at('s')} and s.effective_on >= ${from}::date and s.effective_on < ${to}::date
        ${scopeIds === null ? sql`` : sql`and s.institution_id = any(${[...scopeIds]}::uuid[])`}
        ${after === undefined ? sql`` : sql`and (s.effective_on, s.id) < (${after.day}::date, ${after.id}::uuid)`}
    ) behind where ${wanted[which]} order by day desc, id desc limit ${limit}`.execute(db)
  return found.rows
}
