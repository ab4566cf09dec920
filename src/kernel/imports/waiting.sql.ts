import { type Db, run } from '../db.ts'

export type WaitingRun = { kind: string; count: number; latestId: string }

/** Imports that a person began and that wait for them: for what the columns are, or for leave to be written; by kind. */
export function listWaitingRuns(db: Db, personId: string): Promise<WaitingRun[]> {
  return run<WaitingRun>(
    db,
    `select kind, count(*) as count, (array_agg(id order by recorded_at desc))[1] as "latestId" from import_run
     where started_by = $1 and state in ('mapping', 'previewed') group by kind order by kind`,
    [personId],
  )
}
