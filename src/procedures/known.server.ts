// What the stories of a case share: the case with its journal folded, what is known of its subject, who may see it and who acts.

import { childValues, isConsented } from '../identity/consent.server.ts'
import { mayFor, scopesOf } from '../identity/grant.rules.ts'
import { getOrganisation, getOrganisationByCreditCode, isOwn } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { dayOf } from '../kernel/time.ts'
import type { Division } from '../places/places.contract.ts'
import { isWithin, prefixOf } from '../places/places.rules.ts'
import { divisionPath } from '../places/places.server.ts'
import { actsForBody, type Bodies } from './body.rules.ts'
import { noOffice } from './case.contract.ts'
import { actingStage, type CaseState, foldCase, officesOf } from './case.rules.ts'
import { type ActionRow, type CaseRow, findAnswers, findCaseRow, listActionRows, listPast, owedBy, takeCaseRow } from './case.sql.ts'
import {
  type Answers,
  type DivisionFacts,
  type Facts,
  type Known,
  type Office,
  officesOfAll,
  type Procedure,
  type Stage,
} from './procedure.rules.ts'
import { type BatchRow, findBatch } from './programme.sql.ts'
import { listRecordRows } from './record.sql.ts'
import { levelsIn, withStandard } from './standard.rules.ts'
import { findVersion, type VersionRow } from './version.sql.ts'
import { withTexts } from './versiontext.rules.ts'

/** What the engine is given: the procedures that slices declare, and what later slices know of an organisation. */
export type Ground = {
  readonly declared: readonly Procedure[]
  /** What an organisation is recognised as on a day: 'high_tech', 'tech_sme', … */
  readonly statusesOf: (db: Db, organisationId: string, day: string) => Promise<readonly string[]>
  /** The organisations that are tied to one on a day: its parents, subsidiaries, shareholders, and those of the same controller. */
  readonly relatedOf: (db: Db, organisationId: string, day: string) => Promise<readonly string[]>
  /** The rules that name an office, by the names that declarations know them by. */
  readonly rulings: Readonly<Record<string, Ruling>>
  /** Which body has which matter, as on the day of the request. */
  readonly bodiesNow: (db: Db) => Promise<Bodies>
  /** What is known of a county on a day, and of a case of its. */
  readonly aboutDivision: (db: Db, divisionCode: string, about: { caseId: string; day: string }) => Promise<DivisionFacts>
}
/** The division whose office has a case, by the rules of a day; null where no rule names one. */
export type Ruling = (db: Db, asked: { answers: Answers; divisionCode: string; day: string }) => Promise<string | null>

/** The declaration of an edition. */
export function declarationOf({ declared }: Ground, version: { procedureCode: string; edition: string }): Procedure {
  const found = declared.find((one) => one.code === version.procedureCode && one.edition === version.edition)
  if (!found) throw new Error(`no declaration of ${version.procedureCode}/${version.edition}`)
  return found
}

const inForce = new WeakMap<Ground, Map<string, Procedure>>()
/** The procedure as a version has it: its declaration, worded as the version words it, with the items of its standard. */
export function procedureOf(ground: Ground, version: VersionRow): Procedure {
  const known = inForce.get(ground) ?? new Map<string, Procedure>()
  inForce.set(ground, known)
  const made = known.get(version.id) ?? asVersioned(declarationOf(ground, version), version)
  known.set(version.id, made)
  return made
}

/** A declaration with the words and the standard of a version, one that is published or one that is tried. */
export const asVersioned = (declared: Procedure, { texts, standard }: Pick<VersionRow, 'texts' | 'standard'>): Procedure =>
  withTexts(withStandard(declared, standard), texts)

export type LoadedCase = {
  row: CaseRow
  procedure: Procedure
  version: VersionRow
  batch: BatchRow
  actions: ActionRow[]
  state: CaseState
  answers: Answers
  /** The case's division and those it lies in, the province first; empty while it is not said. */
  path: Division[]
  bodies: Bodies
}

/** A case with all that is needed to act on it. @throws not_found */
export async function loadCase(ground: Ground, db: Db, id: string, isTaken = false): Promise<LoadedCase> {
  const row = await (isTaken ? takeCaseRow(db, id) : findCaseRow(db, id))
  if (!row) throw notFound({ what: 'case' })
  const [version, batch, actions, answers, bodies] = await Promise.all([
    findVersion(db, row.versionId),
    findBatch(db, row.batchId),
    listActionRows(db, id),
    findAnswers(db, id),
    ground.bodiesNow(db),
  ])
  const procedure = procedureOf(ground, version!)
  const divisionCode = answers[procedure.divisionField] ?? row.divisionCode
  const path = typeof divisionCode === 'string' ? await divisionPath(db, divisionCode) : []
  const state = foldCase(actions.map((action) => ({ ...action, actedOn: dayOf(action.actedAt) })))
  return { row, procedure, version: version!, batch: batch!, actions, state, answers, path, bodies }
}

/** The day on which a case's conditions are asked: the batch's, or the day of filing. */
export function referenceDay({ batch, state }: Pick<LoadedCase, 'batch' | 'state'>, now: Date): string {
  return batch.referenceOn ?? state.filedOn ?? dayOf(now)
}

/** What the platform knows of whom a case is about, without asking. */
export async function factsOf(
  ground: Ground,
  db: Db,
  whom: { subjectId: string | null; organisationId: string | null; idNumber: string | null; exceptCaseId?: string },
  day: string,
): Promise<Facts> {
  const past = { ...(await listPast(db, whom)), owedFen: await owedBy(db, whom) }
  const organisation = whom.organisationId === null ? undefined : await getOrganisation(db, whom.organisationId)
  const more = { records: [], consents: [], registeredCodes: null, division: null }
  if (!organisation) return { ...past, ...more, organisation: null }
  const statuses = await ground.statusesOf(db, organisation.id, day)
  return { ...past, ...more, organisation: { kind: organisation.kind, divisionCode: organisation.divisionCode, statuses } }
}

/** Everything a case's conditions are asked with. */
export async function knownOf(ground: Ground, db: Db, loaded: LoadedCase, now: Date): Promise<Known> {
  const { row, procedure, version, answers } = loaded
  const on = referenceDay(loaded, now)
  const idNumber = procedure.idField ? answers[procedure.idField] : undefined
  // What came of the case itself is no past of it.
  const whom = { ...row, idNumber: typeof idNumber === 'string' ? idNumber : null, exceptCaseId: row.id }
  const facts = await factsOf(ground, db, whom, on)
  const records = procedure.records ? await listRecordRows(db, row.id) : []
  const more = {
    ...{ records, consents: await consentsOf(db, loaded), registeredCodes: await registeredCodes(db, procedure, answers) },
    division: await divisionFacts(ground, db, loaded, on),
  }
  return { answers, facts: { ...facts, ...more }, parameters: version.parameters, standard: levelsIn(version.standard), on }
}

async function divisionFacts(ground: Ground, db: Db, { procedure, path, row }: LoadedCase, day: string): Promise<DivisionFacts | null> {
  const code = path.at(-1)?.code
  return procedure.subject === 'division' && code !== undefined ? ground.aboutDivision(db, code, { caseId: row.id, day }) : null
}

/** The credit codes among the answers under which an organisation is registered. */
export async function registeredCodes(db: Db, { form }: Procedure, answers: Answers): Promise<string[]> {
  const found = []
  for (const [key, field] of Object.entries(form)) {
    const code = answers[key]
    if (field.type === 'credit_code' && typeof code === 'string' && (await getOrganisationByCreditCode(db, code))) found.push(code)
  }
  return found
}

/** The consents that stand for children whom the form names. */
async function consentsOf(db: Db, { row, procedure, answers }: LoadedCase): Promise<Facts['consents']> {
  const found = []
  for (const [key, field] of Object.entries(procedure.form)) {
    const childId = answers[key]
    if (field.type !== 'child' || typeof childId !== 'string') continue
    if (await isConsented(db, { childId, guardianId: row.applicantId, purpose: field.purpose }))
      found.push({ childId, purpose: field.purpose })
  }
  return found
}

/** The answers whole, children by name and day of birth. @throws consent_missing */
export async function answersRevealed(db: Db, { procedure, answers }: LoadedCase): Promise<Answers> {
  const shown: Record<string, Answers[string]> = { ...answers }
  for (const [key, field] of Object.entries(procedure.form)) {
    const childId = answers[key]
    if (field.type !== 'child' || typeof childId !== 'string') continue
    const child = await childValues(db, childId, field.purpose)
    shown[key] = child ? `${child.name} ${child.bornOn}` : ''
  }
  return shown
}

/**
 * The division whose office acts: at a level, or above it where the case's division does not reach down to it; the one that a rule named at
 * the filing. Null for an employer.
 */
export function officeDivisionOf({ path, state }: Pick<LoadedCase, 'path' | 'state'>, office: Office): string | null {
  if (office.at === 'employer') return null
  if (office.at === 'ruled') return state.ruled[office.ruling] ?? null
  return (path.find((division) => division.level === office.at) ?? path.at(-1))?.code ?? null
}

/** The divisions that rules name for a case about to be filed or mended, asked as on the day of its filing. @throws no_office */
export async function ruledOffices(ground: Ground, db: Db, loaded: LoadedCase, now: Date): Promise<Record<string, string>> {
  const { procedure, answers, path, state } = loaded
  const ruled: Record<string, string> = {}
  for (const office of officesOfAll(procedure)) {
    if (office.at !== 'ruled') continue
    const asked = { answers, divisionCode: path.at(-1)?.code ?? '', day: state.filedOn ?? dayOf(now) }
    const division = await ground.rulings[office.ruling]!(db, asked)
    if (division === null) throw noOffice({})
    ruled[office.ruling] = division
  }
  return ruled
}

/** Whether a grant is for what an office does: its permission, and its matter where one is named. */
export function grantFits(grant: Actor['grants'][number], procedure: Procedure, office: Exclude<Office, { at: 'employer' }>): boolean {
  if (!grant.permissions.has(office.permission)) return false
  if (office.matterCode !== undefined) return grant.matterCode === office.matterCode
  return grant.matterCode === null || grant.matterCode === procedure.matterCode
}

/** Whether the actor is of an office for a case: nobody for a case of their own. */
export function isOfOffice(actor: Pick<Actor, 'personId' | 'grants'>, loaded: LoadedCase, office: Office): boolean {
  if (isMine(actor, loaded) && office.at !== 'employer') return false
  if (office.at === 'employer') return loaded.row.organisationId !== null && isOwn(actor, 'procedures.endorse', loaded.row.organisationId)
  const division = officeDivisionOf(loaded, office)
  const isThere = (code: string | null) =>
    code !== null && division !== null && (code === division || (office.orAbove === true && isWithin(division, code)))
  const { procedure, bodies } = loaded
  return actor.grants.some(
    (grant) =>
      isThere(grant.divisionCode) &&
      grantFits(grant, procedure, office) &&
      actsForBody(actor, bodies, matterOf(procedure, office), grant.divisionCode!),
  )
}

/** Somebody who is away, and for whom another acts with what their own roles permit: in one procedure, or in all (null). */
export type Principal = Pick<Actor, 'personId' | 'grants'> & { procedureCode: string | null }
/** Whoever acts, and for whom they stand in (delegation.server). */
export type Officer = Actor & { readonly standsInFor?: readonly Principal[] }

/** Whoever might act, with those they stand in for. */
export type StandIn = Pick<Officer, 'personId' | 'grants' | 'standsInFor'>

function principalsOf(officer: Pick<Officer, 'standsInFor'>, procedure: Procedure): readonly Principal[] {
  return (officer.standsInFor ?? []).filter(({ procedureCode }) => procedureCode === null || procedureCode === procedure.code)
}

const handling: readonly string[] = ['accept', 'pass', 'conclude']

/** As whom somebody is of an office for a case: null as themselves, else for whom they stand in; undefined where they are not. */
function officeVia(officer: StandIn, loaded: LoadedCase, office: Office): string | null | undefined {
  if (isOfOffice(officer, loaded, office)) return null
  // An employer's voice is a role for the firm to give, and nobody acts on a case of their own for another either.
  if (office.at === 'employer' || isMine(officer, loaded)) return undefined
  // Whoever handled a case does not decide it in another's place.
  const hasHandled = loaded.actions.some(({ actorId, verb }) => actorId === officer.personId && handling.includes(verb))
  if (office.permission === 'procedures.decide' && hasHandled) return undefined
  return principalsOf(officer, loaded.procedure).find((one) => isOfOffice(one, loaded, office))?.personId
}

/** The matter that an office acts for. */
export function matterOf(procedure: Procedure, office: Exclude<Office, { at: 'employer' }>): string {
  return office.matterCode ?? procedure.matterCode
}

/** As whom somebody may act on a case: as a signer or for the office itself, asked for their own signature, and for whom they stand in. */
export type Acting = { signer: string | null; isAsked: boolean; forId: string | null }

/** As whom the actor may act on a case now: its office's, a signer's, or one of those whose signature was asked for. */
export function actingAs(actor: StandIn, loaded: LoadedCase): Acting[] {
  const { procedure, state } = loaded
  const stage = actingStage(procedure, state)
  const offices = officesOf(stage, state).flatMap(({ office, signer }): Acting[] => {
    const forId = officeVia(actor, loaded, office)
    return forId === undefined ? [] : [{ signer, isAsked: false, forId }]
  })
  // Nobody signs for two departments: whoever has an office of their own there acts for it alone.
  const own = offices.filter(({ forId }) => forId === null)
  const isAsked = state.waitingSigners.includes(actor.personId)
  return [...(own.length > 0 ? own : offices.slice(0, 1)), ...(isAsked ? [{ signer: null, isAsked: true, forId: null }] : [])]
}

/** Whether a case was filed by the actor or is about them; a county's is of everybody who files for it. */
export function isMine(actor: Pick<Actor, 'personId' | 'grants'>, loaded: Pick<LoadedCase, 'row' | 'procedure' | 'path'>): boolean {
  return isFiledBy(actor, loaded) || loaded.row.subjectId === actor.personId
}

/** Whether the actor goes on with a case as its applicant: who filed it, or for a county's whoever files there. */
export function isFiledBy(
  actor: Pick<Actor, 'personId' | 'grants'>,
  { row, procedure, path }: Pick<LoadedCase, 'row' | 'procedure' | 'path'>,
): boolean {
  if (procedure.subject !== 'division') return row.applicantId === actor.personId
  return divisionsOf(actor, procedure).includes(path.at(-1)?.code ?? '')
}

/** The divisions for which somebody files what is a county's affair. */
export function divisionsOf(actor: Pick<Actor, 'grants'>, { filedWith }: Pick<Procedure, 'filedWith'>): string[] {
  if (filedWith === undefined) return []
  return actor.grants.flatMap(({ permissions, divisionCode }) => (permissions.has(filedWith) && divisionCode !== null ? divisionCode : []))
}

/** Whether the actor may see a case: its applicant, its employer, and from its filing on the offices of its divisions and the auditors. */
export function maySee(actor: Officer, loaded: LoadedCase): boolean {
  const { row, procedure, state, path } = loaded
  if (isFiledBy(actor, loaded)) return true
  if (state.filedOn === null) return false
  if (row.subjectId === actor.personId || state.waitingSigners.includes(actor.personId)) return true
  if (row.organisationId && mayFor(actor, 'procedures.endorse', { organisationId: row.organisationId, divisionCode: null })) return true
  const divisionCode = path.at(-1)?.code
  if (divisionCode === undefined) return false
  const grants = [actor, ...principalsOf(actor, procedure)].flatMap((one) => one.grants)
  return grants.some((grant) => grantSees(grant, procedure) && isWithin(divisionCode, grant.divisionCode!))
}

/** Whether somebody may read what experts said: who may see the case and is of the office of its expert stage or its decision, or inspects. */
export function readsReview(actor: Actor, loaded: LoadedCase): boolean {
  const stages = loaded.procedure.stages.filter((one) => one.kind === 'expert' || one.kind === 'decision')
  const isInside = stages.some(({ office }) => isOfOffice(actor, loaded, office)) || actor.permissions.has('procedures.inspect')
  return isInside && maySee(actor, loaded) && !isMine(actor, loaded)
}

const seeing = ['procedures.handle', 'procedures.decide', 'procedures.inspect']
/** Who acts somewhere on its way sees a case, and who handles, decides or inspects cases at all. */
function seeingOf(procedure: Procedure): string[] {
  return [...seeing, ...officesOfAll(procedure).flatMap((office) => (office.at === 'employer' ? [] : office.permission))]
}
function grantSees(grant: Actor['grants'][number], procedure: Procedure): boolean {
  if (grant.divisionCode === null || !seeingOf(procedure).some((permission) => grant.permissions.has(permission))) return false
  // What nobody else may know is seen by who was granted that very matter, and by auditors.
  if (procedure.isConfidential && grant.matterCode === null) return grant.permissions.has('procedures.inspect')
  return grant.matterCode === null || mattersOf(procedure).includes(grant.matterCode)
}

/** The matters whose offices a procedure comes to. */
export function mattersOf(procedure: Procedure): string[] {
  return [procedure.matterCode, ...officesOfAll(procedure).flatMap((office) => (office.at === 'employer' ? [] : (office.matterCode ?? [])))]
}

/** What the actor may see of each procedure, for a query: divisions by what their codes begin with. */
export function sightsOf({ declared }: Ground, actor: Officer): { pattern: string; procedureCode: string }[] {
  return declared.flatMap((procedure) =>
    [actor, ...principalsOf(actor, procedure)]
      .flatMap((one) => one.grants)
      .filter((grant) => grantSees(grant, procedure))
      .map((grant) => ({ pattern: `${prefixOf(grant.divisionCode!)}%`, procedureCode: procedure.code })),
  )
}

/** What the actor may inspect as an auditor, as sightsOf tells it. */
export function inspectedBy(ground: Ground, actor: Actor): { pattern: string; procedureCode: string }[] {
  return sightsOf(ground, {
    ...actor,
    standsInFor: [],
    grants: actor.grants.filter((grant) => grant.permissions.has('procedures.inspect')),
  })
}

/**
 * The stages at which the actor's offices act, for a query; '' is an appeal, which comes to whoever decides. A desk `orAbove` has the cases
 * of all divisions below its own too.
 */
export function desksOf(
  { declared }: Ground,
  actor: Officer,
  bodies: Bodies,
): { divisionCode: string; procedureCode: string; stage: string; orAbove: boolean }[] {
  const ofStage = (procedure: Procedure, stage: Stage, code: string) =>
    officesOf(stage, { signatures: [] }).flatMap(({ office }) =>
      office.at === 'employer'
        ? []
        : [actor, ...principalsOf(actor, procedure)].flatMap((one) =>
            one.grants
              .filter((grant) => grant.divisionCode !== null && grantFits(grant, procedure, office))
              .filter((grant) => actsForBody(one, bodies, matterOf(procedure, office), grant.divisionCode!))
              .map((grant) => ({
                ...{ divisionCode: grant.divisionCode!, procedureCode: procedure.code, stage: code, orAbove: office.orAbove === true },
              })),
          ),
    )
  const all = declared.flatMap((procedure) => [
    ...procedure.stages.flatMap((stage) => ofStage(procedure, stage, stage.code)),
    ...ofStage(procedure, procedure.stages.at(-1)!, ''),
  ])
  return [...new Map(all.map((desk) => [`${desk.divisionCode} ${desk.procedureCode} ${desk.stage}`, desk])).values()]
}

/** The organisations the actor speaks for as an employer, and the stages at which employers act. */
export function employersOf({ declared }: Ground, actor: Actor) {
  return {
    organisationIds: scopesOf(actor, 'procedures.endorse').organisationIds,
    stages: declared.flatMap((procedure) =>
      procedure.stages.filter(({ office }) => office.at === 'employer').map(({ code }) => ({ procedureCode: procedure.code, stage: code })),
    ),
  }
}
