import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { keyWords as words } from './key.words.ts'

export const scopesNotYours = defineError<{ scopes: string }>('scopes_not_yours', 422, words.scopesNotYours)

export const daysMost = 366

/** A program acts as the person, within these permissions and until this day; the key itself is told this once. */
export const createApiKey = operation({
  name: 'createApiKey',
  title: words.createApiKey,
  method: 'POST',
  path: '/api/me/keys',
  permission: 'signed_in',
  input: z.object({
    name: z.string().trim().min(1).max(60),
    scopes: z
      .array(
        z
          .string()
          .regex(/^[a-z]+\.[a-z_]+$/)
          .max(60),
      )
      .min(1)
      .max(100),
    days: z.int().min(1).max(daysMost),
  }),
  output: z.object({ id: z.uuid(), key: z.string(), expiresAt: z.string() }),
  errors: [scopesNotYours],
  inPerson: true,
})

const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  expiresAt: z.string(),
  /** To the minute. */
  lastUsedAt: z.string().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

/** Keys that still open something. */
export const listMyApiKeys = operation({
  name: 'listMyApiKeys',
  title: words.listMyApiKeys,
  method: 'GET',
  path: '/api/me/keys',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(ApiKey) }),
  errors: [],
  inPerson: true,
})

export const revokeApiKey = operation({
  name: 'revokeApiKey',
  title: words.revokeApiKey,
  method: 'POST',
  path: '/api/me/keys/{id}/revoke',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound],
  inPerson: true,
})
