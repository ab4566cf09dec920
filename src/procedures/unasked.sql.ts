import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'
import { sealedFor } from './case.sql.ts'

/** Somebody who holds what another procedure gave, and might be given this one. */
export type Candidate = { awardId: string; personId: string; divisionCode: string | null; name: string }
type Asked = { from: string; code: string; patterns: readonly string[]; after: string | null; limit: number; personId?: string }

/**
 * Who holds a standing award of one procedure with an account of their own, and neither holds the other, nor has it on its way, nor declined
 * it before; in the order of their awards.
 */
export async function listCandidates(db: Db, { from, code, patterns, after, limit, personId }: Asked): Promise<Candidate[]> {
  const found = await sql<Candidate & { sealed: string }>`
    select a.id as "awardId", a.subject_id as "personId", a.division_code as "divisionCode", coalesce(s.name_sealed, g.name_sealed) as sealed
    from award a left join case_subject s on s.case_id = a.case_id left join earlier_grant g on g.id = a.earlier_id
    where a.procedure_code = ${from} and a.state = 'standing' and a.superseded_at is null and a.subject_id is not null
      and coalesce(s.name_sealed, g.name_sealed, '') <> '' and a.division_code like any(${[...patterns]}::text[])
      and (${personId ?? null}::uuid is null or a.subject_id = ${personId ?? null}::uuid)
      and (${after}::uuid is null or a.id > ${after}::uuid)
      and not exists (select 1 from award later where later.subject_id = a.subject_id and later.procedure_code = ${from}
        and later.state = 'standing' and later.superseded_at is null and later.id > a.id)
      and not exists (select 1 from award held where held.subject_id = a.subject_id and held.procedure_code = ${code}
        and held.superseded_at is null and held.state in ('standing', 'frozen'))
      and not exists (select 1 from procedure_case c where c.subject_id = a.subject_id and c.procedure_code = ${code}
        and c.status in ('open', 'mending', 'appealed', 'declined'))
    order by a.id limit ${limit}`.execute(db)
  return found.rows.map(({ sealed, ...row }) => ({ ...row, name: vault().open(sealedFor.name, sealed) }))
}

/** Takes the cases, and what was given before this platform, on whose ground somebody might be given something: two officers who give it to one person come one after the other. */
export async function takeGrounds(db: Db, from: string, personIds: readonly string[]): Promise<void> {
  await run(db, `select id from procedure_case where procedure_code = $1 and subject_id = any($2::uuid[]) order by id for no key update`, [
    from,
    [...personIds],
  ])
  await run(db, `select id from earlier_grant where procedure_code = $1 and person_id = any($2::uuid[]) order by id for no key update`, [
    from,
    [...personIds],
  ])
}
