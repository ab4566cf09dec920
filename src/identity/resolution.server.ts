import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { record } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { scopesOf } from './grant.rules.ts'
import {
  alreadyResolved,
  listNamedParties,
  type NamedParty,
  namedPartyResolved,
  notResolved,
  type Organisation,
  resolutionUndone,
  resolveNamedParty,
  undoResolution,
} from './identity.contract.ts'
import { nameLikeness, normalName } from './identity.rules.ts'
import { findOrganisation, findOrganisationByCreditCode, listOrganisationsById } from './identity.sql.ts'
import {
  countNamedParties,
  findIsWithin,
  findNamedParty,
  insertNameUse,
  insertResolution,
  listAliasesLike,
  listCustomers,
  listIdsByCreditCodes,
  listNamedPartyRows,
  listOrganisationsByNormalNames,
  listResolved,
  type NamedPartyRow,
  type NameScopes,
  supersedeResolution,
  takeNamedParty,
  upsertNamedParties,
} from './resolution.sql.ts'
import { takeStanding } from './version.server.ts'

const likenessLeast = 0.34
const suggestionsAtMost = 5

export type WrittenName = {
  /** Who it is today: an organisation, or the name itself while nobody has settled it. */
  partyId: string
  isResolved: boolean
  /**
   * What a record of it keeps: the one organisation that goes by exactly this name, else the name, settled or not, so that undoing a
   * settlement reaches every record written under the name.
   */
  writtenId: string
}

/**
 * Who the customer names are that an institution's records have; names nobody goes by wait there to be settled.
 * @returns by the name as it was given
 */
export async function partiesByName(db: Db, institutionId: string, names: readonly string[]): Promise<Map<string, WrittenName>> {
  const wanted = new Map([...new Set(names)].map((name) => [normalName(name), name]))
  const known = await listOrganisationsByNormalNames(db, [...wanted.keys()])
  const unknown = [...wanted].filter(([normal]) => known.get(normal)?.length !== 1).map(([normal, name]) => ({ name, normalName: normal }))
  const named = await upsertNamedParties(db, unknown)
  if (named.size > 0) await insertNameUse(db, institutionId, [...named.values()])
  const settled = await resolvedPartyIds(db, [...named.values()])
  const answer = (normal: string): WrittenName => {
    const [organisationId] = named.has(normal) ? [] : (known.get(normal) ?? [])
    if (organisationId) return { partyId: organisationId, isResolved: true, writtenId: organisationId }
    const writtenId = named.get(normal)!
    return { partyId: settled.get(writtenId) ?? writtenId, isResolved: settled.has(writtenId), writtenId }
  }
  return new Map([...new Set(names)].map((name) => [name, answer(normalName(name))]))
}

/** Who a written customer name is: the one organisation that goes by it, else the name itself, waiting to be settled. */
export async function partyByName(db: Db, institutionId: string, name: string): Promise<WrittenName> {
  return (await partiesByName(db, institutionId, [name])).get(name)!
}

export type KnownOrganisations = { byCode: ReadonlyMap<string, string>; byName: ReadonlyMap<string, readonly string[]> }

/** Which organisations go by these credit codes and names, as they were given; writes nothing, and a name may be several's. */
export async function knownOrganisations(
  db: Db,
  given: { creditCodes: readonly string[]; names: readonly string[] },
): Promise<KnownOrganisations> {
  const byNormalName = await listOrganisationsByNormalNames(db, [...new Set(given.names.map(normalName))])
  const byName = new Map(given.names.map((name) => [name, byNormalName.get(normalName(name)) ?? []]))
  return { byCode: await listIdsByCreditCodes(db, [...new Set(given.creditCodes)]), byName }
}

/**
 * The party that an institution's record states one way: by organisation, by credit code or by name. A name that nobody goes by is
 * written down and waits.
 * @returns what a record of it keeps, or nothing when no such organisation is registered
 */
export async function partyGiven(
  db: Db,
  institutionId: string,
  given: { organisationId?: string | undefined; creditCode?: string | undefined; name?: string | undefined },
): Promise<string | undefined> {
  if (given.organisationId) return (await findOrganisation(db, given.organisationId))?.id
  if (given.creditCode) return (await findOrganisationByCreditCode(db, given.creditCode))?.id
  return given.name ? (await partyByName(db, institutionId, given.name)).writtenId : undefined
}

/** Who a customer is: an organisation, or a name; a settled name counts as its organisation. */
export type Customer = { partyId: string; organisationId: string | null; kind: Organisation['kind'] | null; isName: boolean }

/** Who these parties are today; ids that are no parties are left out. */
export async function getCustomers(db: Db, partyIds: readonly string[]): Promise<Map<string, Customer>> {
  return new Map((await listCustomers(db, [...new Set(partyIds)])).map((row) => [row.partyId, row]))
}

/** Which of these parties are names that were settled, and as whom. */
export async function resolvedPartyIds(db: Db, partyIds: readonly string[]): Promise<Map<string, string>> {
  return new Map((await listResolved(db, partyIds)).map((row) => [row.namedPartyId, row.organisationId]))
}

async function withSuggestions(db: Db, row: NamedPartyRow): Promise<NamedParty> {
  const { normalName: own } = row
  const pairs = Array.from({ length: Math.max(own.length - 1, 1) }, (_, at) => own.slice(at, at + 2))
  const candidates = row.organisationId ? [] : await listAliasesLike(db, pairs, 200)
  const best = new Map<string, number>()
  for (const candidate of candidates)
    best.set(candidate.organisationId, Math.max(best.get(candidate.organisationId) ?? 0, nameLikeness(own, candidate.normalName)))
  const ids = [...best]
    .filter(([, likeness]) => likeness >= likenessLeast)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, suggestionsAtMost)
    .map(([id]) => id)
  const organisations = await listOrganisationsById(db, ids)
  const suggestions = ids.flatMap((id) =>
    organisations.filter((organisation) => organisation.id === id).map((organisation) => ({ ...organisation, likeness: best.get(id)! })),
  )
  const organisation = row.organisationId ? ((await findOrganisation(db, row.organisationId)) ?? null) : null
  return { id: row.id, name: row.name, recordedAt: row.recordedAt, organisation, resolvedAt: row.resolvedAt, suggestions }
}

/** The names an actor may see: of records of their own institutions, and of those in their divisions. */
function scopesOfNames(actor: Actor): NameScopes {
  const { organisationIds, divisionCodes } = scopesOf(actor, 'identity.resolve')
  return { organisationIds, divisionPatterns: patternsWithin(divisionCodes) }
}

/** Takes a name that is the actor's to settle. @throws not_found */
async function takeOwnName(db: Db, actor: Actor, id: string): Promise<NamedPartyRow> {
  if (!(await takeNamedParty(db, id)) || !(await findIsWithin(db, id, scopesOfNames(actor)))) throw notFound({ what: 'named_party' })
  return (await findNamedParty(db, id))!
}

export const resolutionHandlers = [
  handle(listNamedParties, async ({ input, actor, db }) => {
    const asked = { state: input.state, ...scopesOfNames(actor) }
    const rows = await listNamedPartyRows(db, asked, input.cursor, input.limit + 1)
    const page = rows.slice(0, input.limit)
    const items: NamedParty[] = []
    for (const row of page) items.push(await withSuggestions(db, row))
    return { items, total: await countNamedParties(db, asked), nextCursor: rows.length > input.limit ? page.at(-1)!.id : null }
  }),

  handle(resolveNamedParty, async ({ input, actor, db }) => {
    const party = await takeOwnName(db, actor, input.id)
    if (party.organisationId) throw alreadyResolved({})
    if ((await takeStanding(db, [input.organisationId])).length === 0) throw notFound({ what: 'organisation' })
    await insertResolution(db, { namedPartyId: input.id, organisationId: input.organisationId, decidedBy: actor.personId })
    await record(db, namedPartyResolved, { namedPartyId: input.id, organisationId: input.organisationId })
    return withSuggestions(db, (await findNamedParty(db, input.id))!)
  }),

  handle(undoResolution, async ({ input, actor, db }) => {
    await takeOwnName(db, actor, input.id)
    const organisationId = await supersedeResolution(db, input.id, actor.personId)
    if (!organisationId) throw notResolved({})
    await record(db, resolutionUndone, { namedPartyId: input.id, organisationId })
    return withSuggestions(db, (await findNamedParty(db, input.id))!)
  }),
]

/** How many customers known only by name wait for an actor to settle them. */
export function openNameCount(db: Db, actor: Actor): Promise<number> {
  return countNamedParties(db, { state: 'open', ...scopesOfNames(actor) })
}
