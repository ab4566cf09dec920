import type { Origin } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { hashToken, newToken } from '../kernel/password.ts'
import { type Handler, handle } from '../kernel/perform.ts'
import { isStaff } from './grant.server.ts'
import { listStandingGrants } from './grant.sql.ts'
import type { SignInAnswer } from './identity.contract.ts'
import { meOf } from './me.server.ts'
import { findIsHeld } from './minor.sql.ts'
import { findPolicy } from './policy.sql.ts'
import { listMySessions, revokeOtherSessions, revokeSession, type SessionMethod } from './session.contract.ts'
import { deviceOf, placeOf } from './session.rules.ts'
import { endOldestSessions, endSessions, insertSession, listSessions, updateSessionToken } from './session.sql.ts'

type Opening = { personId: string; method: SessionMethod; isEnrolling: boolean; from: Origin }

/** Opens a session for a person whose sign-in is complete, or complete but for the second factor they have to set up. */
export async function openSession(db: Db, now: Date, { personId, method, isEnrolling, from }: Opening): Promise<SignInAnswer> {
  const grants = await listStandingGrants(db, personId)
  const policy = await findPolicy(db, now)
  const organisationId = grants.find((grant) => grant.organisationId !== null)?.organisationId ?? null
  const isOfStaff = await isStaff(db, grants)
  // One that only sets up a second factor ends nobody’s work.
  if (isOfStaff && !isEnrolling) await endOldestSessions(db, personId, policy.staffSessionsMost - 1, now)
  const token = newToken()
  const expiresAt = new Date(now.getTime() + policy.sessionSeconds * 1000).toISOString()
  await insertSession(db, {
    id: newId(),
    tokenHash: hashToken(token),
    personId,
    organisationId,
    method,
    isEnrolling,
    idleSeconds: isOfStaff ? policy.staffIdleSeconds : policy.otherIdleSeconds,
    openedAt: now.toISOString(),
    expiresAt,
    ...deviceOf(from.agent),
    ...placeOf(from.address),
  })
  const limit = isEnrolling ? ('enrolling' as const) : (await findIsHeld(db, personId)) ? ('held' as const) : undefined
  const held = limit ? { limit, permissions: new Set<string>() } : {}
  const me = await meOf(db, { personId, organisationId, ...held })
  return { step: isEnrolling ? 'enrol' : 'done', token, expiresAt, me, ticket: null, methods: [] }
}

/** Gives a session a new secret, so that the one from before a change of rights opens nothing. @throws not_found when it has ended */
export async function renewSession(db: Db, sessionId: string): Promise<{ token: string; expiresAt: string }> {
  const token = newToken()
  const renewed = await updateSessionToken(db, sessionId, hashToken(token))
  if (!renewed) throw notFound({ what: 'session' })
  return { token, expiresAt: renewed.expiresAt }
}

export const sessionHandlers: readonly Handler[] = [
  handle(listMySessions, async ({ actor, db, now }) => {
    const rows = await listSessions(db, actor.personId, now)
    const items = rows.map((row) => ({ ...row, isThis: row.id === actor.sessionId }))
    return { items }
  }),

  handle(revokeSession, async ({ input, actor, db, now }) => {
    if ((await endSessions(db, actor.personId, { only: input.id }, now)) === 0) throw notFound({ what: 'session' })
    return {}
  }),

  handle(revokeOtherSessions, async ({ actor, db, now }) => ({
    endedCount: await endSessions(db, actor.personId, { allBut: actor.sessionId }, now),
  })),
]
