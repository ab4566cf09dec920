import { type RawBuilder, sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import {
  type CustomerKind,
  type Delta,
  type RollupCustomer,
  type RollupDeclaration,
  type RollupDimension,
  type RollupRow,
  type RollupSums,
  splitPeriod,
} from './rollup.rules.ts'

/** Adds deltas in one statement; they carry the transaction's moment. */
export async function insertDeltas(db: Db, deltas: readonly Delta[]): Promise<void> {
  if (deltas.length === 0) return
  const column = <K extends keyof Delta>(key: K) => deltas.map((delta) => delta[key])
  await sql`
    insert into rollup_delta (rollup, scope_id, effective_month, customer_id, customer_kind, audience, record_count, seconds, accrued_fen, invoiced_fen, received_fen)
    select * from unnest(${column('rollup')}::text[], ${column('scopeId')}::uuid[], ${column('effectiveMonth')}::date[],
      ${column('customerId')}::uuid[], ${column('customerKind')}::text[], ${column('audience')}::text[], ${column('recordCount')}::bigint[],
      ${column('seconds')}::bigint[], ${column('accruedFen')}::bigint[], ${column('invoicedFen')}::bigint[], ${column('receivedFen')}::bigint[])`.execute(
    db,
  )
}

/** Takes a roll-up's watermark row, so that folds queue. @returns through when it is folded. */
export async function takeFold(db: Db, rollup: string): Promise<string> {
  await sql`insert into rollup_watermark (rollup, folded_through) values (${rollup}, '1970-01-01') on conflict do nothing`.execute(db)
  const taken = await sql<{ at: string }>`
    select folded_through as at from rollup_watermark where rollup = ${rollup} for no key update`.execute(db)
  return taken.rows[0]!.at
}

/** The moment up to which about so many deltas are folded in one go; later than `through` never. */
export async function findFoldEnd(db: Db, rollup: string, from: string, through: string, atOnce: number): Promise<string> {
  const found = await sql<{ at: string }>`
    select recorded_at as at from rollup_delta where rollup = ${rollup} and recorded_at > ${from}::timestamptz and recorded_at <= ${through}::timestamptz
    order by recorded_at offset ${atOnce} limit 1`.execute(db)
  return found.rows[0]?.at ?? through
}

/** How many deltas were recorded in (from, through], counted up to `atMost`. */
export async function countDeltas(db: Db, rollup: string, from: string, through: string, atMost: number): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*) as count from (select from rollup_delta
      where rollup = ${rollup} and recorded_at > ${from}::timestamptz and recorded_at <= ${through}::timestamptz limit ${atMost}) few`.execute(
    db,
  )
  return found.rows[0]!.count
}

const nil = '00000000-0000-0000-0000-000000000000'
const added = sql.raw(
  ['record_count', 'seconds', 'accrued_fen', 'invoiced_fen', 'received_fen'].map((name) => `sum(${name})::bigint as ${name}`).join(', '),
)

/**
 * Adds what was recorded in (from, through] to every grain and moves the watermark: by month and by year as recorded, and the 'whole'
 * of a year under the nil scope, so that a customer's records at all institutions are one row. @returns how many sums it touched
 */
export async function foldThrough(db: Db, rollup: string, from: string, through: string): Promise<number> {
  // A long tail is added up in memory, not through the disk.
  await sql`set local work_mem = '128MB'`.execute(db)
  const folded = await sql`
    with month as (
      select effective_month as period_from, scope_id, customer_id, customer_kind, audience, ${added}
      from rollup_delta where rollup = ${rollup} and recorded_at > ${from}::timestamptz and recorded_at <= ${through}::timestamptz
      group by 1, 2, 3, 4, 5),
    year as (
      select date_trunc('year', period_from)::date as period_from, scope_id, customer_id, customer_kind, audience, ${added}
      from month group by 1, 2, 3, 4, 5),
    whole as (select period_from, ${nil}::uuid as scope_id, customer_id, customer_kind, audience, ${added} from year group by 1, 3, 4, 5),
    graded as (select 'month' as grain, * from month union all select 'year', * from year union all select 'whole', * from whole)
    insert into rollup_fold as f (rollup, grain, period_from, scope_id, customer_id, customer_kind, audience, record_count, seconds, accrued_fen, invoiced_fen, received_fen)
    select ${rollup}, * from graded order by 2, 3, 4, 5, 6, 7
    on conflict (rollup, grain, period_from, scope_id, customer_id, customer_kind, audience) do update set
      record_count = f.record_count + excluded.record_count, seconds = f.seconds + excluded.seconds, accrued_fen = f.accrued_fen + excluded.accrued_fen,
      invoiced_fen = f.invoiced_fen + excluded.invoiced_fen, received_fen = f.received_fen + excluded.received_fen`.execute(db)
  await sql`update rollup_watermark set folded_through = ${through}::timestamptz where rollup = ${rollup}`.execute(db)
  return Number(folded.numAffectedRows ?? 0)
}

export type RollupQuestion = {
  rollup: string
  /** First day of the first month, and first day after the last. */
  from: string
  to: string
  /** Only these organisations' records; all when null. */
  scopeIds: readonly string[] | null
  /** As known on this moment. */
  asOf: string
  by: RollupDimension
}

// Sums add up whoever they are for, so they are taken key by key; only the counting of customers goes customer by customer.
export const totalOf: Record<Exclude<keyof RollupSums, 'unitCount' | 'firmCount' | 'unresolvedCount'>, string> = {
  recordCount: 'record_count) filter (where not is_internal',
  internalRecordCount: 'record_count) filter (where is_internal',
  externalSeconds: 'seconds) filter (where not is_internal',
  internalSeconds: 'seconds) filter (where is_internal',
  accruedFen: 'accrued_fen) filter (where not is_internal',
  internalAccruedFen: 'accrued_fen) filter (where is_internal',
  invoicedFen: 'invoiced_fen) filter (where not is_internal',
  receivedFen: 'received_fen) filter (where not is_internal',
  firmRecordCount: `record_count) filter (where not is_internal and kind = 'firm'`,
  firmSeconds: `seconds) filter (where not is_internal and kind = 'firm'`,
  firmAccruedFen: `accrued_fen) filter (where not is_internal and kind = 'firm'`,
  firmInvoicedFen: `invoiced_fen) filter (where not is_internal and kind = 'firm'`,
  firmReceivedFen: `received_fen) filter (where not is_internal and kind = 'firm'`,
  unresolvedRecordCount: `record_count) filter (where not is_internal and kind = 'unknown'`,
  unresolvedSeconds: `seconds) filter (where not is_internal and kind = 'unknown'`,
  unresolvedAccruedFen: `accrued_fen) filter (where not is_internal and kind = 'unknown'`,
}
export const totals = sql.raw(
  Object.entries(totalOf)
    .map(([name, sum]) => `coalesce(sum(${sum}), 0)::bigint as "${name}"`)
    .join(', '),
)
const customerCounts = sql.raw(`
  count(*) filter (where firm + other > 0) as "unitCount", count(*) filter (where firm > 0) as "firmCount", count(*) filter (where unknown > 0) as "unresolvedCount"`)

const sums = sql.raw('record_count, seconds, accrued_fen, invoiced_fen, received_fen')
const negativeSums = sql.raw('-record_count, -seconds, -accrued_fen, -invoiced_fen, -received_fen')
const keyOf: Record<RollupDimension, RawBuilder<unknown>> = {
  institution: sql.raw('p.scope_id'),
  prefecture: sql.raw(`coalesce(left(s.division_code, 4) || '00', '')`),
  institutionKind: sql.raw(`coalesce(s.kind, '')`),
  customerKind: sql.raw(`case when r.party_id is null then p.customer_kind when r.kind = 'firm' then 'firm' else 'other' end`),
  month: sql.raw('p.month'),
  customerCounty: sql.raw(`coalesce(s.division_code, '')`),
}

/** Whose place or kind a dimension tells apart by. */
const placeOf: Partial<Record<RollupDimension, RawBuilder<unknown>>> = {
  prefecture: sql.raw('p.scope_id'),
  institutionKind: sql.raw('p.scope_id'),
  customerCounty: sql.raw('coalesce(r.organisation_id, p.customer_id)'),
}

/** The part of a roll-up that a question is about, as `told`: who is really behind each sum, and whether they are outside. */
function told({ rollup, from, to, scopeIds, asOf, by }: RollupQuestion): RawBuilder<unknown> {
  const { years, months } = by === 'month' ? { years: [], months: monthsOf(from, to) } : splitPeriod(from, to)
  const scopes = scopeIds === null ? sql`` : sql`and scope_id = any(${[...scopeIds]}::uuid[])`
  const deltas = sql`from rollup_delta, mark where rollup = ${rollup} and effective_month = any(${monthsOf(from, to)}::date[]) ${scopes}`
  return sql`
    mark as materialized (
      select coalesce((select folded_through from rollup_watermark where rollup = ${rollup}), '-infinity'::timestamptz) as folded_through),
    part as not materialized (
      select scope_id, period_from as month, customer_id, customer_kind, audience, ${sums} from rollup_fold
      where rollup = ${rollup} ${scopes}
        and (grain = 'year' and period_from = any(${years}::date[]) or grain = 'month' and period_from = any(${months}::date[]))
      union all
      select scope_id, effective_month, customer_id, customer_kind, audience, ${sums} ${deltas} and recorded_at > folded_through and recorded_at <= ${asOf}::timestamptz
      union all
      select scope_id, effective_month, customer_id, customer_kind, audience, ${negativeSums} ${deltas} and recorded_at > ${asOf}::timestamptz and recorded_at <= folded_through),
    settled as materialized (${settledAt(asOf)}),
    told as not materialized (
      select ${keyOf[by]} as key, p.scope_id, coalesce(r.organisation_id, p.customer_id) as customer_id,
        p.audience = 'internal' or r.organisation_id is not distinct from p.scope_id as is_internal,
        case when r.party_id is null then p.customer_kind when r.kind = 'firm' then 'firm' else 'other' end as kind, ${sums}
      from part p left join settled r on r.party_id = p.customer_id
        ${placeOf[by] ? sql`left join (${organisationsAt(asOf)}) s on s.id = ${placeOf[by]}` : sql``})`
}

/**
 * Sums and distinct customers of a period, told apart by one dimension, with a row for the whole under the key 'all': the fold plus what
 * was recorded after it, or the fold less what was recorded between the moment asked for and the fold. One statement.
 */
export async function sumRollup(db: Db, question: RollupQuestion): Promise<RollupRow[]> {
  const columns = Object.keys(totalOf)
  const found = await sql<RollupRow>`
    with ${told(question)},
    customer as materialized (
      select key, customer_id, coalesce(sum(record_count::integer) filter (where kind = 'firm'), 0) as firm,
        coalesce(sum(record_count::integer) filter (where kind = 'other'), 0) as other, coalesce(sum(record_count::integer) filter (where kind = 'unknown'), 0) as unknown
      from told where not is_internal group by 1, 2),
    counted as (select key, ${customerCounts} from customer group by key),
    summed as (select key, ${totals} from told group by key),
    whole as (
      select ${customerCounts} from (
        select sum(firm) as firm, sum(other) as other, sum(unknown) as unknown from customer group by customer_id) each_customer)
    select s.key::text as key, coalesce(c."unitCount", 0) as "unitCount", coalesce(c."firmCount", 0) as "firmCount", coalesce(c."unresolvedCount", 0) as "unresolvedCount",
      ${sql.join(columns.map((name) => sql.ref(`s.${name}`)))}
    from summed s left join counted c on c.key is not distinct from s.key
    union all
    select 'all', w."unitCount", w."firmCount", w."unresolvedCount", ${sql.join(columns.map((name) => sql`coalesce(sum(s.${sql.ref(name)}), 0)::bigint`))}
    from whole w left join summed s on true group by w."unitCount", w."firmCount", w."unresolvedCount"
    order by key`.execute(db)
  return found.rows
}

/** Whether anything was recorded of a period by a moment, by anyone, even if it was taken back since. */
export async function hasDeltas(
  db: Db,
  { rollup, from, to, asOf }: Pick<RollupQuestion, 'rollup' | 'from' | 'to' | 'asOf'>,
): Promise<boolean> {
  const found = await sql<{ has: boolean }>`
    select exists (select from rollup_delta where rollup = ${rollup} and effective_month >= ${from}::date and effective_month < ${to}::date
      and recorded_at <= ${asOf}::timestamptz) as has`.execute(db)
  return found.rows[0]!.has
}

/** The external customers of a period that have a record left, each once, in the order of their ids. */
export async function listRollupCustomers(
  db: Db,
  question: Omit<RollupQuestion, 'by'>,
  kinds: readonly CustomerKind[],
  after: string | undefined,
  limit: number,
): Promise<RollupCustomer[]> {
  const found = await sql<RollupCustomer>`
    with ${told({ ...question, by: 'institution' })}
    select t.customer_id as "customerId", max(t.kind) as kind, max(coalesce(o.name_zh, n.name)) as name, count(distinct t.scope_id) as "institutionCount",
      sum(record_count)::bigint as "recordCount", sum(seconds)::bigint as seconds, sum(accrued_fen)::bigint as "accruedFen"
    from told t left join (${organisationsAt(question.asOf)}) o on o.id = t.customer_id left join report_named_party n on n.id = t.customer_id
    where not is_internal and t.kind = any(${[...kinds]}::text[]) ${after === undefined ? sql`` : sql`and t.customer_id > ${after}::uuid`}
    group by t.customer_id having sum(record_count) > 0 order by t.customer_id limit ${limit}`.execute(db)
  return found.rows
}

function monthsOf(from: string, to: string): string[] {
  const all = splitPeriod(from, to)
  const inYears = all.years.flatMap((year) =>
    Array.from({ length: 12 }, (_, at) => `${year.slice(0, 4)}-${String(at + 1).padStart(2, '0')}-01`),
  )
  return [...inYears, ...all.months]
}

/** Names and who they were settled to be, as known on a moment. */
export function settledAt(asOf: string): RawBuilder<unknown> {
  return sql`
    select r.named_party_id as party_id, r.organisation_id, o.kind
    from report_party_resolution r left join (${organisationsAt(asOf)}) o on o.id = r.organisation_id
    where r.recorded_at <= ${asOf}::timestamptz and (r.superseded_at is null or r.superseded_at > ${asOf}::timestamptz)`
}

/** Organisations as they were known on a moment. */
export function organisationsAt(asOf: string): RawBuilder<unknown> {
  return sql`
    select id, kind, division_code, name_zh, name_en from report_organisation
    where recorded_at <= ${asOf}::timestamptz and (superseded_at is null or superseded_at > ${asOf}::timestamptz)`
}

/** Where the sums kept differ from a recount of what stands now, names settled counted as their organisations; nothing when all is well. */
export async function findDifferences(db: Db, declaration: RollupDeclaration): Promise<Record<string, unknown>[]> {
  return run(
    db,
    `with settled as (select named_party_id, organisation_id from report_party_resolution where superseded_at is null),
    kept as (
      select scope_id, period_from as effective_month, customer_id, customer_kind, audience, record_count, seconds, accrued_fen, invoiced_fen, received_fen
      from rollup_fold where rollup = $1 and grain = 'month'
      union all
      select scope_id, effective_month, customer_id, customer_kind, audience, record_count, seconds, accrued_fen, invoiced_fen, received_fen
      from rollup_delta where rollup = $1
        and recorded_at > coalesce((select folded_through from rollup_watermark where rollup = $1), '-infinity'::timestamptz)),
    both_sides as (
      select 'month' as grain, 1 as side, * from kept
      union all
      select grain, 1, scope_id, period_from, customer_id, customer_kind, audience, record_count, seconds, accrued_fen, invoiced_fen, received_fen
      from rollup_fold where rollup = $1 and grain in ('year', 'whole')
      union all
      select upper_grain, -1, case upper_grain when 'year' then scope_id else '${nil}' end, date_trunc('year', period_from)::date, customer_id, customer_kind, audience,
        -record_count, -seconds, -accrued_fen, -invoiced_fen, -received_fen
      from rollup_fold, (values ('year'), ('whole')) upper_grains (upper_grain) where rollup = $1 and grain = 'month'
      union all
      select 'month', -1, scope_id, effective_month, customer_id, customer_kind, audience, -record_count, -seconds, -accrued_fen, -invoiced_fen, -received_fen
      from (${declaration.recount}) recount)
    select b.grain, b.scope_id as "scopeId", b.effective_month as "month", coalesce(s.organisation_id, b.customer_id) as "customerId",
      sum(record_count)::bigint as "recordCount", sum(seconds)::bigint as seconds, sum(accrued_fen)::bigint as "accruedFen",
      sum(invoiced_fen)::bigint as "invoicedFen", sum(received_fen)::bigint as "receivedFen"
    from both_sides b left join settled s on s.named_party_id = b.customer_id
    group by 1, 2, 3, 4
    having sum(record_count) <> 0 or sum(seconds) <> 0 or sum(accrued_fen) <> 0 or sum(invoiced_fen) <> 0 or sum(received_fen) <> 0
    order by 3, 2, 4 limit 100`,
    [declaration.name],
  )
}
