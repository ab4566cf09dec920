import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'
import type { RecusalReason } from './review.contract.ts'
import type { Scores } from './review.rules.ts'

export const reviewPurpose = 'case.review'

export type SeatRow = {
  id: string
  caseId: string
  roundNumber: number
  drawNumber: number
  expertId: string
  personId: string
  title: string
  drawnAt: string
  dueOn: string
  pledgedAt: string | null
  handedInAt: string | null
  releasedAt: string | null
  releasedFor: 'conflict' | 'office' | null
}
const seats = sql`select s.id, s.case_id as "caseId", s.round_number as "roundNumber", s.draw_number as "drawNumber", s.expert_id as "expertId",
    e.person_id as "personId", e.title, s.drawn_at as "drawnAt", s.due_on as "dueOn", s.pledged_at as "pledgedAt", s.handed_in_at as "handedInAt",
    s.released_at as "releasedAt", s.released_for as "releasedFor"
  from review_seat s join expert e on e.id = s.expert_id`

export async function findSeat(db: Db, id: string): Promise<SeatRow | undefined> {
  return (await sql<SeatRow>`${seats} where s.id = ${id}`.execute(db)).rows[0]
}

export async function listSeatsOfCase(db: Db, caseId: string): Promise<SeatRow[]> {
  return (await sql<SeatRow>`${seats} where s.case_id = ${caseId} order by s.id`.execute(db)).rows
}

/** The seats of a person that were not given up, the latest 200. */
export async function listSeatsOf(db: Db, personId: string): Promise<SeatRow[]> {
  return (await sql<SeatRow>`${seats} where e.person_id = ${personId} and s.released_at is null order by s.id desc limit 200`.execute(db))
    .rows
}

export type NewSeats = {
  caseId: string
  drawNumber: number
  roundNumber: number
  drawnAt: string
  dueOn: string
  feeFen: number
  /** Whose office reviews. */
  officeDivision: string
  seats: readonly { id: string; expertId: string }[]
}
export async function insertSeats(
  db: Db,
  { caseId, drawNumber, roundNumber, drawnAt, dueOn, feeFen, officeDivision, seats: drawn }: NewSeats,
): Promise<void> {
  for (const { id, expertId } of drawn)
    await run(
      db,
      `insert into review_seat (id, case_id, draw_number, round_number, expert_id, drawn_at, due_on, fee_fen, office_division)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, caseId, drawNumber, roundNumber, expertId, drawnAt, dueOn, feeFen, officeDivision],
    )
}

export async function insertRecusals(
  db: Db,
  caseId: string,
  drawNumber: number,
  recusals: readonly { expertId: string; reasons: readonly RecusalReason[] }[],
): Promise<void> {
  for (const { expertId, reasons } of recusals)
    await run(db, 'insert into review_recusal (case_id, draw_number, expert_id, reasons) values ($1, $2, $3, $4)', [
      ...[caseId, drawNumber, expertId, reasons],
    ])
}

/** Who was kept out of the latest draw, and why. */
export async function listRecusals(db: Db, caseId: string): Promise<{ personId: string; reasons: RecusalReason[] }[]> {
  return run(
    db,
    `select e.person_id as "personId", r.reasons from review_recusal r join expert e on e.id = r.expert_id
     where r.case_id = $1 and r.draw_number = (select max(draw_number) from review_recusal where case_id = $1) order by e.id`,
    [caseId],
  )
}

export async function setPledged(db: Db, id: string, at: string): Promise<void> {
  await run(db, 'update review_seat set pledged_at = $2 where id = $1 and pledged_at is null', [id, at])
}
export async function setHandedIn(db: Db, id: string, at: string): Promise<void> {
  await run(db, 'update review_seat set handed_in_at = $2 where id = $1', [id, at])
}
export async function releaseSeat(db: Db, id: string, to: { at: string; why: 'conflict' | 'office'; by: string }): Promise<void> {
  await run(db, 'update review_seat set released_at = $2, released_for = $3, released_by = $4 where id = $1', [id, to.at, to.why, to.by])
}

export type SheetRow = { seatId: string; scores: Scores; comments: Readonly<Record<string, string>>; savedAt: string }
export async function writeSheet(db: Db, { seatId, scores, comments, savedAt }: SheetRow): Promise<void> {
  await run(
    db,
    `insert into review_sheet (seat_id, scores, comments_sealed, saved_at) values ($1, $2::jsonb, $3, $4)
     on conflict (seat_id) do update set scores = excluded.scores, comments_sealed = excluded.comments_sealed, saved_at = excluded.saved_at`,
    [seatId, JSON.stringify(scores), vault().seal(reviewPurpose, JSON.stringify(comments)), savedAt],
  )
}

export async function listSheets(db: Db, seatIds: readonly string[]): Promise<Map<string, SheetRow>> {
  const rows = await run<Omit<SheetRow, 'comments'> & { sealed: string }>(
    db,
    'select seat_id as "seatId", scores, comments_sealed as sealed, saved_at as "savedAt" from review_sheet where seat_id = any($1::uuid[])',
    [seatIds],
  )
  return new Map(
    rows.map(({ sealed, ...row }) => [
      row.seatId,
      { ...row, comments: JSON.parse(vault().open(reviewPurpose, sealed)) as Record<string, string> },
    ]),
  )
}
