// A whole year, without adding it up: the totals the last fold left, and what has changed between the fold and the moment asked for.
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { RollupRow } from './rollup.rules.ts'
import { settledAt, totalOf, totals } from './rollup.sql.ts'

const nil = '00000000-0000-0000-0000-000000000000'
const counts = ['unitCount', 'firmCount', 'unresolvedCount'] as const
const names = [...counts, ...(Object.keys(totalOf) as (keyof typeof totalOf)[])]
const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const sums = sql.raw('record_count, seconds, accrued_fen, invoiced_fen, received_fen')
const negativeSums = sql.raw('-record_count, -seconds, -accrued_fen, -invoiced_fen, -received_fen')

export type YearQuestion = { rollup: string; yearFrom: string; asOf: string }

/** Up to when a roll-up is folded; the beginning of time when it never was. */
export async function findFoldedThrough(db: Db, rollup: string): Promise<string> {
  const found = await sql<{ at: string }>`select folded_through as at from rollup_watermark where rollup = ${rollup}`.execute(db)
  return found.rows[0]?.at ?? '1970-01-01T00:00:00Z'
}

/** Who a sum belongs to once names are settled as `settled` says, and whether that is an outside user. */
function mapped(settled: string): RawBuilder<unknown> {
  const r = sql.raw(settled)
  return sql`
    p.scope_id, coalesce(${r}.organisation_id, p.customer_id) as customer_id,
    p.audience = 'internal' or ${r}.organisation_id is not distinct from p.scope_id as is_internal,
    case when ${r}.party_id is null then p.customer_kind when ${r}.kind = 'firm' then 'firm' else 'other' end as kind`
}

/** Records of outside customers by kind, to see who is still one. */
const recordsByKind = (prefix: string) =>
  sql.join(
    ['firm', 'other', 'unknown'].map(
      (kind) => sql`coalesce(sum(record_count::integer) filter (where kind = ${sql.lit(kind)}), 0) as ${sql.raw(`${prefix}_${kind}`)}`,
    ),
  )

/** How many customers of each sort there are more than at the fold. */
const countChange = (column: string, of: (prefix: string) => string) =>
  sql.raw(`sum((${of('was')} + ${of('by')} > 0)::integer - (${of('was')} > 0)::integer)::bigint as "${column}"`)

/**
 * The sums and distinct customers of a year by institution, and of all under the key 'all', as known on a moment. One statement whose
 * work grows with what has changed between the fold and the moment, not with the year: how many records a customer touched by it had
 * before is looked up once for the institution and once for the whole, less what a name had at the institution it turned out to be.
 * @param foldedThrough as findFoldedThrough says, in the same snapshot
 */
export async function sumYear(db: Db, { rollup, yearFrom, asOf }: YearQuestion, foldedThrough: string): Promise<RollupRow[]> {
  const fold = sql`rollup = ${rollup} and grain = 'year' and period_from = ${yearFrom}::date`
  const window = (from: string, to: string) => sql`
    rollup = ${rollup} and recorded_at > ${from}::timestamptz and recorded_at <= ${to}::timestamptz
    and effective_month in (select generate_series(${yearFrom}::date, ${yearFrom}::date + interval '11 months', interval '1 month')::date)`
  const found = await sql<RollupRow>`
    with before as materialized (${settledAt(foldedThrough)}),
    after as materialized (${settledAt(asOf)}),
    moved as materialized (
      select party_id from before b full join after a using (party_id) where (b.organisation_id, b.kind) is distinct from (a.organisation_id, a.kind)),
    moved_sum as materialized (select f.* from moved m join rollup_fold f on f.customer_id = m.party_id where ${fold}),
    recorded as (
      select scope_id, customer_id, customer_kind, audience, ${sums} from rollup_delta where ${window(foldedThrough, asOf)}
      union all
      select scope_id, customer_id, customer_kind, audience, ${negativeSums} from rollup_delta where ${window(asOf, foldedThrough)}),
    change as materialized (
      select ${mapped('r')}, ${sums} from recorded p left join after r on r.party_id = p.customer_id
      union all
      select ${mapped('r')}, ${negativeSums} from moved_sum p left join before r on r.party_id = p.customer_id
      union all
      select ${mapped('r')}, ${sums} from moved_sum p left join after r on r.party_id = p.customer_id),
    touched as materialized (select distinct scope_id, customer_id from change where not is_internal),
    behind as materialized (
      select scope_id, customer_id as party_id from touched
      union select t.scope_id, b.party_id from before b join touched t on t.customer_id = b.organisation_id),
    sought as (
      select 'year' as grain, b.scope_id, b.party_id, b.scope_id as counts_in, 1 as sign from behind b
      union all select 'whole', ${nil}::uuid, party_id, ${nil}::uuid, 1 from behind group by party_id
      union all select 'year', r.organisation_id, r.party_id, ${nil}::uuid, -1
        from (select distinct party_id from behind) b join before r on r.party_id = b.party_id),
    held as (
      select s.counts_in as scope_id, coalesce(r.organisation_id, s.party_id) as customer_id, s.sign * p.record_count as record_count,
        case when r.party_id is null then p.customer_kind when r.kind = 'firm' then 'firm' else 'other' end as kind
      from sought s cross join lateral (
        select customer_kind, record_count from rollup_fold f
        where f.rollup = ${rollup} and f.grain = s.grain and f.period_from = ${yearFrom}::date and f.scope_id = s.scope_id
          and f.customer_id = s.party_id and f.audience = 'external' offset 0) p
      left join before r on r.party_id = s.party_id where r.organisation_id is distinct from s.counts_in),
    pair as (
      select scope_id, customer_id, ${recordsByKind('was')}, 0 as by_firm, 0 as by_other, 0 as by_unknown from held group by 1, 2
      union all
      select coalesce(scope_id, ${nil}::uuid), customer_id, 0, 0, 0, ${recordsByKind('by')}
      from change where not is_internal group by grouping sets ((scope_id, customer_id), (customer_id))),
    customer as (
      select scope_id, customer_id, sum(was_firm) as was_firm, sum(was_other) as was_other, sum(was_unknown) as was_unknown, sum(by_firm) as by_firm,
        sum(by_other) as by_other, sum(by_unknown) as by_unknown
      from pair group by 1, 2),
    counted as (
      select scope_id, ${countChange('unitCount', (at) => `${at}_firm + ${at}_other`)},
        ${countChange('firmCount', (at) => `${at}_firm`)}, ${countChange('unresolvedCount', (at) => `${at}_unknown`)}
      from customer group by 1),
    summed as (select coalesce(scope_id, ${nil}::uuid) as scope_id, ${totals} from change group by grouping sets ((scope_id), ())),
    base as (select * from rollup_total where rollup = ${rollup} and year_from = ${yearFrom}::date)
    select case when scope_id = ${nil}::uuid then 'all' else scope_id::text end as key,
      ${sql.join(
        names.map((name) => {
          const change = (counts as readonly string[]).includes(name) ? sql.ref(`counted.${name}`) : sql.ref(`summed.${name}`)
          return sql`coalesce(${sql.ref(`base.${columnOf(name)}`)}, 0) + coalesce(${change}, 0) as ${sql.ref(name)}`
        }),
      )}
    from base full join summed using (scope_id) left join counted using (scope_id) order by key`.execute(db)
  return found.rows
}

/** The years a roll-up has totals of, or is about to have by folding what was recorded in (from, through]. */
export async function listFoldYears(db: Db, rollup: string, from: string, through: string): Promise<string[]> {
  const found = await sql<{ year: string }>`
    select year_from as year from rollup_total where rollup = ${rollup}
    union
    select distinct date_trunc('year', effective_month)::date from rollup_delta
    where rollup = ${rollup} and recorded_at > ${from}::timestamptz and recorded_at <= ${through}::timestamptz`.execute(db)
  return found.rows.map((row) => row.year)
}

/** Keeps a year's sums as they are at a fold. */
export async function upsertTotals(db: Db, rollup: string, yearFrom: string, rows: readonly RollupRow[]): Promise<void> {
  const columns = names.map(columnOf)
  const given = rows.map((row) => ({
    scope_id: row.key === 'all' ? nil : row.key,
    ...Object.fromEntries(names.map((name) => [columnOf(name), row[name]])),
  }))
  await sql`
    insert into rollup_total (rollup, year_from, scope_id, ${sql.raw(columns.join(', '))})
    select ${rollup}, ${yearFrom}::date, scope_id, ${sql.raw(columns.join(', '))}
    from json_to_recordset(${JSON.stringify(given)}::json) as t (scope_id uuid, ${sql.raw(columns.map((column) => `${column} bigint`).join(', '))})
    on conflict (rollup, year_from, scope_id) do update set ${sql.raw(columns.map((column) => `${column} = excluded.${column}`).join(', '))}`.execute(
    db,
  )
}
