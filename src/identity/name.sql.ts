import type { Db } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'

export const namePurpose = 'person.name'
const sealedForm = /^[a-z]+\.[a-z0-9]{1,20}\.[\w-]+$/

/** A name as its column holds it. */
export function sealName(name: string): string {
  return vault().seal(namePurpose, name)
}

/** A name as its column holds it, opened; one written before names were sealed is plain, and none is left of who was erased. */
export function openName(held: string | null | undefined): string {
  if (!held) return ''
  return sealedForm.test(held) ? vault().open(namePurpose, held) : held
}

/** What people are called; those whose personal data were erased are left out. */
export async function listDisplayNames(db: Db, personIds: readonly string[]): Promise<{ personId: string; displayName: string }[]> {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('person_private')
    .select(['person_id as personId', 'name_sealed as nameSealed'])
    .where('person_id', 'in', [...new Set(personIds)])
    .execute()
  return rows.map(({ personId, nameSealed }) => ({ personId, displayName: openName(nameSealed) }))
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

/** The person of a login name, whose account is open. */
export async function findPersonByLogin(db: Db, loginName: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('person_private as v')
    .innerJoin('person as p', 'p.id', 'v.person_id')
    .select('v.person_id as personId')
    .where('v.login_name', '=', loginName)
    .where('p.closed_at', 'is', null)
    .executeTakeFirst()
  return found?.personId
}
