import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { linkOver } from './link.contract.ts'
import { passwordWeak } from './password.contract.ts'
import { resetWords as words } from './reset.words.ts'

/** Sends a link to the verified address of an account, if there are both; the answer is the same when there are not. */
export const requestPasswordReset = operation({
  name: 'requestPasswordReset',
  title: words.requestPasswordReset,
  method: 'POST',
  path: '/api/password/forgotten',
  permission: 'anyone',
  input: z.object({ who: z.string().trim().min(1).max(254) }),
  output: z.object({}),
  errors: [],
  session: 'opens',
})

/** Sets the password and ends every session. It signs nobody in: whoever has a second factor still shows it. */
export const resetPassword = operation({
  name: 'resetPassword',
  title: words.resetPassword,
  method: 'POST',
  path: '/api/password/reset',
  permission: 'anyone',
  input: z.object({ token: z.string().min(1).max(100), newPassword: z.string().min(1).max(200) }),
  output: z.object({ loginName: z.string() }),
  errors: [linkOver, passwordWeak],
  session: 'opens',
})
