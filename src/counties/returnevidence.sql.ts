import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type EvidenceRow = { id: string; codes: string[]; addedBy: string }

/** The files that prove cells of a return, oldest first, but for those taken off. */
export function listEvidence(db: Db, returnId: string): Promise<EvidenceRow[]> {
  return run(db, `select id, codes, added_by as "addedBy" from return_evidence where return_id = $1 and removed_at is null order by id`, [
    returnId,
  ])
}

export async function insertEvidence(db: Db, one: { returnId: string; codes: readonly string[]; by: string; at: string }): Promise<string> {
  const id = newId()
  await run(db, 'insert into return_evidence (id, return_id, codes, added_by, added_at) values ($1, $2, $3, $4, $5)', [
    ...[id, one.returnId, one.codes, one.by, one.at],
  ])
  return id
}

/** Takes a file off. @returns whether it was there */
export async function markRemoved(db: Db, one: { id: string; returnId: string; by: string; at: string }): Promise<boolean> {
  const rows = await run(
    db,
    `update return_evidence set removed_by = $3, removed_at = $4 where id = $1 and return_id = $2 and removed_at is null returning id`,
    [one.id, one.returnId, one.by, one.at],
  )
  return rows.length > 0
}

export type CellHand = { cellId: string; code: string; recordedBy: string | null; verifiedBy: string | null; verifiedAt: string | null }

/** Who wrote each cell that stands in a return, and who verified it. */
export function listHands(db: Db, returnId: string): Promise<CellHand[]> {
  return run(
    db,
    `select c.id as "cellId", c.code, c.recorded_by as "recordedBy", v.verified_by as "verifiedBy", v.verified_at as "verifiedAt"
     from return_cell c left join return_verification v on v.cell_id = c.id where c.return_id = $1 and c.superseded_at is null`,
    [returnId],
  )
}

export async function insertVerifications(db: Db, cellIds: readonly string[], by: string, at: string): Promise<void> {
  await run(
    db,
    'insert into return_verification (cell_id, verified_by, verified_at) select id, $2, $3 from unnest($1::uuid[]) as cell(id) on conflict do nothing',
    [cellIds, by, at],
  )
}
