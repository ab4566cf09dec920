// Affairs of government, and the body and office that hold each from a day on.
import { mayFor } from '../identity/grant.rules.ts'
import { getOrganisation } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { requireDivision } from '../places/places.server.ts'
import {
  type Holder,
  holderNotGovernment,
  listMatters,
  matterTransferred,
  type TransferWish,
  transferMatter,
  transferTooEarly,
} from './matter.contract.ts'
import { holderAmong, latestOf } from './matter.rules.ts'
import { insertHolder, listHolderRows, listMatterRows, takeMatter } from './matter.sql.ts'

/** Who holds a matter in a division on a day ('2026-03-02'): its own holder, else that of the narrowest division it lies in. */
export async function holderOf(db: Db, matterCode: string, divisionCode: string, day: string): Promise<Holder | undefined> {
  return holderAmong(await listHolderRows(db, matterCode), divisionCode, day)
}

/** A body that may hold a matter from a day on, and who holds it until then. @throws not_found, holder_not_government, transfer_too_early */
export async function requireHolder(db: Db, wish: TransferWish): Promise<{ before: Holder | undefined }> {
  const organisation = await getOrganisation(db, wish.organisationId)
  if (!organisation) throw notFound({ what: 'organisation' })
  if (!(await takeMatter(db, wish.code))) throw notFound({ what: 'matter' })
  if (organisation.kind !== 'government') throw holderNotGovernment({})
  const before = latestOf(await listHolderRows(db, wish.code), wish.divisionCode)
  if (before && wish.validFrom <= before.validFrom) throw transferTooEarly({ validFrom: before.validFrom })
  return { before }
}

/** Gives a matter to a body, for who may direct its division. */
export async function transfer(db: Db, actor: Actor, wish: TransferWish): Promise<Holder> {
  const { code: matterCode, divisionCode, organisationId, validFrom } = wish
  await requireDivision(db, divisionCode)
  if (!mayFor(actor, 'registry.direct', { organisationId, divisionCode })) throw notFound({ what: 'organisation' })
  const { before } = await requireHolder(db, wish)
  const id = await insertHolder(db, { ...wish, matterCode, recordedBy: actor.personId })
  const fromOrganisationId = before?.organisationId ?? null
  await record(db, matterTransferred, { matterCode, divisionCode, fromOrganisationId, toOrganisationId: organisationId, validFrom })
  return (await listHolderRows(db, matterCode)).find((one) => one.id === id)!
}

export const matterHandlers = [
  handle(listMatters, async ({ db }) => {
    const holders = await listHolderRows(db, null)
    const matters = await listMatterRows(db)
    return { items: matters.map((matter) => ({ ...matter, holders: holders.filter((one) => one.matterCode === matter.code) })) }
  }),

  handle(transferMatter, ({ input, actor, db }) => transfer(db, actor, input)),
]
