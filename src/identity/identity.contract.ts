import * as z from 'zod'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { identityWords as words } from './identity.words.ts'

export const organisationKinds = ['firm', 'university', 'institute', 'government', 'hospital', 'park', 'other'] as const
export const Organisation = z.object({
  id: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.enum(organisationKinds),
  divisionCode: z.string().nullable(),
  creditCode: z.string().nullable(),
  isExample: z.boolean(),
})
export type Organisation = z.infer<typeof Organisation>

export const signInRefused = defineError('sign_in_refused', 401, words.signInRefused)
export const noOrganisation = defineError('no_organisation', 422, words.noOrganisation)
export const creditCodeWrong = defineError<{ creditCode: string }>('credit_code_wrong', 422, words.creditCodeWrong)
export const creditCodeTaken = defineError<{ creditCode: string }>('credit_code_taken', 409, words.creditCodeTaken)
export const loginNameTaken = defineError<{ loginName: string }>('login_name_taken', 409, words.loginNameTaken)
export const noSuchAccount = defineError<{ loginName: string }>('no_such_account', 404, words.noSuchAccount)
export const alreadyResolved = defineError('already_resolved', 409, words.alreadyResolved)
export const mergedAway = defineError('merged_away', 409, words.mergedAway)
export const notResolved = defineError('not_resolved', 409, words.notResolved)

const Me = z.object({
  personId: z.uuid(),
  displayName: z.string(),
  organisation: Organisation.nullable(),
  organisations: z.array(Organisation),
  permissions: z.array(z.string()),
  grants: z.array(
    z.object({
      role: z.string(),
      organisationId: z.uuid().nullable(),
      divisionCode: z.string().nullable(),
      instrumentGroupId: z.uuid().nullable(),
      matterCode: z.string().nullable(),
      permissions: z.array(z.string()),
    }),
  ),
  /** A second factor is still to be set up: until then nothing else may be done. */
  isEnrolling: z.boolean(),
  /** The account rests until a guardian consents. */
  isHeld: z.boolean(),
})
export type Me = z.infer<typeof Me>

/**
 * How far a sign-in has come. `done` and `enrol` opened a session, the latter only for setting up a second factor; `second_factor`
 * gave a ticket that asks for one.
 */
export const SignInAnswer = z.object({
  step: z.enum(['done', 'second_factor', 'enrol']),
  token: z.string().nullable(),
  expiresAt: z.string().nullable(),
  me: Me.nullable(),
  ticket: z.string().nullable(),
  /** What the second factor may be. */
  methods: z.array(z.enum(['code', 'passkey'])),
})
export type SignInAnswer = z.infer<typeof SignInAnswer>

/** Signs a person in; the token also goes into a cookie. The same answer whether the account exists, is locked or the password is wrong. */
export const signIn = operation({
  name: 'signIn',
  title: words.signIn,
  method: 'POST',
  path: '/api/session',
  permission: 'anyone',
  input: z.object({ loginName: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) }),
  output: SignInAnswer,
  errors: [signInRefused],
  session: 'opens',
})

export const signOut = operation({
  name: 'signOut',
  title: words.signOut,
  method: 'POST',
  path: '/api/session/end',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({}),
  errors: [],
  session: 'ends',
  inPerson: true,
  whileEnrolling: true,
  whileHeld: true,
})

/** Who the session belongs to; `me` is null for a visitor. */
export const getMe = operation({
  name: 'getMe',
  title: words.getMe,
  method: 'GET',
  path: '/api/me',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ me: Me.nullable(), isExample: z.boolean() }),
  errors: [],
})

/** What one may do changes with it, so the session gets a new secret. */
export const chooseOrganisation = operation({
  name: 'chooseOrganisation',
  title: words.chooseOrganisation,
  method: 'POST',
  path: '/api/session/organisation',
  permission: 'signed_in',
  input: z.object({ organisationId: z.uuid() }),
  output: z.object({ token: z.string(), expiresAt: z.string(), me: Me }),
  errors: [notFound],
  session: 'opens',
  inPerson: true,
})

/** Organisations by name, alias or credit code, best match first. */
export const listOrganisations = operation({
  name: 'listOrganisations',
  title: words.listOrganisations,
  method: 'GET',
  path: '/api/organisations',
  permission: 'signed_in',
  input: z.object({
    query: z.string().trim().max(100).default(''),
    kind: z.enum(organisationKinds).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.object({ items: z.array(Organisation) }),
  errors: [],
})

const NamedParty = z.object({
  id: z.uuid(),
  name: z.string(),
  recordedAt: z.string(),
  organisation: Organisation.nullable(),
  resolvedAt: z.string().nullable(),
  suggestions: z.array(Organisation.extend({ likeness: z.number() })),
})
export type NamedParty = z.infer<typeof NamedParty>

/** The queue of customers known only by the name in a record, oldest first, each with the organisations it may be. */
export const listNamedParties = operation({
  name: 'listNamedParties',
  title: words.listNamedParties,
  method: 'GET',
  path: '/api/named-parties',
  permission: 'identity.resolve',
  input: z.object({
    state: z.enum(['open', 'resolved']).default('open'),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(NamedParty), total: z.int(), nextCursor: z.string().nullable() }),
  errors: [],
})

export const resolveNamedParty = operation({
  name: 'resolveNamedParty',
  title: words.resolveNamedParty,
  method: 'POST',
  path: '/api/named-parties/{id}/resolve',
  permission: 'identity.resolve',
  input: z.object({ id: z.uuid(), organisationId: z.uuid() }),
  output: NamedParty,
  errors: [notFound, alreadyResolved, mergedAway],
})

export const undoResolution = operation({
  name: 'undoResolution',
  title: words.undoResolution,
  method: 'POST',
  path: '/api/named-parties/{id}/undo',
  permission: 'identity.resolve',
  input: z.object({ id: z.uuid() }),
  output: NamedParty,
  errors: [notFound, notResolved],
})

/** A name was settled to be an organisation, or the settlement was undone: counts of distinct customers move. */
export const namedPartyResolved = defineEvent('named_party_resolved', z.object({ namedPartyId: z.uuid(), organisationId: z.uuid() }))
export const resolutionUndone = defineEvent('resolution_undone', z.object({ namedPartyId: z.uuid(), organisationId: z.uuid() }))
