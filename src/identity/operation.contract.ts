// What one can do here at all: every operation with the permission that opens it.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { rolePageWords as words } from './role.words.ts'

/** Every operation of the product by its title, and what it asks for: a permission of a role, 'signed_in', or 'anyone'. */
export const listOperations = operation({
  name: 'listOperations',
  title: words.listOperations,
  method: 'GET',
  path: '/api/operations',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ name: z.string(), titleZh: z.string(), titleEn: z.string(), permission: z.string() })) }),
  errors: [],
})
