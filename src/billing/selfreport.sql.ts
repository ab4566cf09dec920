import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { SelfReport } from './selfreport.contract.ts'

/** Every year of an institution with records of services for others or with something said of it, the latest first. */
export async function listSelfReportRows(db: Db, institutionId: string): Promise<SelfReport[]> {
  return run(
    db,
    `with counted as (
       select extract(year from effective_on)::int as year, sum(seconds)::bigint as seconds, sum(fen)::bigint as fen from service
       where institution_id = $1 and superseded_at is null and audience = 'external' group by 1)
     select coalesce(c.year, r.year) as year, json_build_object('seconds', coalesce(c.seconds, 0), 'fen', coalesce(c.fen, 0)) as counted,
       case when r.id is not null then json_build_object('seconds', r.seconds, 'fen', r.fen, 'documentNo', r.document_no,
         'recordedAt', to_char(r.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) end as reported
     from counted c full join (select * from self_report where institution_id = $1 and superseded_at is null) r on r.year = c.year
     order by 1 desc`,
    [institutionId],
  )
}

export type Reported = { seconds: number; fen: number }

export async function findSelfReport(db: Db, institutionId: string, year: number): Promise<Reported | null> {
  const text = 'select seconds, fen from self_report where institution_id = $1 and year = $2 and superseded_at is null'
  return (await run<Reported>(db, text, [institutionId, year]))[0] ?? null
}

type NewReport = Reported & { institutionId: string; year: number; documentNo: string; by: string; at: string }

/** Puts what was said of a year in the place of what was said before; those who do it at once come one after the other. */
export async function replaceSelfReport(db: Db, one: NewReport): Promise<void> {
  await run(db, `select pg_advisory_xact_lock(hashtextextended('self_report ' || $1, 0))`, [one.institutionId])
  await run(db, 'update self_report set superseded_at = $3 where institution_id = $1 and year = $2 and superseded_at is null', [
    ...[one.institutionId, one.year, one.at],
  ])
  await run(
    db,
    `insert into self_report (id, institution_id, year, seconds, fen, document_no, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), one.institutionId, one.year, one.seconds, one.fen, one.documentNo, one.by, one.at],
  )
}
