// An organisation's file: who may open it, and what stands in it.
import { mayFor } from '../identity/grant.rules.ts'
import { membersOf } from '../identity/grant.server.ts'
import type { Organisation } from '../identity/identity.contract.ts'
import { getOrganisation, placeOf, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle } from '../kernel/perform.ts'
import { getOrganisationFile, setOrganisationContact } from './file.contract.ts'
import { findContact, listCases, writeContact } from './file.sql.ts'

const contactPurpose = 'organisation.contact'

/** Whether somebody may open what is told of an organisation: its own people, and whose divisions it lies in. */
async function mayOpen(db: Db, actor: Actor, organisation: Pick<Organisation, 'id' | 'divisionCode'>): Promise<boolean> {
  const { id } = organisation
  const isOwn = actor.grants.some((grant) => grant.organisationId === id)
  return isOwn || mayFor(actor, 'registry.decide', { organisationId: id, divisionCode: await placeOf(db, organisation) })
}

/** The organisation, for whoever may open what is told of it. @throws not_found */
export async function requireOpen(db: Db, actor: Actor, organisationId: string): Promise<Organisation> {
  const organisation = await getOrganisation(db, organisationId)
  if (!organisation || !(await mayOpen(db, actor, organisation))) throw notFound({ what: 'organisation' })
  return organisation
}

export const fileHandlers = [
  handle(getOrganisationFile, async ({ input, actor, db }) => {
    const organisation = await getOrganisation(db, input.id)
    const target = organisation && { organisationId: organisation.id, divisionCode: await placeOf(db, organisation) }
    const isTheirs = target && ['registry.decide', 'registry.change'].some((permission) => mayFor(actor, permission, target))
    if (!organisation || !isTheirs) throw notFound({ what: 'organisation' })
    const sealed = await findContact(db, input.id)
    const members = (await membersOf(db, input.id)).map(({ id: grantId, ...grant }) => ({ grantId, ...grant }))
    return { organisation, contact: sealed ? vault().open(contactPurpose, sealed) : '', members, cases: await listCases(db, input.id) }
  }),

  handle(setOrganisationContact, async ({ input, actor, db }) => {
    await requireRightFor(db, actor, 'registry.change', input.id)
    await writeContact(db, input.id, vault().seal(contactPurpose, input.contact), actor.personId)
    return {}
  }),
]
