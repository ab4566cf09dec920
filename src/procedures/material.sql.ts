import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type MaterialRow = {
  id: string
  code: string
  attachmentId: string | null
  state: 'given' | 'verified' | 'doubtful'
  recordedAt: string
}

/** What was given and not taken away again, in its order. */
export async function listMaterialRows(db: Db, caseId: string): Promise<MaterialRow[]> {
  return run(
    db,
    `select id, code, attachment_id as "attachmentId", state, recorded_at as "recordedAt"
     from case_material where case_id = $1 and removed_at is null order by id`,
    [caseId],
  )
}

/** Everything that was ever given of a case, with when it was, and when it was taken away. */
export function listMaterialHistory(
  db: Db,
  caseId: string,
): Promise<{ code: string; attachmentId: string | null; recordedAt: string; removedAt: string | null }[]> {
  return run(
    db,
    `select code, attachment_id as "attachmentId", recorded_at as "recordedAt", removed_at as "removedAt"
     from case_material where case_id = $1 order by id`,
    [caseId],
  )
}

export async function insertMaterial(
  db: Db,
  material: { caseId: string; code: string; attachmentId: string | null; givenBy: string; at: string },
): Promise<void> {
  await run(db, 'insert into case_material (id, case_id, code, attachment_id, given_by, recorded_at) values ($1, $2, $3, $4, $5, $6)', [
    newId(),
    material.caseId,
    material.code,
    material.attachmentId,
    material.givenBy,
    material.at,
  ])
}

/** Takes a material away. @returns whether it was there */
export async function removeMaterialRow(db: Db, caseId: string, id: string, at: string): Promise<boolean> {
  const rows = await run(
    db,
    'update case_material set removed_at = $3 where id = $2 and case_id = $1 and removed_at is null returning id',
    [caseId, id, at],
  )
  return rows.length > 0
}

/** Says what an office found. @returns whether the material was there */
export async function checkMaterialRow(
  db: Db,
  caseId: string,
  id: string,
  found: { state: 'verified' | 'doubtful'; checkedBy: string; checkedAt: string },
): Promise<boolean> {
  const rows = await run(
    db,
    `update case_material set state = $3, checked_by = $4, checked_at = $5
     where id = $2 and case_id = $1 and removed_at is null returning id`,
    [caseId, id, found.state, found.checkedBy, found.checkedAt],
  )
  return rows.length > 0
}
