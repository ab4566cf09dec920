import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'
import { isWithin, prefixOf } from '../places/places.rules.ts'
import { type CaseRow, sealedFor } from './case.sql.ts'

/** Where somebody acts: at a stage of a procedure, in a division's office, or in those of all divisions below it too. */
export type Desk = { divisionCode: string; procedureCode: string; stage: string; orAbove: boolean }
/** What somebody may see: the cases of a procedure in divisions that begin so. */
export type Sight = { pattern: string; procedureCode: string }
export type ListAsked = {
  procedureCode: string | null
  q: string | null
  /** The row that a page before ended with: its due day (null where nothing is due) and id, or its id alone. */
  after: { dueOn: string | null; id: string } | null
  limit: number
  today: string
}
export type ListedCase = CaseRow & { organisationZh: string | null }

const columns = sql`c.id, c.case_no as "caseNo", c.procedure_code as "procedureCode", c.batch_id as "batchId", c.version_id as "versionId",
  c.applicant_id as "applicantId", c.subject_id as "subjectId", c.organisation_id as "organisationId", c.division_code as "divisionCode",
  c.status, c.stage, c.office_division as "officeDivision", c.assignee_id as "assigneeId", c.action_count as "actionCount", c.due_on as "dueOn",
  c.mend_to as "mendTo", c.is_due_certain as "isDueCertain", c.level, c.opened_at as "openedAt", c.filed_at as "filedAt", c.ended_at as "endedAt",
  (select o.name_zh from report_organisation o where o.id = c.organisation_id and o.superseded_at is null limit 1) as "organisationZh"`

/** A procedure, and what was typed: a case number or its beginning, the whole name of the person, or a part of the organisation's. */
function matching({ procedureCode, q }: ListAsked) {
  const ofProcedure = procedureCode === null ? sql`true` : sql`c.procedure_code = ${procedureCode}`
  if (q === null) return ofProcedure
  const typed = q.replaceAll(/[\\%_]/g, '\\$&')
  // Each way has its own index; one condition with `or` between them has none.
  return sql`${ofProcedure} and c.id in (
      select id from procedure_case where case_no like ${`${typed.toUpperCase()}%`}
      union all select case_id from case_subject where name_key = ${vault().equalityKey(sealedFor.name, q)}
      union all select id from procedure_case where organisation_id in (
        select o.id from report_organisation o where o.name_zh ilike ${`%${typed}%`} and o.superseded_at is null))`
}

const latest = sql`'9999-12-31'::date`

type Employers = { organisationIds: readonly string[]; stages: readonly { procedureCode: string; stage: string }[] }

/** Desks as rows: division (or what the codes of its divisions begin with), procedure, stage. */
const deskRows = (desks: readonly Desk[], divisionOf: (desk: Desk) => string) => sql`unnest(${desks.map(divisionOf)}::text[],
    ${desks.map((one) => one.procedureCode)}::text[], ${desks.map((one) => one.stage)}::text[]) as d (division, procedure, stage)`
const waiting = sql`c.status in ('open', 'appealed') and c.procedure_code = d.procedure and coalesce(c.stage, '') = d.stage`
/** The desks of one division each, and those that reach down: each has its own index, and a case is at one desk alone. */
const waysTo = (desks: readonly Desk[]) => {
  const reaching = desks.filter((one) => one.orAbove)
  const isCovered = (one: Desk) =>
    reaching.some(
      (other) =>
        other.procedureCode === one.procedureCode &&
        other.stage === one.stage &&
        other.divisionCode !== one.divisionCode &&
        isWithin(one.divisionCode, other.divisionCode),
    )
  return [
    {
      rows: deskRows(
        desks.filter((one) => !one.orAbove),
        (one) => one.divisionCode,
      ),
      at: sql`${waiting} and c.office_division = d.division`,
    },
    {
      rows: deskRows(
        reaching.filter((one) => !isCovered(one)),
        (one) => `${prefixOf(one.divisionCode)}%`,
      ),
      at: sql`${waiting} and c.office_division like d.division`,
    },
  ]
}
/** What waits for one of these employers. */
const atEmployers = ({ organisationIds, stages }: Employers) => sql`c.status = 'open' and c.office_division is null
    and c.organisation_id = any(${[...organisationIds]}::uuid[]) and (c.procedure_code, c.stage) in (
      select * from unnest(${stages.map((one) => one.procedureCode)}::text[], ${stages.map((one) => one.stage)}::text[]))`

/** What was not mended by its last day, and so is the office's to end or to wait for. */
const unmended = (desks: readonly Desk[], today: string) => sql`c.status = 'mending' and c.mend_to < ${today}::date and exists (
    select from ${deskRows(desks, (one) => (one.orAbove ? `${prefixOf(one.divisionCode)}%` : one.divisionCode))}
    where c.procedure_code = d.procedure and coalesce(c.stage, '') = d.stage and c.office_division like d.division)`

/** The cases that wait at these desks or for these employers, what is due first before all else: the first of every desk, then the first of those. */
export async function listAtDesks(db: Db, desks: readonly Desk[], employers: Employers, asked: ListAsked): Promise<ListedCase[]> {
  const { after, limit } = asked
  const page = after
    ? sql`(coalesce(c.due_on, ${latest}), c.id) > (coalesce(${after.dueOn}::date, ${latest}), ${after.id}::uuid)`
    : sql`true`
  const first = sql`and ${page} and ${matching(asked)} order by coalesce(c.due_on, ${latest}), c.id limit ${limit}`
  const dueOn = sql`coalesce(c.due_on, c.mend_to, ${latest})`
  const isAfter = after ? sql`(${dueOn}, c.id) > (coalesce(${after.dueOn}::date, ${latest}), ${after.id}::uuid)` : sql`true`
  const found = await sql<ListedCase>`
    select ${columns} from (
      ${sql.join(
        waysTo(desks).map(
          ({ rows, at }) => sql`select w.* from ${rows} cross join lateral (select c.* from procedure_case c where ${at} ${first}) w`,
        ),
        sql` union all `,
      )}
      union all (select c.* from procedure_case c where ${atEmployers(employers)} ${first})
      union all (select c.* from procedure_case c where ${unmended(desks, asked.today)} and ${isAfter} and ${matching(asked)}
        order by c.mend_to, c.id limit ${limit})) c
    order by ${dueOn}, c.id limit ${limit}`.execute(db)
  return found.rows
}

/** Filed cases that somebody may see: on their way, or ended; the latest first. */
export async function listSeen(
  db: Db,
  sights: readonly Sight[],
  organisationIds: readonly string[],
  isEnded: boolean,
  asked: ListAsked,
): Promise<ListedCase[]> {
  const { after, limit } = asked
  const ways = [
    ...sights.map(({ pattern, procedureCode }) => sql`(c.procedure_code = ${procedureCode} and c.division_code like ${pattern})`),
    ...(organisationIds.length > 0 ? [sql`c.organisation_id = any(${[...organisationIds]}::uuid[])`] : []),
  ]
  if (ways.length === 0) return []
  const found = await sql<ListedCase>`
    select ${columns} from procedure_case c
    where c.filed_at is not null and c.status ${isEnded ? sql`not in` : sql`in`} ('open', 'mending', 'appealed') and ${matching(asked)}
      and (${sql.join(ways, sql` or `)}) and ${after ? sql`c.id < ${after.id}::uuid` : sql`true`}
    order by c.id desc limit ${limit}`.execute(db)
  return found.rows
}

/** What somebody filed, or was filed for them, or for the organisations they speak for; drafts are the applicant's alone. */
export async function listOwn(
  db: Db,
  { personId, divisions }: { personId: string; divisions: readonly { procedureCode: string; divisionCode: string }[] },
  after: string | null,
  limit: number,
): Promise<ListedCase[]> {
  const ofCounties = divisions.map((one) => sql`(c.procedure_code = ${one.procedureCode} and c.county_code = ${one.divisionCode})`)

  const found = await sql<ListedCase>`
    select ${columns} from procedure_case c
    where (${sql.join([sql`c.applicant_id = ${personId}`, sql`(c.subject_id = ${personId} and c.filed_at is not null)`, ...ofCounties], sql` or `)})
      and (${after}::uuid is null or c.id < ${after}::uuid)
    order by c.id desc limit ${limit}`.execute(db)
  return found.rows
}

/** How many cases wait at these desks and for these employers, and how many of them are late on a day, or not mended by theirs. */
export async function countAtDesks(
  db: Db,
  desks: readonly Desk[],
  employers: Employers,
  today: string,
): Promise<{ count: number; late: number }> {
  const late = sql`count(*) filter (where c.due_on < ${today})`
  const found = await sql<{ count: number; late: number }>`
    select sum(count)::bigint as count, sum(late)::bigint as late from (
      ${sql.join(
        waysTo(desks).map(({ rows, at }) => sql`select count(*) as count, ${late} as late from ${rows} join procedure_case c on ${at}`),
        sql` union all `,
      )}
      union all select count(*), ${late} from procedure_case c where ${atEmployers(employers)}
      union all select count(*), count(*) from procedure_case c where ${unmended(desks, today)}) every_side`.execute(db)
  return found.rows[0]!
}

/** The cases of a procedure filed between two days, both included, in their order. */
export async function listCasesFiled(db: Db, procedureCode: string, from: string, to: string, limit: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from procedure_case where procedure_code = ${procedureCode} and filed_at is not null
      and filed_at >= (${from}::date)::timestamp at time zone 'Asia/Shanghai' and filed_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    order by filed_at, id limit ${limit}`.execute(db)
  return found.rows.map((row) => row.id)
}

/** Cases of some procedures that offices of a division, or of one below it, have now; in the order of their ids. */
export async function listOpenOf(
  db: Db,
  procedureCodes: readonly string[],
  divisionCode: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from procedure_case where procedure_code = any(${[...procedureCodes]}::text[]) and status in ('open', 'mending', 'appealed')
      and office_division like ${`${prefixOf(divisionCode)}%`} and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`.execute(
    db,
  )
  return found.rows.map((row) => row.id)
}

/** How many of a person's own applications wait to be mended, and how many of their reviews to be handed in. */
export async function countOwn(db: Db, personId: string): Promise<{ toMend: number; toReview: number }> {
  const rows = await run<{ toMend: number; toReview: number }>(
    db,
    `select (select count(*) from procedure_case where applicant_id = $1 and status = 'mending') as "toMend",
      (select count(*) from review_seat s join expert e on e.id = s.expert_id
        where e.person_id = $1 and s.handed_in_at is null and s.released_at is null) as "toReview"`,
    [personId],
  )
  return rows[0]!
}

export type CountyCase = {
  caseId: string
  caseNo: string
  batchId: string
  procedureCode: string
  divisionCode: string
  filedAt: string
  number: number
}
/** Filed cases of counties by what their codes begin with: those that are open at a stage, and those of these ids; the oldest first. */
export async function listCountyCases(
  db: Db,
  { patterns, codes, stage, ids }: { patterns: readonly string[]; codes: readonly string[]; stage: string; ids: readonly string[] },
): Promise<CountyCase[]> {
  return run(
    db,
    `select id as "caseId", case_no as "caseNo", batch_id as "batchId", procedure_code as "procedureCode", county_code as "divisionCode",
       filed_at as "filedAt", action_count as number
     from procedure_case where procedure_code = any($1::text[]) and county_code like any($2::text[]) and filed_at is not null
       and (id = any($4::uuid[]) or status = 'open' and stage = $3)
     order by batch_id, filed_at, id`,
    [codes, patterns, stage, ids],
  )
}
