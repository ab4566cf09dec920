import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'

/** Puts a finished use on the queue of those that wait to be charged; one that waits already only gets its reason renewed. */
export async function upsertPending(db: Db, pending: { sessionId: string; institutionId: string; reason: string }): Promise<void> {
  await db
    .insertInto('charge_pending')
    .values({ session_id: pending.sessionId, institution_id: pending.institutionId, reason: pending.reason })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet({ reason: pending.reason }))
    .execute()
}

export type PendingRow = { sessionId: string; institutionId: string; reason: string; settledAt: string | null }

/** Takes a waiting charge, so that it is settled once. */
export async function takePending(db: Db, sessionId: string): Promise<PendingRow | undefined> {
  const rows = await sql<PendingRow>`
    select session_id as "sessionId", institution_id as "institutionId", reason, settled_at as "settledAt"
    from charge_pending where session_id = ${sessionId} for no key update`.execute(db)
  return rows.rows[0]
}

export async function updateSettled(db: Db, sessionId: string, settledBy: string | null): Promise<void> {
  await db
    .updateTable('charge_pending')
    .set({ settled_at: sql<string>`now()`, settled_by: settledBy })
    .where('session_id', '=', sessionId)
    .execute()
}

/** Sessions whose charge waits, the oldest first. */
export async function listOpenPending(db: Db, after: string | null, limit: number): Promise<string[]> {
  const from = after ? sql`and session_id > ${after}` : sql``
  const rows = await sql<{ id: string }>`
    select session_id as id from charge_pending where settled_at is null ${from} order by session_id limit ${limit}`.execute(db)
  return rows.rows.map((row) => row.id)
}
