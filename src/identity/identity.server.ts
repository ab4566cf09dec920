import type { Actor } from '../kernel/actor.ts'
import { type Db, inTransaction } from '../kernel/db.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { hashPassword, hashToken } from '../kernel/password.ts'
import { type AuditEntry, handle, type Slice } from '../kernel/perform.ts'
import { wholeDivision } from '../places/places.server.ts'
import { attemptWorkers } from './attempt.server.ts'
import { auditHandlers, auditSeeds, auditWorkers, originsOf } from './audit.server.ts'
import { auditStatement } from './audit.sql.ts'
import { consentHandlers } from './consent.server.ts'
import { emailHandlers } from './email.server.ts'
import { factorHandlers } from './factor.server.ts'
import { mayFor, permissionsFrom } from './grant.rules.ts'
import { asActorGrants, giveRole, grantHandlers, roleSeeds, type WantedRole } from './grant.server.ts'
import { chooseOrganisation, creditCodeWrong, getMe, listOrganisations, noOrganisation, type Organisation } from './identity.contract.ts'
import { isCreditCode, normalName } from './identity.rules.ts'
import {
  findIsExample,
  findOrganisation,
  findOrganisationByCreditCode,
  insertOrganisations,
  insertPerson,
  listOrganisationsById,
  listOrganisationsNamed,
  type NewOrganisation,
  searchOrganisations,
} from './identity.sql.ts'
import { invitationHandlers } from './invitation.server.ts'
import { actorOfKey, isApiKey, keyHandlers } from './key.server.ts'
import { meOf } from './me.server.ts'
import { minorHandlers } from './minor.server.ts'
import { passkeyHandlers } from './passkey.server.ts'
import { passwordHandlers } from './password.server.ts'
import { personalHandlers } from './personal.server.ts'
import { providerHandlers } from './provider.server.ts'
import { resetHandlers, resetWorkers } from './reset.server.ts'
import { resolutionHandlers } from './resolution.server.ts'
import { renewSession, sessionHandlers } from './session.server.ts'
import { findSession, markSeen, type SessionRow, updateSessionOrganisation } from './session.sql.ts'
import { signInHandlers } from './signin.server.ts'
import { sweepWorkers } from './sweep.server.ts'
import { identityChecks } from './verify.server.ts'

/** What the kernel needs of identity: who acts, and where the trace goes. */
export function identityFor(db: Db, now: () => Date) {
  return {
    async actorOf(token: string): Promise<Actor | null> {
      if (isApiKey(token)) return actorOfKey(db, token, now())
      const session = await findSession(db, hashToken(token), now())
      if (!session) return null
      if (session.isUnmarked) await markSeen(db, session.sessionId, now())
      if (session.isEnrolling) return { ...whoIs(session), permissions: new Set(), grants: [], limit: 'enrolling' }
      if (session.isHeld) return { ...whoIs(session), permissions: new Set(), grants: [], limit: 'held' }
      const grants = await asActorGrants(db, session.grants)
      return { ...whoIs(session), permissions: permissionsFrom(grants), grants }
    },
    auditOf: (entry: AuditEntry) => auditStatement(entry),
    originOf: originsOf(db),
  }
}

function whoIs({ personId, sessionId, organisationId }: SessionRow) {
  return { personId, sessionId, organisationId }
}

/** The organisation a person acts for. @throws no_organisation */
export function requireOrganisationOf(actor: Actor): string {
  if (!actor.organisationId) throw noOrganisation({})
  return actor.organisationId
}

/** Whether the actor may do this for an organisation by a grant for that very organisation; asks no database. */
export function isOwn(actor: Pick<Actor, 'grants'>, permission: string, organisationId: string): boolean {
  return mayFor(actor, permission, { organisationId, divisionCode: null })
}

/** As isOwn, told as a refusal. @throws not_permitted */
export function requireOwn(actor: Actor, permission: string, organisationId: string): void {
  if (!isOwn(actor, permission, organisationId)) throw notPermitted({ permission })
}

/** The division an organisation is in for questions of right; one of no known division is in the province as a whole. */
export async function placeOf(db: Db, { divisionCode }: Pick<Organisation, 'divisionCode'>): Promise<string | null> {
  return divisionCode ?? (await wholeDivision(db))
}

/** What a right is asked for beside its organisation: what the story calls the thing, and the groups of an instrument. */
export type RightAsked = { what?: string; instrumentGroupIds?: readonly string[] }

/**
 * The first line of many stories: the actor may do this for that organisation, or for a thing of its. Whoever may not is told the same as
 * if it did not exist, so that trying ids tells nobody anything. @throws not_found
 */
export async function requireRightFor(
  db: Db,
  actor: Actor,
  permission: string,
  organisationId: string,
  { what = 'organisation', instrumentGroupIds = [] }: RightAsked = {},
): Promise<Organisation> {
  const organisation = await findOrganisation(db, organisationId)
  if (!organisation) throw notFound({ what })
  const target = { organisationId, divisionCode: await placeOf(db, organisation), instrumentGroupIds }
  if (!mayFor(actor, permission, target)) throw notFound({ what })
  return organisation
}

/** As requireRightFor, told as an answer instead of a refusal. */
export async function hasRightFor(
  db: Db,
  actor: Actor | null,
  permission: string,
  organisationId: string,
  { instrumentGroupIds = [] }: RightAsked = {},
): Promise<boolean> {
  const organisation = actor ? await findOrganisation(db, organisationId) : undefined
  if (!actor || !organisation) return false
  return mayFor(actor, permission, { organisationId, divisionCode: await placeOf(db, organisation), instrumentGroupIds })
}

export type Registration = NewOrganisation & { otherNames?: readonly string[] }

/** Registers an organisation by its credit code, with its names as aliases. @throws credit_code_wrong, credit_code_taken */
export async function registerOrganisation(db: Db, organisation: Registration): Promise<string> {
  const [id] = await registerOrganisations(db, [organisation])
  return id!
}

/** Registers organisations, 1 to 5,000 at once. @returns their ids in the order given @throws credit_code_wrong, credit_code_taken */
export function registerOrganisations(db: Db, organisations: readonly Registration[]): Promise<string[]> {
  const rows = organisations.map((organisation) => {
    const { creditCode, nameZh, nameEn, otherNames = [] } = organisation
    if (creditCode !== null && !isCreditCode(creditCode)) throw creditCodeWrong({ creditCode })
    const names = [nameZh, nameEn, ...otherNames].filter((name) => name !== '')
    return { ...organisation, aliases: names.map((name) => ({ name, normalName: normalName(name), source: 'registration' })) }
  })
  return insertOrganisations(db, rows)
}

/** An organisation as it is called today. */
export function getOrganisation(db: Db, id: string): Promise<Organisation | undefined> {
  return findOrganisation(db, id)
}

/** The organisation registered under a unified social credit code 统一社会信用代码. */
export function getOrganisationByCreditCode(db: Db, creditCode: string): Promise<Organisation | undefined> {
  return findOrganisationByCreditCode(db, creditCode)
}

/** Organisations as they are called today; ids that are none are left out. */
export function getOrganisations(db: Db, ids: readonly string[]): Promise<Organisation[]> {
  return listOrganisationsById(db, ids)
}

/** Organisations that a text names: by a whole normal name or, but for firms, by a fragment of one; at most 50. */
export function organisationsNamed(
  db: Db,
  normalNames: readonly string[],
  fragments: readonly string[],
): Promise<{ id: string; nameZh: string; normalName: string; fragment: string | null }[]> {
  return listOrganisationsNamed(db, normalNames, fragments, 50)
}

type NewAccount = {
  loginName: string
  displayName: string
  isExample?: boolean
  grants: readonly WantedRole[]
}

/** Whether this database holds the example province: then every page and every statement says so. */
export function isExampleDatabase(db: Db): Promise<boolean> {
  return findIsExample(db)
}

/** Creates a person who can sign in. The hash is made before any transaction. */
export async function createPerson(db: Db, person: NewAccount & { password: string }): Promise<string> {
  const passwordHash = await hashPassword(person.password)
  return inTransaction(db, 'write', (tx) => openAccount(tx, { ...person, passwordHash }))
}

/** Writes a person whose password was hashed beforehand, with what they may do. */
export async function openAccount(db: Db, person: NewAccount & { passwordHash: string }): Promise<string> {
  const { loginName, displayName, passwordHash, isExample = false } = person
  const personId = await insertPerson(db, { loginName, displayName, passwordHash, isExample })
  for (const grant of person.grants) await giveRole(db, personId, grant)
  return personId
}

export const identitySlice: Slice = {
  checks: identityChecks,
  handlers: [
    handle(getMe, async ({ actor, db }) => ({ me: actor ? await meOf(db, actor) : null, isExample: await findIsExample(db) })),

    handle(chooseOrganisation, async ({ input, actor, db }) => {
      if (!actor.grants.some((grant) => grant.organisationId === input.organisationId)) throw notFound({ what: 'organisation' })
      await updateSessionOrganisation(db, actor.sessionId, input.organisationId)
      const me = await meOf(db, { ...actor, organisationId: input.organisationId })
      return { ...(await renewSession(db, actor.sessionId)), me }
    }),

    handle(listOrganisations, async ({ input, db }) => ({
      items: await searchOrganisations(db, normalName(input.query), input.query, input.kind, input.limit),
    })),

    ...signInHandlers,
    ...sessionHandlers,
    ...passwordHandlers,
    ...factorHandlers,
    ...passkeyHandlers,
    ...keyHandlers,
    ...emailHandlers,
    ...resetHandlers,
    ...invitationHandlers,
    ...providerHandlers,
    ...resolutionHandlers,
    ...grantHandlers,
    ...auditHandlers,
    ...personalHandlers,
    ...consentHandlers,
    ...minorHandlers,
  ],
  seeds: [...roleSeeds, ...auditSeeds],
  workers: [...attemptWorkers, ...resetWorkers, ...auditWorkers, ...sweepWorkers],
}
