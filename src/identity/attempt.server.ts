import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { defineJob, type Worker, work } from '../kernel/jobs.ts'
import { vault } from '../kernel/keyring.ts'
import { hashToken } from '../kernel/password.ts'
import { afterFailure, isBlocked } from './attempt.rules.ts'
import { deleteFailures, deleteFailuresBefore, takeBackFailure, takeFailures, updateFailures } from './attempt.sql.ts'
import type { Policy } from './policy.sql.ts'

/** Whose failures are counted: an account's by its name, whether there is one or not, and an address's by itself. */
export type Subjects = { account: string; address: string }

const accountSubject = (loginName: string) => `account:${hashToken(loginName.toLowerCase())}`

/** The subjects of an attempt to sign in under a login name from an address. The address is kept as a keyed digest. */
export function subjectsOf(loginName: string, address: string): Subjects {
  return { account: accountSubject(loginName), address: `address:${vault().equalityKey('sign_in_failure.address', address)}` }
}

/**
 * Counts an attempt as failed before anybody looks at it, so that a hundred at once are not looked at. Runs in a transaction of its
 * own. @returns false when the account or the address has to wait: then the attempt is not looked at, and not counted either.
 */
export async function takeAttempt(db: Db, subjects: Subjects, now: Date, policy: Policy): Promise<boolean> {
  const counts = await takeFailures(db, [subjects.account, subjects.address], now)
  const { lockSeconds } = policy
  const limits = [
    { subject: subjects.account, failuresMost: policy.accountFailuresMost, lockSeconds, grows: true },
    { subject: subjects.address, failuresMost: policy.addressFailuresMost, lockSeconds, grows: false },
  ]
  if (limits.some(({ subject }) => isBlocked(counts.get(subject), now))) return false
  for (const { subject, ...limit } of limits) await updateFailures(db, subject, afterFailure(counts.get(subject), now, limit))
  return true
}

/** The attempt was right: the account starts anew, and the address gets back the failure counted ahead. */
export async function attemptWasRight(db: Db, subjects: Subjects, policy: Policy): Promise<void> {
  await deleteFailures(db, [subjects.account])
  await takeBackFailure(db, subjects.address, policy.addressFailuresMost)
}

/** An administrator lets somebody try again at once. */
export async function forgetFailures(db: Db, loginName: string): Promise<void> {
  await deleteFailures(db, [accountSubject(loginName)])
}

const keptSeconds = 86_400

/** Counts that have rested for a day say nothing any more. */
export const forgetOldFailures = defineJob('forget_old_failures', z.object({}))

export const attemptWorkers: readonly Worker[] = [
  work(forgetOldFailures, ({ db, now }) => deleteFailuresBefore(db, new Date(now.getTime() - keptSeconds * 1000)), {
    every: '23 19 * * *',
  }),
]
