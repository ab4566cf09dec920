import { type Db, run } from '../kernel/db.ts'
import type { ReturnState } from './return.rules.ts'

/** The returns of one county, the latest year first. */
export function listReturnsOf(db: Db, divisionCode: string): Promise<{ id: string; year: number; state: ReturnState }[]> {
  return run(
    db,
    `select r.id, o.year, r.state from county_return r join return_round o on o.id = r.round_id where r.division_code = $1 order by o.year desc`,
    [divisionCode],
  )
}
