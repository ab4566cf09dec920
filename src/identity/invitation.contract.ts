import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { Email } from './email.contract.ts'
import { adminsApart, noSuchRole, ownGrant, roleNotYours, scopeUnfit } from './grant.contract.ts'
import { loginNameTaken, SignInAnswer } from './identity.contract.ts'
import { invitationWords as words } from './invitation.words.ts'
import { linkOver } from './link.contract.ts'
import { passwordWeak } from './password.contract.ts'

/** A role that belongs to a person alone is applied for by that person; no letter of others brings it. */
export const roleAppliedFor = defineError<{ role: string }>('role_applied_for', 422, words.roleAppliedFor)

/** Whoever may grant a role for a scope may invite somebody to it. */
export const invite = operation({
  name: 'invite',
  title: words.invite,
  method: 'POST',
  path: '/api/invitations',
  permission: 'identity.grant',
  input: z.object({
    email: Email,
    role: z.string().max(60),
    organisationId: z.uuid().nullable().default(null),
    divisionCode: z.string().max(12).nullable().default(null),
  }),
  output: z.object({ id: z.uuid() }),
  errors: [notFound, noSuchRole, scopeUnfit, roleNotYours, roleAppliedFor],
  creates: true,
  inPerson: true,
})

const Place = {
  role: z.string(),
  organisationZh: z.string().nullable(),
  organisationEn: z.string().nullable(),
  divisionCode: z.string().nullable(),
}
const Invitation = z.object({
  id: z.uuid(),
  /** Masked but for its first letter and its server. */
  emailShown: z.string(),
  ...Place,
  state: z.enum(['open', 'accepted', 'withdrawn', 'expired']),
  invitedAt: z.string(),
  expiresAt: z.string(),
})
export type Invitation = z.infer<typeof Invitation>

/** Invitations to the scopes the actor grants for, the latest first. */
export const listInvitations = operation({
  name: 'listInvitations',
  title: words.listInvitations,
  method: 'GET',
  path: '/api/invitations',
  permission: 'identity.grant',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({ items: z.array(Invitation), nextCursor: z.uuid().nullable() }),
  errors: [],
})

export const withdrawInvitation = operation({
  name: 'withdrawInvitation',
  title: words.withdrawInvitation,
  method: 'POST',
  path: '/api/invitations/{id}/withdraw',
  permission: 'identity.grant',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound],
  inPerson: true,
})

const token = z.string().min(1).max(100)

/** What an invitation is for; a POST, so that its secret stands in no address. */
export const readInvitation = operation({
  name: 'readInvitation',
  title: words.readInvitation,
  method: 'POST',
  path: '/api/invitations/read',
  permission: 'anyone',
  input: z.object({ token }),
  output: z.object({ ...Place, roleZh: z.string(), roleEn: z.string() }),
  errors: [linkOver],
})

/** Makes the account with its first role; the address the letter went to is verified by it. */
export const acceptInvitation = operation({
  name: 'acceptInvitation',
  title: words.acceptInvitation,
  method: 'POST',
  path: '/api/invitations/accept',
  permission: 'anyone',
  input: z.object({
    token,
    loginName: z
      .string()
      .trim()
      .regex(/^[\p{L}\d._-]{3,50}$/u),
    displayName: z.string().trim().min(1).max(60),
    password: z.string().min(1).max(200),
  }),
  output: SignInAnswer,
  errors: [linkOver, loginNameTaken, passwordWeak],
  session: 'opens',
})

/** Adds the role to the account that is signed in. */
export const joinByInvitation = operation({
  name: 'joinByInvitation',
  title: words.joinByInvitation,
  method: 'POST',
  path: '/api/invitations/join',
  permission: 'signed_in',
  input: z.object({ token }),
  output: z.object({}),
  errors: [linkOver, ownGrant, adminsApart],
  inPerson: true,
})
