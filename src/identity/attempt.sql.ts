import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { Failures } from './attempt.rules.ts'

/** Takes the counts of these subjects, in their order, and makes those that are missing; nobody else counts them until we commit. */
export async function takeFailures(db: Db, subjects: readonly string[], now: Date): Promise<Map<string, Failures | undefined>> {
  const moment = now.toISOString()
  await sql`insert into sign_in_failure (subject, failure_count, last_failed_at)
    select s, 0, ${moment}::timestamptz from unnest(${[...subjects].sort()}::text[]) s on conflict do nothing`.execute(db)
  const rows = await db
    .selectFrom('sign_in_failure')
    .select(['subject', 'failure_count as count', 'last_failed_at as lastFailedAt', 'blocked_until as blockedUntil'])
    .where('subject', 'in', [...subjects])
    .orderBy('subject')
    .forUpdate()
    .execute()
  return new Map(rows.map(({ subject, ...failures }) => [subject, failures.count === 0 ? undefined : failures]))
}

export async function updateFailures(db: Db, subject: string, { count, lastFailedAt, blockedUntil }: Failures): Promise<void> {
  await db
    .updateTable('sign_in_failure')
    .set({ failure_count: count, last_failed_at: lastFailedAt, blocked_until: blockedUntil })
    .where('subject', '=', subject)
    .execute()
}

/** Nothing is counted against this subject any more. */
export async function deleteFailures(db: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length > 0)
    await db
      .deleteFrom('sign_in_failure')
      .where('subject', 'in', [...subjects])
      .execute()
}

/** Takes back the one failure that was counted ahead of an attempt which turned out right. */
export async function takeBackFailure(db: Db, subject: string, failuresMost: number): Promise<void> {
  await sql`update sign_in_failure set failure_count = greatest(failure_count - 1, 0),
    blocked_until = case when failure_count > ${failuresMost} then blocked_until end where subject = ${subject}`.execute(db)
}

/** Forgets counts nobody added to since a moment. */
export async function deleteFailuresBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('last_failed_at', '<', before.toISOString()).execute()
}
