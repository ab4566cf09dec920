// Imports that wait for whoever began them.
import type { Db } from '../db.ts'
import { listWaitingRuns, type WaitingRun } from './waiting.sql.ts'

/** How many imports of each kind a person has begun and not finished, and the latest of them. */
export function waitingRuns(db: Db, personId: string): Promise<WaitingRun[]> {
  return listWaitingRuns(db, personId)
}
