import type { Db } from '../kernel/db.ts'

export type Policy = {
  passwordLengthLeast: number
  staffPasswordLengthLeast: number
  passwordsRemembered: number
  accountFailuresMost: number
  addressFailuresMost: number
  lockSeconds: number
  staffIdleSeconds: number
  otherIdleSeconds: number
  sessionSeconds: number
  staffSessionsMost: number
  exampleSecondFactor: string
}

/** What is asked of those who sign in, as it stands at a moment. */
export async function findPolicy(db: Db, now: Date): Promise<Policy> {
  const moment = now.toISOString()
  return db
    .selectFrom('sign_in_policy')
    .select([
      'password_length_least as passwordLengthLeast',
      'staff_password_length_least as staffPasswordLengthLeast',
      'passwords_remembered as passwordsRemembered',
      'account_failures_most as accountFailuresMost',
      'address_failures_most as addressFailuresMost',
      'lock_seconds as lockSeconds',
      'staff_idle_seconds as staffIdleSeconds',
      'other_idle_seconds as otherIdleSeconds',
      'session_seconds as sessionSeconds',
      'staff_sessions_most as staffSessionsMost',
      'example_second_factor as exampleSecondFactor',
    ])
    .where('valid_from', '<=', moment)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', moment)]))
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}
