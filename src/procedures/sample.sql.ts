import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'
import type { Action, CaseStatus } from './case.rules.ts'
import type { Sight } from './caselist.sql.ts'
import type { findings, SampleMethod } from './sample.contract.ts'

const sealedAs = 'case.audit_note'

export type Criteria = {
  procedureCode: string
  edition: string | null
  divisionCode: string
  filedFrom: string
  filedTo: string
  statuses: readonly CaseStatus[]
}
export type SampleRow = Criteria & {
  id: string
  title: string
  method: SampleMethod
  size: number
  seed: string
  asOf: string
  populationCount: number
  populationFen: number | null
  populationDigest: string
  drawnBy: string
  drawnAt: string
}
export type DrawnRow = { caseId: string; stratum: string; fen: number | null; hits: number }
export type PopulationRow = { id: string; caseNo: string; status: CaseStatus; divisionCode: string; fen: number; isMoved: boolean }

/**
 * The cases that were filed by a moment, with the status of now; `isMoved` where something was recorded later. The moment is read as
 * PostgreSQL wrote it, to the microsecond.
 */
export async function listPopulation(db: Db, of: Criteria & { pattern: string }, asOf: string): Promise<PopulationRow[]> {
  const found = await sql<PopulationRow>`
    select c.id, c.case_no as "caseNo", c.status, c.division_code as "divisionCode", coalesce(p.fen, 0)::bigint as fen,
      exists (select 1 from case_action a where a.case_id = c.id and a.recorded_at > ${asOf}::timestamptz) as "isMoved"
    from procedure_case c
    join procedure_version v on v.id = c.version_id
    left join payment_plan p on p.case_id = c.id and p.recorded_at <= ${asOf}::timestamptz
    where c.procedure_code = ${of.procedureCode} and c.filed_at is not null and c.division_code like ${of.pattern}
      and c.filed_at >= (${of.filedFrom}::date)::timestamp at time zone 'Asia/Shanghai'
      and c.filed_at < (${of.filedTo}::date + 1)::timestamp at time zone 'Asia/Shanghai'
      and (${of.edition}::text is null or v.edition = ${of.edition})
      and exists (select 1 from case_action a where a.case_id = c.id and a.verb = 'submit' and a.recorded_at <= ${asOf}::timestamptz)
    order by c.case_no`.execute(db)
  return found.rows
}

/** What was recorded of some cases by a moment, in its order. */
export async function listActionsBy(
  db: Db,
  caseIds: readonly string[],
  asOf: string,
): Promise<(Omit<Action, 'actedOn'> & { caseId: string })[]> {
  const found = await sql<Omit<Action, 'actedOn'> & { caseId: string }>`
    select case_id as "caseId", number, verb, to_stage as "toStage", actor_id as "actorId", detail, acted_at as "actedAt"
    from case_action where case_id = any(${[...caseIds]}::uuid[]) and recorded_at <= ${asOf}::timestamptz order by case_id, number`.execute(
    db,
  )
  return found.rows
}

export async function insertSample(db: Db, row: Omit<SampleRow, 'id'>, cases: readonly DrawnRow[]): Promise<string> {
  const id = newId()
  await sql`insert into audit_sample (id, procedure_code, edition, division_code, filed_from, filed_to, statuses, method, size, seed,
      as_of, population_count, population_fen, population_digest, drawn_by, drawn_at)
    values (${id}, ${row.procedureCode}, ${row.edition}, ${row.divisionCode}, ${row.filedFrom}, ${row.filedTo},
      ${[...row.statuses]}::text[], ${row.method}, ${row.size}, ${row.seed}, ${row.asOf}::timestamptz, ${row.populationCount},
      ${row.populationFen}, ${row.populationDigest}, ${row.drawnBy}, ${row.drawnAt})`.execute(db)
  await run(db, 'insert into audit_sample_title (sample_id, title) values ($1, $2)', [id, row.title])
  await run(
    db,
    `insert into audit_sample_case (sample_id, case_id, position, stratum, fen, hits)
     select $1, c.id, c.position, c.stratum, c.fen, c.hits
     from unnest($2::uuid[], $3::text[], $4::bigint[], $5::integer[]) with ordinality as c (id, stratum, fen, hits, position)`,
    [id, cases.map((one) => one.caseId), cases.map((one) => one.stratum), cases.map((one) => one.fen), cases.map((one) => one.hits)],
  )
  return id
}

const columns = sql`s.id, (select title from audit_sample_title t where t.sample_id = s.id) as title, s.procedure_code as "procedureCode", s.edition, s.division_code as "divisionCode",
  s.filed_from as "filedFrom", s.filed_to as "filedTo", s.statuses, s.method, s.size, s.seed, s.as_of as "asOf",
  s.population_count as "populationCount", s.population_fen as "populationFen", s.population_digest as "populationDigest",
  s.drawn_by as "drawnBy", s.drawn_at as "drawnAt",
  (select count(*) from audit_sample_case c where c.sample_id = s.id) as "drawnCount"`
export type ListedSample = SampleRow & { drawnCount: number }

/** The samples of procedures and divisions that somebody inspects, the latest first; of one id where it is given. */
export async function listSampleRows(
  db: Db,
  sights: readonly Sight[],
  asked: { id: string | null; after: string | null; limit: number },
): Promise<ListedSample[]> {
  if (sights.length === 0) return []
  const ways = sights.map(({ pattern, procedureCode }) => sql`(s.procedure_code = ${procedureCode} and s.division_code like ${pattern})`)
  const found = await sql<ListedSample>`select ${columns} from audit_sample s
    where (${sql.join(ways, sql` or `)}) and (${asked.id}::uuid is null or s.id = ${asked.id}::uuid)
      and (${asked.after}::uuid is null or s.id < ${asked.after}::uuid)
    order by s.id desc limit ${asked.limit}`.execute(db)
  return found.rows
}

export type SampledCase = DrawnRow & { caseNo: string; status: CaseStatus; divisionCode: string | null }
export async function listSampledCases(db: Db, sampleId: string): Promise<SampledCase[]> {
  const found = await sql<SampledCase>`
    select d.case_id as "caseId", d.stratum, d.fen, d.hits, c.case_no as "caseNo", c.status, c.division_code as "divisionCode"
    from audit_sample_case d join procedure_case c on c.id = d.case_id where d.sample_id = ${sampleId} order by d.position`.execute(db)
  return found.rows
}

export type Finding = (typeof findings)[number]
/** The latest finding of each case of some samples, plain notes aside, and how many notes it has. */
export async function listFindings(
  db: Db,
  sampleIds: readonly string[],
): Promise<{ sampleId: string; caseId: string; finding: Finding | null; noteCount: number }[]> {
  return run(
    db,
    `select sample_id as "sampleId", case_id as "caseId", count(*) as "noteCount",
       (array_agg(finding order by id desc) filter (where finding <> 'note'))[1] as finding
     from audit_note where sample_id = any($1::uuid[]) group by sample_id, case_id`,
    [sampleIds],
  )
}

export type NoteRow = { id: string; caseId: string; finding: Finding; text: string; writtenBy: string; writtenAt: string }
/** The notes of a sample, or of one case of it, in their order. */
export async function listNoteRows(db: Db, sampleId: string, caseId: string | null): Promise<NoteRow[]> {
  const rows = await run<NoteRow>(
    db,
    `select n.id, n.case_id as "caseId", n.finding, t.text_sealed as text, n.written_by as "writtenBy", n.written_at as "writtenAt"
     from audit_note n join audit_note_text t on t.note_id = n.id
     where n.sample_id = $1 and ($2::uuid is null or n.case_id = $2) order by n.id`,
    [sampleId, caseId],
  )
  return rows.map((row) => ({ ...row, text: vault().open(sealedAs, row.text) }))
}

export async function insertNote(db: Db, sampleId: string, note: Omit<NoteRow, 'id'>): Promise<void> {
  const id = newId()
  await run(db, 'insert into audit_note (id, sample_id, case_id, finding, written_by, written_at) values ($1, $2, $3, $4, $5, $6)', [
    ...[id, sampleId, note.caseId, note.finding, note.writtenBy, note.writtenAt],
  ])
  await run(db, 'insert into audit_note_text (note_id, text_sealed) values ($1, $2)', [id, vault().seal(sealedAs, note.text)])
}

export type PaperMaterial = {
  code: string
  attachmentId: string | null
  state: 'given' | 'verified' | 'doubtful'
  checkedBy: string | null
  checkedAt: string | null
  recordedAt: string
  removedAt: string | null
}
/** Every material ever given with a case, those taken away too. */
export async function listMaterialsEver(db: Db, caseId: string): Promise<PaperMaterial[]> {
  return run(
    db,
    `select code, attachment_id as "attachmentId", state, checked_by as "checkedBy", checked_at as "checkedAt", recorded_at as "recordedAt",
       removed_at as "removedAt" from case_material where case_id = $1 order by id`,
    [caseId],
  )
}

export type PaperAward = {
  awardNo: string
  level: string | null
  firstOn: string
  lastOn: string | null
  state: string
  recordedAt: string
}
/** Every row of what came of a case, superseded ones too, in the order they were written. */
export async function listAwardsEver(db: Db, caseId: string): Promise<PaperAward[]> {
  return run(
    db,
    `select award_no as "awardNo", level, first_on as "firstOn", last_on as "lastOn", state, recorded_at as "recordedAt"
     from award where case_id = $1 order by id`,
    [caseId],
  )
}
