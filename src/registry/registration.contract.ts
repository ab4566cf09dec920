import * as z from 'zod'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { registrationWords as words } from './registration.words.ts'

export const applicationStates = ['pending', 'approved', 'refused', 'withdrawn'] as const
export type ApplicationState = (typeof applicationStates)[number]

export const noRegistrationRule = defineError('no_registration_rule', 422, words.noRegistrationRule)
export const joiningPending = defineError('joining_pending', 409, words.joiningPending)
export const memberAlready = defineError('member_already', 409, words.memberAlready)
export const joiningDecided = defineError('joining_decided', 409, words.joiningDecided)
export const joiningRoleUnfit = defineError('joining_role_unfit', 422, words.joiningRoleUnfit)

const Joining = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  state: z.enum(applicationStates),
  reason: z.string().nullable(),
  askedAt: z.string(),
})
export type Joining = z.infer<typeof Joining>

/** The organisations that I asked to join. */
export const listMyJoinings = operation({
  name: 'listMyJoinings',
  title: words.listMyJoinings,
  method: 'GET',
  path: '/api/my/joinings',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Joining) }),
  errors: [],
})

/** Asks to belong to an organisation that is registered, by its credit code. */
export const askToJoin = operation({
  name: 'askToJoin',
  title: words.askToJoin,
  method: 'POST',
  path: '/api/joinings',
  permission: 'signed_in',
  input: z.object({ creditCode: z.string().trim().toUpperCase().length(18) }),
  output: Joining,
  errors: [notFound, joiningPending, memberAlready],
  creates: true,
})

export const withdrawJoining = operation({
  name: 'withdrawJoining',
  title: words.withdrawJoining,
  method: 'POST',
  path: '/api/joinings/{id}/withdraw',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound, joiningDecided],
})

/** Who asks to join an organisation, the oldest first. */
export const listJoinings = operation({
  name: 'listJoinings',
  title: words.listJoinings,
  method: 'GET',
  path: '/api/organisations/{id}/joinings',
  permission: 'registry.change',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Joining.extend({ personName: z.string() })) }),
  errors: [notFound],
  readsPersonalData: true,
})

/** Answers a request to join: with a role of the organisation, or with the reason why not. */
export const decideJoining = operation({
  name: 'decideJoining',
  title: words.decideJoining,
  method: 'POST',
  path: '/api/joinings/{id}/decide',
  permission: 'registry.change',
  input: z.object({
    id: z.uuid(),
    role: z.string().min(1).max(40).nullable().default(null),
    reason: z.string().trim().max(500).default(''),
  }),
  output: z.object({}),
  errors: [notFound, joiningDecided, joiningRoleUnfit],
})

/** An organisation came of a case of registration. */
export const organisationRegistered = defineEvent('organisation_registered', z.object({ organisationId: z.uuid(), caseId: z.uuid() }))
