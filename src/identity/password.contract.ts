import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { passwordWords as words } from './password.words.ts'

export type PasswordFault = {
  code: 'too_short' | 'too_long' | 'too_plain' | 'holds_name' | 'too_common' | 'used_before'
  least?: number
  most?: number
}
export const passwordWeak = defineError<{ reasons: PasswordFault[] }>('password_weak', 422, words.passwordWeak)
export const oldPasswordWrong = defineError('old_password_wrong', 422, words.oldPasswordWrong)

/** The old password is asked for; every other session of the person ends and this one gets a new secret. */
export const changePassword = operation({
  name: 'changePassword',
  title: words.changePassword,
  method: 'POST',
  path: '/api/me/password',
  permission: 'signed_in',
  input: z.object({ oldPassword: z.string().min(1).max(200), newPassword: z.string().min(1).max(200) }),
  output: z.object({ token: z.string(), expiresAt: z.string() }),
  errors: [passwordWeak, oldPasswordWrong],
  session: 'opens',
  inPerson: true,
})

/** An administrator lets an account try again before its lock has run out. The answer is the same whether there is such an account. */
export const unlockAccount = operation({
  name: 'unlockAccount',
  title: words.unlockAccount,
  method: 'POST',
  path: '/api/accounts/unlock',
  permission: 'identity.administer',
  input: z.object({ loginName: z.string().trim().min(1).max(100) }),
  output: z.object({}),
  errors: [],
  inPerson: true,
})
