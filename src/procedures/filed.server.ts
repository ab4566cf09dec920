// What later slices are told of a case that came to its end: who applied, with which answers, and whose office it is.
import type { Db } from '../kernel/db.ts'
import { findAnswers, findCaseRow } from './case.sql.ts'
import type { Answers } from './procedure.rules.ts'

export type FiledCase = {
  readonly id: string
  readonly caseNo: string
  readonly applicantId: string
  readonly officeDivision: string | null
  readonly filedAt: string
  readonly answers: Answers
}

/** A case that was filed, as a listener of another slice needs it. A case that is none is a mistake of ours. */
export async function filedCase(db: Db, id: string): Promise<FiledCase> {
  const row = await findCaseRow(db, id)
  if (!row || row.filedAt === null) throw new Error(`no case was filed as ${id}`)
  const { caseNo, applicantId, officeDivision, filedAt } = row
  return { id, caseNo, applicantId, officeDivision, filedAt, answers: await findAnswers(db, id) }
}
