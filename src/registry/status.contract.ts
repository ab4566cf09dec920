import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { statusWords as words } from './status.words.ts'

export const statusKinds = ['size_class', 'tech_sme', 'high_tech', 'tech_giant', 'specialised_new'] as const
export const sizeClasses = ['large', 'medium', 'small', 'micro'] as const
export const relationKinds = ['same_controller', 'parent', 'subsidiary', 'shareholder'] as const

export const statusOverlaps = defineError('status_overlaps', 409, words.statusOverlaps)
export const statusUnfit = defineError('status_unfit', 422, words.statusUnfit)
export const firmsOnly = defineError('firms_only', 422, words.firmsOnly)
export const daysWrong = defineError('days_wrong', 422, words.daysWrong)
export const relationOverlaps = defineError('relation_overlaps', 409, words.relationOverlaps)
export const relatedToItself = defineError('related_to_itself', 422, words.relatedToItself)

export const Status = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  kind: z.enum(statusKinds),
  sizeClass: z.enum(sizeClasses).nullable(),
  certificateNo: z.string().nullable(),
  /** Both days are included; no last day means until further notice. */
  firstOn: z.iso.date(),
  lastOn: z.iso.date().nullable(),
  documentNo: z.string().nullable(),
})
export type Status = z.infer<typeof Status>

/** What an organisation is recognised as, the latest first; each says whether it is over. */
export const listStatuses = operation({
  name: 'listStatuses',
  title: words.listStatuses,
  method: 'GET',
  path: '/api/organisations/{id}/statuses',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Status.extend({ isStanding: z.boolean(), isOver: z.boolean() })) }),
  errors: [notFound],
})

const days = { firstOn: z.iso.date(), lastOn: z.iso.date().nullable().default(null) }
const reason = z.string().trim().min(4).max(500)
const documentNo = z.string().trim().max(100).nullable().default(null)

/** Records what an issuing body says of a firm; nothing here computes it. */
export const recordStatus = operation({
  name: 'recordStatus',
  title: words.recordStatus,
  method: 'POST',
  path: '/api/organisations/{id}/statuses',
  permission: 'registry.record',
  input: z.object({
    id: z.uuid(),
    kind: z.enum(statusKinds),
    sizeClass: z.enum(sizeClasses).nullable().default(null),
    certificateNo: z.string().trim().min(1).max(60).nullable().default(null),
    ...days,
    documentNo,
  }),
  output: Status,
  errors: [notFound, firmsOnly, statusUnfit, statusOverlaps, daysWrong],
  creates: true,
})

/** Takes a record back that was wrong; it stays as known before. */
export const withdrawStatus = operation({
  name: 'withdrawStatus',
  title: words.withdrawStatus,
  method: 'POST',
  path: '/api/organisation-statuses/{id}/withdraw',
  permission: 'registry.record',
  input: z.object({ id: z.uuid(), reason }),
  output: z.object({}),
  errors: [notFound],
})

const Relation = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  otherId: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** What the other is to the organisation. */
  kind: z.enum(relationKinds),
  firstOn: z.iso.date(),
  lastOn: z.iso.date().nullable(),
  documentNo: z.string().nullable(),
  /** An officer looked at it, or declared it. What a firm declared of itself counts before that. */
  isConfirmed: z.boolean(),
})
export type Relation = z.infer<typeof Relation>

/** What an organisation declared, or an officer for it. */
export const listRelations = operation({
  name: 'listRelations',
  title: words.listRelations,
  method: 'GET',
  path: '/api/organisations/{id}/relations',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Relation) }),
  errors: [notFound],
})

/** Declares that an organisation is not independent of another: by its administrator, or by an officer of its division. */
export const declareRelation = operation({
  name: 'declareRelation',
  title: words.declareRelation,
  method: 'POST',
  path: '/api/organisations/{id}/relations',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), otherId: z.uuid(), kind: z.enum(relationKinds), ...days, documentNo }),
  output: Relation,
  errors: [notFound, relatedToItself, relationOverlaps, daysWrong],
  creates: true,
})

export const withdrawRelation = operation({
  name: 'withdrawRelation',
  title: words.withdrawRelation,
  method: 'POST',
  path: '/api/organisation-relations/{id}/withdraw',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), reason }),
  output: z.object({}),
  errors: [notFound],
})

const WaitingRelation = Relation.extend({ ownNameZh: z.string(), ownNameEn: z.string(), declaredAt: z.string() })
export type WaitingRelation = z.infer<typeof WaitingRelation>

/** What organisations of the reader's divisions declared of themselves and no officer has looked at, the oldest first. */
export const listWaitingRelations = operation({
  name: 'listWaitingRelations',
  title: words.listWaitingRelations,
  method: 'GET',
  path: '/api/organisation-relations',
  permission: 'registry.record',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ items: z.array(WaitingRelation), nextCursor: z.uuid().nullable() }),
  errors: [],
})

/** An officer has looked at what an organisation declared, and leaves it. */
export const confirmRelation = operation({
  name: 'confirmRelation',
  title: words.confirmRelation,
  method: 'POST',
  path: '/api/organisation-relations/{id}/confirm',
  permission: 'registry.record',
  input: z.object({ id: z.uuid() }),
  output: Relation,
  errors: [notFound],
})
