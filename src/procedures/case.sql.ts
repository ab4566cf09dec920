import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'
import type { Action, ActionDetail, CaseStatus, Verb } from './case.rules.ts'
import type { Answers, PastAward } from './procedure.rules.ts'

export const sealedFor = { answers: 'case.answers', text: 'case.text', name: 'case.name', id: 'person.id_number' } as const

export type CaseRow = {
  id: string
  caseNo: string
  procedureCode: string
  batchId: string
  versionId: string
  applicantId: string
  subjectId: string | null
  organisationId: string | null
  divisionCode: string | null
  status: CaseStatus
  stage: string | null
  officeDivision: string | null
  assigneeId: string | null
  actionCount: number
  dueOn: string | null
  mendTo: string | null
  isDueCertain: boolean
  level: string | null
  openedAt: string
  filedAt: string | null
  endedAt: string | null
}
const columns = sql`c.id, c.case_no as "caseNo", c.procedure_code as "procedureCode", c.batch_id as "batchId", c.version_id as "versionId",
  c.applicant_id as "applicantId", c.subject_id as "subjectId", c.organisation_id as "organisationId", c.division_code as "divisionCode",
  c.status, c.stage, c.office_division as "officeDivision", c.assignee_id as "assigneeId", c.action_count as "actionCount", c.due_on as "dueOn",
  c.mend_to as "mendTo", c.is_due_certain as "isDueCertain", c.level, c.opened_at as "openedAt", c.filed_at as "filedAt", c.ended_at as "endedAt"`

export async function findCaseRow(db: Db, id: string): Promise<CaseRow | undefined> {
  return (await sql<CaseRow>`select ${columns} from procedure_case c where c.id = ${id}`.execute(db)).rows[0]
}

/** As findCaseRow, with the row taken: two acts on one case come one after the other. */
export async function takeCaseRow(db: Db, id: string): Promise<CaseRow | undefined> {
  await sql`select 1 from procedure_case where id = ${id} for no key update`.execute(db)
  return findCaseRow(db, id)
}

/** The next number of a year: JLRC-2026-000001. */
export async function nextCaseNo(db: Db, prefix: string, year: number): Promise<string> {
  const [row] = await run<{ last: number }>(
    db,
    `insert into case_counter (prefix, year, last) values ($1, $2, 1)
     on conflict (prefix, year) do update set last = case_counter.last + 1 returning last`,
    [prefix, year],
  )
  return `${prefix}-${year}-${String(row!.last).padStart(6, '0')}`
}

/** `countyCode`: of a county's affair, the county. */
type NewCase = { countyCode?: string | null } & Pick<
  CaseRow,
  'caseNo' | 'procedureCode' | 'batchId' | 'versionId' | 'applicantId' | 'subjectId' | 'organisationId' | 'openedAt'
>
export async function insertCase(db: Db, one: NewCase): Promise<string> {
  const id = newId()
  await sql`insert into procedure_case (id, case_no, procedure_code, batch_id, version_id, applicant_id, subject_id, organisation_id, status,
      action_count, opened_at, county_code)
    values (${id}, ${one.caseNo}, ${one.procedureCode}, ${one.batchId}, ${one.versionId}, ${one.applicantId}, ${one.subjectId},
      ${one.organisationId}, 'draft', 0, ${one.openedAt}, ${one.countyCode ?? null})`.execute(db)
  return id
}

export type Projection = Omit<
  CaseRow,
  'id' | 'caseNo' | 'procedureCode' | 'batchId' | 'versionId' | 'applicantId' | 'subjectId' | 'organisationId' | 'openedAt'
> & { claim: string | null }

/** Writes what the journal makes of a case. @returns the constraint that refuses a second case of the same, if it does */
export async function updateProjection(db: Db, id: string, to: Projection): Promise<'taken' | null> {
  try {
    await sql`update procedure_case set status = ${to.status}, stage = ${to.stage}, division_code = ${to.divisionCode},
        office_division = ${to.officeDivision}, assignee_id = ${to.assigneeId}, action_count = ${to.actionCount}, due_on = ${to.dueOn},
        mend_to = ${to.mendTo}, is_due_certain = ${to.isDueCertain}, level = ${to.level}, filed_at = ${to.filedAt}, ended_at = ${to.endedAt}, claim = ${to.claim}
      where id = ${id}`.execute(db)
    await run(db, 'update case_subject set is_open = $2 where case_id = $1 and is_open <> $2', [id, to.claim !== null])
  } catch (error) {
    const name = constraintOf(error)
    if (name === 'procedure_case_once' || name === 'case_subject_once') return 'taken'
    throw error
  }
  return null
}

export type NewAction = {
  caseId: string
  number: number
  verb: Verb
  fromStage: string | null
  toStage: string | null
  actorId: string | null
  forId: string | null
  detail: ActionDetail
  actedAt: string
  /** What was written with it, if anything. */
  text: string
}
export async function insertAction(db: Db, action: NewAction): Promise<void> {
  const id = newId()
  await sql`insert into case_action (id, case_id, number, verb, from_stage, to_stage, actor_id, for_id, detail, acted_at)
    values (${id}, ${action.caseId}, ${action.number}, ${action.verb}, ${action.fromStage}, ${action.toStage}, ${action.actorId},
      ${action.forId}, ${JSON.stringify(action.detail)}::jsonb, ${action.actedAt})`.execute(db)
  if (action.text === '') return
  await run(db, 'insert into case_text (action_id, text_sealed) values ($1, $2)', [id, vault().seal(sealedFor.text, action.text)])
}

export type ActionRow = Omit<Action, 'actedOn'> & { fromStage: string | null; forId: string | null; text: string }
/** The journal of one case in its order, with what was written, opened. */
export async function listActionRows(db: Db, caseId: string): Promise<ActionRow[]> {
  const found = await sql<Omit<ActionRow, 'text'> & { textSealed: string | null }>`
    select a.number, a.verb, a.from_stage as "fromStage", a.to_stage as "toStage", a.actor_id as "actorId", a.for_id as "forId", a.detail,
      a.acted_at as "actedAt", t.text_sealed as "textSealed"
    from case_action a left join case_text t on t.action_id = a.id where a.case_id = ${caseId} order by a.number`.execute(db)
  return found.rows.map(({ textSealed, ...row }) => ({ ...row, text: textSealed === null ? '' : vault().open(sealedFor.text, textSealed) }))
}

/** Keeps a revision of the answers; a draft has one that is written over, what was filed is never. */
export async function writeForm(db: Db, caseId: string, revision: number, answers: Answers): Promise<void> {
  await run(
    db,
    `insert into case_form (id, case_id, revision, answers_sealed) values ($1, $2, $3, $4)
     on conflict (case_id, revision) do update set answers_sealed = excluded.answers_sealed, recorded_at = now()`,
    [newId(), caseId, revision, vault().seal(sealedFor.answers, JSON.stringify(answers))],
  )
}

/** The latest answers; none where they were erased. */
export async function findAnswers(db: Db, caseId: string): Promise<Answers> {
  return findAnswersBefore(db, caseId, 32_767)
}

/** The answers of a revision, or of the last one before it; none where they were erased. */
export async function findAnswersBefore(db: Db, caseId: string, revision: number): Promise<Answers> {
  const [row] = await run<{ sealed: string }>(
    db,
    'select answers_sealed as sealed from case_form where case_id = $1 and revision <= $2 order by revision desc limit 1',
    [caseId, revision],
  )
  return row ? (JSON.parse(vault().open(sealedFor.answers, row.sealed)) as Answers) : {}
}

/** How many places of a batch are given: what was granted, and not taken back or given back. */
export async function countPlaces(db: Db, batchId: string): Promise<number> {
  const [row] = await run<{ given: number }>(
    db,
    "select count(*)::int as given from procedure_case where batch_id = $1 and status in ('granted', 'expired')",
    [batchId],
  )
  return row!.given
}

/** A case in a batch that an organisation filed for somebody, told by their number or, without one, their name; of drafts the applicant's own alone. */
export async function findCaseOf(
  db: Db,
  of: { batchId: string; organisationId: string; applicantId: string; name: string; number: string | null },
): Promise<string | null> {
  const [row] = await run<{ id: string }>(
    db,
    `select c.id from procedure_case c join case_subject s on s.case_id = c.id
     where c.batch_id = $1 and c.organisation_id = $2
       and (c.status in ('open', 'mending', 'granted', 'appealed') or c.status = 'draft' and c.applicant_id = $3)
       and ($4::text is null or s.id_key = $4) and ($4::text is not null or s.name_key = $5) order by c.id limit 1`,
    [
      ...[of.batchId, of.organisationId, of.applicantId],
      ...[of.number === null ? null : vault().equalityKey(sealedFor.id, of.number), vault().equalityKey(sealedFor.name, of.name)],
    ],
  )
  return row?.id ?? null
}

export type Subject = { name: string; idNumber: string | null }
export async function writeSubject(db: Db, caseId: string, procedureCode: string, { name, idNumber }: Subject): Promise<void> {
  const seal = (purpose: string, text: string | null) => (text === null ? null : vault().seal(purpose, text))
  const key = (purpose: string, text: string | null) => (text === null ? null : vault().equalityKey(purpose, text))
  await run(
    db,
    `insert into case_subject (case_id, procedure_code, name_sealed, name_key, id_sealed, id_key, is_open) values ($1, $2, $3, $4, $5, $6, false)
     on conflict (case_id) do update set name_sealed = excluded.name_sealed, name_key = excluded.name_key, id_sealed = excluded.id_sealed,
       id_key = excluded.id_key`,
    [
      caseId,
      procedureCode,
      seal(sealedFor.name, name),
      key(sealedFor.name, name),
      seal(sealedFor.id, idNumber),
      key(sealedFor.id, idNumber),
    ],
  )
}

export async function listSubjectNames(db: Db, caseIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await run<{ caseId: string; sealed: string }>(
    db,
    'select case_id as "caseId", name_sealed as sealed from case_subject where case_id = any($1::uuid[])',
    [caseIds],
  )
  return new Map(rows.map(({ caseId, sealed }) => [caseId, sealed === '' ? '' : vault().open(sealedFor.name, sealed)]))
}

/** Replaces the answers that lists and statistics read. */
export async function writeCounted(db: Db, caseId: string, answers: readonly { key: string; value: string }[]): Promise<void> {
  await run(db, 'delete from case_answer where case_id = $1', [caseId])
  if (answers.length === 0) return
  const values = [caseId, answers.map((one) => one.key), answers.map((one) => one.value)]
  await run(db, 'insert into case_answer (case_id, key, value) select $1, * from unnest($2::text[], $3::text[])', values)
}

/** The number of the open case that stands in the way of a second one; used to tell, not to decide. */
export async function findOpenCaseNo(db: Db, procedureCode: string, claim: string, idNumber: string | null): Promise<string | undefined> {
  const [row] = await run<{ caseNo: string }>(
    db,
    `select c.case_no as "caseNo" from procedure_case c left join case_subject s on s.case_id = c.id
     where c.procedure_code = $1 and c.claim is not null and (c.claim = $2 or s.id_key = $3) limit 1`,
    [procedureCode, claim, idNumber === null ? null : vault().equalityKey(sealedFor.id, idNumber)],
  )
  return row?.caseNo
}

const noCase = '00000000-0000-0000-0000-000000000000'
// Each way of being the same has its own index: by account, by number, or as an organisation.
const casesOf = `select id from procedure_case where subject_id = $1::uuid and id <> $4
    union select case_id from case_subject where id_key = $2::text and case_id <> $4
    union select id from procedure_case where $1::uuid is null and $2::text is null and organisation_id = $3::uuid and id <> $4`

/** What was paid for other cases of the same person or organisation and is still to be paid back, in fen. */
export async function owedBy(db: Db, whom: Parameters<typeof listPast>[1]): Promise<number> {
  const key = whom.idNumber === null ? null : vault().equalityKey(sealedFor.id, whom.idNumber)
  const [row] = await run<{ fen: number }>(
    db,
    `select coalesce(sum(m.fen - m.recovered_fen), 0)::bigint as fen from payment_line l
     join payment_share s on s.line_id = l.id join payment_claim m on m.share_id = s.id
     where l.case_id in (${casesOf})`,
    [whom.subjectId, key, whom.organisationId, whom.exceptCaseId ?? noCase],
  )
  return row!.fen
}

/** What was given to, and what was refused, the same person (by account or by number) or organisation before. */
export async function listPast(
  db: Db,
  whom: { subjectId: string | null; organisationId: string | null; idNumber: string | null; exceptCaseId?: string },
): Promise<{
  awards: PastAward[]
  refusals: { procedure: string; on: string }[]
}> {
  const key = whom.idNumber === null ? null : vault().equalityKey(sealedFor.id, whom.idNumber)
  // What was given before this platform is known by its number before it is anybody's; what was paid then was paid.
  const earlier = `select id from earlier_grant where person_id = $1::uuid and superseded_at is null
    union select id from earlier_grant where id_key = $2::text and superseded_at is null`
  const values = [whom.subjectId, key, whom.organisationId, whom.exceptCaseId ?? noCase]
  const awards = await run<PastAward>(
    db,
    `select procedure_code as procedure, level, first_on as "from", last_on as "to", state = 'standing' as "isStanding",
       state in ('standing', 'frozen') as "isHeld"
     from award where superseded_at is null and case_id in (${casesOf})
     union all select procedure_code, level, first_on, last_on, state = 'standing', state in ('standing', 'frozen')
     from award where superseded_at is null and earlier_id in (${earlier})
     union all select procedure_code, null, first_on, null, true, true from earlier_grant where kind = 'payment' and id in (${earlier})`,
    values,
  )
  const refusals = await run<{ procedure: string; on: string }>(
    db,
    `select procedure_code as procedure, (ended_at at time zone 'Asia/Shanghai')::date as "on"
     from procedure_case where status = 'refused' and id in (${casesOf})`,
    values,
  )
  return { awards, refusals }
}
