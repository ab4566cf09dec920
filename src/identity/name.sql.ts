import type { Db } from '../kernel/db.ts'

/** What people are called; those whose personal data were erased are left out. */
export async function listDisplayNames(db: Db, personIds: readonly string[]): Promise<{ personId: string; displayName: string }[]> {
  if (personIds.length === 0) return []
  return db
    .selectFrom('person_private')
    .select(['person_id as personId', 'display_name as displayName'])
    .where('person_id', 'in', [...new Set(personIds)])
    .execute()
}

/** Those of the people who have or had a role for an organisation. */
export async function listActingFor(db: Db, personIds: readonly string[], organisationId: string): Promise<string[]> {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('role_grant')
    .select('person_id as personId')
    .distinct()
    .where('person_id', 'in', [...new Set(personIds)])
    .where('organisation_id', '=', organisationId)
    .execute()
  return rows.map((row) => row.personId)
}
