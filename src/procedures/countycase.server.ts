// What a later slice asks of counties' cases: which wait at a stage or are named, of which batch, under which numbers.
import type { Db } from '../kernel/db.ts'
import { type CountyCase, listCountyCases } from './caselist.sql.ts'
import type { ParameterValues } from './procedure.rules.ts'
import { type BatchRow, findBatch, takeBatch } from './programme.sql.ts'
import { findVersionOn } from './version.sql.ts'

/** The cases of counties whose codes begin as one of the patterns says: those that are open at a stage, and those of these ids. */
export function countyCases(
  db: Db,
  asked: { patterns: readonly string[]; codes: readonly string[]; stage: string; ids: readonly string[] },
): Promise<CountyCase[]> {
  return listCountyCases(db, asked)
}

/** A batch; with `isTaken` whoever else asks for it so waits until this transaction ends. */
export async function batchOf(db: Db, id: string, isTaken = false): Promise<BatchRow | undefined> {
  if (isTaken) await takeBatch(db, id)
  return findBatch(db, id)
}

/** The numbers of the version of a procedure in force on a day; none where there is no version. */
export async function numbersOn(db: Db, procedureCode: string, day: string): Promise<ParameterValues> {
  return (await findVersionOn(db, procedureCode, day))?.parameters ?? {}
}
