// An application from its draft to its filing, and what its applicant may do after.
import { getOrganisation, isOwn } from '../identity/identity.server.ts'
import { personalValuesOf } from '../identity/personal.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import type { Division } from '../places/places.contract.ts'
import { divisionPath } from '../places/places.server.ts'
import { changeAward, findAwardOf } from './award.sql.ts'
import {
  actNotOpen,
  appealCase,
  batchClosed,
  caseDecided,
  caseFiled,
  caseNotEditable,
  declineCase,
  divisionNeeded,
  formIncomplete,
  getCase,
  listMyCases,
  notEligible,
  notOnBehalf,
  organisationNeeded,
  revealCase,
  saveCase,
  startCase,
  submitCase,
  withdrawCase,
} from './case.contract.ts'
import { appealProblems } from './case.rules.ts'
import { insertCase, nextCaseNo, type Subject, writeCounted, writeForm, writeSubject } from './case.sql.ts'
import { listOwn } from './caselist.sql.ts'
import { judge } from './condition.rules.ts'
import { officerOf } from './delegation.server.ts'
import { countedAnswers, hostAnswer, missingOf, orderIssues } from './form.rules.ts'
import { append, project, requireSingle } from './journal.server.ts'
import {
  actingAs,
  answersRevealed,
  divisionsOf,
  type Ground,
  isFiledBy,
  isMine,
  knownOf,
  type LoadedCase,
  loadCase,
  maySee,
  procedureOf,
  ruledOffices,
} from './known.server.ts'
import { missingMaterials } from './material.server.ts'
import { answersKept } from './mended.server.ts'
import { stopPayments } from './plan.server.ts'
import { type Answers, type Prefill, type Procedure, stageAfter } from './procedure.rules.ts'
import { isOpenAt } from './programme.rules.ts'
import { type BatchRow, findBatch } from './programme.sql.ts'
import { findVersionOn, type VersionRow } from './version.sql.ts'
import { briefsOf, caseShown, lastDayOfAppeal, problemShown } from './view.server.ts'

/** A case of the actor's own, taken. @throws not_found */
async function takeOwn(ground: Ground, db: Db, actor: Actor, id: string): Promise<LoadedCase> {
  const loaded = await loadCase(ground, db, id, true)
  if (!isFiledBy(actor, loaded)) throw notFound({ what: 'case' })
  return loaded
}

/** The organisation a case is filed with: the actor's own where they speak for it, any that is registered where they name their employer. */
export async function requireOrganisation(
  db: Db,
  actor: Actor,
  { procedure, organisationId, isOnBehalf }: { procedure: Procedure; organisationId: string | undefined; isOnBehalf: boolean },
): Promise<string | null> {
  if (procedure.subject === 'new_organisation' || procedure.subject === 'division') {
    if (organisationId !== undefined || isOnBehalf) throw notFound({ what: 'application' })
    return null
  }
  if (procedure.isConfidential && isOnBehalf) throw notOnBehalf({})
  const isNeeded = procedure.subject === 'organisation' || isOnBehalf || procedure.stages.some((stage) => stage.office.at === 'employer')
  // What is confidential, and no employer has a part in, is no business of any: naming one lets nobody see it.
  if (organisationId === undefined || (procedure.isConfidential && !isNeeded)) {
    if (isNeeded) throw organisationNeeded({})
    return null
  }
  const mustSpeakForIt = procedure.subject === 'organisation' || isOnBehalf
  const speaks = isOwn(actor, 'procedures.endorse', organisationId) || isOwn(actor, 'procedures.apply', organisationId)
  if (!(await getOrganisation(db, organisationId)) || (mustSpeakForIt && !speaks)) throw notFound({ what: 'application' })
  return organisationId
}

/** The county that the actor files for: the one named, or the only one. @throws division_needed, not_found */
async function requireCounty(db: Db, actor: Actor, procedure: Procedure, divisionCode: string | undefined): Promise<Division> {
  const paths = await Promise.all([...new Set(divisionsOf(actor, procedure))].map((code) => divisionPath(db, code)))
  const counties = paths.flatMap((path) => (path.at(-1)?.level === 'county' ? path.at(-1)! : []))
  if (divisionCode === undefined && counties.length !== 1) throw divisionNeeded({})
  const found = divisionCode === undefined ? counties[0] : counties.find(({ code }) => code === divisionCode)
  if (!found) throw notFound({ what: 'application' })
  return found
}

/** What the platform can fill in by itself. */
async function prefilled(
  db: Db,
  actor: Actor,
  { procedure, organisationId, isOnBehalf, division }: Omit<Begun, 'batch' | 'version'>,
): Promise<Answers> {
  const person = isOnBehalf || procedure.subject !== 'person' ? undefined : await personalValuesOf(db, actor.personId)
  const organisation = organisationId === null ? undefined : await getOrganisation(db, organisationId)
  const known: Partial<Record<Prefill, string | null | undefined>> = {
    'person.name': person?.name,
    'person.phone': person?.phone,
    'person.id_number': person?.id_number,
    'person.bank_account': person?.bank_account,
    'organisation.name': organisation?.nameZh,
    'organisation.division': organisation?.divisionCode,
    'division.name': division?.nameZh,
    'division.code': division?.code,
  }
  const answers = Object.entries(procedure.form).flatMap(([key, field]) => {
    const value = field.prefill && known[field.prefill]
    return value ? [[key, value] as const] : []
  })
  return Object.fromEntries(answers)
}

/** Keeps answers with all that is read out of them. */
export async function keepAnswers(db: Db, loaded: LoadedCase, answers: Answers): Promise<void> {
  const { row, procedure, state } = loaded
  // A draft has revision 1; every mending is a revision of its own.
  await writeForm(db, row.id, state.mends + 1, answers)
  await writeCounted(db, row.id, [...countedAnswers(procedure.form, answers), ...hostAnswer(procedure.hostField, answers)])
  await writeSubject(db, row.id, procedure.code, subjectOf(procedure, answers))
  const divisionCode = answers[procedure.divisionField]
  loaded.answers = answers
  loaded.path = typeof divisionCode === 'string' ? await divisionPath(db, divisionCode) : []
}

function subjectOf(procedure: Procedure, answers: Answers): Subject {
  const text = (key: string | undefined) => (key !== undefined && typeof answers[key] === 'string' ? answers[key] : null)
  return { name: text(procedure.nameField) ?? '', idNumber: text(procedure.idField) }
}

/** @throws batch_closed */
export function requireOpen(batch: BatchRow, now: Date): void {
  if (!isOpenAt(batch, now)) throw batchClosed({})
}

/** Whether answers may be changed now: as a draft, or while defects are being mended. @throws case_not_editable */
function requireEditable({ state }: LoadedCase): void {
  if (state.status !== 'draft' && state.status !== 'mending') throw caseNotEditable({})
}

type Begun = {
  batch: BatchRow
  version: VersionRow
  procedure: Procedure
  organisationId: string | null
  isOnBehalf: boolean
  division?: Division | null
}

/** A new draft of the actor's, taken, filled in with what is known and, over that, with these answers. */
export async function beginCase(
  ground: Ground,
  db: Db,
  actor: Actor,
  { batch, version, procedure, organisationId, isOnBehalf, division = null }: Begun,
  now: Date,
  answers: Answers = {},
): Promise<LoadedCase> {
  const isAboutActor = procedure.subject === 'person' && !isOnBehalf
  const id = await insertCase(db, {
    ...{ batchId: batch.id, versionId: version.id, procedureCode: procedure.code, organisationId, openedAt: isoOf(now) },
    caseNo: await nextCaseNo(db, procedure.prefix, Number(dayOf(now).slice(0, 4))),
    applicantId: actor.personId,
    subjectId: isAboutActor ? actor.personId : null,
    countyCode: division?.code ?? null,
  })
  const loaded = await loadCase(ground, db, id, true)
  await keepAnswers(db, loaded, { ...(await prefilled(db, actor, { procedure, organisationId, isOnBehalf, division })), ...answers })
  await append(db, loaded, { verb: 'open', actorId: actor.personId }, now)
  await project(db, loaded)
  return loaded
}

const draftHandlers = (ground: Ground) => [
  handle(startCase, async ({ input, actor, db, now }) => {
    const batch = await findBatch(db, input.batchId)
    if (!batch) throw notFound({ what: 'application' })
    requireOpen(batch, now)
    const version = await findVersionOn(db, batch.procedureCode, dayOf(now))
    if (!version) throw batchClosed({})
    const procedure = procedureOf(ground, version)
    const { isOnBehalf } = input
    const organisationId = await requireOrganisation(db, actor, { procedure, organisationId: input.organisationId, isOnBehalf })
    const division = procedure.subject === 'division' ? await requireCounty(db, actor, procedure, input.divisionCode) : null
    const loaded = await beginCase(ground, db, actor, { batch, version, procedure, organisationId, isOnBehalf, division }, now)
    return caseShown(ground, db, loaded, actor, now)
  }),

  handle(saveCase, async ({ input, actor, db, now }) => {
    const loaded = await takeOwn(ground, db, actor, input.id)
    requireEditable(loaded)
    const { answers, issues } = answersKept(loaded, input.answers, dayOf(now))
    const division = answers[loaded.procedure.divisionField]
    if (typeof division === 'string' && (await divisionPath(db, division)).length === 0)
      delete (answers as Record<string, unknown>)[loaded.procedure.divisionField]
    await keepAnswers(db, loaded, answers)
    await project(db, loaded)
    return { case: await caseShown(ground, db, loaded, actor, now), issues }
  }),
]

const filingHandlers = (ground: Ground) => [
  handle(submitCase, async ({ input, actor, db, now }) => {
    const loaded = await takeOwn(ground, db, actor, input.id)
    requireEditable(loaded)
    const { procedure, state, answers } = loaded
    const isMending = state.status === 'mending'
    if (!isMending) requireOpen(loaded.batch, now)
    const known = await knownOf(ground, db, loaded, now)
    // What was kept before the days of a form were compared is compared here.
    const issues = [
      ...missingOf(procedure.form, answers),
      ...orderIssues(procedure.form, answers),
      ...(await missingMaterials(db, loaded, known)),
    ]
    if (issues.length > 0) throw formIncomplete({ count: issues.length, issues })
    const unmet = judge(procedure, known).filter(({ result }) => result === 'not_met')
    if (unmet.length > 0) throw notEligible({ conditions: unmet.map(({ code, text }) => ({ code, text })) })
    if (!isMending) await requireSingle(db, loaded)
    const verb = isMending ? 'mend' : 'submit'
    const toStage = isMending ? state.stage : stageAfter(procedure, null, known)
    const ruled = await ruledOffices(ground, db, loaded, now)
    await append(db, loaded, { verb, actorId: actor.personId, toStage, detail: Object.keys(ruled).length > 0 ? { ruled } : {} }, now)
    await project(db, loaded)
    if (!isMending) await record(db, caseFiled, { caseId: input.id, procedureCode: procedure.code })
    return caseShown(ground, db, loaded, actor, now)
  }),

  handle(withdrawCase, async ({ input, actor, db, now }) => {
    const loaded = await takeOwn(ground, db, actor, input.id)
    const { status } = loaded.state
    if (status !== 'draft' && status !== 'open' && status !== 'mending') throw caseNotEditable({})
    await append(db, loaded, { verb: 'withdraw', actorId: actor.personId, text: input.reason }, now)
    await project(db, loaded)
    await record(db, caseDecided, { caseId: input.id, procedureCode: loaded.procedure.code, status: 'withdrawn', level: null })
    return caseShown(ground, db, loaded, actor, now)
  }),

  handle(declineCase, async ({ input, actor, db, now }) => {
    const loaded = await loadCase(ground, db, input.id, true)
    if (!isMine(actor, loaded)) throw notFound({ what: 'case' })
    if (loaded.state.status !== 'granted' || loaded.procedure.outcome.reversedBy !== 'revoke') throw caseNotEditable({})
    await append(db, loaded, { verb: 'decline', actorId: actor.personId, text: input.reason }, now)
    const award = await findAwardOf(db, loaded.row.id)
    if (award) await changeAward(db, award, 'revoked')
    await stopPayments(db, input.id, 'declined', now)
    await project(db, loaded)
    await record(db, caseDecided, { caseId: input.id, procedureCode: loaded.procedure.code, status: 'declined', level: loaded.state.level })
    return caseShown(ground, db, loaded, actor, now)
  }),

  handle(appealCase, async ({ input, actor, db, now }) => {
    const loaded = await loadCase(ground, db, input.id, true)
    if (!isMine(actor, loaded)) throw notFound({ what: 'case' })
    const problems = appealProblems(loaded.state, await lastDayOfAppeal(db, loaded), dayOf(now))
    if (problems.length > 0) throw actNotOpen({ verb: 'appeal', problems: problems.map(problemShown) })
    await requireSingle(db, loaded)
    await append(db, loaded, { verb: 'appeal', actorId: actor.personId, text: input.reason }, now)
    await project(db, loaded)
    return caseShown(ground, db, loaded, actor, now)
  }),
]

/** The counties for which the actor files, procedure by procedure. */
const divisionsIn = ({ declared }: Ground, actor: Actor) =>
  declared.flatMap((one) => divisionsOf(actor, one).map((divisionCode) => ({ procedureCode: one.code, divisionCode })))

const readingHandlers = (ground: Ground) => [
  handle(getCase, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await loadCase(ground, db, input.id)
    if (!maySee(actor, loaded)) throw notFound({ what: 'case' })
    return caseShown(ground, db, loaded, actor, now)
  }),

  handle(revealCase, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await loadCase(ground, db, input.id)
    if (actingAs(actor, loaded).length === 0) throw notFound({ what: 'case' })
    return { answers: { ...(await answersRevealed(db, loaded)) } }
  }),

  handle(listMyCases, async ({ input, actor, db, now }) => {
    const found = await listOwn(
      db,
      { personId: actor.personId, divisions: divisionsIn(ground, actor) },
      input.cursor ?? null,
      input.limit + 1,
    )
    const rows = found.slice(0, input.limit)
    return { items: await briefsOf(ground, db, rows, actor, now), nextCursor: found.length > input.limit ? rows.at(-1)!.id : null }
  }),
]

export const caseHandlers = (ground: Ground) => [...draftHandlers(ground), ...filingHandlers(ground), ...readingHandlers(ground)]
