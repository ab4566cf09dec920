import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'

/** Deletes some notices that are past their time. @returns how many */
export async function deleteOldNotices(db: Db, now: Date, atMost: number): Promise<number> {
  const done = await sql`
    delete from notice where id in (
      select id from notice
      where recorded_at < ${now.toISOString()}::timestamptz - make_interval(months => (select keep_months from retention where kind = 'notice'))
      order by recorded_at limit ${atMost})`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}

/** Deletes what opens nothing any more since a moment: links, halves of sign-ins, challenges and attempts. */
export async function deleteSpent(db: Db, before: Date): Promise<void> {
  const moment = before.toISOString()
  await sql`delete from one_time_link where expires_at < ${moment}::timestamptz or used_at < ${moment}::timestamptz`.execute(db)
  await sql`delete from sign_in_ticket where expires_at < ${moment}::timestamptz or used_at < ${moment}::timestamptz`.execute(db)
  await sql`delete from passkey_challenge where expires_at < ${moment}::timestamptz`.execute(db)
  await sql`delete from provider_attempt where expires_at < ${moment}::timestamptz`.execute(db)
}

/** Takes the address out of invitations that were accepted, withdrawn or over before a moment; that somebody was invited stays. */
export async function emptyInvitations(db: Db, before: Date): Promise<void> {
  await sql`update invitation set email_sealed = '', email_key = ''
    where email_sealed <> '' and least(accepted_at, withdrawn_at, expires_at) < ${before.toISOString()}::timestamptz`.execute(db)
}
