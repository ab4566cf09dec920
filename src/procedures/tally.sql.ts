// What statistics of cases count: one list of happenings, which is summed for a figure and shown as its rows, so that the two cannot differ.
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { patternsWithin } from '../places/places.rules.ts'
import type { Verb } from './case.rules.ts'

/** Whose cases: of these procedures, in a division and all below it, of an organisation; all where null. */
export type TallyScope = {
  procedures: readonly string[] | null
  divisionCode: string | null
  organisationId: string | null
  asOf: string
}
type Period = { from: string; to: string }
/** Happenings: id, case_id, day, procedure_code, division_code, level, verb, status, detail, worked, promised, due, is_late, amount. */
export type Happenings = RawBuilder<unknown>

const none = sql`null::text as verb, null::text as status, null::text as detail, null::integer as worked, null::integer as promised,
  null::date as due, false as is_late`
const anywhere = sql`true`
const isOfProcedures = (codes: TallyScope['procedures'], column: string) =>
  codes === null ? anywhere : sql`${sql.ref(column)} = any(${[...codes]}::text[])`
const isWithin = (code: string | null, column: string) =>
  code === null ? anywhere : sql`coalesce(${sql.ref(column)}, '') like any(${patternsWithin([code])}::text[])`
const isOfOrganisation = (id: string | null, column: string) =>
  id === null ? anywhere : sql`${sql.ref(column)} in (select id from procedure_case where organisation_id = ${id})`
const inPeriod = ({ from, to }: Period, column: string) => sql`${sql.ref(column)} >= ${from}::date and ${sql.ref(column)} < ${to}::date`

/** Acts of a period: each as known, or only the first of its verb in a case. */
export function actsIn(scope: TallyScope, period: Period, verbs: readonly Verb[], isFirstOnly: boolean): Happenings {
  return sql`
    select s.action_id as id, s.case_id, s.acted_on as day, s.procedure_code, s.division_code, s.level, s.verb, s.status,
      coalesce(s.ground, s.outcome) as detail, s.worked_days as worked, s.promised_days as promised, s.due_on as due,
      s.worked_days > s.promised_days as is_late, coalesce(s.worked_days, 1)::bigint as amount
    from case_step s
    where s.verb = any(${[...verbs]}::text[]) and ${inPeriod(period, 's.acted_on')} and s.recorded_at <= ${scope.asOf}::timestamptz
      and ${isFirstOnly ? sql`s.is_first` : anywhere} and ${isOfProcedures(scope.procedures, 's.procedure_code')}
      and ${isWithin(scope.divisionCode, 's.division_code')} and ${isOfOrganisation(scope.organisationId, 's.case_id')}`
}

/** How cases stood at the end of a day, by their last step up to it: those on their way, or those whose award was in force. */
export function standingOn(scope: TallyScope, on: string, which: 'open' | 'in_force'): Happenings {
  const counts =
    which === 'open'
      ? sql`s.status in ('open', 'mending', 'appealed')`
      : sql`s.status = 'granted' and not s.is_frozen and exists (select from award a where a.case_id = s.case_id
          and a.recorded_at <= ${scope.asOf}::timestamptz and a.first_on <= ${on}::date and (a.last_on is null or a.last_on >= ${on}::date))`
  return sql`
    select s.action_id as id, s.case_id, s.acted_on as day, s.procedure_code, s.division_code, s.level, s.verb, s.status, null::text as detail,
      null::integer as worked, null::integer as promised, s.due_on as due, coalesce(s.status = 'open' and s.due_on < ${on}::date, false) as is_late,
      1::bigint as amount
    from (select distinct on (case_id) * from case_step
      where acted_on <= ${on}::date and recorded_at <= ${scope.asOf}::timestamptz and ${isOfProcedures(scope.procedures, 'procedure_code')}
        and ${isOfOrganisation(scope.organisationId, 'case_id')}
      order by case_id, number desc) s
    where ${counts} and ${isWithin(scope.divisionCode, 's.division_code')}`
}

/** Of happenings those that were late, or in time. */
export const lateAmong = (happenings: Happenings, isLate: boolean): Happenings =>
  sql`select * from (${happenings}) timed where coalesce(is_late, false) = ${isLate}`

const caseColumns = sql`c.procedure_code, c.division_code, c.level`
const caseScope = ({ procedures, divisionCode, organisationId }: TallyScope) => sql`${isOfProcedures(procedures, 'c.procedure_code')}
  and ${isWithin(divisionCode, 'c.division_code')} and ${organisationId === null ? anywhere : sql`c.organisation_id = ${organisationId}`}`

/** What was recorded with cases in a period: hours taught, visits made, satisfaction. */
export function recordsIn(scope: TallyScope, period: Period, kind: string): Happenings {
  return sql`
    select r.id, r.case_id, r.happened_on as day, ${caseColumns}, ${none}, r.amount::bigint as amount
    from case_record r join procedure_case c on c.id = r.case_id
    where r.kind = ${kind} and ${inPeriod(period, 'r.happened_on')} and r.recorded_at <= ${scope.asOf}::timestamptz
      and (r.removed_at is null or r.removed_at > ${scope.asOf}::timestamptz) and ${caseScope(scope)}`
}

/** What granted cases were promised in a period, in fen, on the day of the decision. */
export function promisesIn(scope: TallyScope, period: Period): Happenings {
  return sql`
    select p.case_id as id, p.case_id, s.acted_on as day, ${caseColumns}, ${none}, p.fen as amount
    from payment_plan p join procedure_case c on c.id = p.case_id
      join lateral (select acted_on from case_step where case_id = p.case_id and verb = 'grant' order by number desc limit 1) s on true
    where ${inPeriod(period, 's.acted_on')} and p.recorded_at <= ${scope.asOf}::timestamptz and ${caseScope(scope)}`
}

/** What was paid in a period, in fen, on the day the treasury or the bank says. */
export function paymentsIn(scope: TallyScope, period: Period): Happenings {
  return sql`
    select i.id, l.case_id, i.settled_on as day, ${caseColumns}, ${none}, i.fen as amount
    from payment_item i join payment_share h on h.id = i.share_id join payment_line l on l.id = h.line_id join procedure_case c on c.id = l.case_id
    where i.state = 'paid' and ${inPeriod(period, 'i.settled_on')} and i.settled_at <= ${scope.asOf}::timestamptz and ${caseScope(scope)}`
}

export const tallyDimensions = ['procedure', 'prefecture', 'county', 'month', 'level', 'ground', 'outcome'] as const
export type TallyDimension = (typeof tallyDimensions)[number]

const keys: Record<TallyDimension, RawBuilder<unknown>> = {
  procedure: sql`procedure_code`,
  prefecture: sql`coalesce(left(division_code, 4) || '00', '')`,
  county: sql`coalesce(division_code, '')`,
  month: sql`date_trunc('month', day)::date::text`,
  level: sql`coalesce(level, '')`,
  // A condition is one of its procedure.
  ground: sql`case when detail like 'condition.%' then procedure_code || ':' || detail else coalesce(detail, 'not_stated') end`,
  outcome: sql`coalesce(detail, '')`,
}

export type TallyRow = {
  key: string
  count: number
  amount: number
  caseCount: number
  grantedCount: number
  refusedCount: number
  lateCount: number
  /** In tenths; null where nothing has a time. */
  medianWorked: number | null
}

/** Sums of happenings: the whole under the key 'all', and the parts by a dimension. */
export async function sumTally(db: Db, happenings: Happenings, by: TallyDimension | null): Promise<TallyRow[]> {
  const found = await sql<TallyRow>`
    with h as (select *${by ? sql`, ${keys[by]} as key` : sql``} from (${happenings}) happening)
    select ${by ? sql`case when grouping(key) = 1 then 'all' else key end` : sql`'all'`} as key, count(*) as count, coalesce(sum(amount), 0)::bigint as amount,
      count(distinct case_id) as "caseCount", count(*) filter (where verb = 'grant') as "grantedCount",
      count(*) filter (where verb = 'refuse') as "refusedCount", count(*) filter (where is_late) as "lateCount",
      round((percentile_cont(0.5) within group (order by worked))::numeric * 10)::bigint as "medianWorked"
    from h group by grouping sets (${by ? sql`(), (key)` : sql`()`}) order by 1`.execute(db)
  return found.rows
}

export type TallyItem = {
  id: string
  caseId: string
  caseNo: string
  organisationId: string | null
  organisation: string | null
  day: string
  procedureCode: string
  divisionCode: string | null
  level: string | null
  verb: string | null
  status: string | null
  detail: string | null
  worked: number | null
  promised: number | null
  due: string | null
  amount: number
}

/** Happenings one by one, the newest first. */
export async function listTally(
  db: Db,
  happenings: Happenings,
  after: { day: string; id: string } | undefined,
  limit: number,
): Promise<TallyItem[]> {
  const found = await sql<TallyItem>`
    select h.id, h.case_id as "caseId", c.case_no as "caseNo", c.organisation_id as "organisationId", h.day, h.procedure_code as "procedureCode", h.division_code as "divisionCode", h.level,
      h.verb, h.status, case when h.detail like 'condition.%' then h.procedure_code || ':' || h.detail else h.detail end as detail, h.worked,
      h.promised, h.due, h.amount,
      (select o.name_zh from report_organisation o where o.id = c.organisation_id and o.superseded_at is null limit 1) as organisation
    from (select * from (${happenings}) happening
      where ${after ? sql`(day, id) < (${after.day}::date, ${after.id}::uuid)` : anywhere} order by day desc, id desc limit ${limit}) h
      join procedure_case c on c.id = h.case_id
    order by h.day desc, h.id desc`.execute(db)
  return found.rows
}

/** Whether any case had a step by a day, as known on a moment. */
export async function isAnyStep(db: Db, scope: Pick<TallyScope, 'procedures' | 'asOf'>, before: string): Promise<boolean> {
  const found = await sql`
    select from case_step where acted_on < ${before}::date and recorded_at <= ${scope.asOf}::timestamptz
      and ${isOfProcedures(scope.procedures, 'procedure_code')} limit 1`.execute(db)
  return found.rows.length > 0
}
