// What firms are recognised as, and who is not independent of whom; both by days, both superseded and never changed.
import { mayFor } from '../identity/grant.rules.ts'
import { getOrganisation, hasRightFor, placeOf, requireRightFor } from '../identity/identity.server.ts'
import { takeStanding } from '../identity/version.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { requireOpen } from './file.server.ts'
import { patternsOf } from './registration.server.ts'
import {
  confirmRelation,
  daysWrong,
  declareRelation,
  firmsOnly,
  listRelations,
  listStatuses,
  listWaitingRelations,
  recordStatus,
  relatedToItself,
  type Status,
  statusUnfit,
  withdrawRelation,
  withdrawStatus,
} from './status.contract.ts'
import { holdsOn, type StatusProblem, statusProblems } from './status.rules.ts'
import {
  confirmRelationRow,
  countWaitingRelations,
  findAreRelated,
  insertRelation,
  insertStatus,
  insertStatuses,
  listRelatedIds,
  listRelationRows,
  listStatusRows,
  listWaitingRelationPage,
  supersedeRelation,
  supersedeStatus,
  takeRelation,
  takeStatus,
} from './status.sql.ts'

/** What organisations are recognised as on a day ('2026-03-02'), by organisation; who has nothing is left out. */
export async function organisationStatusOn(db: Db, organisationIds: readonly string[], day: string): Promise<Map<string, Status[]>> {
  const rows = await listStatusRows(db, organisationIds)
  return Map.groupBy(
    rows.filter((row) => holdsOn(row, day)),
    (row) => row.organisationId,
  )
}

/** Records what many organisations are recognised as, by nobody in particular. @throws status_overlaps */
export function recordStatuses(db: Db, statuses: readonly (Omit<Status, 'id'> & { source: string })[]): Promise<void> {
  return insertStatuses(db, statuses)
}

/**
 * Whether two organisations are not independent of each other on a day: one declared the other, one is part of the other as it stands now,
 * or they are one. The order of the two does not matter.
 */
export function areRelated(db: Db, a: string, b: string, day: string): Promise<boolean> {
  return findAreRelated(db, a, b, day)
}

const refusals: Record<StatusProblem, () => Error> = {
  firms_only: () => firmsOnly({}),
  status_unfit: () => statusUnfit({}),
  days_wrong: () => daysWrong({}),
}

/** Its administrator declares for an organisation, or an officer of its division. @throws not_found */
async function requireDeclarer(db: Db, actor: Actor, organisationId: string, what: string): Promise<void> {
  const organisation = await getOrganisation(db, organisationId)
  const target = organisation && { organisationId, divisionCode: await placeOf(db, organisation) }
  if (!target || !['registry.change', 'registry.record'].some((permission) => mayFor(actor, permission, target))) throw notFound({ what })
}

const relationHandlers = [
  handle(listRelations, async ({ input, actor, db }) => {
    await requireOpen(db, actor, input.id)
    return { items: await listRelationRows(db, input.id) }
  }),

  handle(declareRelation, async ({ input, actor, db }) => {
    const { id: organisationId, otherId, firstOn, lastOn } = input
    await requireDeclarer(db, actor, organisationId, 'organisation')
    if (organisationId === otherId) throw relatedToItself({})
    if (lastOn !== null && lastOn < firstOn) throw daysWrong({})
    if ((await takeStanding(db, [organisationId, otherId])).length < 2) throw notFound({ what: 'organisation' })
    const isConfirmed = await hasRightFor(db, actor, 'registry.record', organisationId)
    return (await takeRelation(db, await insertRelation(db, { ...input, organisationId, declaredBy: actor.personId, isConfirmed })))!
  }),

  handle(withdrawRelation, async ({ input, actor, db }) => {
    const relation = await takeRelation(db, input.id)
    if (!relation) throw notFound({ what: 'organisation_relation' })
    await requireDeclarer(db, actor, relation.organisationId, 'organisation_relation')
    await supersedeRelation(db, input.id, actor.personId, input.reason)
    return {}
  }),

  handle(listWaitingRelations, async ({ input, actor, db }) => {
    const page = { after: input.cursor, limit: input.limit + 1 }
    const rows = await listWaitingRelationPage(db, patternsOf(actor, 'registry.record'), page)
    const items = rows.slice(0, input.limit)
    return { items, nextCursor: rows.length > input.limit ? items.at(-1)!.id : null }
  }),

  handle(confirmRelation, async ({ input, actor, db }) => {
    const relation = await takeRelation(db, input.id)
    if (!relation) throw notFound({ what: 'organisation_relation' })
    await requireRightFor(db, actor, 'registry.record', relation.organisationId, { what: 'organisation_relation' })
    await confirmRelationRow(db, input.id, actor.personId)
    return { ...relation, isConfirmed: true }
  }),
]

/** How many declared relations wait to be looked at in the actor's divisions. */
export function waitingRelations(db: Db, actor: Actor): Promise<number> {
  return countWaitingRelations(db, patternsOf(actor, 'registry.record'))
}

export const statusHandlers = [
  handle(listStatuses, async ({ input, actor, db, now }) => {
    await requireOpen(db, actor, input.id)
    const today = dayOf(now)
    const rows = await listStatusRows(db, [input.id])
    const items = rows.map((row) => ({ ...row, isStanding: holdsOn(row, today), isOver: row.lastOn !== null && row.lastOn < today }))
    return { items }
  }),

  handle(recordStatus, async ({ input, actor, db }) => {
    const { kind } = await requireRightFor(db, actor, 'registry.record', input.id)
    const [problem] = statusProblems(input, kind)
    if (problem) throw refusals[problem]()
    const { id: organisationId, ...status } = input
    const id = await insertStatus(db, { ...status, organisationId, source: 'manual', recordedBy: actor.personId })
    return (await takeStatus(db, id))!
  }),

  handle(withdrawStatus, async ({ input, actor, db }) => {
    const status = await takeStatus(db, input.id)
    if (!status) throw notFound({ what: 'organisation_status' })
    await requireRightFor(db, actor, 'registry.record', status.organisationId, { what: 'organisation_status' })
    await supersedeStatus(db, input.id, actor.personId, input.reason)
    return {}
  }),

  ...relationHandlers,
]

/** The organisations that are related to one on a day: parents, subsidiaries, shareholders, the same controller. */
export function relatedOrganisations(db: Db, organisationId: string, day: string): Promise<string[]> {
  return listRelatedIds(db, organisationId, day)
}
