// One act after another: written to the journal, folded, and what the case has become brought to its row.
import type { Db } from '../kernel/db.ts'
import { addDays, dayOf, isoOf } from '../kernel/time.ts'
import { workingCalendar } from '../places/places.server.ts'
import { alreadyFiled } from './case.contract.ts'
import { type ActionDetail, actingStage, endedStatuses, step, type Verb } from './case.rules.ts'
import { findOpenCaseNo, insertAction, updateProjection } from './case.sql.ts'
import { dueOf } from './clock.rules.ts'
import { type LoadedCase, officeDivisionOf } from './known.server.ts'
import { numberOf, stageOf } from './procedure.rules.ts'
import { noCalendar, stepsOf, timedVerbs } from './step.rules.ts'
import { insertSteps } from './step.sql.ts'

/** How far ahead a limit may reach, suspensions included, for the calendar that is read. */
const calendarDays = 800

export type Written = {
  verb: Verb
  actorId: string | null
  toStage?: string | null
  detail?: ActionDetail
  text?: string
  forId?: string | null
}

/** Writes one action and folds it; the row is brought up to date by `project` once all actions of a request are written. */
export async function append(db: Db, loaded: LoadedCase, written: Written, now: Date): Promise<void> {
  const { verb, actorId, toStage = null, detail = {}, text = '', forId = null } = written
  const action = { number: loaded.state.actionCount + 1, verb, toStage, actorId, detail, actedAt: isoOf(now) }
  const fromStage = loaded.state.stage
  await insertAction(db, { ...action, caseId: loaded.row.id, fromStage, forId, text })
  loaded.actions.push({ ...action, fromStage, forId, text })
  loaded.state = step(loaded.state, { ...action, actedOn: dayOf(now) })
}

/** Brings the row to what the journal says. @throws already_filed */
export async function project(db: Db, loaded: LoadedCase): Promise<void> {
  const { row, state, procedure } = loaded
  const due = await dueNow(db, loaded)
  const isEnded = endedStatuses.includes(state.status)
  const isOpen = !isEnded && state.status !== 'draft'
  const filed = loaded.actions.find((action) => action.verb === 'submit')
  const office = isOpen ? actingStage(procedure, state).office : null
  const to = {
    status: state.status,
    stage: state.stage,
    divisionCode: loaded.path.at(-1)?.code ?? null,
    officeDivision: office === null ? null : officeDivisionOf(loaded, office),
    assigneeId: state.assigneeId,
    actionCount: state.actionCount,
    dueOn: due?.day ?? null,
    mendTo: state.mendTo,
    isDueCertain: due?.isCertain ?? state.isMendToCertain,
    level: state.level,
    filedAt: filed?.actedAt ?? null,
    endedAt: isEnded ? (loaded.actions.at(-1)?.actedAt ?? null) : null,
    claim: isOpen ? claimOf(loaded) : null,
  }
  if ((await updateProjection(db, row.id, to)) === 'taken') throw alreadyFiled({ caseNo: '' })
  await keepSteps(db, loaded, to)
  loaded.row = { ...row, ...to }
}

/** Keeps for statistics what the actions since the last projection made of the case; when it is due, is known of the last one. */
async function keepSteps(
  db: Db,
  { row, procedure, version, actions }: LoadedCase,
  to: { divisionCode: string | null; dueOn: string | null },
) {
  const fresh = actions.slice(row.actionCount)
  if (fresh.length === 0) return
  const dated = actions.map((action) => ({ ...action, actedOn: dayOf(action.actedAt) }))
  const isTimed = fresh.some(({ verb }) => timedVerbs.includes(verb))
  const calendar = isTimed ? await workingCalendar(db, dated[0]!.actedOn, dated.at(-1)!.actedOn) : noCalendar
  const steps = stepsOf(dated, calendar).slice(row.actionCount)
  const promised = numberOf(procedure.promisedDays, version.parameters)
  const about = { caseId: row.id, procedureCode: procedure.code, divisionCode: to.divisionCode }
  const last = actions.length
  await insertSteps(
    db,
    steps.map((one) => ({
      ...{ ...one, ...about, dueOn: one.number === last ? to.dueOn : null, promisedDays: one.workedDays === null ? null : promised },
    })),
  )
}

/** What makes two cases of one procedure the same: the person, the organisation, or the county; several at once are told apart by themselves. */
export function claimOf({ row, procedure, answers }: Pick<LoadedCase, 'row' | 'procedure' | 'answers'>): string {
  const once = procedure.onceFor === undefined ? undefined : answers[procedure.onceFor]
  if (once !== undefined) return `${procedure.onceFor}:${String(once)}`
  if (procedure.allowsSeveral) return `case:${row.id}`
  if (procedure.subject === 'division') return `division:${String(answers[procedure.divisionField])}`
  if (procedure.subject === 'organisation') return `organisation:${row.organisationId}`
  return row.subjectId ? `person:${row.subjectId}` : `case:${row.id}`
}

/** Refuses a second case of the same before it is written, by the number of the first. @throws already_filed */
export async function requireSingle(db: Db, loaded: LoadedCase): Promise<void> {
  const { procedure, answers } = loaded
  const idNumber = procedure.idField ? answers[procedure.idField] : undefined
  const caseNo = await findOpenCaseNo(db, procedure.code, claimOf(loaded), typeof idNumber === 'string' ? idNumber : null)
  if (caseNo !== undefined) throw alreadyFiled({ caseNo })
}

/** When the stage a case is at must be done; null where nothing is due, or while its clock stands. */
async function dueNow(db: Db, { state, procedure, version }: LoadedCase) {
  const stage = stageOf(procedure, state.stage)
  if (!stage || state.enteredOn === null || endedStatuses.includes(state.status)) return null
  const calendar = await workingCalendar(db, state.enteredOn, addDays(state.enteredOn, calendarDays))
  return dueOf(state.enteredOn, numberOf(stage.days, version.parameters), state.suspensions, calendar)
}
