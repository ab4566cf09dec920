import { type Db, run } from '../kernel/db.ts'

/** An instrument is excused from a day on; a case excuses once, however often it is told. */
export async function insertExemption(
  db: Db,
  row: { instrumentId: string; caseId: string; firstOn: string; ground: string },
): Promise<void> {
  await run(
    db,
    `insert into sharing_exemption (case_id, instrument_id, first_on, ground) values ($1, $2, $3, $4)
     on conflict (case_id) do update set last_on = null`,
    [row.caseId, row.instrumentId, row.firstOn, row.ground],
  )
}

/** What a case excused is excused no longer; the day before is the last. */
export async function endExemption(db: Db, caseId: string, on: string): Promise<void> {
  await run(db, `update sharing_exemption set last_on = greatest($2::date - 1, first_on) where case_id = $1 and last_on is null`, [
    caseId,
    on,
  ])
}
