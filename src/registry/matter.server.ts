// Affairs of government, and the body and office that hold each from a day on.
import { mayFor } from '../identity/grant.rules.ts'
import { getOrganisation } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { requireDivision } from '../places/places.server.ts'
import { type Holder, holderNotGovernment, listMatters, matterTransferred, transferMatter, transferTooEarly } from './matter.contract.ts'
import { holderAmong, latestOf } from './matter.rules.ts'
import { insertHolder, listHolderRows, listMatterRows, takeMatter } from './matter.sql.ts'

/** Who holds a matter in a division on a day ('2026-03-02'): its own holder, else that of the narrowest division it lies in. */
export async function holderOf(db: Db, matterCode: string, divisionCode: string, day: string): Promise<Holder | undefined> {
  return holderAmong(await listHolderRows(db, matterCode), divisionCode, day)
}

export const matterHandlers = [
  handle(listMatters, async ({ db }) => {
    const holders = await listHolderRows(db, null)
    const matters = await listMatterRows(db)
    return { items: matters.map((matter) => ({ ...matter, holders: holders.filter((one) => one.matterCode === matter.code) })) }
  }),

  handle(transferMatter, async ({ input, actor, db }) => {
    const { code: matterCode, divisionCode, organisationId, validFrom } = input
    await requireDivision(db, divisionCode)
    const organisation = await getOrganisation(db, organisationId)
    if (!organisation || !mayFor(actor, 'registry.direct', { organisationId, divisionCode })) throw notFound({ what: 'organisation' })
    if (!(await takeMatter(db, matterCode))) throw notFound({ what: 'matter' })
    if (organisation.kind !== 'government') throw holderNotGovernment({})
    const before = latestOf(await listHolderRows(db, matterCode), divisionCode)
    if (before && validFrom <= before.validFrom) throw transferTooEarly({ validFrom: before.validFrom })
    const id = await insertHolder(db, { ...input, matterCode, recordedBy: actor.personId })
    const fromOrganisationId = before?.organisationId ?? null
    await record(db, matterTransferred, { matterCode, divisionCode, fromOrganisationId, toOrganisationId: organisationId, validFrom })
    return (await listHolderRows(db, matterCode)).find((one) => one.id === id)!
  }),
]
