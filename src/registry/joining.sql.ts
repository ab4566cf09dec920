import { sql } from 'kysely'
import { constraintOf, type Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type ApplicationState, type Joining, joiningPending } from './registration.contract.ts'

export type JoiningRow = Joining & { personId: string }
const columns = sql`j.id, j.person_id as "personId", j.organisation_id as "organisationId", o.name_zh as "nameZh", o.name_en as "nameEn", j.state, j.reason,
  j.recorded_at as "askedAt"`
const source = sql`joining j join report_organisation o on o.id = j.organisation_id and o.superseded_at is null`

/** @throws joining_pending */
export async function insertJoining(db: Db, personId: string, organisationId: string): Promise<string> {
  const id = newId()
  try {
    await db.insertInto('joining').values({ id, person_id: personId, organisation_id: organisationId }).execute()
  } catch (error) {
    if (constraintOf(error) === 'joining_pending') throw joiningPending({})
    throw error
  }
  return id
}

export async function findJoining(db: Db, id: string): Promise<JoiningRow | undefined> {
  return (await sql<JoiningRow>`select ${columns} from ${source} where j.id = ${id}`.execute(db)).rows[0]
}

/** As findJoining, with the row taken. */
export async function takeJoining(db: Db, id: string): Promise<JoiningRow | undefined> {
  await sql`select 1 from joining where id = ${id} for no key update`.execute(db)
  return findJoining(db, id)
}

export async function listJoiningsOf(db: Db, personId: string): Promise<JoiningRow[]> {
  return (await sql<JoiningRow>`select ${columns} from ${source} where j.person_id = ${personId} order by j.id desc limit 100`.execute(db))
    .rows
}

export async function listJoiningsTo(db: Db, organisationId: string): Promise<JoiningRow[]> {
  const rows = await sql<JoiningRow>`select ${columns} from ${source}
    where j.organisation_id = ${organisationId} and j.state = 'pending' order by j.id limit 200`.execute(db)
  return rows.rows
}

export async function settleJoining(
  db: Db,
  id: string,
  settled: { state: ApplicationState; decidedBy: string | null; role?: string | null; reason?: string },
): Promise<void> {
  await db
    .updateTable('joining')
    .set({
      state: settled.state,
      decided_by: settled.decidedBy,
      decided_at: sql<string>`now()`,
      role: settled.role ?? null,
      reason: settled.reason || null,
    })
    .where('id', '=', id)
    .execute()
}
