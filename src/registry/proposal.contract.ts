// What an officer asks the province for: that two organisations become one, that another body holds a matter.
import * as z from 'zod'
import { mergedAway } from '../identity/identity.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import { changeReasonMissing, mergeWithItself } from './change.contract.ts'
import { holderNotGovernment, TransferWish, transferTooEarly } from './matter.contract.ts'
import { proposalWords as words } from './proposal.words.ts'
import { applicationStates } from './registration.contract.ts'

export const proposalPending = defineError('proposal_pending', 409, words.proposalPending)
export const proposalDecided = defineError('proposal_decided', 409, words.proposalDecided)

const Named = z.object({ id: z.uuid(), nameZh: z.string(), nameEn: z.string() })
const Proposal = z.object({
  id: z.uuid(),
  kind: z.enum(['merger', 'transfer']),
  /** What would become part of another, or would hold the matter. */
  organisation: Named,
  survivor: Named.nullable(),
  matter: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() }).nullable(),
  divisionCode: z.string(),
  officeName: z.string(),
  validFrom: z.iso.date().nullable(),
  reason: z.string(),
  documentNo: z.string(),
  state: z.enum(applicationStates),
  answer: z.string().nullable(),
  proposedAt: z.string(),
  decidedAt: z.string().nullable(),
})
export type Proposal = z.infer<typeof Proposal>

const reason = z.string().trim().min(4).max(500)

/** Proposes that an organisation of one's own division becomes part of another. */
export const proposeMerger = operation({
  name: 'proposeMerger',
  title: words.proposeMerger,
  method: 'POST',
  path: '/api/organisations/{id}/merger-proposals',
  permission: 'registry.decide',
  input: z.object({ id: z.uuid(), survivorId: z.uuid(), reason, documentNo: z.string().trim().min(2).max(100) }),
  output: Proposal,
  errors: [notFound, mergeWithItself, mergedAway, proposalPending],
  creates: true,
})

/** Proposes that a body holds a matter in one's own division from a day on. */
export const proposeTransfer = operation({
  name: 'proposeTransfer',
  title: words.proposeTransfer,
  method: 'POST',
  path: '/api/matters/{code}/transfer-proposals',
  permission: 'registry.decide',
  input: TransferWish.extend({ reason }),
  output: Proposal,
  errors: [notFound, noSuchDivision, transferTooEarly, holderNotGovernment, proposalPending],
  creates: true,
})

/** The proposals about the reader's divisions, those that wait the oldest first, else the latest first. */
export const listProposals = operation({
  name: 'listProposals',
  title: words.listProposals,
  method: 'GET',
  path: '/api/proposals',
  permission: 'registry.decide',
  input: z.object({
    state: z.enum(applicationStates).default('pending'),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(Proposal), nextCursor: z.uuid().nullable() }),
  errors: [],
})

export const withdrawProposal = operation({
  name: 'withdrawProposal',
  title: words.withdrawProposal,
  method: 'POST',
  path: '/api/proposals/{id}/withdraw',
  permission: 'registry.decide',
  input: z.object({ id: z.uuid() }),
  output: Proposal,
  errors: [notFound, proposalDecided],
})

/** Approves a proposal, which is done at once, or refuses it with the reason; for the province. */
export const decideProposal = operation({
  name: 'decideProposal',
  title: words.decideProposal,
  method: 'POST',
  path: '/api/proposals/{id}/decide',
  permission: 'registry.direct',
  input: z.object({ id: z.uuid(), isApproved: z.boolean(), answer: z.string().trim().max(500).default('') }),
  output: Proposal,
  errors: [notFound, proposalDecided, changeReasonMissing, mergedAway, transferTooEarly, holderNotGovernment],
})
