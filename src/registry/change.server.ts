// What changes of an organisation: asked for and decided, or done by the province; and two organisations that become one.
import { mayFor } from '../identity/grant.rules.ts'
import type { Organisation } from '../identity/identity.contract.ts'
import { getOrganisation, getOrganisations, requireRightFor } from '../identity/identity.server.ts'
import { notify } from '../identity/notice.server.ts'
import {
  mergeOrganisation,
  organisationFacts,
  organisationPast,
  organisationsIn,
  reviseOrganisation,
  survivorOf,
  takeStanding,
} from '../identity/version.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { requireDivision } from '../places/places.server.ts'
import {
  askOrganisationChange,
  changeDecided,
  changeOrganisation,
  changeReasonMissing,
  decideOrganisationChange,
  getOrganisationHistory,
  listOrganisationChanges,
  listRegisteredOrganisations,
  mergeOrganisations,
  mergeWithItself,
  nothingChanges,
  notOverItself,
  organisationsMerged,
  type WantedChange,
  withdrawOrganisationChange,
} from './change.contract.ts'
import { differingFrom, isAboveItself } from './change.rules.ts'
import {
  findChange,
  insertChange,
  insertMergerGround,
  listChangePage,
  listChangesOf,
  listMergersInto,
  moveWaiting,
  settleChange,
  takeChange,
} from './change.sql.ts'
import { changeApproved, changeRefused } from './notice.contract.ts'
import { decidesFor, decidesIn, patternsOf } from './registration.server.ts'

/** What would change of an organisation that was taken. @throws nothing_changes, not_over_itself, not_found, no_such_division */
async function requireChange(db: Db, organisationId: string, wanted: WantedChange): Promise<WantedChange> {
  const left = differingFrom((await organisationFacts(db, organisationId))!, wanted)
  if (Object.keys(left).length === 0) throw nothingChanges({})
  if (isAboveItself(organisationId, left)) throw notOverItself({})
  for (const above of [left.superiorId, left.parentId])
    if (above && (await takeStanding(db, [above])).length === 0) throw notFound({ what: 'organisation' })
  if (left.divisionCode) await requireDivision(db, left.divisionCode)
  return left
}

/** Whether somebody may open an organisation's file: its own people, and whose divisions it lies in. */
export function mayOpen(actor: Actor, { id, divisionCode }: Pick<Organisation, 'id' | 'divisionCode'>): boolean {
  const isOwn = actor.grants.some((grant) => grant.organisationId === id)
  return isOwn || mayFor(actor, 'registry.decide', { organisationId: id, divisionCode })
}

/** The organisation, for whoever may open its file. @throws not_found */
export async function requireOpen(db: Db, actor: Actor, organisationId: string): Promise<Organisation> {
  const organisation = await getOrganisation(db, organisationId)
  if (!organisation || !mayOpen(actor, organisation)) throw notFound({ what: 'organisation' })
  return organisation
}

const askingHandlers = [
  handle(askOrganisationChange, async ({ input, actor, db, now }) => {
    const organisation = await requireRightFor(db, actor, 'registry.change', input.id)
    await takeStanding(db, [input.id])
    const wanted = await requireChange(db, input.id, input.wanted)
    const division = await decidesFor(db, organisation, dayOf(now))
    const { reason, documentNo } = input
    const asked = { organisationId: input.id, askedBy: actor.personId, wanted, reason, documentNo, decidesIn: division }
    return (await findChange(db, await insertChange(db, asked)))!
  }),

  handle(withdrawOrganisationChange, async ({ input, actor, db }) => {
    const change = await takeChange(db, input.id)
    const organisation = change && (await getOrganisation(db, change.organisationId))
    const target = organisation && { organisationId: organisation.id, divisionCode: organisation.divisionCode }
    if (!target || !mayFor(actor, 'registry.change', target)) throw notFound({ what: 'organisation_change' })
    if (change.state !== 'pending') throw changeDecided({})
    await settleChange(db, input.id, { state: 'withdrawn', decidedBy: null })
    return (await findChange(db, input.id))!
  }),
]

const decidingHandlers = [
  handle(listOrganisationChanges, async ({ input, actor, db }) => {
    const page = { state: input.state, after: input.cursor, limit: input.limit + 1 }
    const rows = await listChangePage(db, patternsOf(actor, 'registry.decide'), page)
    const items = rows.slice(0, input.limit)
    return { items, nextCursor: rows.length > input.limit ? items.at(-1)!.id : null }
  }),

  handle(decideOrganisationChange, async ({ input, actor, db }) => {
    const waiting = await findChange(db, input.id)
    if (!waiting || !decidesIn(actor, waiting.decidesIn)) throw notFound({ what: 'organisation_change' })
    // The organisation before its change, as a merger takes them.
    await takeStanding(db, [waiting.organisationId])
    const change = (await takeChange(db, input.id))!
    if (change.state !== 'pending') throw changeDecided({})
    const { isApproved, answer } = input
    if (!isApproved && answer.length < 4) throw changeReasonMissing({})
    const versionId = isApproved ? await reviseOrganisation(db, change.organisationId, change.wanted as Partial<WantedChange>) : undefined
    const settled = { state: isApproved ? 'approved' : 'refused', decidedBy: actor.personId, answer } as const
    await settleChange(db, input.id, { ...settled, ...(versionId ? { versionId } : {}) })
    const told = { params: { organisation: change.nameZh }, link: '/work/organisation' }
    await notify(db, { personIds: [change.askedBy] }, { kind: isApproved ? changeApproved : changeRefused, ...told })
    return (await findChange(db, input.id))!
  }),

  handle(changeOrganisation, async ({ input, actor, db }) => {
    const { divisionCode } = await requireRightFor(db, actor, 'registry.direct', input.id)
    await takeStanding(db, [input.id])
    const wanted = await requireChange(db, input.id, input.wanted)
    const versionId = await reviseOrganisation(db, input.id, wanted)
    const { reason, documentNo } = input
    const done = { organisationId: input.id, askedBy: actor.personId, wanted, reason, documentNo, decidesIn: divisionCode! }
    return (await findChange(db, await insertChange(db, done, versionId)))!
  }),

  handle(mergeOrganisations, async ({ input, actor, db }) => {
    const { id, survivorId, reason, documentNo } = input
    if (id === survivorId) throw mergeWithItself({})
    const organisation = await requireRightFor(db, actor, 'registry.direct', id)
    await requireRightFor(db, actor, 'registry.direct', survivorId)
    await takeStanding(db, [id, survivorId])
    const movedGrants = await mergeOrganisation(db, organisation, survivorId, actor.personId)
    await moveWaiting(db, id, survivorId)
    await insertMergerGround(db, { organisationId: id, survivorId, reason, documentNo, decidedBy: actor.personId })
    await record(db, organisationsMerged, { organisationId: id, survivorId })
    return { survivorId, movedGrants }
  }),
]

const readingHandlers = [
  handle(getOrganisationHistory, async ({ input, actor, db }) => {
    await requireOpen(db, actor, input.id)
    const { versions, aliases } = await organisationPast(db, input.id)
    const changes = await listChangesOf(db, input.id)
    const groundOf = new Map(changes.flatMap((change) => (change.versionId ? [[change.versionId, change] as const] : [])))
    const mergers = await listMergersInto(db, input.id)
    const survivorId = await survivorOf(db, input.id)
    const named = [...versions.flatMap(({ superiorId, parentId }) => [superiorId, parentId]), ...mergers.map((one) => one.organisationId)]
    const known = await getOrganisations(
      db,
      [...named, survivorId].filter((id) => id !== null),
    )
    const nameOf = (id: string | null) => known.find((one) => one.id === id) ?? null
    return {
      versions: versions.map(({ superiorId, parentId, recordedAt, supersededAt, ...facts }) => ({
        ...facts,
        superior: nameOf(superiorId),
        parent: nameOf(parentId),
        from: recordedAt,
        to: supersededAt,
        reason: groundOf.get(facts.id)?.reason ?? null,
        documentNo: groundOf.get(facts.id)?.documentNo ?? null,
      })),
      aliases,
      tookIn: mergers.flatMap(({ organisationId, ...ground }) => {
        const organisation = nameOf(organisationId)
        return organisation ? [{ ...organisation, ...ground }] : []
      }),
      partOf: survivorId === input.id ? null : nameOf(survivorId),
      pending: changes.find((change) => change.state === 'pending') ?? null,
    }
  }),

  handle(listRegisteredOrganisations, async ({ input, actor, db }) => {
    const { query, kind, cursor: after, limit } = input
    const rows = await organisationsIn(db, patternsOf(actor, 'registry.decide'), { query, kind, after, limit: limit + 1 })
    const items = rows.slice(0, limit)
    return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null }
  }),
]

export const changeHandlers = [...askingHandlers, ...decidingHandlers, ...readingHandlers]
