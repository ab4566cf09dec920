import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { permissionsFrom } from './grant.rules.ts'
import { actorGrantsOf } from './grant.server.ts'
import type { Me } from './identity.contract.ts'
import { findDisplayName, listOrganisationsById } from './identity.sql.ts'

type Who = Pick<Actor, 'personId' | 'organisationId' | 'limit'> & { permissions?: ReadonlySet<string> }

/** Who a person is to themselves, and what they may do in this session: all their roles allow, where `permissions` does not say less. */
export async function meOf(db: Db, actor: Who): Promise<Me> {
  const grants = await actorGrantsOf(db, actor.personId)
  const organisations = await listOrganisationsById(
    db,
    grants.flatMap((grant) => grant.organisationId ?? []),
  )
  const organisation = organisations.find((candidate) => candidate.id === actor.organisationId) ?? null
  const displayName = await findDisplayName(db, actor.personId)
  const held = actor.limit === 'held' ? new Set<string>() : (actor.permissions ?? permissionsFrom(grants))
  const permitted = (permissions: ReadonlySet<string>) => [...permissions].filter((each) => held.has(each)).sort()
  return {
    personId: actor.personId,
    displayName,
    organisation,
    organisations,
    permissions: [...held].sort(),
    grants: grants.map((grant) => ({ ...grant, permissions: permitted(grant.permissions) })),
    isEnrolling: actor.limit === 'enrolling',
    isHeld: actor.limit === 'held',
  }
}
