// What later slices may know of awards: by whom they are held, under which number, and which numbers are void.
import type { Db } from '../kernel/db.ts'
import { type AwardRow, findAwardFor, findAwardNumbered, listVoidNumbers } from './award.sql.ts'
import { listSubjectNames } from './case.sql.ts'

export type Award = AwardRow

/** What a person holds of a procedure: what stands or rests first, else what ended last. */
export function awardOf(db: Db, personId: string, procedureCode: string): Promise<Award | undefined> {
  return findAwardFor(db, personId, procedureCode)
}

/** An award by a number, and whether the number is still its own. */
export function awardNumbered(db: Db, awardNo: string): Promise<(Award & { isCurrent: boolean }) | undefined> {
  return findAwardNumbered(db, awardNo)
}

/** The numbers that became void when an award was given out anew, the latest first. */
export function voidNumbersOf(db: Db, caseId: string): Promise<string[]> {
  return listVoidNumbers(db, caseId)
}

/** The name of whom a case is about, whole; '' where it was erased. */
export async function subjectNameOf(db: Db, caseId: string): Promise<string> {
  return (await listSubjectNames(db, [caseId])).get(caseId) ?? ''
}
