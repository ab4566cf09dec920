// Registering an organisation: a procedure whose office the rule of the division names, and what comes of it; and joining one.
import { mayFor, scopesOf } from '../identity/grant.rules.ts'
import { giveRole } from '../identity/grant.server.ts'
import type { Organisation } from '../identity/identity.contract.ts'
import {
  getOrganisation,
  getOrganisationByCreditCode,
  placeOf,
  registerOrganisation,
  requireRightFor,
} from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import { notify } from '../identity/notice.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { on, record } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { divisionPath } from '../places/places.server.ts'
import { caseDecided, caseFiled } from '../procedures/case.contract.ts'
import { type FiledCase, filedCase } from '../procedures/filed.server.ts'
import type { Ruling } from '../procedures/known.server.ts'
import { findJoining, insertJoining, type JoiningRow, listJoiningsOf, listJoiningsTo, settleJoining, takeJoining } from './joining.sql.ts'
import { joinApproved, joinAsked, joinRefused, registrationApproved, registrationAsked } from './notice.contract.ts'
import {
  askToJoin,
  decideJoining,
  joiningDecided,
  joiningRoleUnfit,
  listJoinings,
  listMyJoinings,
  memberAlready,
  noRegistrationRule,
  organisationRegistered,
  withdrawJoining,
} from './registration.contract.ts'
import { decidingDivision, registrationCode, registrationRuling, roleOfApplicant, rolesToJoin, ruleFor } from './registration.rules.ts'
import { insertRegistered, listRules } from './registration.sql.ts'

type Kind = Organisation['kind']

/** The division whose officers decide on an organisation of a kind that lies in a division, by the rule of a day; null where none does. */
async function findDecider(db: Db, kind: Kind, divisionCode: string, day: string): Promise<string | null> {
  const rule = ruleFor(await listRules(db), kind, divisionCode, day)
  return (rule && decidingDivision(await divisionPath(db, divisionCode), rule.decidesIn)) ?? null
}

/** As findDecider, where there must be one. @throws no_registration_rule */
export async function decidesFor(db: Db, organisation: { kind: Kind; divisionCode: string | null }, day: string): Promise<string> {
  const { kind, divisionCode } = organisation
  const division = divisionCode === null ? null : await findDecider(db, kind, divisionCode, day)
  if (division === null) throw noRegistrationRule({})
  return division
}

/** The rules by which this slice's declarations name their offices. */
export const registryRulings: Readonly<Record<string, Ruling>> = {
  [registrationRuling]: (db, { answers, divisionCode, day }) => findDecider(db, answers['kind'] as Kind, divisionCode, day),
}

/** Whether the actor decides what officers of a division decide: officers of it, or of one that it lies in. */
export function decidesIn(actor: Actor, divisionCode: string): boolean {
  return mayFor(actor, 'registry.decide', { organisationId: '', divisionCode })
}

/** What the codes of the actor's divisions and of all below them begin with, for a query. */
export function patternsOf(actor: Actor, permission: string): string[] {
  return patternsWithin(scopesOf(actor, permission).divisionCodes)
}

/** What somebody applied with, of a form that was whole when it was filed. */
function wishOf({ answers }: FiledCase) {
  const text = (key: string) => (typeof answers[key] === 'string' ? answers[key] : '')
  return {
    ...{ creditCode: text('creditCode'), nameZh: text('nameZh'), nameEn: text('nameEn'), kind: text('kind') as Kind },
    divisionCode: text('division'),
  }
}

/** Tells those who decide that somebody applied. */
async function tellDeciders(db: Db, filed: FiledCase): Promise<void> {
  const divisionCodes = (await divisionPath(db, filed.officeDivision!)).map(({ code }) => code).toReversed()
  const told = { kind: registrationAsked, params: { organisation: wishOf(filed).nameZh }, link: `/work/cases/${filed.id}` }
  await notify(db, { holdersOf: { permission: 'registry.decide', divisionCodes } }, told)
}

/** Registers the organisation that was applied for and makes the applicant its administrator. @throws credit_code_taken */
async function register(db: Db, filed: FiledCase): Promise<void> {
  const wish = wishOf(filed)
  const organisationId = await registerOrganisation(db, wish)
  await insertRegistered(db, { organisationId, caseId: filed.id, appliedAt: filed.filedAt })
  await giveRole(db, filed.applicantId, { role: roleOfApplicant(wish.kind), organisationId, divisionCode: null })
  await record(db, organisationRegistered, { organisationId, caseId: filed.id })
  const told = { kind: registrationApproved, params: { organisation: wish.nameZh }, link: '/work/organisation' }
  await notify(db, { personIds: [filed.applicantId] }, told)
}

export const registrationListeners = [
  on(caseFiled, async ({ payload, db }) => {
    if (payload.procedureCode === registrationCode) await tellDeciders(db, await filedCase(db, payload.caseId))
  }),
  on(caseDecided, async ({ payload, db }) => {
    if (payload.procedureCode === registrationCode && payload.status === 'granted') await register(db, await filedCase(db, payload.caseId))
  }),
]

/** A request that still waits, taken. @throws not_found, joining_decided */
async function takeWaiting(db: Db, id: string, isTheirs: (joining: JoiningRow) => boolean | Promise<boolean>): Promise<JoiningRow> {
  const joining = await takeJoining(db, id)
  if (!joining || !(await isTheirs(joining))) throw notFound({ what: 'joining' })
  if (joining.state !== 'pending') throw joiningDecided({})
  return joining
}

export const joiningHandlers = [
  handle(listMyJoinings, async ({ actor, db }) => ({ items: await listJoiningsOf(db, actor.personId) })),

  handle(askToJoin, async ({ input, actor, db }) => {
    const organisation = await getOrganisationByCreditCode(db, input.creditCode)
    if (!organisation) throw notFound({ what: 'organisation' })
    if (actor.grants.some((grant) => grant.organisationId === organisation.id)) throw memberAlready({})
    const id = await insertJoining(db, actor.personId, organisation.id)
    const audience = { holdersOf: { permission: 'registry.change', organisationId: organisation.id } }
    await notify(db, audience, { kind: joinAsked, params: { organisation: organisation.nameZh }, link: '/work/organisation' })
    return (await findJoining(db, id))!
  }),

  handle(withdrawJoining, async ({ input, actor, db }) => {
    await takeWaiting(db, input.id, (joining) => joining.personId === actor.personId)
    await settleJoining(db, input.id, { state: 'withdrawn', decidedBy: null })
    return {}
  }),

  handle(listJoinings, async ({ input, actor, db }) => {
    await requireRightFor(db, actor, 'registry.change', input.id)
    const rows = await listJoiningsTo(db, input.id)
    const names = await displayNames(
      db,
      rows.map((row) => row.personId),
    )
    return { items: rows.map((row) => ({ ...row, personName: names.get(row.personId) ?? '' })) }
  }),

  handle(decideJoining, async ({ input, actor, db }) => {
    const { role, reason } = input
    const isTheirs = async (joining: JoiningRow) => {
      const organisation = await getOrganisation(db, joining.organisationId)
      const target = organisation && { organisationId: organisation.id, divisionCode: await placeOf(db, organisation) }
      return target !== undefined && mayFor(actor, 'registry.change', target)
    }
    const joining = await takeWaiting(db, input.id, isTheirs)
    const organisation = (await getOrganisation(db, joining.organisationId))!
    if (role === null ? reason.length < 4 : !rolesToJoin(organisation.kind).includes(role)) throw joiningRoleUnfit({})
    await settleJoining(db, input.id, { state: role === null ? 'refused' : 'approved', decidedBy: actor.personId, role, reason })
    if (role !== null) await giveRole(db, joining.personId, { role, organisationId: organisation.id, divisionCode: null })
    const kind = role === null ? joinRefused : joinApproved
    const told = { kind, params: { organisation: organisation.nameZh }, link: role === null ? '/register' : '/' }
    await notify(db, { personIds: [joining.personId] }, told)
    return {}
  }),
]
