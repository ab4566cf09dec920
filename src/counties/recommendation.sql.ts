import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { letterNoTaken } from './recommendation.contract.ts'

export type LetterRow = {
  id: string
  letterNo: string
  batchId: string
  divisionCode: string
  issuedAt: string
  returnedAt: string | null
  returnReason: string
}
const letterColumns = `id, letter_no as "letterNo", batch_id as "batchId", division_code as "divisionCode", issued_at as "issuedAt",
  returned_at as "returnedAt", return_reason as "returnReason"`

/** The letters of a city: of each batch one that stands, and those that were sent back. */
export function listLetters(db: Db, divisionCode: string): Promise<LetterRow[]> {
  return run<LetterRow>(db, `select ${letterColumns} from recommendation where division_code = $1 order by id`, [divisionCode])
}

export async function findLetterById(db: Db, id: string): Promise<LetterRow | undefined> {
  const [row] = await run<LetterRow>(db, `select ${letterColumns} from recommendation where id = $1`, [id])
  return row
}

/** As findLetterById, with the row taken. */
export async function takeLetter(db: Db, id: string): Promise<LetterRow | undefined> {
  await run(db, 'select 1 from recommendation where id = $1 for no key update', [id])
  return findLetterById(db, id)
}

export async function markReturned(db: Db, id: string, { at, by, reason }: { at: string; by: string; reason: string }): Promise<void> {
  await run(db, 'update recommendation set returned_at = $2, returned_by = $3, return_reason = $4 where id = $1', [id, at, by, reason])
}

/** The letter that stands and names a case, and where; null for none. */
export async function findLetterOf(db: Db, caseId: string): Promise<{ id: string; letterNo: string; rank: number } | null> {
  const [row] = await run<{ id: string; letterNo: string; rank: number }>(
    db,
    `select r.id, r.letter_no as "letterNo", c.rank from recommendation r join recommendation_case c on c.recommendation_id = r.id
     where c.case_id = $1 and r.returned_at is null limit 1`,
    [caseId],
  )
  return row ?? null
}

/** The cases that letters name, each with its rank. */
export async function listRanks(db: Db, letterIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await run<{ caseId: string; rank: number }>(
    db,
    'select case_id as "caseId", rank from recommendation_case where recommendation_id = any($1::uuid[])',
    [letterIds],
  )
  return new Map(rows.map(({ caseId, rank }) => [caseId, rank]))
}

type NewLetter = Omit<LetterRow, 'id' | 'returnedAt' | 'returnReason'> & { issuedBy: string; caseIds: readonly string[] }
/** Writes a letter with the cases in their order. @throws letter_no_taken */
export async function insertLetter(db: Db, letter: NewLetter): Promise<string> {
  const id = newId()
  try {
    await run(
      db,
      'insert into recommendation (id, letter_no, batch_id, division_code, issued_by, issued_at) values ($1, $2, $3, $4, $5, $6)',
      [id, letter.letterNo, letter.batchId, letter.divisionCode, letter.issuedBy, letter.issuedAt],
    )
  } catch (error) {
    if (constraintOf(error) === 'recommendation_letter_no') throw letterNoTaken({})
    throw error
  }
  await run(
    db,
    `insert into recommendation_case (recommendation_id, case_id, rank) select $1, case_id, rank from unnest($2::uuid[]) with ordinality as n (case_id, rank)`,
    [id, letter.caseIds],
  )
  return id
}
