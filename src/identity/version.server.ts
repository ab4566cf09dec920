// An organisation's own rows as they change: the next version, another name, one that becomes part of another.
import type { Db } from '../kernel/db.ts'
import { mergedAway, type Organisation } from './identity.contract.ts'
import { normalName } from './identity.rules.ts'
import {
  findSurvivor,
  findVersion,
  insertAliases,
  insertMerger,
  listAliases,
  listOrganisationPage,
  listVersions,
  moveAliases,
  moveGrants,
  type OrganisationFacts,
  type OrganisationVersion,
  replaceVersion,
  takeOrganisations,
} from './version.sql.ts'

/** An organisation as it stands, with its department in charge and what it is a part of. */
export function organisationFacts(db: Db, organisationId: string): Promise<OrganisationVersion | undefined> {
  return findVersion(db, organisationId)
}

/** Every version of an organisation, the newest first, and every name it goes by. */
export async function organisationPast(db: Db, organisationId: string): Promise<{ versions: OrganisationVersion[]; aliases: string[] }> {
  const aliases = await listAliases(db, organisationId)
  return { versions: await listVersions(db, organisationId), aliases: aliases.map((alias) => alias.name) }
}

/** Takes organisations for a change, in the order of their ids. @returns those that exist @throws merged_away when one is part of another by now */
export async function takeStanding(db: Db, organisationIds: readonly string[]): Promise<string[]> {
  const found = await takeOrganisations(db, organisationIds)
  for (const id of found) if (await findSurvivor(db, id)) throw mergedAway({})
  return found
}

/** Whom an organisation counts as now: itself, or the one it became part of. */
export async function survivorOf(db: Db, organisationId: string): Promise<string> {
  return (await findSurvivor(db, organisationId)) ?? organisationId
}

/**
 * Writes the next version of an organisation that was taken; what is not named stays. A name it had stays among those it is found by.
 * @returns the version's id
 */
export async function reviseOrganisation(db: Db, organisationId: string, changes: Partial<OrganisationFacts>): Promise<string> {
  const before = (await findVersion(db, organisationId))!
  const after = { ...before, ...changes }
  const names = [before.nameZh, before.nameEn, after.nameZh, after.nameEn].filter((name) => name !== '')
  await insertAliases(
    db,
    organisationId,
    names.map((name) => ({ name, normalName: normalName(name), source: 'change' })),
  )
  return replaceVersion(db, organisationId, after)
}

/**
 * Makes one organisation part of another, both taken before: its names and its code lead to the survivor, its people's roles move, and
 * whatever was written of it counts as the survivor's from now on; as known on an earlier moment it stays what it was.
 * @returns how many grants moved
 */
export async function mergeOrganisation(db: Db, organisation: Organisation, survivorId: string, decidedBy: string): Promise<number> {
  await insertMerger(db, organisation.id, survivorId, decidedBy)
  await moveAliases(db, organisation.id, survivorId)
  const { creditCode } = organisation
  if (creditCode) await insertAliases(db, survivorId, [{ name: creditCode, normalName: normalName(creditCode), source: 'merger' }])
  return moveGrants(db, organisation.id, survivorId, decidedBy)
}

/** `among` cuts the page to some organisations. */
type Page = {
  query: string
  kind: Organisation['kind'] | undefined
  among?: readonly string[] | undefined
  after: string | undefined
  limit: number
}

/** The organisations of divisions and all below them, those that became part of others left out. */
export function organisationsIn(db: Db, divisionPatterns: readonly string[], { query, ...page }: Page): Promise<Organisation[]> {
  return listOrganisationPage(db, { ...page, patterns: divisionPatterns, normalQuery: normalName(query) })
}
