// Limits are warned of: whoever is responsible for a case is told before its last day, and once more when that day is there. Whoever has one to
// mend is told before the last day for that; once it is over the office is, which decides what comes of it: no machine ends an application.
import * as z from 'zod'
import { holdersOf } from '../identity/grant.server.ts'
import { notify } from '../identity/notice.server.ts'
import type { Db } from '../kernel/db.ts'
import { defineJob, enqueue } from '../kernel/jobs.ts'
import { addDays, dayOf } from '../kernel/time.ts'
import { addWorkingDays } from '../places/places.rules.ts'
import { workingCalendar } from '../places/places.server.ts'
import { actingStage, officesOf } from './case.rules.ts'
import { standInsFor } from './delegation.server.ts'
import { project } from './journal.server.ts'
import { type Ground, isOfOffice, type LoadedCase, loadCase, officeDivisionOf } from './known.server.ts'
import { mendDayTold } from './mend.server.ts'
import { caseDue, caseDueSoon, mendOver, mendSoon } from './notice.contract.ts'
import { insertWarning, listMending, listProvisional, listToWarn, type Warned } from './warning.sql.ts'

/** Every morning, before offices open. */
export const warnOfLimits = defineJob('warn_of_limits', z.object({}))
export const warnedAt = '50 22 * * *'
/** A case is warned of first when so many working days are left. */
const daysAhead = 2
const warnedAtOnce = 200

/** Who is told of a limit: who answers for the case, and whoever stands in for them while they are away. */
async function toldOf(db: Db, loaded: LoadedCase, now: Date): Promise<string[]> {
  const own = await responsibleFor(db, loaded)
  return [...new Set([...own, ...(await standInsFor(db, loaded, own, now))])]
}

/** Who answers for a case now: whoever it was handed to, else all who may act on it; and everybody whose signature is asked for. */
async function responsibleFor(db: Db, loaded: LoadedCase): Promise<string[]> {
  const { procedure, state, row } = loaded
  if (state.assigneeId !== null) return [state.assigneeId, ...state.waitingSigners]
  const found = [...state.waitingSigners]
  for (const { office } of officesOf(actingStage(procedure, state), state)) {
    const division = officeDivisionOf(loaded, office)
    if (division === null && row.organisationId === null) continue
    const holders = await holdersOf(db, division === null ? { organisationId: row.organisationId! } : { divisionCode: division })
    for (const { personId, grants } of holders) if (isOfOffice({ personId, grants }, loaded, office)) found.push(personId)
  }
  return found
}

const kinds = { soon: caseDueSoon, due: caseDue } as const
type Warning = { caseId: string; dueOn: string; kind: Warned }

async function warn(ground: Ground, db: Db, now: Date, { caseId, dueOn, kind }: Warning): Promise<void> {
  if (kind === 'mend_soon' || kind === 'mend_over') return warnOfMending(ground, db, now, { caseId, dueOn, kind })
  const loaded = await loadCase(ground, db, caseId, true)
  const { row, procedure, state } = loaded
  const isOver = row.status !== 'open' && row.status !== 'appealed'
  // It may have gone on between the list and the lock.
  if (isOver || row.dueOn !== dueOn || state.suspensions.some((one) => one.to === null)) return
  await insertWarning(db, caseId, dueOn, kind)
  const params = { caseNo: row.caseNo, procedure: procedure.title, dueOn }
  await notify(db, { personIds: await toldOf(db, loaded, now) }, { kind: kinds[kind], params, link: `/work/cases/${caseId}` })
}

async function warnOfMending(ground: Ground, db: Db, now: Date, { caseId, dueOn, kind }: Warning): Promise<void> {
  const loaded = await loadCase(ground, db, caseId, true)
  const { row, procedure, state } = loaded
  if (row.status !== 'mending' || row.mendTo !== dueOn) return
  await insertWarning(db, caseId, dueOn, kind)
  const params = { caseNo: row.caseNo, procedure: procedure.title, dayOn: mendDayTold(state) }
  if (kind === 'mend_over')
    return notify(db, { personIds: await toldOf(db, loaded, now) }, { kind: mendOver, params, link: `/work/cases/${caseId}` })
  const personIds = [row.applicantId, ...(row.subjectId ? [row.subjectId] : [])]
  await notify(db, { personIds }, { kind: mendSoon, params, link: `/cases/${caseId}` })
}

/** Days that reach into a year whose holidays were not published are reckoned again, until they are. */
async function reckonAnew(ground: Ground, db: Db): Promise<void> {
  for (const id of (await listProvisional(db, warnedAtOnce)).toSorted()) await project(db, await loadCase(ground, db, id, true))
}

/** Warns of every limit that comes near or is there, each once; what is left over is taken up at once by the next run. */
export async function warnAll(ground: Ground, db: Db, now: Date): Promise<void> {
  await reckonAnew(ground, db)
  const today = dayOf(now)
  const calendar = await workingCalendar(db, today, addDays(today, 60))
  const soonTo = addWorkingDays(today, daysAhead, calendar).day
  const asked = { today, soonTo, limit: warnedAtOnce }
  const [due, mending] = [await listToWarn(db, asked), await listMending(db, asked)]
  const waiting = [...due, ...mending]
  // In the order of their ids, as officers who decide a pile take theirs.
  for (const one of waiting.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1))) await warn(ground, db, now, one)
  if (due.length === warnedAtOnce || mending.length === warnedAtOnce) await enqueue(db, warnOfLimits, {})
}
