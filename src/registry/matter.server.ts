// Affairs of government, and the body and office that hold each from a day on.
import * as z from 'zod'
import { mayFor } from '../identity/grant.rules.ts'
import { getOrganisation } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { contextOf, record } from '../kernel/events.ts'
import { defineJob, enqueue, workInSteps } from '../kernel/jobs.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, momentOf } from '../kernel/time.ts'
import { say } from '../kernel/word.ts'
import { requireDivision } from '../places/places.server.ts'
import type { Bodies } from '../procedures/body.rules.ts'
import type { MatterMoved } from '../procedures/transfer.server.ts'
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
import { matterWords as words } from './matter.words.ts'

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
  await enqueue(db, handOver, { holderId: id }, { startAfter: momentOf(validFrom) })
  await record(db, matterTransferred, { matterCode, divisionCode, fromOrganisationId, toOrganisationId: organisationId, validFrom })
  return (await listHolderRows(db, matterCode)).find((one) => one.id === id)!
}

const handOver = defineJob('hand_over_matter', z.object({ holderId: z.uuid() }))

/** Who has which matter as on the day of the request, for procedures. */
export async function bodiesNow(db: Db): Promise<Bodies> {
  const holders = await listHolderRows(db, null)
  const today = dayOf(contextOf(db).now)
  const bodies = new Set(holders.map((one) => one.organisationId))
  const of = (matterCode: string) => holders.filter((one) => one.matterCode === matterCode)
  return {
    holderOf: (matterCode, divisionCode) => holderAmong(of(matterCode), divisionCode, today)?.organisationId ?? null,
    isBody: (organisationId) => bodies.has(organisationId),
  }
}

/** What moves cases, given by whoever knows the declarations. @returns the id to go on after */
export type MoveCases = (db: Db, moved: MatterMoved, after: string | null, now: Date) => Promise<string | null>

/** On its first day, the open cases of a matter go to the body that has it then. */
export const handingOver = (moveCases: MoveCases) =>
  workInSteps(handOver, async ({ payload: { holderId }, step }) => {
    for (let after: string | null = null; ; ) {
      after = await step(async (db, now) => {
        const holder = (await listHolderRows(db, null)).find((one) => one.id === holderId)
        if (!holder) return null
        const { matterCode, divisionCode, organisationId, nameZh, officeName, validFrom, documentNo } = holder
        const text = say(words.handedOver, 'zh', { body: `${nameZh}${officeName}`, validFrom, documentNo })
        return moveCases(db, { matterCode, divisionCode, organisationId, holderId, text }, after, now)
      })
      if (after === null) return
    }
  })

export const matterHandlers = [
  handle(listMatters, async ({ db }) => {
    const holders = await listHolderRows(db, null)
    const matters = await listMatterRows(db)
    return { items: matters.map((matter) => ({ ...matter, holders: holders.filter((one) => one.matterCode === matter.code) })) }
  }),

  handle(transferMatter, ({ input, actor, db }) => transfer(db, actor, input)),
]
