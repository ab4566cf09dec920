// What people are called, for records that hold ids only.
import type { Db } from '../kernel/db.ts'
import { findPersonByLogin, listActingFor, listDisplayNames } from './name.sql.ts'

/** The names of people by their ids; whose personal data were erased has none. */
export async function displayNames(db: Db, personIds: readonly string[]): Promise<Map<string, string>> {
  return new Map((await listDisplayNames(db, personIds)).map(({ personId, displayName }) => [personId, displayName]))
}

/** Which of these people act, or acted, for an organisation. */
export async function actingFor(db: Db, personIds: readonly string[], organisationId: string): Promise<Set<string>> {
  return new Set(await listActingFor(db, personIds, organisationId))
}

/** The person who signs in by a name. */
export function personByLogin(db: Db, loginName: string): Promise<string | undefined> {
  return findPersonByLogin(db, loginName)
}
