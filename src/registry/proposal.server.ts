// Mergers and transfers that an officer proposes and the province decides.
import { mayFor } from '../identity/grant.rules.ts'
import { requireRightFor } from '../identity/identity.server.ts'
import { notify } from '../identity/notice.server.ts'
import { takeStanding } from '../identity/version.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { requireDivision } from '../places/places.server.ts'
import { changeReasonMissing, mergeWithItself } from './change.contract.ts'
import { requireHolder, transfer } from './matter.server.ts'
import { merge } from './merger.server.ts'
import { proposalApproved, proposalRefused } from './notice.contract.ts'
import { decideProposal, listProposals, proposalDecided, proposeMerger, proposeTransfer, withdrawProposal } from './proposal.contract.ts'
import {
  countProposals,
  findProposal,
  insertProposal,
  listProposalPage,
  type ProposalRow,
  settleProposal,
  takeProposal,
} from './proposal.sql.ts'
import { decidesIn, patternsOf } from './registration.server.ts'

/** How many proposals wait for the actor's decision. */
export function waitingProposals(db: Db, actor: Actor): Promise<number> {
  return countProposals(db, patternsOf(actor, 'registry.direct'))
}

const directs = (actor: Actor, divisionCode: string) => mayFor(actor, 'registry.direct', { organisationId: '', divisionCode })

/** Does what was proposed, as if the decider had done it without being asked. */
async function carryOut(db: Db, actor: Actor, one: ProposalRow): Promise<void> {
  const { documentNo, reason, divisionCode, officeName } = one
  if (one.kind === 'merger') {
    await merge(db, actor, { id: one.organisation.id, survivorId: one.survivor!.id, reason, documentNo })
    return
  }
  const wish = { code: one.matter!.code, divisionCode, organisationId: one.organisation.id, officeName, documentNo }
  await transfer(db, actor, { ...wish, validFrom: one.validFrom! })
}

export const proposalHandlers = [
  handle(proposeMerger, async ({ input, actor, db }) => {
    const { id, survivorId, reason, documentNo } = input
    const { divisionCode } = await requireRightFor(db, actor, 'registry.decide', id)
    if (id === survivorId) throw mergeWithItself({})
    if ((await takeStanding(db, [id, survivorId])).length < 2) throw notFound({ what: 'organisation' })
    const wish = { kind: 'merger', organisationId: id, survivorId, divisionCode: divisionCode!, reason, documentNo } as const
    return (await findProposal(db, await insertProposal(db, { ...wish, proposedBy: actor.personId })))!
  }),

  handle(proposeTransfer, async ({ input, actor, db }) => {
    const { code: matterCode, ...wish } = input
    await requireDivision(db, input.divisionCode)
    if (!decidesIn(actor, input.divisionCode)) throw notFound({ what: 'organisation' })
    await requireHolder(db, input)
    return (await findProposal(db, await insertProposal(db, { ...wish, matterCode, kind: 'transfer', proposedBy: actor.personId })))!
  }),

  handle(listProposals, async ({ input, actor, db }) => {
    const page = { state: input.state, after: input.cursor, limit: input.limit + 1 }
    const rows = await listProposalPage(db, patternsOf(actor, 'registry.decide'), page)
    const items = rows.slice(0, input.limit)
    return { items, nextCursor: rows.length > input.limit ? items.at(-1)!.id : null }
  }),

  handle(withdrawProposal, async ({ input, actor, db }) => {
    const proposal = await takeProposal(db, input.id)
    if (!proposal || !decidesIn(actor, proposal.divisionCode)) throw notFound({ what: 'proposal' })
    if (proposal.state !== 'pending') throw proposalDecided({})
    await settleProposal(db, input.id, { state: 'withdrawn', decidedBy: null })
    return (await findProposal(db, input.id))!
  }),

  handle(decideProposal, async ({ input, actor, db }) => {
    const { isApproved, answer } = input
    const waiting = await findProposal(db, input.id)
    if (!waiting || !directs(actor, waiting.divisionCode)) throw notFound({ what: 'proposal' })
    // Organisations before what is asked about them, as a merger takes them.
    await takeStanding(db, isApproved ? [waiting.organisation.id, ...(waiting.survivor ? [waiting.survivor.id] : [])] : [])
    const proposal = (await takeProposal(db, input.id))!
    if (proposal.state !== 'pending') throw proposalDecided({})
    if (!isApproved && answer.length < 4) throw changeReasonMissing({})
    await settleProposal(db, input.id, { state: isApproved ? 'approved' : 'refused', decidedBy: actor.personId, answer })
    if (isApproved) await carryOut(db, actor, proposal)
    const told = { params: { organisation: proposal.organisation.nameZh }, link: '/work/decisions' }
    await notify(db, { personIds: [proposal.proposedBy] }, { kind: isApproved ? proposalApproved : proposalRefused, ...told })
    return (await findProposal(db, input.id))!
  }),
]
