// A case as its reader sees it: stages, journal, conditions, and what the reader may do next with every reason against it.
import { getOrganisation } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { addDays, dayOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import { addWorkingDays, type WorkingCalendar, workingDaysBetween } from '../places/places.rules.ts'
import { workingCalendar } from '../places/places.server.ts'
import { findAwardOf } from './award.sql.ts'
import { type ActProblem, actingStage, actsOf, appealProblems, jointResult, type Verb } from './case.rules.ts'
import { type ActionRow, countPlaces, listSubjectNames } from './case.sql.ts'
import { problemWords } from './case.words.ts'
import type { ListedCase } from './caselist.sql.ts'
import type { CaseBrief, CaseShown } from './caseshown.contract.ts'
import { urgencyOf } from './clock.rules.ts'
import { judge, needsAgainst } from './condition.rules.ts'
import { maskedAnswers } from './form.rules.ts'
import { daysKnown, fieldsShown } from './guide.server.ts'
import {
  actingAs,
  type Ground,
  isFiledBy,
  isMine,
  knownOf,
  type LoadedCase,
  officeDivisionOf,
  procedureOf,
  readsReview,
} from './known.server.ts'
import { materialProblems } from './material.server.ts'
import { defectsTold, mendedShown, openNow } from './mended.server.ts'
import { listObjections } from './objection.sql.ts'
import { type Known, levelsOpen, numberOf, type Office, type Procedure, returnsFrom, stageOf } from './procedure.rules.ts'
import { conditionGround, groundsChosen } from './step.rules.ts'
import { groundWords } from './step.words.ts'
import { listVersionRows } from './version.sql.ts'

/** A reason against an act, in words. */
export function problemShown(code: ActProblem): { code: string; text: Word } {
  return { code, text: problemWords[code] }
}

type Act = { verb: string; signer: string | null; forId: string | null; problems: { code: string; text: Word }[] }

/** What the actor may do to a case now, as whichever of its offices they are. */
export function actsFor(actor: Actor, loaded: LoadedCase, now: Date): Act[] {
  const { procedure, state } = loaded
  const all = actsOf(procedure, state, dayOf(now))
  const isJoint = state.status === 'open' && actingStage(procedure, state).kind === 'joint'
  return actingAs(actor, loaded).flatMap(({ signer, isAsked, forId }): Act[] => {
    if (isAsked || signer !== null) return [{ verb: 'sign', signer, forId, problems: [] }]
    const own: ActProblem[] = state.status === 'appealed' && hasDecided(loaded, actor.personId, forId) ? ['decided_by_oneself'] : []
    return all
      .filter(({ verb }) => !(isJoint && verb === 'sign'))
      .map(({ verb, problems }) => ({ verb, signer: null, forId, problems: [...problems, ...own].map(problemShown) }))
  })
}

const contested: readonly Verb[] = ['refuse', 'revoke', 'lapse']
/** Whether what an appeal is against was decided by one of these people, or in the name of one. */
function hasDecided({ actions }: LoadedCase, ...people: (string | null)[]): boolean {
  const last = actions.findLast(({ verb }) => contested.includes(verb))
  return [last?.actorId, last?.forId].some((id) => id != null && people.includes(id))
}

function stagesShown({ procedure, state, actions, version, path }: LoadedCase, known: Known): CaseShown['stages'] {
  // Once a rule has named it, an office is told by its level like any other.
  const levelOf = (office: Office) =>
    office.at === 'ruled' ? (path.find(({ code }) => code === state.ruled[office.ruling])?.level ?? office.at) : office.at
  const at = procedure.stages.findIndex((stage) => stage.code === state.stage)
  const visited = new Set(actions.map((action) => action.toStage))
  return procedure.stages.map(({ code, kind, title, office, days, skippedWhen }, index) => {
    // What is still ahead of a filed case is told by the same rule by which it will be passed over.
    const isSpared = state.filedOn !== null && skippedWhen?.(known) === true
    const isPast = state.stage === null ? visited.has(code) : index < at
    const stage =
      code === state.stage ? 'now' : isPast && visited.has(code) ? 'done' : isPast || isSpared || state.endedOn ? 'skipped' : 'ahead'
    return {
      ...{ code, kind, title, at: levelOf(office), days: daysKnown(days, version.parameters) },
      state: stage as 'now' | 'done' | 'skipped' | 'ahead',
    }
  })
}

/** What experts and the meeting did is for the offices alone: nobody else learns who they are. */
const ofReview: readonly Verb[] = ['replace', 'pledge', 'hand_in', 'minutes']

/** The joint review that a case is at: who has said what, and what it has come to. */
function jointShown({ procedure, state }: LoadedCase): CaseShown['joint'] {
  const stage = state.status === 'open' ? stageOf(procedure, state.stage) : undefined
  if (stage?.kind !== 'joint') return null
  const said = (code: string) => state.signatures.find(({ signer }) => signer === code)?.agrees ?? null
  const signers = stage.signers.map(({ code, title }) => ({ code, title, agrees: said(code) }))
  return { rule: stage.rule, result: jointResult(stage, state.signatures), signers }
}

/** The department whose signature an action was; none for a colleague's. */
function signerShown({ procedure }: LoadedCase, { fromStage, detail }: ActionRow): Word | null {
  const stage = stageOf(procedure, fromStage)
  return stage?.kind === 'joint' ? (stage.signers.find(({ code }) => code === detail.signer)?.title ?? null) : null
}

/** Who did each thing: for the offices by name, for the applicant by office alone. */
async function journalShown(db: Db, loaded: LoadedCase, isOwn: boolean, isOffice: boolean): Promise<CaseShown['journal']> {
  const all = loaded.actions
  const actions = isOffice ? all : all.filter((action) => !ofReview.includes(action.verb))
  const people = isOwn ? [] : actions.flatMap(({ actorId, forId, detail }) => [actorId ?? [], forId ?? [], detail.personId ?? []].flat())
  const names = await displayNames(db, [...new Set(people)])
  return actions.map((action) => {
    const { number, verb, fromStage, toStage, actedAt, actorId, forId, detail, text } = action
    return {
      ...{ number, verb, fromStage, toStage, actedAt },
      ...{ signer: isOffice ? signerShown(loaded, action) : null, agrees: (isOffice ? detail.agrees : undefined) ?? null },
      by: (actorId && names.get(actorId)) ?? '',
      onBehalfOf: (forId && names.get(forId)) ?? '',
      to: (detail.personId && names.get(detail.personId)) ?? '',
      text: verb === 'ask_mend' ? '' : text,
    }
  })
}

/** The last day on which an ended case may be appealed against; null while it is not ended. */
export async function lastDayOfAppeal(db: Db, { state, procedure, version }: LoadedCase): Promise<string | null> {
  if (state.endedOn === null) return null
  const calendar = await workingCalendar(db, state.endedOn, addDays(state.endedOn, 200))
  return addWorkingDays(state.endedOn, numberOf(procedure.appealDays, version.parameters), calendar).day
}

/** The last day on which what was given unasked may be declined; null once it has passed, and where it was applied for. */
async function lastDayToDecline(db: Db, { state, procedure, version }: LoadedCase, now: Date): Promise<string | null> {
  if (!state.isUnasked || state.status !== 'granted' || state.endedOn === null || !procedure.unasked) return null
  const calendar = await workingCalendar(db, state.endedOn, addDays(state.endedOn, 200))
  const { day } = addWorkingDays(state.endedOn, numberOf(procedure.unasked.declineDays, version.parameters), calendar)
  return day < dayOf(now) ? null : day
}

/** Where a case is decided: the division of its last stage's office. */
function decidingDivision(loaded: LoadedCase): string | null {
  return officeDivisionOf(loaded, loaded.procedure.stages.at(-1)!.office)
}

/** A case, whole, for somebody who may see it. */
export async function caseShown(ground: Ground, db: Db, loaded: LoadedCase, actor: Actor, now: Date): Promise<CaseShown> {
  const { row, procedure, state, version, batch, answers } = loaded
  const own = isFiledBy(actor, loaded)
  const known = await knownOf(ground, db, loaded, now)
  const organisation = row.organisationId ? await getOrganisation(db, row.organisationId) : undefined
  const stage = stageOf(procedure, state.stage)
  const ofMaterials = (await materialProblems(db, loaded, known)).map(problemShown)
  const returnsTo = returnsFrom(procedure, stage, known).map(({ code, title }) => ({ code, title }))
  const acts = actsFor(actor, loaded, now).map(({ forId: _, ...one }) => ({
    ...one,
    problems: [
      ...[...one.problems, ...needsAgainst(procedure, stage, one.verb, { ...known, on: dayOf(now) })],
      ...(one.verb === 'grant' ? ofMaterials : []),
      // Every stage before this one was passed over.
      ...(one.verb === 'return' && returnsTo.length === 0 && one.problems.length === 0 ? [problemShown('nowhere_to_return')] : []),
    ],
  }))
  const brief = await briefOf(db, { ...row, organisationZh: organisation?.nameZh ?? null }, procedure, actor, now)
  const conditions = judge(procedure, known)
  const isOffice = !isMine(actor, loaded) && actor.grants.some((grant) => grant.divisionCode !== null)
  const objections = acts.length > 0 ? await listObjections(db, row.id) : []
  return {
    ...brief,
    batchId: row.batchId,
    documentNo: batch.documentNo,
    versionNumber: version.number,
    isMine: isMine(actor, loaded),
    isUnasked: state.isUnasked,
    declineTo: await lastDayToDecline(db, loaded, now),
    ...{ fields: fieldsShown(procedure.form), basis: procedure.basis.map((one) => ({ ...one })) },
    certificate: procedure.outcome.certificate ?? null,
    decidedIn: decidingDivision(loaded),
    isReturnable: isMine(actor, loaded) && state.status === 'granted' && procedure.outcome.reversedBy === 'revoke',
    appealTo: appealProblems(state, null, '').length > 0 ? null : await lastDayOfAppeal(db, loaded),
    answers: { ...(own ? answers : maskedAnswers(procedure.form, answers)) },
    conditions,
    stages: stagesShown(loaded, known),
    joint: isOffice ? jointShown(loaded) : null,
    journal: await journalShown(db, loaded, isMine(actor, loaded), isOffice),
    ...{ defects: state.status === 'mending' ? defectsTold(loaded) : [], openFields: openNow(loaded) },
    readsReview: readsReview(actor, loaded),
    mended: isOffice ? await mendedShown(db, loaded) : [],
    places: isOffice && batch.quota !== null ? { given: await countPlaces(db, row.batchId), quota: batch.quota } : null,
    suspensions: state.suspensions.map((one) => ({ ...one })),
    noticeTo: state.noticeTo,
    objections: objections.map(({ raisedBy: _, ...one }) => one),
    awardNo: (await findAwardOf(db, row.id))?.awardNo ?? null,
    acts,
    returnsTo,
    levels: levelsOpen(procedure, answers).map((code) => ({ code, title: procedure.outcome.levels![code]! })),
    grounds: [
      ...groundsChosen.map((code) => ({ code, title: groundWords[code] })),
      ...conditions.map(({ code, text }) => ({ code: conditionGround(code), title: text })),
    ],
  }
}

async function briefOf(db: Db, row: ListedCase, procedure: Procedure, actor: Actor, now: Date): Promise<CaseBrief> {
  const names = await listSubjectNames(db, [row.id])
  const people = await displayNames(db, row.assigneeId ? [row.assigneeId] : [])
  return brief(row, { procedure, names, people, actor, today: dayOf(now), calendar: await calendarFor(db, [row], now) })
}

/** The calendar that reaches from today to every last day of a list, whichever way they lie. */
async function calendarFor(db: Db, rows: readonly ListedCase[], now: Date): Promise<WorkingCalendar> {
  const days = [dayOf(now), ...rows.flatMap((row) => row.dueOn ?? row.mendTo ?? [])].toSorted()
  return workingCalendar(db, days[0]!, days.at(-1)!)
}

type Around = {
  procedure: Procedure
  names: ReadonlyMap<string, string>
  people: ReadonlyMap<string, string>
  actor: Actor
  today: string
  calendar: WorkingCalendar
}
function brief(row: ListedCase, { procedure, names, people, actor, today, calendar }: Around): CaseBrief {
  const name = names.get(row.id) ?? ''
  const runs = row.status === 'open' || row.status === 'appealed' ? row.dueOn : null
  // Whoever mends has a day of their own, while the office's clock stands.
  const ends = row.status === 'mending' ? row.mendTo : runs
  const { id, caseNo, procedureCode, status, stage, divisionCode, level, dueOn, mendTo, isDueCertain, filedAt, endedAt, actionCount } = row
  return {
    ...{ id, caseNo, procedureCode, status, stage, divisionCode, level, dueOn, mendTo, isDueCertain, filedAt, endedAt, actionCount },
    procedure: procedure.title,
    stageTitle: stageOf(procedure, stage)?.title ?? null,
    stageKind: stageOf(procedure, stage)?.kind ?? null,
    daysLeft: runs === null ? null : workingDaysBetween(today, runs, calendar),
    subjectName: row.applicantId === actor.personId || procedure.subject !== 'person' ? name : masked('name', name),
    organisationName: row.organisationZh,
    urgency: urgencyOf(ends, today, calendar),
    assigneeName: row.assigneeId ? (people.get(row.assigneeId) ?? null) : null,
  }
}

/** Cases as a list shows them, each by the declaration it was filed under. */
export async function briefsOf(ground: Ground, db: Db, rows: readonly ListedCase[], actor: Actor, now: Date): Promise<CaseBrief[]> {
  const names = await listSubjectNames(
    db,
    rows.map((row) => row.id),
  )
  const people = await displayNames(db, [...new Set(rows.flatMap((row) => row.assigneeId ?? []))])
  const versions = new Map((await listVersionRows(db, null)).map((version) => [version.id, version]))
  const around = { names, people, actor, today: dayOf(now), calendar: await calendarFor(db, rows, now) }
  return rows.map((row) => brief(row, { ...around, procedure: procedureOf(ground, versions.get(row.versionId)!) }))
}
