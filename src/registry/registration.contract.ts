import * as z from 'zod'
import { creditCodeTaken, creditCodeWrong, organisationKinds } from '../identity/identity.contract.ts'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import { registrationWords as words } from './registration.words.ts'

export const applicationStates = ['pending', 'approved', 'refused', 'withdrawn'] as const
export type ApplicationState = (typeof applicationStates)[number]

export const registrationPending = defineError<{ creditCode: string }>('registration_pending', 409, words.registrationPending)
/** The code is registered: its organisation may be joined instead. */
export const registeredAlready = defineError<{ creditCode: string; organisationId: string; nameZh: string }>(
  'registered_already',
  409,
  words.registeredAlready,
)
export const registrationDecided = defineError('registration_decided', 409, words.registrationDecided)
export const noRegistrationRule = defineError('no_registration_rule', 422, words.noRegistrationRule)
export const joiningPending = defineError('joining_pending', 409, words.joiningPending)
export const memberAlready = defineError('member_already', 409, words.memberAlready)
export const joiningDecided = defineError('joining_decided', 409, words.joiningDecided)
export const joiningRoleUnfit = defineError('joining_role_unfit', 422, words.joiningRoleUnfit)

const Registration = z.object({
  id: z.uuid(),
  creditCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.enum(organisationKinds),
  divisionCode: z.string(),
  /** The division whose officers decide. */
  decidesIn: z.string(),
  state: z.enum(applicationStates),
  reason: z.string().nullable(),
  organisationId: z.uuid().nullable(),
  appliedAt: z.string(),
  decidedAt: z.string().nullable(),
})
export type Registration = z.infer<typeof Registration>
const WaitingRegistration = Registration.extend({ applicantName: z.string(), contact: z.string(), decidedByName: z.string().nullable() })
export type WaitingRegistration = z.infer<typeof WaitingRegistration>

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

/** Applies to register an organisation; who decides is named by the rule of its division and kind. */
export const applyForRegistration = operation({
  name: 'applyForRegistration',
  title: words.applyForRegistration,
  method: 'POST',
  path: '/api/registrations',
  permission: 'signed_in',
  input: z.object({
    creditCode: z.string().trim().toUpperCase().length(18),
    nameZh: z.string().trim().min(2).max(200),
    nameEn: z.string().trim().max(300).default(''),
    kind: z.enum(organisationKinds),
    divisionCode: z.string().regex(/^\d{6}$/),
    contact: z.string().trim().min(2).max(200),
  }),
  output: Registration,
  errors: [creditCodeWrong, registeredAlready, registrationPending, noRegistrationRule, noSuchDivision],
  creates: true,
})

/** What I applied for: organisations to register, and organisations to join. */
export const listMyRegistrations = operation({
  name: 'listMyRegistrations',
  title: words.listMyRegistrations,
  method: 'GET',
  path: '/api/my/registrations',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ registrations: z.array(Registration), joinings: z.array(Joining) }),
  errors: [],
})

export const withdrawRegistration = operation({
  name: 'withdrawRegistration',
  title: words.withdrawRegistration,
  method: 'POST',
  path: '/api/registrations/{id}/withdraw',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: Registration,
  errors: [notFound, registrationDecided],
})

/** The applications that the reader's divisions decide, the oldest first where they wait, else the latest first. */
export const listRegistrations = operation({
  name: 'listRegistrations',
  title: words.listRegistrations,
  method: 'GET',
  path: '/api/registrations',
  permission: 'registry.decide',
  input: z.object({
    state: z.enum(applicationStates).default('pending'),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(WaitingRegistration), nextCursor: z.uuid().nullable() }),
  errors: [],
  readsPersonalData: true,
})

/** Registers the organisation and makes the applicant its administrator. */
export const approveRegistration = operation({
  name: 'approveRegistration',
  title: words.approveRegistration,
  method: 'POST',
  path: '/api/registrations/{id}/approve',
  permission: 'registry.decide',
  input: z.object({ id: z.uuid() }),
  output: Registration,
  errors: [notFound, registrationDecided, creditCodeTaken],
})

export const refuseRegistration = operation({
  name: 'refuseRegistration',
  title: words.refuseRegistration,
  method: 'POST',
  path: '/api/registrations/{id}/refuse',
  permission: 'registry.decide',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(4).max(500) }),
  output: Registration,
  errors: [notFound, registrationDecided],
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

export const organisationRegistered = defineEvent(
  'organisation_registered',
  z.object({ organisationId: z.uuid(), registrationId: z.uuid() }),
)
