// What changes of an organisation: asked for and decided, or done by the province.
import { mayFor } from '../identity/grant.rules.ts'
import { getOrganisation, getOrganisations, placeOf, requireRightFor } from '../identity/identity.server.ts'
import { notify } from '../identity/notice.server.ts'
import {
  organisationFacts,
  organisationPast,
  organisationsIn,
  reviseOrganisation,
  survivorOf,
  takeStanding,
} from '../identity/version.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { requireDivision, wholeDivision } from '../places/places.server.ts'
import {
  askOrganisationChange,
  changeDecided,
  changeOrganisation,
  changeReasonMissing,
  decideOrganisationChange,
  getOrganisationHistory,
  listOrganisationChanges,
  listRegisteredOrganisations,
  nothingChanges,
  notOverItself,
  type WantedChange,
  withdrawOrganisationChange,
} from './change.contract.ts'
import { differingFrom, isAboveItself } from './change.rules.ts'
import {
  type ChangeRow,
  countChanges,
  findChange,
  insertChange,
  listChangePage,
  listChangesOf,
  listChanging,
  listMergersInto,
  settleChange,
  takeChange,
} from './change.sql.ts'
import { requireOpen } from './file.server.ts'
import { findAddress, replaceAddress } from './file.sql.ts'
import { changeApproved, changeRefused } from './notice.contract.ts'
import { decidesFor, decidesIn, patternsOf } from './registration.server.ts'
import { changeSizeClass, sizeClassOn } from './size.server.ts'
import { firmsOnly } from './status.contract.ts'
import { holdsOn } from './status.rules.ts'
import { listRecognised, listStatusRows } from './status.sql.ts'

/** What would change of an organisation that was taken. @throws nothing_changes, not_over_itself, not_found, no_such_division, firms_only */
async function requireChange(db: Db, organisationId: string, wanted: WantedChange, day: string): Promise<WantedChange> {
  const facts = (await organisationFacts(db, organisationId))!
  const before = { ...facts, address: await findAddress(db, organisationId), sizeClass: await sizeClassOn(db, organisationId, day) }
  const left = differingFrom(before, wanted)
  if (left.sizeClass && (left.kind ?? facts.kind) !== 'firm') throw firmsOnly({})
  if (Object.keys(left).length === 0) throw nothingChanges({})
  if (isAboveItself(organisationId, left)) throw notOverItself({})
  for (const above of [left.superiorId, left.parentId])
    if (above && (await takeStanding(db, [above])).length === 0) throw notFound({ what: 'organisation' })
  if (left.divisionCode) await requireDivision(db, left.divisionCode)
  return left
}

/** The version that an approved change makes. @returns its id */
function revise(db: Db, organisationId: string, wanted: Partial<WantedChange>): Promise<string> {
  const { address: _, sizeClass: __, ...facts } = wanted
  return reviseOrganisation(db, organisationId, facts as Parameters<typeof reviseOrganisation>[2])
}

/** What an approved change brings about beside a version: another seat, another size class. */
async function recordBeside(db: Db, change: ChangeRow, decided: { by: string; day: string }): Promise<void> {
  const { address, sizeClass } = change.wanted
  const { reason, documentNo, organisationId } = change
  if (address) await replaceAddress(db, organisationId, address, change.id)
  if (sizeClass) await changeSizeClass(db, organisationId, sizeClass, { day: decided.day, reason, documentNo, recordedBy: decided.by })
}

const askingHandlers = [
  handle(askOrganisationChange, async ({ input, actor, db, now }) => {
    const organisation = await requireRightFor(db, actor, 'registry.change', input.id)
    await takeStanding(db, [input.id])
    const wanted = await requireChange(db, input.id, input.wanted, dayOf(now))
    const division = await decidesFor(db, organisation, dayOf(now))
    const { reason, documentNo } = input
    const asked = { organisationId: input.id, askedBy: actor.personId, wanted, reason, documentNo, decidesIn: division }
    return (await findChange(db, await insertChange(db, asked)))!
  }),

  handle(withdrawOrganisationChange, async ({ input, actor, db }) => {
    const change = await takeChange(db, input.id)
    const organisation = change && (await getOrganisation(db, change.organisationId))
    const target = organisation && { organisationId: organisation.id, divisionCode: await placeOf(db, organisation) }
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

  handle(decideOrganisationChange, async ({ input, actor, db, now }) => {
    const waiting = await findChange(db, input.id)
    if (!waiting || !decidesIn(actor, waiting.decidesIn)) throw notFound({ what: 'organisation_change' })
    // The organisation before its change, as a merger takes them.
    await takeStanding(db, [waiting.organisationId])
    const change = (await takeChange(db, input.id))!
    if (change.state !== 'pending') throw changeDecided({})
    const { isApproved, answer } = input
    if (!isApproved && answer.length < 4) throw changeReasonMissing({})
    const versionId = isApproved ? await revise(db, change.organisationId, change.wanted as Partial<WantedChange>) : undefined
    const settled = { state: isApproved ? 'approved' : 'refused', decidedBy: actor.personId, answer } as const
    await settleChange(db, input.id, { ...settled, ...(versionId ? { versionId } : {}) })
    if (isApproved) await recordBeside(db, change, { by: actor.personId, day: dayOf(now) })
    const told = { params: { organisation: change.nameZh }, link: '/work/organisation' }
    await notify(db, { personIds: [change.askedBy] }, { kind: isApproved ? changeApproved : changeRefused, ...told })
    return (await findChange(db, input.id))!
  }),

  handle(changeOrganisation, async ({ input, actor, db, now }) => {
    const { divisionCode } = await requireRightFor(db, actor, 'registry.direct', input.id)
    await takeStanding(db, [input.id])
    const wanted = await requireChange(db, input.id, input.wanted, dayOf(now))
    const versionId = await revise(db, input.id, wanted)
    const { reason, documentNo } = input
    // Of whom no place is known, the province decides.
    const division = divisionCode ?? (await wholeDivision(db))!
    const done = { organisationId: input.id, askedBy: actor.personId, wanted, reason, documentNo, decidesIn: division }
    const change = (await findChange(db, await insertChange(db, done, versionId)))!
    await recordBeside(db, change, { by: actor.personId, day: dayOf(now) })
    return change
  }),
]

const readingHandlers = [
  handle(getOrganisationHistory, async ({ input, actor, db }) => {
    const organisation = await requireOpen(db, actor, input.id)
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
      organisation,
      address: await findAddress(db, input.id),
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

  handle(listRegisteredOrganisations, async ({ input, actor, db, now }) => {
    const { query, kind, status, cursor: after, limit } = input
    const among = status && (await listRecognised(db, status, dayOf(now)))
    const rows = await organisationsIn(db, patternsOf(actor, 'registry.decide'), { query, kind, among, after, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const ids = page.map((row) => row.id)
    const statuses = (await listStatusRows(db, ids)).filter((row) => holdsOn(row, dayOf(now)))
    const changing = await listChanging(db, ids)
    const items = page.map((row) => ({
      ...row,
      statuses: statuses.filter((one) => one.organisationId === row.id),
      isChanging: changing.has(row.id),
    }))
    return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null }
  }),
]

/** How many changes wait for the actor's divisions. */
export function waitingChanges(db: Db, actor: Actor): Promise<number> {
  return countChanges(db, patternsOf(actor, 'registry.decide'))
}

export const changeHandlers = [...askingHandlers, ...decidingHandlers, ...readingHandlers]
