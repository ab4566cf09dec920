// The pool of experts: who directs procedures in a division puts people in and takes them out.

import { scopesOf } from '../identity/grant.rules.ts'
import { actorGrantsOf, giveRole } from '../identity/grant.server.ts'
import { getOrganisations } from '../identity/identity.server.ts'
import { displayNames, personByLogin } from '../identity/name.server.ts'
import { findPeopleBy } from '../identity/personal.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { isWithin, prefixOf } from '../places/places.rules.ts'
import { requireDivision } from '../places/places.server.ts'
import { addExpert, type ExpertShown, endExpert, listExperts, personUnknown } from './expert.contract.ts'
import { type ExpertRow, endExpertRow, findExpert, insertExpert, listExpertRows } from './expert.sql.ts'

const reached = (actor: Actor) => scopesOf(actor, 'procedures.direct').divisionCodes

/** @throws not_found where the actor does not direct procedures */
export function requireReached(actor: Actor, divisionCode: string, what: string): void {
  if (!reached(actor).some((code) => isWithin(divisionCode, code))) throw notFound({ what })
}

async function expertsShown(db: Db, rows: readonly ExpertRow[]): Promise<ExpertShown[]> {
  const names = await displayNames(
    db,
    rows.map((row) => row.personId),
  )
  const ids = rows.flatMap((row) => row.employments.map((one) => one.organisationId))
  const organisations = new Map((await getOrganisations(db, [...new Set(ids)])).map((one) => [one.id, one.nameZh]))
  return rows.map(({ personId, employments, ...row }) => ({
    ...row,
    displayName: names.get(personId) ?? '',
    employments: employments.map((one) => ({ ...one, organisationName: organisations.get(one.organisationId) ?? '' })),
  }))
}

/** The one account that a login name, a telephone or a verified address names; none where none or several do. */
export async function findPerson(db: Db, who: string): Promise<string | undefined> {
  const byLogin = await personByLogin(db, who)
  if (byLogin !== undefined) return byLogin
  const found = new Set([...(await findPeopleBy(db, 'phone', who)), ...(await findPeopleBy(db, 'email', who))])
  return found.size === 1 ? [...found][0] : undefined
}

/** @throws person_unknown */
async function requirePerson(db: Db, who: string): Promise<string> {
  const personId = await findPerson(db, who)
  if (personId === undefined) throw personUnknown({})
  return personId
}

/** Who is drawn finds their desk by their role. */
export async function giveExpertRole(db: Db, personId: string): Promise<void> {
  const held = await actorGrantsOf(db, personId)
  if (held.some((grant) => grant.role === 'expert')) return
  await giveRole(db, personId, { role: 'expert', organisationId: null, divisionCode: null })
}

export const expertHandlers = [
  handle(addExpert, async ({ input, actor, db }) => {
    const { who, ...expert } = input
    requireReached(actor, input.divisionCode, 'division')
    await requireDivision(db, input.divisionCode)
    const wanted = [...new Set([...input.employments, ...input.ties].map((one) => one.organisationId))]
    if ((await getOrganisations(db, wanted)).length < wanted.length) throw notFound({ what: 'organisation' })
    const personId = await requirePerson(db, who)
    const id = await insertExpert(db, { ...expert, personId, addedBy: actor.personId })
    await giveExpertRole(db, personId)
    return (await expertsShown(db, [(await findExpert(db, id))!]))[0]!
  }),

  handle(listExperts, async ({ input, actor, db }) => {
    const patterns = reached(actor).map((code) => `${prefixOf(code)}%`)
    const found = await listExpertRows(db, patterns, { after: input.cursor ?? null, limit: input.limit + 1 })
    const rows = found.slice(0, input.limit)
    return { items: await expertsShown(db, rows), nextCursor: found.length > input.limit ? rows.at(-1)!.id : null }
  }),

  handle(endExpert, async ({ input, actor, db, now }) => {
    const expert = await findExpert(db, input.id)
    if (!expert) throw notFound({ what: 'expert' })
    requireReached(actor, expert.divisionCode, 'expert')
    await endExpertRow(db, expert.id, actor.personId, isoOf(now))
    return {}
  }),
]
