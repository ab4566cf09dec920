import type { Actor } from '../kernel/actor.ts'

/** Whose rows a reader may see: these organisations' (as institution or as customer), and those of institutions in these divisions. */
export type Sight = { organisationIds: string[]; divisionPrefixes: string[] }

/** What an actor's grants of a permission let them see; a division reaches all below it. */
export function sightOf(actor: Pick<Actor, 'grants'>, permission: string): Sight {
  const grants = actor.grants.filter((grant) => grant.permissions.has(permission))
  return {
    organisationIds: grants.flatMap((grant) => grant.organisationId ?? []),
    divisionPrefixes: grants.flatMap((grant) => (grant.divisionCode ? [`${grant.divisionCode.replace(/(00)+$/, '')}%`] : [])),
  }
}
