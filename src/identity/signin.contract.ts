import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { signInWords as words } from './signin.words.ts'

/** What the sign-in page offers. */
export const getSignInOptions = operation({
  name: 'getSignInOptions',
  title: words.getSignInOptions,
  method: 'GET',
  path: '/api/session/options',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({
    /** Example accounts are not asked for a second factor. */
    isExampleLetOff: z.boolean(),
    /** The outside provider one may sign in at, by the name people know. */
    provider: z.string().nullable(),
  }),
  errors: [],
})
