// How far the past is settled: asked of PostgreSQL, which knows who is still writing.
import { sql } from 'kysely'
import type { Db } from './db.ts'

/**
 * The latest moment whose past can no longer change: no transaction that is open now started at or before it, so nothing more can be
 * recorded as of then. Backups and checks, which only read, are passed by. A connection that has been handed a statement but not yet begun counts by the statement's start.
 */
export async function findWatermark(db: Db): Promise<string> {
  const found = await sql<{ at: string }>`
    select least(now(), min(coalesce(xact_start, case when state = 'active' then query_start end))) - interval '1 microsecond' as at
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
      and application_name <> 'xianchuang-reader'`.execute(db)
  return found.rows[0]!.at
}
