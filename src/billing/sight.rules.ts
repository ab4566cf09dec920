import { scopesOf } from '../identity/grant.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import { patternsWithin } from '../places/places.rules.ts'

/**
 * Whose rows a reader may see: these organisations' (as institution or as customer), those of institutions in these divisions, and those
 * of these instruments.
 */
export type Sight = { organisationIds: string[]; divisionPrefixes: string[]; instrumentIds: string[] }

/** What an actor's grants of a permission let them see; a division reaches all below it. Which instruments their groups hold is told. */
export function sightOf(actor: Pick<Actor, 'grants'>, permission: string, instrumentIds: string[]): Sight {
  const { organisationIds, divisionCodes } = scopesOf(actor, permission)
  return { organisationIds, divisionPrefixes: patternsWithin(divisionCodes), instrumentIds }
}
