import { notFound } from '../kernel/kernel.contract.ts'
import { kernelWords } from '../kernel/kernel.words.ts'
import { claimsOf, registrationOptions, signInOptions, verifyRegistration, verifySignIn } from '../kernel/passkey.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { factorRequired } from './factor.contract.ts'
import { owesFactor } from './factor.rules.ts'
import { factorsOf } from './factor.server.ts'
import { findDisplayName } from './identity.sql.ts'
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  listMyPasskeys,
  passkeyRefused,
  removePasskey,
  signInWithPasskey,
} from './passkey.contract.ts'
import {
  deletePasskey,
  findPasskey,
  insertChallenge,
  insertPasskey,
  listKeptPasskeys,
  listPasskeys,
  spendChallenge,
  updatePasskeyUse,
} from './passkey.sql.ts'
import { findCredentials } from './password.sql.ts'
import { findPolicy } from './policy.sql.ts'
import { openSession, renewSession } from './session.server.ts'
import { updateEnrolled } from './session.sql.ts'

const challengeSeconds = 300
const untilOver = (now: Date) => new Date(now.getTime() + challengeSeconds * 1000)

export const passkeyHandlers: readonly Handler[] = [
  handle(beginPasskey, async ({ actor, db, now, from }) => {
    const { personId } = actor
    const name = (await findCredentials(db, { personId }))?.loginName ?? ''
    const person = { id: personId, name, displayName: await findDisplayName(db, personId), product: kernelWords.productName.zh }
    const { challenge, options } = await registrationOptions(from.site, person, await listKeptPasskeys(db, personId))
    await insertChallenge(db, { challenge, personId, now, expiresAt: untilOver(now) })
    return { options }
  }),

  handlePrepared(
    addPasskey,
    async ({ input, from }) => {
      const claims = claimsOf(input.response)
      const key = claims && (await verifyRegistration(from.site, claims.challenge, input.response))
      return key && { key, challenge: claims.challenge }
    },
    async ({ input, actor, db, now, prepared }) => {
      if (!prepared || !(await spendChallenge(db, prepared.challenge, actor.personId, now))) throw passkeyRefused({})
      const id = await insertPasskey(db, actor.personId, input.name, prepared.key, now)
      await updateEnrolled(db, actor.sessionId)
      return { id, ...(await renewSession(db, actor.sessionId)) }
    },
  ),

  handle(listMyPasskeys, async ({ actor, db }) => ({ items: await listPasskeys(db, actor.personId) })),

  handle(removePasskey, async ({ input, actor, db, now }) => {
    if (!(await deletePasskey(db, actor.personId, input.id))) throw notFound({ what: 'passkey' })
    const facts = await factorsOf(db, actor.personId, await findPolicy(db, now))
    if (owesFactor(facts) && !facts.hasTotp && !facts.hasPasskey) throw factorRequired({})
    return renewSession(db, actor.sessionId)
  }),

  handle(beginPasskeySignIn, async ({ db, now, from }) => {
    const { challenge, options } = await signInOptions(from.site)
    await insertChallenge(db, { challenge, personId: null, now, expiresAt: untilOver(now) })
    return { options }
  }),

  handlePrepared(
    signInWithPasskey,
    async ({ input, read, from }) => {
      const claims = claimsOf(input.response)
      const key = claims && (await read((db) => findPasskey(db, claims.credentialId)))
      const useCounter = key && (await verifySignIn(from.site, claims.challenge, input.response, key))
      return useCounter === undefined ? undefined : { key: key!, useCounter, challenge: claims!.challenge }
    },
    async ({ db, now, from, prepared }) => {
      if (!prepared || !(await spendChallenge(db, prepared.challenge, null, now))) throw passkeyRefused({})
      const { key, useCounter } = prepared
      await updatePasskeyUse(db, key.credentialId, useCounter, now)
      return openSession(db, now, { personId: key.personId, method: 'passkey', isEnrolling: false, from })
    },
  ),
]
