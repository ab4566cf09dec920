// What later slices are told of a case that came to its end: who applied, with which answers, and whose office it is.
import type { Db } from '../kernel/db.ts'
import { findAwardOf } from './award.sql.ts'
import { findAnswers, findCaseRow } from './case.sql.ts'
import type { Answers, ParameterValues } from './procedure.rules.ts'
import { findVersion } from './version.sql.ts'

export type FiledCase = {
  readonly id: string
  readonly caseNo: string
  readonly applicantId: string
  /** Whose affair it is, or who speaks for the person; null where nobody does. */
  readonly organisationId: string | null
  readonly officeDivision: string | null
  readonly filedAt: string
  readonly answers: Answers
  readonly divisionCode: string | null
  /** Of the version it was filed under. */
  readonly parameters: ParameterValues
  /** Of what was granted; null where nothing was. */
  readonly awardNo: string | null
}

/** A case that was filed, as a listener of another slice needs it. A case that is none is a mistake of ours. */
export async function filedCase(db: Db, id: string): Promise<FiledCase> {
  const row = await findCaseRow(db, id)
  if (!row || row.filedAt === null) throw new Error(`no case was filed as ${id}`)
  const { caseNo, applicantId, organisationId, officeDivision, filedAt, divisionCode } = row
  const version = await findVersion(db, row.versionId)
  return {
    ...{ id, caseNo, applicantId, organisationId, officeDivision, filedAt, divisionCode, answers: await findAnswers(db, id) },
    ...{ parameters: version!.parameters, awardNo: (await findAwardOf(db, id))?.awardNo ?? null },
  }
}
