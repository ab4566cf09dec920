import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { expertThere } from './expert.contract.ts'
import type { Candidate } from './review.rules.ts'

export type ExpertRow = {
  id: string
  personId: string
  divisionCode: string
  title: string
  fields: string[]
  employments: { organisationId: string; firstOn: string; lastOn: string | null }[]
  ties: number
  handedIn: number
  waiting: number
}

const shown = sql`select e.id, e.person_id as "personId", e.division_code as "divisionCode", e.title, e.fields,
    coalesce((select jsonb_agg(jsonb_build_object('organisationId', m.organisation_id, 'firstOn', m.first_on, 'lastOn', m.last_on) order by m.first_on)
      from expert_employment m where m.expert_id = e.id), '[]'::jsonb) as employments,
    (select count(*) from expert_tie t where t.expert_id = e.id) as ties,
    (select count(*) from review_seat s where s.expert_id = e.id and s.handed_in_at is not null) as "handedIn",
    (select count(*) from review_seat s where s.expert_id = e.id and s.handed_in_at is null and s.released_at is null) as waiting
  from expert e`

export async function findExpert(db: Db, id: string): Promise<ExpertRow | undefined> {
  return (await sql<ExpertRow>`${shown} where e.id = ${id} and e.ended_at is null`.execute(db)).rows[0]
}

/** The standing experts of the divisions whose codes begin so. */
export async function listExpertRows(
  db: Db,
  patterns: readonly string[],
  page: { after: string | null; limit: number },
): Promise<ExpertRow[]> {
  const found = await sql<ExpertRow>`${shown} where e.ended_at is null and e.division_code like any(${[...patterns]}::text[])
    and (${page.after}::uuid is null or e.id > ${page.after}::uuid) order by e.id limit ${page.limit}`.execute(db)
  return found.rows
}

/** Who stands in the pool of a division. */
export async function listPeopleInPool(db: Db, divisionCode: string): Promise<string[]> {
  const rows = await run<{ id: string }>(db, 'select person_id as id from expert where division_code = $1 and ended_at is null', [
    divisionCode,
  ])
  return rows.map(({ id }) => id)
}

export type NewExpert = {
  personId: string
  divisionCode: string
  title: string
  fields: readonly string[]
  employments: ExpertRow['employments']
  ties: readonly { kind: 'funding' | 'co_author'; organisationId: string }[]
  addedBy: string
}
/** @throws expert_there */
export async function insertExpert(db: Db, one: NewExpert): Promise<string> {
  const id = newId()
  try {
    await run(db, 'insert into expert (id, person_id, division_code, title, fields, added_by) values ($1, $2, $3, $4, $5, $6)', [
      ...[id, one.personId, one.divisionCode, one.title, one.fields, one.addedBy],
    ])
  } catch (error) {
    if (constraintOf(error) === 'expert_once') throw expertThere({})
    throw error
  }
  for (const { organisationId, firstOn, lastOn } of one.employments)
    await run(db, 'insert into expert_employment (id, expert_id, organisation_id, first_on, last_on) values ($1, $2, $3, $4, $5)', [
      ...[newId(), id, organisationId, firstOn, lastOn],
    ])
  for (const { kind, organisationId } of one.ties)
    await insertTie(db, { expertId: id, kind, otherId: null, organisationId, by: one.addedBy })
  return id
}

type NewTie = { expertId: string; kind: string; otherId: string | null; organisationId: string | null; by: string }
export async function insertTie(db: Db, { expertId, kind, otherId, organisationId, by }: NewTie): Promise<void> {
  await run(db, 'insert into expert_tie (id, expert_id, kind, other_id, organisation_id, recorded_by) values ($1, $2, $3, $4, $5, $6)', [
    ...[newId(), expertId, kind, otherId, organisationId, by],
  ])
}

export async function endExpertRow(db: Db, id: string, by: string, at: string): Promise<void> {
  await run(db, 'update expert set ended_by = $2, ended_at = $3 where id = $1 and ended_at is null', [id, by, at])
}

/** Everybody of the pools of these divisions who knows the field, with what may keep them out of a draw. */
export async function listCandidates(
  db: Db,
  divisionCodes: readonly string[],
  field: string | null,
): Promise<(Candidate & { fields: string[] })[]> {
  const found = await sql<Candidate & { fields: string[] }>`
    select e.id as "expertId", e.person_id as "personId", e.fields,
      coalesce((select jsonb_agg(jsonb_build_object('organisationId', m.organisation_id, 'firstOn', m.first_on, 'lastOn', m.last_on))
        from expert_employment m join expert o on o.id = m.expert_id where o.person_id = e.person_id), '[]'::jsonb) as employments,
      coalesce((select jsonb_agg(jsonb_build_object('kind', t.kind, 'otherId', t.other_id, 'organisationId', t.organisation_id))
        from expert_tie t join expert o on o.id = t.expert_id where o.person_id = e.person_id), '[]'::jsonb) as ties
    from expert e where e.ended_at is null and e.division_code = any(${[...divisionCodes]}::text[])
      and (${field}::text is null or ${field}::text = any(e.fields)) order by e.id`.execute(db)
  return found.rows
}
