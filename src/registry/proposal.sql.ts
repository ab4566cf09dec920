import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type Proposal, proposalPending } from './proposal.contract.ts'
import type { ApplicationState } from './registration.contract.ts'

export type ProposalRow = Proposal & { proposedBy: string }
const columns = sql`p.id, p.kind, json_build_object('id', o.id, 'nameZh', o.name_zh, 'nameEn', o.name_en) as organisation,
  case when s.id is not null then json_build_object('id', s.id, 'nameZh', s.name_zh, 'nameEn', s.name_en) end as survivor,
  case when m.code is not null then json_build_object('code', m.code, 'nameZh', m.name_zh, 'nameEn', m.name_en) end as matter,
  p.division_code as "divisionCode", p.office_name as "officeName", p.valid_from as "validFrom", p.reason, p.document_no as "documentNo", p.state,
  p.answer, p.recorded_at as "proposedAt", p.decided_at as "decidedAt", p.proposed_by as "proposedBy"`
const source = sql`proposal p join report_organisation o on o.id = p.organisation_id and o.superseded_at is null
  left join report_organisation s on s.id = p.survivor_id and s.superseded_at is null left join matter m on m.code = p.matter_code`

type NewProposal = Pick<Proposal, 'kind' | 'divisionCode' | 'reason' | 'documentNo'> & {
  organisationId: string
  survivorId?: string
  matterCode?: string
  officeName?: string
  validFrom?: string
  proposedBy: string
}

/** @throws proposal_pending */
export async function insertProposal(db: Db, one: NewProposal): Promise<string> {
  const id = newId()
  try {
    await db
      .insertInto('proposal')
      .values({
        id,
        kind: one.kind,
        organisation_id: one.organisationId,
        survivor_id: one.survivorId ?? null,
        matter_code: one.matterCode ?? null,
        division_code: one.divisionCode,
        office_name: one.officeName ?? '',
        valid_from: one.validFrom ?? null,
        reason: one.reason,
        document_no: one.documentNo,
        proposed_by: one.proposedBy,
      })
      .execute()
  } catch (error) {
    const constraint = constraintOf(error)
    if (constraint === 'proposal_merger_pending' || constraint === 'proposal_transfer_pending') throw proposalPending({})
    throw error
  }
  return id
}

export async function findProposal(db: Db, id: string): Promise<ProposalRow | undefined> {
  return (await sql<ProposalRow>`select ${columns} from ${source} where p.id = ${id}`.execute(db)).rows[0]
}

/** As findProposal, with the row taken. */
export async function takeProposal(db: Db, id: string): Promise<ProposalRow | undefined> {
  await sql`select 1 from proposal where id = ${id} for no key update`.execute(db)
  return findProposal(db, id)
}

export async function listProposalPage(
  db: Db,
  patterns: readonly string[],
  page: { state: ApplicationState; after: string | undefined; limit: number },
): Promise<ProposalRow[]> {
  const isWaiting = page.state === 'pending'
  const order = isWaiting ? sql`p.id` : sql`p.id desc`
  const from = page.after === undefined ? sql`` : isWaiting ? sql`and p.id > ${page.after}` : sql`and p.id < ${page.after}`
  const rows = await sql<ProposalRow>`select ${columns} from ${source}
    where p.state = ${page.state} and p.division_code like any(${[...patterns]}::text[]) ${from} order by ${order} limit ${page.limit}`.execute(
    db,
  )
  return rows.rows
}

/** How many proposals wait in the divisions that begin so. */
export async function countProposals(db: Db, patterns: readonly string[]): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*) as count from proposal where state = 'pending' and division_code like any(${[...patterns]}::text[])`.execute(db)
  return rows.rows[0]!.count
}

export async function settleProposal(
  db: Db,
  id: string,
  settled: { state: ApplicationState; decidedBy: string | null; answer?: string },
): Promise<void> {
  await db
    .updateTable('proposal')
    .set({ state: settled.state, decided_by: settled.decidedBy, decided_at: sql<string>`now()`, answer: settled.answer || null })
    .where('id', '=', id)
    .execute()
}

/** What was proposed for an organisation that became part of another can no longer be done. */
export async function voidProposalsOf(db: Db, organisationId: string): Promise<void> {
  await sql`update proposal set state = 'withdrawn', decided_at = now()
    where state = 'pending' and (organisation_id = ${organisationId} or survivor_id = ${organisationId})`.execute(db)
}
