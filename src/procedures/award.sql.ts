import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type AwardRow = {
  id: string
  awardNo: string
  /** Null for what was given before this platform, which has `earlierId` instead. */
  caseId: string | null
  earlierId: string | null
  procedureCode: string
  kind: string
  level: string | null
  subjectId: string | null
  organisationId: string | null
  divisionCode: string | null
  firstOn: string
  lastOn: string | null
  state: 'standing' | 'frozen' | 'revoked' | 'expired'
}

const columns = sql`id, award_no as "awardNo", case_id as "caseId", earlier_id as "earlierId", procedure_code as "procedureCode", kind, level, subject_id as "subjectId",
  organisation_id as "organisationId", division_code as "divisionCode", first_on as "firstOn", last_on as "lastOn", state`

export async function insertAward(db: Db, award: Omit<AwardRow, 'id'>): Promise<void> {
  await db
    .insertInto('award')
    .values({
      id: newId(),
      award_no: award.awardNo,
      case_id: award.caseId,
      earlier_id: award.earlierId,
      procedure_code: award.procedureCode,
      kind: award.kind,
      level: award.level,
      subject_id: award.subjectId,
      organisation_id: award.organisationId,
      division_code: award.divisionCode,
      first_on: award.firstOn,
      last_on: award.lastOn,
      state: award.state,
    })
    .execute()
}

export async function findAwardOf(db: Db, caseId: string): Promise<AwardRow | undefined> {
  const found =
    await sql<AwardRow>`select ${columns} from award where case_id = ${caseId} and superseded_at is null order by id desc limit 1`.execute(
      db,
    )
  return found.rows[0]
}

/** An award as it stands from now on, under another number where it was given out anew: the row before stays, superseded. */
export async function changeAward(db: Db, award: AwardRow, state: AwardRow['state'], awardNo = award.awardNo): Promise<void> {
  await supersedeAward(db, award)
  const { id: _, ...row } = award
  await insertAward(db, { ...row, state, awardNo })
}

export async function supersedeAward(db: Db, { id }: Pick<AwardRow, 'id'>): Promise<void> {
  await run(db, 'update award set superseded_at = now() where id = $1', [id])
}

/** What a person holds of a procedure: what stands or rests first, else what ended last. */
export async function findAwardFor(db: Db, personId: string, procedureCode: string): Promise<AwardRow | undefined> {
  const found = await sql<AwardRow>`select ${columns} from award
    where subject_id = ${personId} and procedure_code = ${procedureCode} and superseded_at is null
    order by state in ('standing', 'frozen') desc, id desc limit 1`.execute(db)
  return found.rows[0]
}

/** An award by one of its numbers, as it was under that number last; `isCurrent` tells whether the number still is its own. */
export async function findAwardNumbered(db: Db, awardNo: string): Promise<(AwardRow & { isCurrent: boolean }) | undefined> {
  const found = await sql<AwardRow & { isCurrent: boolean }>`select ${columns}, superseded_at is null as "isCurrent" from award
    where award_no = ${awardNo} order by id desc limit 1`.execute(db)
  return found.rows[0]
}

/** The numbers that an award had before it was given out anew, the latest first. */
export async function listVoidNumbers(db: Db, caseId: string): Promise<string[]> {
  const rows = await run<{ no: string }>(
    db,
    `select award_no as no from award where case_id = $1 group by award_no having bool_and(superseded_at is not null) order by max(id::text) desc`,
    [caseId],
  )
  return rows.map((row) => row.no)
}

/** The cases whose award's last day has passed. */
export async function listEnding(db: Db, today: string, limit: number): Promise<string[]> {
  const rows = await run<{ caseId: string }>(
    db,
    `select case_id as "caseId" from award where superseded_at is null and case_id is not null and state in ('standing', 'frozen') and last_on < $1
     order by last_on, id limit $2`,
    [today, limit],
  )
  return rows.map((row) => row.caseId)
}

/** What was given before this platform and whose last day has passed, taken. */
export async function takeEarlierEnding(db: Db, today: string, limit: number): Promise<AwardRow[]> {
  const found = await sql<AwardRow>`select ${columns} from award
    where superseded_at is null and earlier_id is not null and state in ('standing', 'frozen') and last_on < ${today}
    order by last_on, id limit ${limit} for no key update`.execute(db)
  return found.rows
}

/** The current awards of what was given before this platform, taken. */
export async function takeEarlierAwards(db: Db, earlierIds: readonly string[]): Promise<AwardRow[]> {
  const found = await sql<AwardRow>`select ${columns} from award
    where superseded_at is null and earlier_id = any(${[...earlierIds]}::uuid[]) order by id for no key update`.execute(db)
  return found.rows
}
