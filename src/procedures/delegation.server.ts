// Standing in: who is away lets a colleague of the same office act for them.
import { actorGrantsOf, holdersOf } from '../identity/grant.server.ts'
import { displayNames } from '../identity/name.server.ts'
import { notify } from '../identity/notice.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf } from '../kernel/time.ts'
import {
  type Delegation,
  delegationDaysMost,
  delegationDaysWrong,
  giveDelegation,
  listDelegations,
  nothingToDelegate,
  revokeDelegation,
  standInUnfit,
} from './delegation.contract.ts'
import {
  type DelegationRow,
  endDelegation,
  insertDelegation,
  listDelegationRows,
  listPrincipals,
  listStandIns,
  takeDelegation,
} from './delegation.sql.ts'
import { actingAs, desksOf, type Ground, type LoadedCase, type StandIn } from './known.server.ts'
import { delegationGiven, delegationRevoked } from './notice.contract.ts'

/** Whoever acts, with those for whom they stand in today. What was handed to these by others is not handed on. */
export async function officerOf<A extends Pick<Actor, 'personId' | 'grants'>>(db: Db, actor: A, now: Date): Promise<A & StandIn> {
  if (!actor.grants.some(({ divisionCode }) => divisionCode !== null)) return actor
  const standsInFor = []
  for (const { fromId, procedureCode } of await listPrincipals(db, actor.personId, dayOf(now)))
    standsInFor.push({ personId: fromId, procedureCode, grants: await actorGrantsOf(db, fromId) })
  return { ...actor, standsInFor }
}

/** Who stands in for somebody of a list today, and may act on this very case in their place. */
export async function standInsFor(db: Db, loaded: LoadedCase, personIds: readonly string[], now: Date): Promise<string[]> {
  const found = []
  for (const personId of await listStandIns(db, personIds, loaded.procedure.code, dayOf(now))) {
    const officer = await officerOf(db, { personId, grants: await actorGrantsOf(db, personId) }, now)
    if (actingAs(officer, loaded).some(({ forId }) => forId !== null)) found.push(personId)
  }
  return found
}

/** The procedures at whose offices somebody acts by their own roles. */
async function ownProcedures(ground: Ground, db: Db, actor: Actor): Promise<NonNullable<Delegation['procedure']>[]> {
  const codes = new Set(desksOf(ground, actor, await ground.bodiesNow(db)).map(({ procedureCode }) => procedureCode))
  const titles = new Map(ground.declared.map(({ code, title }) => [code, title]))
  return [...codes].map((code) => ({ code, title: titles.get(code)! }))
}

/** The other people who handle or decide cases where the actor does. */
async function colleaguesOf(db: Db, actor: Actor): Promise<Set<string>> {
  const found = new Set<string>()
  for (const divisionCode of new Set(actor.grants.flatMap((grant) => grant.divisionCode ?? []))) {
    for (const { personId, grants } of await holdersOf(db, { divisionCode })) {
      const isOfficer = grants.some(({ permissions }) => permissions.has('procedures.handle') || permissions.has('procedures.decide'))
      if (isOfficer && personId !== actor.personId) found.add(personId)
    }
  }
  return found
}

async function shown(ground: Ground, db: Db, rows: readonly DelegationRow[], today: string): Promise<Delegation[]> {
  const names = await displayNames(db, [...new Set(rows.flatMap(({ fromId, toId }) => [fromId, toId]))])
  const named = (personId: string) => ({ personId, displayName: names.get(personId) ?? '' })
  const titles = new Map(ground.declared.map(({ code, title }) => [code, title]))
  return rows.map(({ id, fromId, toId, procedureCode, firstOn, lastOn, reason, givenAt, revokedAt }) => ({
    ...{ id, from: named(fromId), to: named(toId), firstOn, lastOn, reason, givenAt, revokedAt },
    procedure: procedureCode === null ? null : { code: procedureCode, title: titles.get(procedureCode)! },
    isNow: revokedAt === null && firstOn <= today && today <= lastOn,
  }))
}

export const delegationHandlers = (ground: Ground) => [
  handle(listDelegations, async ({ actor, db, now }) => {
    const today = dayOf(now)
    const names = await displayNames(db, [...(await colleaguesOf(db, actor))])
    const colleagues = [...names].map(([personId, displayName]) => ({ personId, displayName }))
    return {
      given: await shown(ground, db, await listDelegationRows(db, 'from_id', actor.personId), today),
      received: await shown(ground, db, await listDelegationRows(db, 'to_id', actor.personId), today),
      colleagues: colleagues.toSorted((a, b) => (a.displayName < b.displayName ? -1 : 1)),
      procedures: await ownProcedures(ground, db, actor),
    }
  }),

  handle(giveDelegation, async ({ input, actor, db, now }) => {
    const { toId, procedureCode, firstOn, lastOn, reason } = input
    const own = await ownProcedures(ground, db, actor)
    if (own.length === 0 || (procedureCode !== null && !own.some(({ code }) => code === procedureCode))) throw nothingToDelegate({})
    if (!(await colleaguesOf(db, actor)).has(toId)) throw standInUnfit({})
    const today = dayOf(now)
    if (firstOn < today || lastOn < firstOn || lastOn > addDays(firstOn, delegationDaysMost - 1))
      throw delegationDaysWrong({ days: delegationDaysMost })
    const row = await insertDelegation(db, { fromId: actor.personId, toId, procedureCode, firstOn, lastOn, reason, givenAt: isoOf(now) })
    const [given] = await shown(ground, db, [row], today)
    const params = { name: given!.from.displayName, firstOn, lastOn }
    await notify(db, { personIds: [toId] }, { kind: delegationGiven, params, link: '/work/delegations' })
    return given!
  }),

  handle(revokeDelegation, async ({ input, actor, db, now }) => {
    const row = await takeDelegation(db, input.id, actor.personId)
    if (!row) throw notFound({ what: 'delegation' })
    const isEnding = row.revokedAt === null
    if (isEnding) await endDelegation(db, row.id, isoOf(now))
    const [ended] = await shown(ground, db, [{ ...row, revokedAt: row.revokedAt ?? isoOf(now) }], dayOf(now))
    if (isEnding && row.fromId === actor.personId) {
      const params = { name: ended!.from.displayName }
      await notify(db, { personIds: [row.toId] }, { kind: delegationRevoked, params, link: '/work/delegations' })
    }
    return ended!
  }),
]
