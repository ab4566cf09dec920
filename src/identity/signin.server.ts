import { hashPassword, isHashStale, isPasswordRight } from '../kernel/password.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { heldProvider } from '../kernel/provider.ts'
import { turns } from '../kernel/turns.ts'
import { attemptWasRight, subjectsOf, takeAttempt } from './attempt.server.ts'
import { afterFirstFactor } from './factor.server.ts'
import { signIn, signInRefused, signOut } from './identity.contract.ts'
import { findCredentials, updateStaleHash } from './password.sql.ts'
import { findPolicy } from './policy.sql.ts'
import { endSessions } from './session.sql.ts'
import { getSignInOptions } from './signin.contract.ts'

const inTurn = turns()

export const signInHandlers: readonly Handler[] = [
  handle(getSignInOptions, async ({ db, now }) => {
    const { exampleSecondFactor } = await findPolicy(db, now)
    return { isExampleLetOff: exampleSecondFactor === 'off', provider: heldProvider()?.name ?? null }
  }),

  handlePrepared(
    signIn,
    // Whether the account exists, is locked or the password is wrong: one count, one look-up, one hash, and one answer. Attempts at one
    // account are looked at one after another: each counts as failed until it is found right, and would shut out the next of the same person.
    ({ input, read, write, now, from }) => {
      const subjects = subjectsOf(input.loginName, from.address)
      return inTurn(subjects.account, async () => {
        const policy = await read((db) => findPolicy(db, now))
        const isLookedAt = await write((db) => takeAttempt(db, subjects, now, policy))
        const credentials = await read((db) => findCredentials(db, { loginName: input.loginName }))
        const stored = isLookedAt ? credentials?.passwordHash : null
        const isRight = await isPasswordRight(stored, input.password)
        if (!isRight || !credentials || !stored) return null
        await write((db) => attemptWasRight(db, subjects, policy))
        const rehashed = isHashStale(stored) ? { stale: stored, fresh: await hashPassword(input.password) } : null
        return { personId: credentials.personId, rehashed }
      })
    },
    async ({ db, now, from, prepared }) => {
      if (!prepared) throw signInRefused({})
      const { personId, rehashed } = prepared
      if (rehashed) await updateStaleHash(db, personId, rehashed)
      return afterFirstFactor(db, now, { personId, first: 'password', from })
    },
  ),

  handle(signOut, async ({ actor, db, now }) => {
    await endSessions(db, actor.personId, { only: actor.sessionId }, now)
    return {}
  }),
]
