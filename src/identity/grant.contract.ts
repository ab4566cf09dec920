import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { momentSentFrom } from '../kernel/shape.ts'
import { grantWords as words } from './grant.words.ts'

export const roleKinds = ['business', 'system', 'security', 'audit'] as const
const Role = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.enum(roleKinds),
  scope: z.enum(['organisation', 'division', 'self']),
  isStaff: z.boolean(),
  permissions: z.array(z.string()),
})
export type Role = z.infer<typeof Role>

const Grant = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  displayName: z.string(),
  loginName: z.string(),
  role: z.string(),
  organisationId: z.uuid().nullable(),
  organisationZh: z.string().nullable(),
  organisationEn: z.string().nullable(),
  divisionCode: z.string().nullable(),
  matterCode: z.string().nullable(),
  instrumentGroupId: z.uuid().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  /** Why it was ended by hand. */
  endReason: z.string().nullable(),
})
export type Grant = z.infer<typeof Grant>

/** A role fits one sort of scope only: an organisation, a division, or the person alone. */
export const scopeUnfit = defineError<{ role: string }>('scope_unfit', 422, words.scopeUnfit)
export const ownGrant = defineError('own_grant', 403, words.ownGrant)
export const roleNotYours = defineError<{ role: string }>('role_not_yours', 403, words.roleNotYours)
/** 三员分立: GB/T 22239-2019, 8.1.4.2. */
export const adminsApart = defineError('admins_apart', 409, words.adminsApart)
export const noSuchRole = defineError<{ role: string }>('no_such_role', 422, words.noSuchRole)
export const grantDaysWrong = defineError('grant_days_wrong', 422, words.grantDaysWrong)

/** The table of roles: what each permits, and whom a grant of it is for. */
export const listRoles = operation({
  name: 'listRoles',
  title: words.listRoles,
  method: 'GET',
  path: '/api/roles',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Role) }),
  errors: [],
})

/** Who may do what, within the reader's own scope, the newest first. */
export const listGrants = operation({
  name: 'listGrants',
  title: words.listGrants,
  method: 'GET',
  path: '/api/grants',
  permission: 'identity.grant',
  input: z.object({
    organisationId: z.uuid().optional(),
    personId: z.uuid().optional(),
    isStanding: z.stringbool().default(true),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({ items: z.array(Grant), nextCursor: z.string().nullable() }),
  errors: [],
  readsPersonalData: true,
})

const moment = momentSentFrom

/** Gives a person a role within a scope, from a moment on (now, if none is named) to another (for good, if none is named). */
export const grantRole = operation({
  name: 'grantRole',
  title: words.grantRole,
  method: 'POST',
  path: '/api/grants',
  permission: 'identity.grant',
  input: z.object({
    personId: z.uuid(),
    role: z.string().min(1).max(40),
    organisationId: z.uuid().nullable().default(null),
    divisionCode: z
      .string()
      .regex(/^\d{6}$/)
      .nullable()
      .default(null),
    matterCode: z
      .string()
      .regex(/^[a-z][a-z_]{1,40}$/)
      .nullable()
      .default(null),
    instrumentGroupId: z.uuid().nullable().default(null),
    validFrom: moment.nullable().default(null),
    validTo: moment.nullable().default(null),
  }),
  output: z.object({ id: z.uuid() }),
  inPerson: true,
  errors: [notFound, scopeUnfit, ownGrant, roleNotYours, adminsApart, noSuchRole, grantDaysWrong],
  creates: true,
})

const Person = z.object({
  personId: z.uuid(),
  displayName: z.string(),
  loginName: z.string(),
  /** Those of the reader's scopes that have not ended. */
  grants: z.array(Grant),
})
export type Person = z.infer<typeof Person>

/** People one may give roles to, by what their user name begins with: everybody's for who administers a division, else who is known there. */
export const listPeople = operation({
  name: 'listPeople',
  title: words.listPeople,
  method: 'GET',
  path: '/api/people',
  permission: 'identity.grant',
  input: z.object({
    query: z.string().trim().max(100).default(''),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(Person), nextCursor: z.string().nullable() }),
  errors: [],
  readsPersonalData: true,
})

/** Ends a grant now, and says why. What was done by it stays. */
export const endGrant = operation({
  name: 'endGrant',
  title: words.endGrant,
  method: 'POST',
  path: '/api/grants/{id}/end',
  permission: 'identity.grant',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(4).max(500) }),
  output: z.object({}),
  inPerson: true,
  errors: [notFound, ownGrant],
})
