import * as z from 'zod'
import { mergedAway, Organisation, organisationKinds } from '../identity/identity.contract.ts'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import { changeWords as words } from './change.words.ts'
import { applicationStates, noRegistrationRule } from './registration.contract.ts'
import { firmsOnly, Status, sizeClasses, statusKinds } from './status.contract.ts'

export const nothingChanges = defineError('nothing_changes', 422, words.nothingChanges)
export const changePending = defineError('change_pending', 409, words.changePending)
export const changeDecided = defineError('change_decided', 409, words.changeDecided)
export const changeReasonMissing = defineError('change_reason_missing', 422, words.changeReasonMissing)
export const notOverItself = defineError('not_over_itself', 422, words.notOverItself)
export const mergeWithItself = defineError('merge_with_itself', 422, words.mergeWithItself)

/** What may change of an organisation; what is left out stays. */
export const WantedChange = z.object({
  nameZh: z.string().trim().min(2).max(200).optional(),
  nameEn: z.string().trim().max(300).optional(),
  kind: z.enum(organisationKinds).optional(),
  divisionCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** The department in charge 主管部门; null for none. */
  superiorId: z.uuid().nullable().optional(),
  /** The organisation it is a part or a subsidiary of; null for none. */
  parentId: z.uuid().nullable().optional(),
  /** Its seat, as on its licence. */
  address: z.string().trim().min(2).max(300).optional(),
  /** Of a firm: recorded as its size class from the day of the decision. */
  sizeClass: z.enum(sizeClasses).optional(),
})
export type WantedChange = z.infer<typeof WantedChange>

const ground = { reason: z.string().trim().min(4).max(500), documentNo: z.string().trim().max(100).default('') }

const Named = z.object({ id: z.uuid(), nameZh: z.string(), nameEn: z.string() })
const Change = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  wanted: WantedChange,
  reason: z.string(),
  documentNo: z.string().nullable(),
  decidesIn: z.string(),
  state: z.enum(applicationStates),
  answer: z.string().nullable(),
  /** The organisations that the wish names by their ids. */
  superior: Named.nullable(),
  parent: Named.nullable(),
  askedAt: z.string(),
  decidedAt: z.string().nullable(),
})
export type Change = z.infer<typeof Change>

/** Asks for a change of the own organisation; the same officers decide as on its registration. */
export const askOrganisationChange = operation({
  name: 'askOrganisationChange',
  title: words.askOrganisationChange,
  method: 'POST',
  path: '/api/organisations/{id}/changes',
  permission: 'registry.change',
  input: z.object({ id: z.uuid(), wanted: WantedChange, ...ground }),
  output: Change,
  errors: [notFound, nothingChanges, changePending, notOverItself, noSuchDivision, noRegistrationRule, mergedAway, firmsOnly],
  creates: true,
})

export const withdrawOrganisationChange = operation({
  name: 'withdrawOrganisationChange',
  title: words.withdrawOrganisationChange,
  method: 'POST',
  path: '/api/organisation-changes/{id}/withdraw',
  permission: 'registry.change',
  input: z.object({ id: z.uuid() }),
  output: Change,
  errors: [notFound, changeDecided],
})

/** The changes that the reader's divisions decide, those that wait the oldest first, else the latest first. */
export const listOrganisationChanges = operation({
  name: 'listOrganisationChanges',
  title: words.listOrganisationChanges,
  method: 'GET',
  path: '/api/organisation-changes',
  permission: 'registry.decide',
  input: z.object({
    state: z.enum(applicationStates).default('pending'),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(Change), nextCursor: z.uuid().nullable() }),
  errors: [],
})

/** Approves a change, which is in force at once, or refuses it with the reason. */
export const decideOrganisationChange = operation({
  name: 'decideOrganisationChange',
  title: words.decideOrganisationChange,
  method: 'POST',
  path: '/api/organisation-changes/{id}/decide',
  permission: 'registry.decide',
  input: z.object({ id: z.uuid(), isApproved: z.boolean(), answer: z.string().trim().max(500).default('') }),
  output: Change,
  errors: [notFound, changeDecided, changeReasonMissing, mergedAway, firmsOnly],
})

/** Changes an organisation without an application; for the province. */
export const changeOrganisation = operation({
  name: 'changeOrganisation',
  title: words.changeOrganisation,
  method: 'POST',
  path: '/api/organisations/{id}/change',
  permission: 'registry.direct',
  input: z.object({ id: z.uuid(), wanted: WantedChange, ...ground }),
  output: Change,
  errors: [notFound, nothingChanges, notOverItself, noSuchDivision, mergedAway, firmsOnly],
  creates: true,
})

/**
 * Makes one organisation part of another. Its code and its names lead to the survivor, its people's roles move, its services count as the
 * survivor's; as known on an earlier day it stays what it was. Undone by nobody: a split is a new registration.
 */
export const mergeOrganisations = operation({
  name: 'mergeOrganisations',
  title: words.mergeOrganisations,
  method: 'POST',
  path: '/api/organisations/{id}/merge',
  permission: 'registry.direct',
  input: z.object({ id: z.uuid(), survivorId: z.uuid(), reason: ground.reason, documentNo: z.string().trim().min(2).max(100) }),
  output: z.object({ survivorId: z.uuid(), movedGrants: z.int() }),
  errors: [notFound, mergeWithItself, mergedAway],
})

const Version = z.object({
  id: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.enum(organisationKinds),
  divisionCode: z.string().nullable(),
  superior: Named.nullable(),
  parent: Named.nullable(),
  from: z.string(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
  documentNo: z.string().nullable(),
})
export type Version = z.infer<typeof Version>

/** What an organisation was called and to whom it belonged, the latest first, each with its ground; and what became part of it. */
export const getOrganisationHistory = operation({
  name: 'getOrganisationHistory',
  title: words.getOrganisationHistory,
  method: 'GET',
  path: '/api/organisations/{id}/history',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    organisation: Organisation,
    address: z.string().nullable(),
    versions: z.array(Version),
    aliases: z.array(z.string()),
    tookIn: z.array(Named.extend({ creditCode: z.string().nullable(), at: z.string(), reason: z.string(), documentNo: z.string() })),
    /** Whom it became part of itself. */
    partOf: Named.nullable(),
    /** The change that waits to be decided. */
    pending: Change.nullable(),
  }),
  errors: [notFound],
})

const Registered = Organisation.extend({
  /** What it is recognised as today. */
  statuses: z.array(Status),
  /** A change of it waits to be decided. */
  isChanging: z.boolean(),
})
export type Registered = z.infer<typeof Registered>

/** The organisations of the reader's divisions, by name, alias or code; those that are recognised as something today, if a status is named. */
export const listRegisteredOrganisations = operation({
  name: 'listRegisteredOrganisations',
  title: words.listRegisteredOrganisations,
  method: 'GET',
  path: '/api/registered-organisations',
  permission: 'registry.decide',
  input: z.object({
    query: z.string().trim().max(100).default(''),
    kind: z.enum(organisationKinds).optional(),
    status: z.enum(statusKinds).optional(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({ items: z.array(Registered), nextCursor: z.uuid().nullable() }),
  errors: [],
})

/** Two organisations became one: what later slices keep of the first is the survivor's from now on. A listener may refuse. */
export const organisationsMerged = defineEvent('organisations_merged', z.object({ organisationId: z.uuid(), survivorId: z.uuid() }))
