import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'

export type AskedCell = {
  /** The return and the indicator, joined by a colon. */
  id: string
  returnId: string
  divisionCode: string
  year: number
  titleZh: string
  /** `carried`: taken over from the approved return of the year before and confirmed. */
  origin: 'computed' | 'filed' | 'quoted' | 'imported' | 'carried' | null
  isByPlatform: boolean
  sourceDocument: string | null
}

type Asked = { from: string; to: string; asOf: string }

/**
 * Every cell that the returns of counties of whole years in [from, to) ask for, as known on a moment: what stands in it, and whether the platform put
 * it there, from its records or from the approved return of the year before.
 */
export async function listAskedCells(db: Db, { from, to, asOf, within }: Asked & { within: string }): Promise<AskedCell[]> {
  const rows = await sql<AskedCell>`
    select r.id || ':' || f.code as id, r.id as "returnId", r.division_code as "divisionCode", o.year, i.title_zh as "titleZh",
      case when c.carried_from is not null and c.is_confirmed then 'carried' else c.origin end as origin, c.source_document as "sourceDocument",
      coalesce(c.origin = 'computed' or (c.carried_from is not null and c.is_confirmed), false) as "isByPlatform"
    from return_round o join county_return r on r.round_id = o.id and r.level = 'county'
    join return_round_indicator f on f.round_id = o.id
    join indicator i on i.code = f.code and i.version = f.version and i.level = 'county'
    left join return_cell c on c.return_id = r.id and c.code = f.code and c.recorded_at <= ${asOf}::timestamptz
      and (c.superseded_at is null or c.superseded_at > ${asOf}::timestamptz)
    where make_date(o.year, 1, 1) >= ${from}::date and make_date(o.year, 12, 31) < ${to}::date and o.opened_at <= ${asOf}::timestamptz
      and r.division_code like ${`${within}%`}
    order by o.year, r.division_code, f.position, f.code`.execute(db)
  return rows.rows
}

/** Whether returns of a year in [from, to) were opened by a moment. */
export async function isAnyRoundOpened(db: Db, { from, to, asOf }: Asked): Promise<boolean> {
  const rows = await sql`
    select 1 from return_round where make_date(year, 1, 1) >= ${from}::date and make_date(year, 12, 31) < ${to}::date
      and opened_at <= ${asOf}::timestamptz limit 1`.execute(db)
  return rows.rows.length > 0
}
