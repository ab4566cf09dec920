// Groups of instruments: made and filled by their institution, asked about by whoever lets operators act.
import { groupsOf, scopesOf } from '../identity/grant.rules.ts'
import { hasRightFor, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { listInstrumentsByInnerCode } from './catalogue.sql.ts'
import { codesUnknown, type Group, listInstrumentGroups, makeInstrumentGroup, putIntoGroup, takeOutOfGroup } from './group.contract.ts'
import {
  findGroup,
  insertGroup,
  insertMembers,
  listGroupIdsOf,
  listGroupRows,
  listMembersOf,
  supersedeMember,
  takeGroup,
} from './group.sql.ts'

/** The groups an instrument is in, where that matters: nobody who has no grant for a group is asked about. Null stands for no instrument. */
export async function groupsFor(db: Db, actor: Actor | null, instrumentId: string | null | undefined): Promise<string[]> {
  const isGrouped = actor?.grants.some((grant) => grant.instrumentGroupId !== null) ?? false
  return isGrouped && instrumentId ? listGroupIdsOf(db, instrumentId) : []
}

/** The groups an instrument is in: whoever holds a grant for one of them is told of it. */
export function groupsWith(db: Db, instrumentId: string): Promise<string[]> {
  return listGroupIdsOf(db, instrumentId)
}

/** The instruments for which alone an actor holds a permission, by grants for their groups: those of one institution, or of all. */
export async function instrumentsGranted(db: Db, actor: Actor, permission: string, institutionId?: string): Promise<string[]> {
  const groupIds = groupsOf(actor, permission, institutionId)
  return groupIds.length === 0 ? [] : listMembersOf(db, groupIds)
}

export type ListAsked = { permission: string; institutionId: string; instrumentId?: string | undefined }

/**
 * The instruments to which a list of an institution's is cut for this reader: to none in particular (undefined) where they hold the
 * permission for the institution, else to those of their groups, or to the one of them that was asked for. @throws not_found
 */
export async function requireListed(db: Db, actor: Actor, asked: ListAsked): Promise<string[] | undefined> {
  const { permission, institutionId, instrumentId } = asked
  const only = instrumentId ? [instrumentId] : undefined
  if (await hasRightFor(db, actor, permission, institutionId)) return only
  if (groupsOf(actor, permission, institutionId).length === 0) throw notFound({ what: 'organisation' })
  const granted = await instrumentsGranted(db, actor, permission, institutionId)
  if (instrumentId && !granted.includes(instrumentId)) throw notFound({ what: 'instrument' })
  return only ?? granted
}

async function takenGroup(db: Db, actor: Actor, id: string): Promise<Group> {
  const group = await takeGroup(db, id)
  if (!group) throw notFound({ what: 'instrument_group' })
  await requireRightFor(db, actor, 'catalogue.edit', group.institutionId, { what: 'instrument_group' })
  return group
}

export const groupHandlers = [
  handle(listInstrumentGroups, async ({ actor, db }) => {
    const scopes = ['catalogue.edit', 'identity.grant'].map((permission) => scopesOf(actor, permission))
    const organisationIds = scopes.flatMap((scope) => scope.organisationIds)
    const patterns = scopes.flatMap((scope) => patternsWithin(scope.divisionCodes))
    return { items: await listGroupRows(db, { organisationIds, patterns }) }
  }),

  handle(makeInstrumentGroup, async ({ input, actor, db }) => {
    await requireRightFor(db, actor, 'catalogue.edit', input.id)
    return (await findGroup(db, await insertGroup(db, input.id, input)))!
  }),

  handle(putIntoGroup, async ({ input, actor, db }) => {
    const group = await takenGroup(db, actor, input.id)
    const codes = [...new Set(input.innerCodes)]
    const found = await listInstrumentsByInnerCode(db, group.institutionId, codes)
    const unknown = codes.filter((code) => !found.some((one) => one.innerCode === code))
    if (unknown.length > 0) throw codesUnknown({ codes: unknown.join(', ') })
    const inIt = new Set(group.instruments.map((one) => one.id))
    await insertMembers(
      db,
      group.id,
      found.map((one) => one.id).filter((id) => !inIt.has(id)),
    )
    return (await findGroup(db, group.id))!
  }),

  handle(takeOutOfGroup, async ({ input, actor, db }) => {
    const group = await takenGroup(db, actor, input.id)
    if (!(await supersedeMember(db, group.id, input.instrumentId))) throw notFound({ what: 'instrument' })
    return (await findGroup(db, group.id))!
  }),
]
