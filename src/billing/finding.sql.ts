import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { Finding, FindingCheck, Threshold } from './finding.contract.ts'
import type { CheckedInstrument, CheckedRow, Found } from './finding.rules.ts'

export type PricedRow = Omit<CheckedRow, 'listFen' | 'tie'> & {
  customerId: string
  isOwner: boolean
  isAgreed: boolean
  hourFen: number | null
  sampleFen: number | null
  isOnRequest: boolean
}

/** The standing records of an institution's year, with what the checks need beside them. */
export function listChecked(db: Db, institutionId: string, year: number): Promise<PricedRow[]> {
  const price = (basis: string) => `(select p.fen from report_price p where p.instrument_id = s.instrument_id and p.basis = '${basis}'
    and p.superseded_at is null and p.valid_from <= s.effective_on and (p.valid_to is null or p.valid_to > s.effective_on))`
  return run(
    db,
    `select s.id, s.service_no as "serviceNo", s.instrument_id as "instrumentId", s.effective_on as "effectiveOn", s.starts_at as "startsAt",
       s.ends_at as "endsAt", s.seconds, s.fen, s.sample_count as "sampleCount", s.audience, s.invoice_no as "invoiceNo",
       (least(s.recorded_at, (select min(v.recorded_at) from service v where v.service_no = s.service_no and v.superseded_at is not null))
         at time zone 'Asia/Shanghai')::date as "enteredOn",
       (select u.metered_seconds from report_usage u where u.id = s.session_id) as "meteredSeconds",
       coalesce(r.organisation_id, s.customer_id) as "customerId",
       coalesce(r.organisation_id, s.customer_id) = s.institution_id or exists (select from report_organisation c, report_organisation h
         where c.id = coalesce(r.organisation_id, s.customer_id) and h.id = s.institution_id and c.superseded_at is null
           and h.superseded_at is null and c.credit_code = h.credit_code) as "isOwner",
       s.price_parts @> '[{"basis":"agreed"}]' as "isAgreed",
       ${price('hour')} as "hourFen", ${price('sample')} as "sampleFen",
       exists (select from report_price p where p.instrument_id = s.instrument_id and p.basis = 'on_request' and p.superseded_at is null
         and p.valid_from <= s.effective_on and (p.valid_to is null or p.valid_to > s.effective_on)) as "isOnRequest",
       case when exists (select from report_fault f where f.instrument_id = s.instrument_id and f.state <> 'dismissed'
           and f.stopped_at <= s.starts_at and s.starts_at < coalesce(f.ended_at, 'infinity')) then 'while_broken'
         when exists (select from report_instrument i where i.id = s.instrument_id and i.state in ('out_of_service', 'retired')
           and i.recorded_at <= s.starts_at and s.starts_at < coalesce(i.superseded_at, 'infinity')) then 'while_offline'
         else 'none' end as stop
     from service s left join report_party_resolution r on r.named_party_id = s.customer_id and r.superseded_at is null
     where s.institution_id = $1 and s.superseded_at is null and s.effective_on >= make_date($2, 1, 1) and s.effective_on < make_date($2 + 1, 1, 1)
     order by s.effective_on, s.id`,
    [institutionId, year],
  )
}

export function listCheckedInstruments(db: Db, institutionId: string, year: number): Promise<CheckedInstrument[]> {
  return run(
    db,
    `select i.id, i.lane_count as "laneCount", i.started_on as "startedOn",
       coalesce((select sum(coalesce(u.metered_seconds, u.declared_seconds, 0)) from report_usage u where u.instrument_id = i.id
         and u.used_on >= make_date($2, 1, 1) and u.used_on < make_date($2 + 1, 1, 1)), 0)::bigint as "sessionSeconds"
     from report_instrument i where i.institution_id = $1 and i.superseded_at is null`,
    [institutionId, year],
  )
}

type RatingRow = { id: string; instrumentId: string; customerId: string; ratedOn: string; stars: number; isOwner: boolean }

/** Who rated the tests of an institution in a year. */
export function listRatings(db: Db, institutionId: string, year: number): Promise<RatingRow[]> {
  return run(
    db,
    `select r.id, r.instrument_id as "instrumentId", r.organisation_id as "customerId", r.stars,
       (r.rated_at at time zone 'Asia/Shanghai')::date as "ratedOn",
       exists (select from report_organisation c, report_organisation h where c.id = r.organisation_id and h.id = $1
         and c.superseded_at is null and h.superseded_at is null and (c.id = h.id or c.credit_code = h.credit_code)) as "isOwner"
     from report_rating r join report_instrument i on i.id = r.instrument_id and i.superseded_at is null
     where i.institution_id = $1 and r.rated_at >= make_timestamptz($2, 1, 1, 0, 0, 0, 'Asia/Shanghai')
       and r.rated_at < make_timestamptz($2 + 1, 1, 1, 0, 0, 0, 'Asia/Shanghai') order by r.rated_at, r.id`,
    [institutionId, year],
  )
}

type Place = { institutionId: string; year: number; now: string }

/** Writes what was found: what was there stays as it was settled, and what is no longer found is gone. */
export async function putFindings(db: Db, { institutionId, year, now }: Place, found: readonly (Found & { fingerprint: string })[]) {
  const rows = found.map((one) => ({
    ...{ id: newId(), check_name: one.check, subject: `${institutionId} ${one.subject}`, fingerprint: one.fingerprint },
    ...{ instrument_id: one.instrumentId, found_on: one.foundOn, detail: one.detail, numerator: one.numerator },
    ...{ denominator: one.denominator, threshold: one.threshold, service_ids: one.serviceIds },
  }))
  const given = `select * from json_to_recordset($1::json) as t (id uuid, check_name text, subject text, fingerprint text, instrument_id uuid,
    found_on date, detail text, numerator bigint, denominator bigint, threshold integer, service_ids uuid[])`
  await run(
    db,
    `update finding f set gone_at = $4 where f.institution_id = $2 and f.year = $3 and f.gone_at is null
       and not exists (select from (${given}) t where (t.check_name, t.subject, t.fingerprint) = (f.check_name, f.subject, f.fingerprint))`,
    [JSON.stringify(rows), institutionId, year, now],
  )
  await run(
    db,
    `insert into finding (id, check_name, subject, fingerprint, institution_id, instrument_id, year, found_on, detail, numerator, denominator,
       threshold, service_ids, found_at)
     select id, check_name, subject, fingerprint, $2, instrument_id, $3, found_on, detail, numerator, denominator, threshold, service_ids, $4
     from (${given}) t on conflict (check_name, subject, fingerprint) do update set gone_at = null`,
    [JSON.stringify(rows), institutionId, year, now],
  )
}

export type Seen = { institutionIds: readonly string[]; instrumentIds: readonly string[] }
const seenBy = '(f.institution_id = any($1::uuid[]) or f.instrument_id = any($2::uuid[]))'
export type FindingRow = Omit<Finding, 'settledByName'> & { settledBy: string | null }
type Asked = {
  seen: Seen
  institutionId: string | undefined
  check: string | undefined
  show: 'open' | 'settled' | 'gone'
  before: string | undefined
  limit: number
}
const shows = {
  open: `f.state = 'open' and f.gone_at is null`,
  settled: `f.state <> 'open' and f.gone_at is null`,
  gone: 'f.gone_at is not null',
}

/** Findings, the latest first, each with the first twenty of its rows. */
export function listFindingRows(db: Db, asked: Asked): Promise<FindingRow[]> {
  return run(
    db,
    `select f.id, f.check_name as "check", f.detail, f.institution_id as "institutionId", h.name_zh as "institutionNameZh",
       f.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh", i.inner_code as "innerCode", f.found_on as "foundOn", f.numerator,
       f.denominator, f.threshold, cardinality(f.service_ids) as "rowCount", f.state, f.note, f.settled_by as "settledBy",
       case when g.id is not null then json_build_object('id', g.id, 'number', g.number) end as "order",
       f.settled_at as "settledAt", f.found_at as "foundAt", f.gone_at as "goneAt",
       (select coalesce(json_agg(json_build_object('serviceNo', s.service_no, 'effectiveOn', s.effective_on, 'startsAt', s.starts_at,
          'endsAt', s.ends_at, 'seconds', s.seconds, 'fen', s.fen, 'source', s.source, 'invoiceNo', s.invoice_no,
          'recordedAt', s.recorded_at, 'isSuperseded', s.superseded_at is not null) order by s.effective_on, s.id), '[]')
        from service s where s.id = any(f.service_ids[1:20])) as rows
     from finding f join report_organisation h on h.id = f.institution_id and h.superseded_at is null
     left join report_instrument i on i.id = f.instrument_id and i.superseded_at is null
     left join report_rating g on f.check_name = 'own_rating' and f.subject = f.institution_id || ' ' || g.id
     where ${seenBy} and ($3::uuid is null or f.institution_id = $3) and ($4::text is null or f.check_name = $4)
       and ($5::uuid is null or f.id < $5) and ${shows[asked.show]} order by f.id desc limit $6`,
    [
      asked.seen.institutionIds,
      asked.seen.instrumentIds,
      asked.institutionId ?? null,
      asked.check ?? null,
      asked.before ?? null,
      asked.limit,
    ],
  )
}

/** How many wait, by check. */
export function countFindings(db: Db, seen: Seen, institutionId: string | undefined): Promise<{ check: FindingCheck; count: number }[]> {
  return run(
    db,
    `select f.check_name as "check", count(*) as count from finding f where ${seenBy} and ($3::uuid is null or f.institution_id = $3)
       and ${shows.open} group by f.check_name`,
    [seen.institutionIds, seen.instrumentIds, institutionId ?? null],
  )
}

export type Taken = { id: string; institutionId: string; instrumentId: string | null; state: Finding['state']; goneAt: string | null }

/** A finding, taken. */
export async function takeFinding(db: Db, id: string): Promise<Taken | undefined> {
  const rows = await run<Taken>(
    db,
    `select id, institution_id as "institutionId", instrument_id as "instrumentId", state, gone_at as "goneAt" from finding
     where id = $1 for no key update`,
    [id],
  )
  return rows[0]
}

type Settled = { state: 'explained' | 'error'; note: string; by: string; at: string }
export async function updateSettled(db: Db, id: string, { state, note, by, at }: Settled): Promise<void> {
  await run(db, 'update finding set state = $2, note = $3, settled_by = $4, settled_at = $5 where id = $1', [id, state, note, by, at])
}

/** Which institutions have records or ratings of a year, or said something of it, of those named or in these divisions. */
export async function listInstitutionsWith(
  db: Db,
  year: number,
  asked: { organisationIds: readonly string[]; patterns: readonly string[] },
): Promise<string[]> {
  const rows = await sql<{ id: string }>`select o.id from report_organisation o where o.superseded_at is null
    and (o.id = any(${[...asked.organisationIds]}::uuid[]) or coalesce(o.division_code, '') like any(${[...asked.patterns]}::text[]))
    and (exists (select from service s where s.institution_id = o.id and s.superseded_at is null
        and s.effective_on >= make_date(${year}::int, 1, 1) and s.effective_on < make_date(${year}::int + 1, 1, 1))
      or exists (select from self_report r where r.institution_id = o.id and r.year = ${year} and r.superseded_at is null)
      or exists (select from report_rating g join report_instrument n on n.id = g.instrument_id and n.superseded_at is null
        where n.institution_id = o.id and g.rated_at >= make_timestamptz(${year}::int, 1, 1, 0, 0, 0, 'Asia/Shanghai')
          and g.rated_at < make_timestamptz(${year}::int + 1, 1, 1, 0, 0, 0, 'Asia/Shanghai'))) order by o.id`.execute(db)
  return rows.rows.map(({ id }) => id)
}

export type RunRow = {
  id: string
  year: number
  institutionIds: string[]
  askedBy: string | null
  done: number
  finishedAt: string | null
}

export async function insertRun(db: Db, one: { year: number; institutionIds: readonly string[]; by: string | null; at: string }) {
  const id = newId()
  await run(db, 'insert into finding_run (id, year, institution_ids, asked_by, asked_at) values ($1, $2, $3, $4, $5)', [
    ...[id, one.year, one.institutionIds, one.by, one.at],
  ])
  return id
}

export async function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  const text = `select id, year, institution_ids as "institutionIds", asked_by as "askedBy", done, finished_at as "finishedAt"
    from finding_run where id = $1`
  return (await run<RunRow>(db, text, [id]))[0]
}

export async function updateRun(db: Db, id: string, done: number, finishedAt: string | null): Promise<void> {
  await run(db, 'update finding_run set done = $2, finished_at = $3 where id = $1', [id, done, finishedAt])
}

export function listThresholds(db: Db): Promise<Threshold[]> {
  return run(
    db,
    `select name, value, valid_from as "validFrom", document_no as "documentNo" from finding_threshold where superseded_at is null
     order by name, valid_from`,
  )
}

/** A number from a day on, in place of the one that was said of the same day. */
export async function putThreshold(db: Db, one: Threshold, at: string): Promise<void> {
  await run(db, 'update finding_threshold set superseded_at = $3 where name = $1 and valid_from = $2 and superseded_at is null', [
    ...[one.name, one.validFrom, at],
  ])
  await run(db, 'insert into finding_threshold (id, name, value, valid_from, document_no) values ($1, $2, $3, $4, $5)', [
    ...[newId(), one.name, one.value, one.validFrom, one.documentNo],
  ])
}
