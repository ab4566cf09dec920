import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { ApprovedCell } from './profile.rules.ts'

/** The numbers of approved returns in some divisions, each by the version of its indicator that was asked for in that year. */
export async function listApprovedCells(
  db: Db,
  { pattern, sinceYear, untilYear = 9999 }: { pattern: string; sinceYear: number; untilYear?: number },
): Promise<ApprovedCell[]> {
  const rows = await sql<ApprovedCell>`
    select o.year, r.division_code as "divisionCode", c.code, i.kind, i.factor, i.decimals, c.amount::text as amount,
      c.numerator::text as numerator, c.denominator::text as denominator, c.origin, c.vintage, c.source_document as "sourceDocument", c.provider,
      c.recorded_at as "recordedAt",
      (select max(acted_at) from return_act where return_id = r.id and act = 'approve') as "approvedAt"
    from return_round o
    join county_return r on r.round_id = o.id and r.state = 'approved' and r.level = 'county' and r.division_code like ${pattern}
    join return_round_indicator f on f.round_id = o.id
    join indicator i on i.code = f.code and i.version = f.version and i.kind <> 'text'
    join return_cell c on c.return_id = r.id and c.code = f.code and c.superseded_at is null
    where o.year between ${sinceYear} and ${untilYear}
    order by o.year, r.division_code, c.code`.execute(db)
  return rows.rows
}

/** The latest year of which a return in some divisions is approved. */
export async function findLatestApproved(db: Db, pattern: string): Promise<number | null> {
  const rows = await sql<{ year: number | null }>`
    select max(o.year)::int as year from return_round o join county_return r on r.round_id = o.id
    where r.state = 'approved' and r.level = 'county' and r.division_code like ${pattern}`.execute(db)
  return rows.rows[0]?.year ?? null
}

/** Years of which a county's return is approved, the latest first, and whether those of all of some counties are. */
export async function listApprovedYears(db: Db, codes: readonly string[]): Promise<{ year: number; isOfAll: boolean }[]> {
  const rows = await sql<{ year: number; isOfAll: boolean }>`
    select o.year, count(*) filter (where r.division_code = any(${[...codes]}::text[])) = ${codes.length} as "isOfAll"
    from return_round o join county_return r on r.round_id = o.id
    where r.state = 'approved' and r.level = 'county' group by o.year order by o.year desc`.execute(db)
  return rows.rows
}
