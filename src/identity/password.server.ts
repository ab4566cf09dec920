import type { Db } from '../kernel/db.ts'
import { hashPassword, isPasswordRight } from '../kernel/password.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { attemptWasRight, forgetFailures, subjectsOf, takeAttempt } from './attempt.server.ts'
import { isStaff } from './grant.server.ts'
import { listStandingGrants } from './grant.sql.ts'
import { changePassword, oldPasswordWrong, type PasswordFault, passwordWeak, unlockAccount } from './password.contract.ts'
import { passwordFaults } from './password.rules.ts'
import { type Credentials, findCredentials, listEarlierPasswords, replacePassword } from './password.sql.ts'
import { findPolicy } from './policy.sql.ts'
import { renewSession } from './session.server.ts'
import { endSessions } from './session.sql.ts'

type Read = <T>(body: (db: Db) => Promise<T>) => Promise<T>

/**
 * Checks a new password of an account against the rules and against those it had, and hashes it. It takes a tenth of a second and
 * runs before any transaction. @throws password_weak
 */
export async function prepareNewPassword(read: Read, now: Date, account: Credentials, newPassword: string): Promise<string> {
  const { policy, lengthLeast, earlier } = await read(async (db) => {
    const policy = await findPolicy(db, now)
    const isLonger = await isStaff(db, await listStandingGrants(db, account.personId))
    const lengthLeast = isLonger ? policy.staffPasswordLengthLeast : policy.passwordLengthLeast
    return { policy, lengthLeast, earlier: await listEarlierPasswords(db, account.personId, Math.max(policy.passwordsRemembered - 1, 0)) }
  })
  const faults: PasswordFault[] = passwordFaults(newPassword, { loginName: account.loginName, lengthLeast })
  const before = policy.passwordsRemembered > 0 && account.passwordHash ? [account.passwordHash, ...earlier] : []
  const matches = await Promise.all(before.map((hash) => isPasswordRight(hash, newPassword)))
  if (matches.includes(true)) faults.push({ code: 'used_before' })
  if (faults.length > 0) throw passwordWeak({ reasons: faults })
  return hashPassword(newPassword)
}

export const passwordHandlers: readonly Handler[] = [
  handlePrepared(
    changePassword,
    async ({ input, actor, read, write, now, from }) => {
      const account = await read((db) => findCredentials(db, { personId: actor.personId }))
      if (!account) throw oldPasswordWrong({})
      const policy = await read((db) => findPolicy(db, now))
      const subjects = subjectsOf(account.loginName, from.address)
      const isLookedAt = await write((db) => takeAttempt(db, subjects, now, policy))
      const isRight = await isPasswordRight(isLookedAt ? account.passwordHash : null, input.oldPassword)
      if (!isRight) throw oldPasswordWrong({})
      await write((db) => attemptWasRight(db, subjects, policy))
      return { passwordHash: await prepareNewPassword(read, now, account, input.newPassword), policy }
    },
    async ({ actor, db, now, prepared }) => {
      await replacePassword(db, actor.personId, prepared.passwordHash, prepared.policy.passwordsRemembered)
      await endSessions(db, actor.personId, { allBut: actor.sessionId }, now)
      return renewSession(db, actor.sessionId)
    },
  ),

  handle(unlockAccount, async ({ input, db }) => {
    await forgetFailures(db, input.loginName)
    return {}
  }),
]
