// Who may do what: the table of roles, and giving and ending them.
import type { Actor, ActorGrant } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import type { Seed } from '../kernel/seeds.ts'
import { patternsWithin, prefixOf } from '../places/places.rules.ts'
import { wholeDivision } from '../places/places.server.ts'
import {
  adminsApart,
  endGrant,
  type Grant,
  grantDaysWrong,
  grantRole,
  listGrants,
  listPeople,
  listRoles,
  noSuchRole,
  ownGrant,
  type Role,
  roleNotYours,
  scopeUnfit,
} from './grant.contract.ts'
import { type GrantProblem, grantProblems, mayFor, permissionsFrom, scopesOf } from './grant.rules.ts'
import {
  endGrant as endGrantRow,
  findIsKnownTo,
  findPerson,
  insertGrant,
  listGrantRows,
  listGrantsFor,
  listHeldKinds,
  listPersonRows,
  listRoleRows,
  listStandingGrants,
  type StandingGrant,
  takeGrant,
  writeRolePermissions,
  writeRoles,
} from './grant.sql.ts'
import { findOrganisation } from './identity.sql.ts'
import { findIsHeld } from './minor.sql.ts'

/** No organisation has so many people, and no page of people so many roles, that more would be read. */
const grantsMost = 2_000

export const roleSeeds: readonly Seed[] = [
  { file: 'roles.csv', write: writeRoles },
  { file: 'role_permissions.csv', write: writeRolePermissions },
]

let book: ReadonlyMap<string, Role> | undefined

/** The table of roles; read once by each process, for it changes only with the version of the product. */
export async function roleBook(db: Db): Promise<ReadonlyMap<string, Role>> {
  book ??= new Map((await listRoleRows(db)).map((role) => [role.code, role]))
  return book
}

/** Whether one of the roles is of staff, who owe a second factor and a longer password (GB/T 22239-2019, 8.1.4.1). */
export async function isStaff(db: Db, grants: readonly { role: string }[]): Promise<boolean> {
  const roles = await roleBook(db)
  return grants.some((grant) => roles.get(grant.role)?.isStaff ?? true)
}

/** Grants with what their roles permit, as the kernel asks for them. */
export async function asActorGrants(db: Db, grants: readonly StandingGrant[]): Promise<ActorGrant[]> {
  const roles = await roleBook(db)
  return grants.map((grant) => ({ ...grant, permissions: new Set(roles.get(grant.role)?.permissions) }))
}

/** What a person may do now. */
export async function actorGrantsOf(db: Db, personId: string): Promise<ActorGrant[]> {
  return asActorGrants(db, await listStandingGrants(db, personId))
}

/**
 * Who somebody is that once left a secret behind and is not here now, with what they may do at this moment; null when the account is
 * closed or rests.
 */
export async function actorNow(db: Db, personId: string): Promise<Actor | null> {
  if (!(await findPerson(db, personId)) || (await findIsHeld(db, personId))) return null
  const grants = await actorGrantsOf(db, personId)
  return { personId, sessionId: personId, organisationId: null, permissions: permissionsFrom(grants), grants }
}

/** Everybody who holds a role for exactly this scope, with what their roles for it permit. */
export async function holdersOf(
  db: Db,
  scope: { divisionCode: string } | { organisationId: string },
): Promise<{ personId: string; grants: ActorGrant[] }[]> {
  const roles = await roleBook(db)
  const held = new Map<string, ActorGrant[]>()
  for (const { personId, ...grant } of await listGrantsFor(db, scope)) {
    const grants = held.get(personId) ?? []
    held.set(personId, [...grants, { ...grant, permissions: new Set(roles.get(grant.role)?.permissions) }])
  }
  return [...held].map(([personId, grants]) => ({ personId, grants }))
}

export type WantedRole = Omit<StandingGrant, 'instrumentGroupId' | 'matterCode'> &
  Partial<Pick<StandingGrant, 'instrumentGroupId' | 'matterCode'>> & { validFrom?: string | null; validTo?: string | null }

const refusals: Record<GrantProblem, (role: string) => Error> = {
  scope_unfit: (role) => scopeUnfit({ role }),
  own_grant: () => ownGrant({}),
  role_not_yours: (role) => roleNotYours({ role }),
  three_apart: () => adminsApart({}),
}

/**
 * Gives a person a role. Without a giver it is the owner of the machine who gives it.
 * @throws no_such_role, scope_unfit, own_grant, role_not_yours, admins_apart
 */
export async function giveRole(
  db: Db,
  personId: string,
  wanted: WantedRole,
  giver: { personId: string; isForDivision: boolean } | null = null,
): Promise<string> {
  const role = (await roleBook(db)).get(wanted.role)
  if (!role) throw noSuchRole({ role: wanted.role })
  const { organisationId, divisionCode, instrumentGroupId = null, matterCode = null, validFrom = null, validTo = null } = wanted
  const held = await listHeldKinds(db, personId, validFrom, validTo)
  const [problem] = grantProblems({ role, personId, organisationId, divisionCode, instrumentGroupId }, held, giver)
  if (problem) throw refusals[problem](role.code)
  return insertGrant(db, {
    ...{ personId, role: role.code, kind: role.kind, organisationId, divisionCode, instrumentGroupId, matterCode, validFrom, validTo },
    grantedBy: giver?.personId ?? null,
  })
}

/** Whether the actor may give or end grants of this scope; a grant without one is for who administers a division. */
async function mayGrant(db: Db, actor: Actor, scope: { organisationId: string | null; divisionCode: string | null }): Promise<boolean> {
  if (scope.organisationId !== null) {
    const organisation = await findOrganisation(db, scope.organisationId)
    return (
      organisation !== undefined &&
      mayFor(actor, 'identity.grant', {
        organisationId: organisation.id,
        divisionCode: organisation.divisionCode ?? (await wholeDivision(db)),
      })
    )
  }
  const { divisionCodes } = scopesOf(actor, 'identity.grant')
  return divisionCodes.some((code) => scope.divisionCode === null || scope.divisionCode.startsWith(prefixOf(code)))
}

/**
 * Whether the actor may give this role for this scope to somebody who is not known yet.
 * @throws not_found, no_such_role, scope_unfit, role_not_yours
 */
export async function requireMayGrant(
  db: Db,
  actor: Actor,
  wanted: { role: string; organisationId: string | null; divisionCode: string | null },
): Promise<Role> {
  if (!(await mayGrant(db, actor, wanted))) throw notFound({ what: wanted.organisationId ? 'organisation' : 'division' })
  const role = (await roleBook(db)).get(wanted.role)
  if (!role) throw noSuchRole({ role: wanted.role })
  const giver = { personId: actor.personId, isForDivision: isForDivision(actor) }
  const [problem] = grantProblems({ ...wanted, role, personId: '', instrumentGroupId: null }, [], giver)
  if (problem) throw refusals[problem](role.code)
  return role
}

/** Who stands for an organisation, in which role, the newest first. */
export function membersOf(db: Db, organisationId: string): Promise<Grant[]> {
  const scopes = { organisationIds: [organisationId], divisionPatterns: [] }
  return listGrantRows(db, scopes, { organisationId, isStanding: true, after: undefined, limit: grantsMost })
}

const isForDivision = (actor: Actor) => scopesOf(actor, 'identity.grant').divisionCodes.length > 0

/** An organisation's administrator knows only who has or had a role there; the security administrator everybody. @throws not_found */
async function requireKnown(db: Db, actor: Actor, personId: string, organisationId: string | null): Promise<void> {
  const isKnown = isForDivision(actor)
    ? (await findPerson(db, personId)) !== undefined
    : organisationId !== null && (await findIsKnownTo(db, personId, organisationId))
  if (!isKnown) throw notFound({ what: 'person' })
}

export const grantHandlers = [
  handle(listRoles, async ({ db }) => ({ items: [...(await roleBook(db)).values()] })),

  handle(listGrants, async ({ input, actor, db }) => {
    const { organisationIds, divisionCodes } = scopesOf(actor, 'identity.grant')
    const scopes = { organisationIds, divisionPatterns: patternsWithin(divisionCodes) }
    const { cursor: after, limit, ...filter } = input
    const rows = await listGrantRows(db, scopes, { ...filter, after, limit: limit + 1 })
    const items = rows.slice(0, limit)
    return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null }
  }),

  handle(listPeople, async ({ input, actor, db }) => {
    const { query, cursor: after, limit } = input
    const { organisationIds, divisionCodes } = scopesOf(actor, 'identity.grant')
    const rows = await listPersonRows(db, isForDivision(actor) ? null : organisationIds, { query, after, limit: limit + 1 })
    const people = rows.slice(0, limit)
    const scopes = { organisationIds, divisionPatterns: patternsWithin(divisionCodes) }
    const personIds = people.map((person) => person.personId)
    const grants = await listGrantRows(db, scopes, { personIds, isStanding: true, after: undefined, limit: grantsMost })
    const items = people.map((person) => ({ ...person, grants: grants.filter((grant) => grant.personId === person.personId) }))
    return { items, nextCursor: rows.length > limit ? people.at(-1)!.loginName : null }
  }),

  handle(grantRole, async ({ input, actor, db, now }) => {
    if (!(await mayGrant(db, actor, input))) throw notFound({ what: input.organisationId ? 'organisation' : 'division' })
    await requireKnown(db, actor, input.personId, input.organisationId)
    const endsAt = input.validTo ? Date.parse(input.validTo) : Number.POSITIVE_INFINITY
    if (endsAt <= Math.max(now.getTime(), input.validFrom ? Date.parse(input.validFrom) : 0)) throw grantDaysWrong({})
    return { id: await giveRole(db, input.personId, input, { personId: actor.personId, isForDivision: isForDivision(actor) }) }
  }),

  handle(endGrant, async ({ input, actor, db }) => {
    const grant = await takeGrant(db, input.id)
    if (!grant || !(await mayGrant(db, actor, grant))) throw notFound({ what: 'grant' })
    if (grant.personId === actor.personId) throw ownGrant({})
    await endGrantRow(db, grant.id, { endedBy: actor.personId, reason: input.reason })
    return {}
  }),
]
