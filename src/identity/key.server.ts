import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { hashToken, newToken } from '../kernel/password.ts'
import { type Handler, handle } from '../kernel/perform.ts'
import { permissionsFrom } from './grant.rules.ts'
import { asActorGrants } from './grant.server.ts'
import { createApiKey, listMyApiKeys, revokeApiKey, scopesNotYours } from './key.contract.ts'
import { findKey, insertKey, listKeys, markKeyUsed, revokeKey } from './key.sql.ts'

const prefix = 'xc_'
const tokenLength = 43

/** Whether a bearer token is a program's key; a session's secret is shorter by the prefix. */
export function isApiKey(token: string): boolean {
  return token.startsWith(prefix) && token.length === prefix.length + tokenLength
}

/** Who a key acts as: its person, and of what they may do only what the key was made for. */
export async function actorOfKey(db: Db, token: string, now: Date): Promise<Actor | null> {
  const key = await findKey(db, hashToken(token), now)
  if (!key) return null
  if (key.isUnmarked) await markKeyUsed(db, key.keyId, now)
  const scopes = new Set(key.scopes)
  const held = await asActorGrants(db, key.grants)
  const grants = held.map((grant) => ({ ...grant, permissions: new Set([...grant.permissions].filter((each) => scopes.has(each))) }))
  const { keyId: sessionId, personId, organisationId } = key
  return { personId, sessionId, organisationId, permissions: permissionsFrom(grants), grants, limit: 'key' }
}

export const keyHandlers: readonly Handler[] = [
  handle(createApiKey, async ({ input, actor, db, now }) => {
    const beyond = input.scopes.filter((scope) => !actor.permissions.has(scope))
    if (beyond.length > 0) throw scopesNotYours({ scopes: beyond.join(', ') })
    const key = prefix + newToken()
    const id = newId()
    const expiresAt = new Date(now.getTime() + input.days * 86_400_000).toISOString()
    const { personId, organisationId } = actor
    const scopes = [...new Set(input.scopes)].sort()
    await insertKey(db, { id, keyHash: hashToken(key), personId, organisationId, name: input.name, scopes, now, expiresAt })
    return { id, key, expiresAt }
  }),

  handle(listMyApiKeys, async ({ actor, db, now }) => ({ items: await listKeys(db, actor.personId, now) })),

  handle(revokeApiKey, async ({ input, actor, db, now }) => {
    if (!(await revokeKey(db, actor.personId, input.id, now))) throw notFound({ what: 'api_key' })
    return {}
  }),
]
