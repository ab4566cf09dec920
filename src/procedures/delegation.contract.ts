import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { delegationWords as words } from './delegation.words.ts'
import { Sentence } from './procedure.contract.ts'

/** A delegation is for an absence: who leaves an office for longer hands their roles over. */
export const delegationDaysMost = 92

export const nothingToDelegate = defineError('nothing_to_delegate', 422, words.nothingToDelegate)
export const standInUnfit = defineError('stand_in_unfit', 422, words.standInUnfit)
export const delegationDaysWrong = defineError<{ days: number }>('delegation_days_wrong', 422, words.daysWrong)
export const delegationOverlaps = defineError('delegation_overlaps', 409, words.overlaps)

const Named = z.object({ personId: z.uuid(), displayName: z.string() })
const Offered = z.object({ code: z.string(), title: Sentence })

const Delegation = z.object({
  id: z.uuid(),
  from: Named,
  to: Named,
  /** Of one procedure alone; null is all of them. */
  procedure: Offered.nullable(),
  /** Days ('2026-03-02'), both included. */
  firstOn: z.string(),
  lastOn: z.string(),
  reason: z.string(),
  givenAt: z.string(),
  revokedAt: z.string().nullable(),
  /** Whether it is in force today. */
  isNow: z.boolean(),
})
export type Delegation = z.infer<typeof Delegation>

/** Who stands in for the reader and for whom the reader stands in, the latest first; and whom and what the reader may hand over. */
export const listDelegations = operation({
  name: 'listDelegations',
  title: words.listDelegations,
  method: 'GET',
  path: '/api/delegations',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({
    given: z.array(Delegation),
    received: z.array(Delegation),
    colleagues: z.array(Named),
    procedures: z.array(Offered),
  }),
  errors: [],
  readsPersonalData: true,
})

/**
 * Lets a colleague of the same office act for the reader from a day to a day. The colleague acts in their own name, and the journal says for
 * whom; never on a case of their own or of whom they stand in for, and they cannot hand it on.
 */
export const giveDelegation = operation({
  name: 'giveDelegation',
  title: words.giveDelegation,
  method: 'POST',
  path: '/api/delegations',
  permission: 'signed_in',
  input: z.object({
    toId: z.uuid(),
    procedureCode: z.string().min(1).max(60).nullable().default(null),
    firstOn: daySent,
    lastOn: daySent,
    reason: z.string().trim().min(2).max(200),
  }),
  output: Delegation,
  errors: [notFound, nothingToDelegate, standInUnfit, delegationDaysWrong, delegationOverlaps],
  creates: true,
  readsPersonalData: true,
})

/** Ends a delegation at once, by whoever gave it or whoever got it; what was done under it stands. Asked again it changes nothing. */
export const revokeDelegation = operation({
  name: 'revokeDelegation',
  title: words.revokeDelegation,
  method: 'POST',
  path: '/api/delegations/{id}/revoke',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: Delegation,
  errors: [notFound],
  readsPersonalData: true,
})
