import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { Division } from './places.contract.ts'

const columns = sql`code, name_zh as "nameZh", name_en as "nameEn", level, parent_code as "parentCode"`

export async function listDivisionsOn(db: Db, day: string): Promise<Division[]> {
  const rows = await sql<Division>`
    select ${columns} from division where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date) order by code`.execute(
    db,
  )
  return rows.rows
}

/** A division and those it lies in, the province first; empty for a code that is none. */
export async function listDivisionPath(db: Db, code: string): Promise<Division[]> {
  const rows = await sql<Division>`
    with recursive path as (
      select d.*, 0 as depth from division d where d.code = ${code}
      union all select p.*, path.depth + 1 from division p join path on p.code = path.parent_code
    )
    select ${columns} from path order by depth desc`.execute(db)
  return rows.rows
}
