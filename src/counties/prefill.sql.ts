import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'

export type CarriedRow = {
  returnId: string
  code: string
  cellId: string
  amount: string | null
  numerator: string | null
  denominator: string | null
  words: string | null
  provider: string
}

/** What the approved returns of a year say of some indicators, for returns of the same divisions that say nothing yet. */
export async function listCarried(
  db: Db,
  { codes, year, returnIds }: { codes: readonly string[]; year: number; returnIds: readonly string[] },
): Promise<CarriedRow[]> {
  const rows = await sql<CarriedRow>`
    select r.id as "returnId", c.code, c.id as "cellId", c.amount::text as amount, c.numerator::text as numerator,
      c.denominator::text as denominator, c.words, c.provider
    from county_return r
    join county_return p on p.division_code = r.division_code and p.state = 'approved'
    join return_round o on o.id = p.round_id and o.year = ${year}
    join return_cell c on c.return_id = p.id and c.superseded_at is null and c.code = any(${[...codes]}::text[])
    where r.id = any(${[...returnIds]}::uuid[])
      and not exists (select from return_cell n where n.return_id = r.id and n.code = c.code and n.superseded_at is null)
    order by r.id, c.code`.execute(db)
  return rows.rows
}
