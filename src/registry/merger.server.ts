// Two organisations that become one.
import { requireRightFor } from '../identity/identity.server.ts'
import { mergeOrganisation, takeStanding } from '../identity/version.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { handle } from '../kernel/perform.ts'
import { mergeOrganisations, mergeWithItself, organisationsMerged } from './change.contract.ts'
import { insertMergerGround, moveWaiting } from './change.sql.ts'
import { voidProposalsOf } from './proposal.sql.ts'

type Merger = { id: string; survivorId: string; reason: string; documentNo: string }

/** Makes one organisation part of another, for who may direct both. @returns how many grants moved @throws not_found, merge_with_itself, merged_away */
export async function merge(db: Db, actor: Actor, { id, survivorId, reason, documentNo }: Merger): Promise<number> {
  if (id === survivorId) throw mergeWithItself({})
  const organisation = await requireRightFor(db, actor, 'registry.direct', id)
  await requireRightFor(db, actor, 'registry.direct', survivorId)
  await takeStanding(db, [id, survivorId])
  const movedGrants = await mergeOrganisation(db, organisation, survivorId, actor.personId)
  await moveWaiting(db, id, survivorId)
  await voidProposalsOf(db, id)
  await insertMergerGround(db, { organisationId: id, survivorId, reason, documentNo, decidedBy: actor.personId })
  await record(db, organisationsMerged, { organisationId: id, survivorId })
  return movedGrants
}

export const mergerHandlers = [
  handle(mergeOrganisations, async ({ input, actor, db }) => ({
    survivorId: input.survivorId,
    movedGrants: await merge(db, actor, input),
  })),
]
