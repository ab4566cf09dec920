// What people are called, for records that hold ids only.
import type { Db } from '../kernel/db.ts'
import { listDisplayNames } from './name.sql.ts'

/** The names of people by their ids; whose personal data were erased has none. */
export async function displayNames(db: Db, personIds: readonly string[]): Promise<Map<string, string>> {
  return new Map((await listDisplayNames(db, personIds)).map(({ personId, displayName }) => [personId, displayName]))
}
