import type { Actor, ActorGrant } from '../kernel/actor.ts'
import { isWithin } from '../places/places.rules.ts'

/** What somebody wants to act on: whose it is, and where that lies; for instruments their groups, in a procedure its matter. */
export type Target = {
  organisationId: string
  divisionCode: string | null
  instrumentGroupIds?: readonly string[]
  matterCode?: string
}

/** Whether one of the actor's grants gives the permission for this target: its own scope, or a division it lies in. */
export function mayFor(actor: Pick<Actor, 'grants'>, permission: string, target: Target): boolean {
  return actor.grants.some((grant) => grant.permissions.has(permission) && covers(grant, target))
}

/** Where an actor holds a permission: for whole organisations, and for divisions with all that lies in them. Grants for a part of an organisation are not among them. */
export function scopesOf(actor: Pick<Actor, 'grants'>, permission: string): { organisationIds: string[]; divisionCodes: string[] } {
  const grants = actor.grants.filter((grant) => grant.permissions.has(permission) && grant.instrumentGroupId === null)
  return {
    organisationIds: grants.flatMap((grant) => grant.organisationId ?? []),
    divisionCodes: grants.flatMap((grant) => grant.divisionCode ?? []),
  }
}

/** The groups of instruments of an organisation for which alone an actor holds a permission; of every organisation when none is named. */
export function groupsOf(actor: Pick<Actor, 'grants'>, permission: string, organisationId?: string): string[] {
  const grants = actor.grants.filter((grant) => grant.permissions.has(permission) && grant.matterCode === null)
  return grants.flatMap((grant) =>
    grant.instrumentGroupId !== null && (!organisationId || grant.organisationId === organisationId) ? grant.instrumentGroupId : [],
  )
}

/** The sum of what an actor's grants allow. */
export function permissionsFrom(grants: readonly { permissions: ReadonlySet<string> }[]): Set<string> {
  return new Set(grants.flatMap((grant) => [...grant.permissions]))
}

/** A grant for a group of instruments covers nothing but them; one for a matter nothing but it. */
function covers(grant: ActorGrant, target: Target): boolean {
  if (grant.instrumentGroupId !== null && !target.instrumentGroupIds?.includes(grant.instrumentGroupId)) return false
  if (grant.matterCode !== null && target.matterCode !== grant.matterCode) return false
  if (grant.organisationId !== null) return grant.organisationId === target.organisationId
  return grant.divisionCode !== null && target.divisionCode !== null && isWithin(target.divisionCode, grant.divisionCode)
}

export type RoleFacts = {
  code: string
  kind: 'business' | 'system' | 'security' | 'audit'
  scope: 'organisation' | 'division' | 'self'
}
export type WantedGrant = {
  role: RoleFacts
  personId: string
  organisationId: string | null
  divisionCode: string | null
  instrumentGroupId: string | null
}
export type GrantProblem = 'scope_unfit' | 'own_grant' | 'role_not_yours' | 'three_apart'

/**
 * Why a grant may not be given, all reasons. Nobody grants to themselves; who administers one organisation gives only the roles of
 * organisations there; and one person is at most one of system, security and audit administrator 三员分立 (GB/T 22239-2019, 8.1.4.2).
 * @param held the kinds of the person's grants that stand in the same time
 * @param giver null at the shell, where the machine's owner gives the first roles
 */
export function grantProblems(
  wanted: WantedGrant,
  held: readonly RoleFacts['kind'][],
  giver: { personId: string; isForDivision: boolean } | null,
): GrantProblem[] {
  const problems: GrantProblem[] = []
  if (!fitsScope(wanted)) problems.push('scope_unfit')
  if (giver?.personId === wanted.personId) problems.push('own_grant')
  if (giver && !giver.isForDivision && wanted.role.scope !== 'organisation') problems.push('role_not_yours')
  const { kind } = wanted.role
  if (kind !== 'business' && held.some((other) => other !== 'business' && other !== kind)) problems.push('three_apart')
  return problems
}

function fitsScope({ role, organisationId, divisionCode, instrumentGroupId }: WantedGrant): boolean {
  if (instrumentGroupId !== null && role.code !== 'operator') return false
  if (role.scope === 'organisation') return organisationId !== null && divisionCode === null
  if (role.scope === 'division') return divisionCode !== null && organisationId === null
  return organisationId === null && divisionCode === null
}
