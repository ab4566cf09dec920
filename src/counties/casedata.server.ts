// What a county's case stands on, put together for whoever reads the county's papers.
import { placeAt } from '../evaluation/roundview.server.ts'
import { scopesOf } from '../identity/grant.rules.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { type Ground, type LoadedCase, loadCase } from '../procedures/known.server.ts'
import { getCaseData } from './casedata.contract.ts'
import { listReturnsOf } from './casedata.sql.ts'
import { countySubject } from './indexsubject.server.ts'
import { namingOf } from './naming.rules.ts'
import { findLetterOf } from './recommendation.sql.ts'

/** The stage at which the data are judged. */
const stage = 'data'

/** When the office passed the data, if they were and the case was not sent back to that stage or before it since. */
const passedAt = ({ actions, procedure }: LoadedCase): string | null => {
  const stages = procedure.stages.map(({ code }) => code)
  const passed = actions.findLast(({ verb, fromStage }) => verb === 'pass' && fromStage === stage)
  const back = actions.findLast(({ verb, toStage }) => verb === 'return' && stages.indexOf(toStage ?? '') <= stages.indexOf(stage))
  return passed && (!back || back.number < passed.number) ? passed.actedAt : null
}

async function indexOf(db: Db, loaded: LoadedCase, divisionCode: string, now: Date) {
  const pinnedAt = passedAt(loaded)
  const found = await placeAt(db, countySubject, divisionCode, pinnedAt ?? isoOf(now))
  return found && { ...found, isPinned: pinnedAt !== null }
}

/** @param ground what the engine of procedures is given */
export const caseDataHandlers = (ground: Ground) => [
  handle(getCaseData, async ({ input, actor, db, now }) => {
    const loaded = await loadCase(ground, db, input.id, false)
    const code = loaded.row.divisionCode
    const isTheirs = code !== null && scopesOf(actor, 'counties.report').divisionCodes.some((scope) => isWithin(code, scope))
    if (!isTheirs || namingOf(loaded.row.procedureCode) === null) throw notFound({ what: 'case' })
    return {
      divisionCode: code,
      letter: await findLetterOf(db, loaded.row.id),
      returns: await listReturnsOf(db, code),
      index: await indexOf(db, loaded, code, now),
    }
  }),
]
