import { hashPassword, isHashStale, isPasswordRight } from '../kernel/password.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { heldProvider } from '../kernel/provider.ts'
import { attemptWasRight, subjectsOf, takeAttempt } from './attempt.server.ts'
import { afterFirstFactor } from './factor.server.ts'
import { signIn, signInRefused, signOut } from './identity.contract.ts'
import { findCredentials, updateStaleHash } from './password.sql.ts'
import { findPolicy } from './policy.sql.ts'
import { endSessions } from './session.sql.ts'
import { getSignInOptions } from './signin.contract.ts'

export const signInHandlers: readonly Handler[] = [
  handle(getSignInOptions, async ({ db, now }) => {
    const { exampleSecondFactor } = await findPolicy(db, now)
    return { isExampleLetOff: exampleSecondFactor === 'off', provider: heldProvider()?.name ?? null }
  }),

  handlePrepared(
    signIn,
    // Whether the account exists, is locked or the password is wrong: one count, one look-up, one hash, and one answer.
    async ({ input, read, write, now, from }) => {
      const policy = await read((db) => findPolicy(db, now))
      const subjects = subjectsOf(input.loginName, from.address)
      const isLookedAt = await write((db) => takeAttempt(db, subjects, now, policy))
      const credentials = await read((db) => findCredentials(db, { loginName: input.loginName }))
      const stored = isLookedAt ? credentials?.passwordHash : null
      const isRight = await isPasswordRight(stored, input.password)
      if (!isRight || !credentials || !stored) return null
      const rehashed = isHashStale(stored) ? { stale: stored, fresh: await hashPassword(input.password) } : null
      return { personId: credentials.personId, subjects, policy, rehashed }
    },
    async ({ db, now, from, prepared }) => {
      if (!prepared) throw signInRefused({})
      const { personId, subjects, policy, rehashed } = prepared
      await attemptWasRight(db, subjects, policy)
      if (rehashed) await updateStaleHash(db, personId, rehashed)
      return afterFirstFactor(db, now, { personId, first: 'password', from })
    },
  ),

  handle(signOut, async ({ actor, db, now }) => {
    await endSessions(db, actor.personId, { only: actor.sessionId }, now)
    return {}
  }),
]
