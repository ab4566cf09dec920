// What later slices may know of awards: by whom they are held, under which number, and which numbers are void.
import type { Db } from '../kernel/db.ts'
import { type AwardRow, findAwardFor, findAwardNumbered, listVoidNumbers } from './award.sql.ts'
import { listSubjectNames } from './case.sql.ts'
import { findEarlier } from './earlier.sql.ts'

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
export async function voidNumbersOf(db: Db, { caseId }: Pick<Award, 'caseId'>): Promise<string[]> {
  return caseId === null ? [] : listVoidNumbers(db, caseId)
}

/** The name of whom an award is for, whole; '' where it was erased. */
export async function holderNameOf(db: Db, { caseId, earlierId }: Pick<Award, 'caseId' | 'earlierId'>): Promise<string> {
  if (caseId !== null) return (await listSubjectNames(db, [caseId])).get(caseId) ?? ''
  return (await findEarlier(db, earlierId!)).name
}

/** The number and the document under which an award was given before this platform; null for what came of a case. */
export async function paperOf(db: Db, { earlierId }: Pick<Award, 'earlierId'>): Promise<{ grantNo: string; documentNo: string } | null> {
  return earlierId === null ? null : findEarlier(db, earlierId)
}
