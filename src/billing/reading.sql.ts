import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { PendingCharge, Service, ServiceTransaction } from './billing.contract.ts'
import type { Sight } from './sight.rules.ts'

const serviceColumns = sql`s.id, s.service_no as "serviceNo", s.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh",
  i.inner_code as "innerCode", s.institution_id as "institutionId", h.name_zh as "institutionNameZh", s.customer_id as "customerId",
  coalesce(n.name, o.name_zh) as "customerName", o.id as "customerOrganisationId", o.name_zh as "customerOrganisationNameZh",
  s.customer_kind as "customerKind", s.audience, s.session_id as "sessionId", s.record_no as "recordNo", s.effective_on as "effectiveOn",
  s.starts_at as "startsAt", s.ends_at as "endsAt", s.seconds, s.sample_count as "sampleCount", s.fen, s.hours_kind as "hoursKind",
  s.source, s.price_parts as "priceParts", s.invoice_no as "invoiceNo", s.invoiced_fen as "invoicedFen", s.invoiced_on as "invoicedOn",
  s.received_fen as "receivedFen", s.received_on as "receivedOn", s.content,
  s.correction_reason as "correctionReason", s.is_example as "isExample", s.recorded_at as "recordedAt"`
const serviceJoins = sql`
  join report_instrument i on i.id = s.instrument_id and i.superseded_at is null
  join report_organisation h on h.id = s.institution_id and h.superseded_at is null
  left join report_named_party n on n.id = s.customer_id
  left join report_party_resolution r on r.named_party_id = s.customer_id and r.superseded_at is null
  left join report_organisation o on o.id = coalesce(r.organisation_id, s.customer_id) and o.superseded_at is null`

export type Seen = { institutionIds: string[]; customerIds: string[]; instrumentIds: string[] }

/** Whose services a reader sees, by name: institutions, their divisions' institutions among them, and customers, the names settled to be them among those. */
export async function resolveSight(db: Db, sight: Sight): Promise<Seen> {
  const [row] = (
    await sql<Omit<Seen, 'instrumentIds'>>`select
      array(select unnest(${sight.organisationIds}::uuid[])::text
        union select i.institution_id::text from report_instrument i
          join report_organisation o on o.id = i.institution_id and o.superseded_at is null
          where i.superseded_at is null and coalesce(o.division_code, '') like any(${sight.divisionPrefixes}::text[])) as "institutionIds",
      array(select unnest(${sight.organisationIds}::uuid[])::text
        union select named_party_id::text from report_party_resolution
          where superseded_at is null and organisation_id = any(${sight.organisationIds}::uuid[])) as "customerIds"`.execute(db)
  ).rows
  return { ...row!, instrumentIds: sight.instrumentIds }
}

/** The parties that count as this customer: itself, and the names settled to be it. */
export async function listPartiesOf(db: Db, customerId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`select ${customerId}::uuid as id union all
    select named_party_id from report_party_resolution where superseded_at is null and organisation_id = ${customerId}`.execute(db)
  return rows.rows.map((row) => row.id)
}

function seenBy({ institutionIds, customerIds, instrumentIds }: Seen): RawBuilder<unknown> {
  return sql`(s.institution_id = any(${institutionIds}::uuid[]) or s.customer_id = any(${customerIds}::uuid[])
    or s.instrument_id = any(${instrumentIds}::uuid[]))`
}

export type ServiceQuestion = {
  seen: Seen
  from: string | undefined
  to: string | undefined
  source: string | undefined
  instrumentId: string | undefined
  institutionId: string | undefined
  /** The parties of one customer. */
  partyIds: string[] | undefined
  cursor: string | undefined
  limit: number
}

/** The latest few of a group's instruments, found among the services of their institutions. */
function ofInstruments(instrumentIds: readonly string[], filters: readonly RawBuilder<unknown>[], limit: number): RawBuilder<unknown> {
  const conditions = [sql`s.instrument_id = any(${[...instrumentIds]}::uuid[])`, sql`s.superseded_at is null`, ...filters]
  return sql`(select s.id, s.effective_on from service s
    where s.institution_id in (select institution_id from report_instrument where id = any(${[...instrumentIds]}::uuid[]))
      and ${sql.join(conditions, sql` and `)} order by s.effective_on desc, s.id desc limit ${limit})`
}

/**
 * Standing services, the latest day first. The latest few of every institution or customer in question are read from its own index and
 * merged, so that a page costs the same whether it is one of a thousand services or of ten million.
 */
export async function listServiceRows(db: Db, question: ServiceQuestion): Promise<Service[]> {
  const { seen, from, to, source, instrumentId, institutionId, partyIds, cursor, limit } = question
  const [afterDay, afterId] = cursor?.split('_') ?? []
  const filters = [
    from && sql`s.effective_on >= ${from}::date`,
    to && sql`s.effective_on < ${to}::date`,
    source && sql`s.source = ${source}`,
    // What was recorded here is few among what was imported, and has an index of its own.
    source && source !== 'imported' && sql`s.source <> 'imported'`,
    instrumentId && sql`s.instrument_id = ${instrumentId}`,
    institutionId && sql`s.institution_id = ${institutionId}`,
    afterDay && sql`s.effective_on <= ${afterDay}::date and (s.effective_on, s.id) < (${afterDay}::date, ${afterId}::uuid)`,
  ].flatMap((filter) => (filter ? [filter] : []))
  const latestOf = (column: 'institution_id' | 'customer_id', ids: readonly string[], others: RawBuilder<unknown>[]) => sql`
    select found.id, found.effective_on from unnest(${[...ids]}::uuid[]) as each (id) cross join lateral (
      select s.id, s.effective_on from service s
      where ${sql.join([sql`s.${sql.raw(column)} = each.id`, sql`s.superseded_at is null`, ...others], sql` and `)}
      order by s.effective_on desc, s.id desc limit ${limit}) found`
  const institutions = institutionId ? seen.institutionIds.filter((id) => id === institutionId) : seen.institutionIds
  const candidates = partyIds
    ? latestOf('customer_id', partyIds, [...filters, seenBy(seen)])
    : sql.join(
        [
          latestOf('institution_id', institutions, filters),
          latestOf('customer_id', seen.customerIds, filters),
          ...(seen.instrumentIds.length > 0 ? [ofInstruments(seen.instrumentIds, filters, limit)] : []),
        ],
        sql` union `,
      )
  const rows = await sql<Service>`
    with top as (select id from (${candidates}) candidate order by effective_on desc, id desc limit ${limit})
    select ${serviceColumns} from top join service s on s.id = top.id ${serviceJoins}
    order by s.effective_on desc, s.id desc`.execute(db)
  return rows.rows
}

export type VersionRow = Service & { supersededAt: string | null; voidReason: string }

/** All versions of a service the reader may see, the first one first. */
export async function listVersionRows(db: Db, serviceNo: string, seen: Seen): Promise<VersionRow[]> {
  const rows = await sql<VersionRow>`
    select ${serviceColumns}, s.superseded_at as "supersededAt", s.void_reason as "voidReason" from service s ${serviceJoins}
    where s.service_no = ${serviceNo} and ${seenBy(seen)} order by s.recorded_at, s.id`.execute(db)
  return rows.rows
}

/** The transactions of versions of services, in the order they were posted, with their entries. */
export async function listTransactionsOf(db: Db, serviceIds: readonly string[]): Promise<(ServiceTransaction & { serviceId: string })[]> {
  const rows = await sql<ServiceTransaction & { serviceId: string }>`
    select service_id as "serviceId", transaction_id as id, kind, commodity, effective_on as "effectiveOn", reverses_id as "reversesId",
      recorded_at as "recordedAt", json_agg(json_build_object('lineNo', line_no, 'amount', amount, 'ownerId', owner_id,
        'counterpartyId', counterparty_id, 'purpose', purpose) order by line_no) as entries
    from report_ledger where service_id = any(${[...serviceIds]}::uuid[])
    group by 1, 2, 3, 4, 5, 6, 7 order by recorded_at, transaction_id`.execute(db)
  return rows.rows
}

const pendingSource = sql`charge_pending c
  join report_usage u on u.id = c.session_id
  join report_organisation h on h.id = c.institution_id and h.superseded_at is null
  join report_instrument i on i.id = u.instrument_id and i.superseded_at is null
  left join report_named_party n on n.id = u.customer_id
  left join report_organisation o on o.id = u.customer_id and o.superseded_at is null`

function pendingSeenBy(sight: Sight, institutionId: string | undefined): RawBuilder<unknown> {
  const only = institutionId ? sql`and c.institution_id = ${institutionId}` : sql``
  return sql`c.settled_at is null and (c.institution_id = any(${sight.organisationIds}::uuid[])
    or coalesce(h.division_code, '') like any(${sight.divisionPrefixes}::text[]) or u.instrument_id = any(${sight.instrumentIds}::uuid[])) ${only}`
}

/** Charges that wait, the oldest session first. */
export async function listPendingRows(
  db: Db,
  question: { sight: Sight; institutionId: string | undefined; cursor: string | undefined; limit: number },
): Promise<{ items: PendingCharge[]; total: number }> {
  const seen = pendingSeenBy(question.sight, question.institutionId)
  const after = question.cursor ? sql`and c.session_id > ${question.cursor}` : sql``
  const items = await sql<PendingCharge>`
    select c.session_id as "sessionId", c.institution_id as "institutionId", u.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh",
      u.customer_id as "customerId", coalesce(n.name, o.name_zh) as "customerName", u.used_on as "usedOn",
      coalesce(u.metered_seconds, u.declared_seconds, 0) as seconds, u.sample_count as "sampleCount", c.reason, c.recorded_at as "recordedAt"
    from ${pendingSource} where ${seen} ${after} order by c.session_id limit ${question.limit}`.execute(db)
  return { items: items.rows, total: await countPendingRows(db, question.sight, question.institutionId) }
}

/** How many charges wait. */
export async function countPendingRows(db: Db, sight: Sight, institutionId: string | undefined): Promise<number> {
  const seen = pendingSeenBy(sight, institutionId)
  const total = await sql<{ count: number }>`select count(*) as count from ${pendingSource} where ${seen}`.execute(db)
  return total.rows[0]!.count
}

/** The transaction that a service's money stands in; none where nothing was charged. */
export async function findMoneyTransaction(db: Db, serviceId: string): Promise<string | null> {
  const rows = await sql<{ id: string }>`select transaction_id as id from report_ledger
    where service_id = ${serviceId} and commodity = 'CNY' and kind = 'service' limit 1`.execute(db)
  return rows.rows[0]?.id ?? null
}
