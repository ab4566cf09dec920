// What the engine is told of a county, and what its decisions make of the register of innovative counties.
import type { Db } from '../kernel/db.ts'
import { on } from '../kernel/events.ts'
import { addDays, dayOf } from '../kernel/time.ts'
import { divisionsOn } from '../places/places.server.ts'
import { caseDecided } from '../procedures/case.contract.ts'
import { filedCase } from '../procedures/filed.server.ts'
import type { DivisionFacts } from '../procedures/procedure.rules.ts'
import { insertDesignation, supersedeDesignation } from './designation.sql.ts'
import { namingOf, settlementOf } from './naming.rules.ts'
import { findProgress, listNamed, takeReaching } from './naming.sql.ts'
import { findLetterOf } from './recommendation.sql.ts'

/** What conditions ask of a county on a day, and of one case of its. */
export async function aboutDivision(db: Db, code: string, { caseId, day }: { caseId: string; day: string }): Promise<DivisionFacts> {
  const division = (await divisionsOn(db, day)).find((one) => one.code === code)
  const named = await listNamed(db, code)
  const { years, hasPlan } = await findProgress(db, code)
  return {
    ...{ code, isNationallyEligible: division?.isNationalPilotEligible === true, approvedYears: years, hasPlan },
    named: named.map(({ level, stage, firstOn, lastOn }) => ({ level, stage, from: firstOn, to: lastOn })),
    letterNo: (await findLetterOf(db, caseId))?.letterNo ?? null,
  }
}

const changing = ['granted', 'refused', 'revoked', 'declined']
/**
 * Brings the register to what a case decided: what stands of the level ends the day before, what would begin later falls away, and what the
 * decision brings begins. What was known before stays known.
 */
async function settle(
  db: Db,
  payload: { caseId: string; procedureCode: string; status: string; level: string | null },
  now: Date,
): Promise<void> {
  const naming = namingOf(payload.procedureCode)
  // What was withdrawn, maybe before it was filed, or given up changes nothing; nor does a term that runs out, which the register knows.
  if (!naming || !changing.includes(payload.status)) return
  const filed = await filedCase(db, payload.caseId)
  const day = dayOf(now)
  const months = { building: Number(filed.parameters['buildingMonths'] ?? 0), extension: Number(filed.parameters['extensionMonths'] ?? 0) }
  const settlement = settlementOf({ kind: naming.kind, status: payload.status, outcome: payload.level, on: day, months })
  if (!settlement || filed.divisionCode === null) return
  const { divisionCode, awardNo, caseNo } = filed
  for (const row of await takeReaching(db, divisionCode, naming.level, day)) {
    await supersedeDesignation(db, row.id, null, caseNo)
    if (row.firstOn < day) await insertDesignation(db, { ...row, lastOn: addDays(day, -1) }, null)
  }
  if (settlement.begins)
    await insertDesignation(db, { ...settlement.begins, divisionCode, level: naming.level, documentNo: awardNo ?? caseNo }, null)
}

export const namingListeners = [on(caseDecided, ({ payload, db, now }) => settle(db, payload, now))]
