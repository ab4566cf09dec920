// Registering an organisation and joining one: applied for by anybody, decided by whom the rule of the division names.
import { mayFor, scopesOf } from '../identity/grant.rules.ts'
import { giveRole } from '../identity/grant.server.ts'
import { creditCodeWrong } from '../identity/identity.contract.ts'
import { isCreditCode } from '../identity/identity.rules.ts'
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
import { record } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { divisionPath, requireDivision } from '../places/places.server.ts'
import { findJoining, insertJoining, type JoiningRow, listJoiningsOf, listJoiningsTo, settleJoining, takeJoining } from './joining.sql.ts'
import { joinApproved, joinAsked, joinRefused, registrationApproved, registrationAsked, registrationRefused } from './notice.contract.ts'
import {
  applyForRegistration,
  approveRegistration,
  askToJoin,
  decideJoining,
  joiningDecided,
  joiningRoleUnfit,
  listJoinings,
  listMyRegistrations,
  listRegistrations,
  memberAlready,
  noRegistrationRule,
  organisationRegistered,
  refuseRegistration,
  registeredAlready,
  registrationDecided,
  withdrawJoining,
  withdrawRegistration,
} from './registration.contract.ts'
import { decidingDivision, roleOfApplicant, rolesToJoin, ruleFor } from './registration.rules.ts'
import {
  countWaiting,
  findRegistration,
  insertRegistration,
  listRegistrationPage,
  listRegistrationsOf,
  listRules,
  type RegistrationRow,
  settleRegistration,
  takeRegistration,
} from './registration.sql.ts'

const contactPurpose = 'registration.contact'

/** The division whose officers decide on an organisation of a kind that lies in a division, by the rule of a day. @throws no_registration_rule */
export async function decidesFor(
  db: Db,
  { kind, divisionCode }: Pick<RegistrationRow, 'kind'> & { divisionCode: string | null },
  day: string,
): Promise<string> {
  const rule = divisionCode === null ? undefined : ruleFor(await listRules(db), kind, divisionCode, day)
  const division = rule && decidingDivision(await divisionPath(db, divisionCode!), rule.decidesIn)
  if (!division) throw noRegistrationRule({})
  return division
}

/** Whether the actor decides what officers of a division decide: officers of it, or of one that it lies in. */
export function decidesIn(actor: Actor, divisionCode: string): boolean {
  return mayFor(actor, 'registry.decide', { organisationId: '', divisionCode })
}

/** What the codes of the actor's divisions and of all below them begin with, for a query. */
export function patternsOf(actor: Actor, permission: string): string[] {
  return patternsWithin(scopesOf(actor, permission).divisionCodes)
}

/** How many applications for registration wait for the actor's divisions. */
export function waitingRegistrations(db: Db, actor: Actor): Promise<number> {
  return countWaiting(db, patternsOf(actor, 'registry.decide'))
}

async function takeForDecision(db: Db, actor: Actor, id: string): Promise<RegistrationRow> {
  const registration = await takeRegistration(db, id)
  if (!registration || !decidesIn(actor, registration.decidesIn)) throw notFound({ what: 'registration' })
  if (registration.state !== 'pending') throw registrationDecided({})
  return registration
}

const registrationHandlers = [
  handle(applyForRegistration, async ({ input, actor, db, now }) => {
    const { creditCode, contact } = input
    if (!isCreditCode(creditCode)) throw creditCodeWrong({ creditCode })
    await requireDivision(db, input.divisionCode)
    const known = await getOrganisationByCreditCode(db, creditCode)
    if (known) throw registeredAlready({ creditCode, organisationId: known.id, nameZh: known.nameZh })
    const division = await decidesFor(db, input, dayOf(now))
    const id = await insertRegistration(db, {
      ...input,
      applicantId: actor.personId,
      decidesIn: division,
      contactSealed: vault().seal(contactPurpose, contact),
    })
    const divisionCodes = (await divisionPath(db, division)).map(({ code }) => code).toReversed()
    const told = { kind: registrationAsked, params: { organisation: input.nameZh }, link: '/work/registrations' }
    await notify(db, { holdersOf: { permission: 'registry.decide', divisionCodes } }, told)
    return (await findRegistration(db, id))!
  }),

  handle(listMyRegistrations, async ({ actor, db }) => ({
    registrations: await listRegistrationsOf(db, actor.personId),
    joinings: await listJoiningsOf(db, actor.personId),
  })),

  handle(withdrawRegistration, async ({ input, actor, db }) => {
    const registration = await takeRegistration(db, input.id)
    if (registration?.applicantId !== actor.personId) throw notFound({ what: 'registration' })
    if (registration.state !== 'pending') throw registrationDecided({})
    await settleRegistration(db, input.id, { state: 'withdrawn', decidedBy: null })
    return (await findRegistration(db, input.id))!
  }),

  handle(listRegistrations, async ({ input, actor, db }) => {
    const page = { state: input.state, after: input.cursor, limit: input.limit + 1 }
    const found = await listRegistrationPage(db, patternsOf(actor, 'registry.decide'), page)
    const rows = found.slice(0, input.limit)
    const people = rows.flatMap((row) => [row.applicantId, ...(row.decidedBy ? [row.decidedBy] : [])])
    const names = await displayNames(db, people)
    const items = rows.map(({ contactSealed, ...row }) => ({
      ...row,
      applicantName: names.get(row.applicantId) ?? '',
      decidedByName: row.decidedBy && (names.get(row.decidedBy) ?? ''),
      contact: contactSealed ? vault().open(contactPurpose, contactSealed) : '',
    }))
    return { items, nextCursor: found.length > input.limit ? rows.at(-1)!.id : null }
  }),

  handle(approveRegistration, async ({ input, actor, db }) => {
    const registration = await takeForDecision(db, actor, input.id)
    const { applicantId, creditCode, nameZh, nameEn, kind, divisionCode } = registration
    const organisationId = await registerOrganisation(db, { creditCode, nameZh, nameEn, kind, divisionCode })
    await settleRegistration(db, input.id, { state: 'approved', decidedBy: actor.personId, organisationId })
    await giveRole(db, applicantId, { role: roleOfApplicant(kind), organisationId, divisionCode: null })
    await record(db, organisationRegistered, { organisationId, registrationId: input.id })
    const told = { kind: registrationApproved, params: { organisation: nameZh }, link: '/work/organisation' }
    await notify(db, { personIds: [applicantId] }, told)
    return (await findRegistration(db, input.id))!
  }),

  handle(refuseRegistration, async ({ input, actor, db }) => {
    const { applicantId, nameZh } = await takeForDecision(db, actor, input.id)
    await settleRegistration(db, input.id, { state: 'refused', decidedBy: actor.personId, reason: input.reason })
    const told = { kind: registrationRefused, params: { organisation: nameZh }, link: '/register' }
    await notify(db, { personIds: [applicantId] }, told)
    return (await findRegistration(db, input.id))!
  }),
]

/** A request that still waits, taken. @throws not_found, joining_decided */
async function takeWaiting(db: Db, id: string, isTheirs: (joining: JoiningRow) => boolean | Promise<boolean>): Promise<JoiningRow> {
  const joining = await takeJoining(db, id)
  if (!joining || !(await isTheirs(joining))) throw notFound({ what: 'joining' })
  if (joining.state !== 'pending') throw joiningDecided({})
  return joining
}

const joiningHandlers = [
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

export const applicationHandlers = [...registrationHandlers, ...joiningHandlers]
