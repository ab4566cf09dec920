import { sql } from 'kysely'
import type { Kept } from '../catalogue/group.rules.ts'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import type { Use } from './metering.contract.ts'
import { sessionRaced } from './metering.contract.ts'

export type SessionRow = {
  id: string
  instrumentId: string
  customerId: string
  bookingId: string | null
  testRequestId: string | null
  occupancyId: string | null
  source: Use['source']
  usedOn: string
  startsAt: string | null
  endsAt: string | null
  reservedSeconds: number | null
  meteredSeconds: number | null
  declaredSeconds: number | null
  sampleCount: number
  reason: string
  content: string
  recordedBy: string | null
  isAsBooked: boolean
}

const columns = [
  ['id', 'uuid', 'id'],
  ['instrument_id', 'uuid', 'instrumentId'],
  ['customer_id', 'uuid', 'customerId'],
  ['booking_id', 'uuid', 'bookingId'],
  ['test_request_id', 'uuid', 'testRequestId'],
  ['occupancy_id', 'uuid', 'occupancyId'],
  ['source', 'text', 'source'],
  ['used_on', 'date', 'usedOn'],
  ['starts_at', 'timestamptz', 'startsAt'],
  ['ends_at', 'timestamptz', 'endsAt'],
  ['reserved_seconds', 'bigint', 'reservedSeconds'],
  ['metered_seconds', 'bigint', 'meteredSeconds'],
  ['declared_seconds', 'bigint', 'declaredSeconds'],
  ['sample_count', 'integer', 'sampleCount'],
  ['reason', 'text', 'reason'],
  ['content', 'text', 'content'],
  ['recorded_by', 'uuid', 'recordedBy'],
  ['as_booked', 'boolean', 'isAsBooked'],
] as const satisfies readonly (readonly [string, string, keyof SessionRow])[]

const names = columns.map(([name]) => name).join(', ')
const insertText = `insert into usage_session (${names}) select ${names} from json_to_recordset($1::json) as row(${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`
const aliased = columns.map(([name, , key]) => `${name} as "${key}"`).join(', ')

/** Writes sessions in one statement. @throws use_raced when a booking already has its session */
export async function insertSessionRows(db: Db, rows: readonly SessionRow[]): Promise<void> {
  const given = rows.map((row) => Object.fromEntries(columns.map(([name, , key]) => [name, row[key]])))
  try {
    await run(db, insertText, [JSON.stringify(given)])
  } catch (error) {
    if (constraintOf(error) === 'usage_session_booking_key') throw sessionRaced({})
    throw error
  }
}

export async function findSession(db: Db, id: string): Promise<SessionRow | undefined> {
  return (await run<SessionRow>(db, `select ${aliased} from usage_session where id = $1`, [id]))[0]
}

/** Takes a session, so that it is ended once. */
export async function takeSession(db: Db, id: string): Promise<SessionRow | undefined> {
  return (await run<SessionRow>(db, `select ${aliased} from usage_session where id = $1 for no key update`, [id]))[0]
}

export async function countRunning(db: Db, instrumentId: string): Promise<number> {
  const rows = await run<{ count: number }>(
    db,
    `select count(*) as count from usage_session where instrument_id = $1 and ends_at is null and source = 'live'`,
    [instrumentId],
  )
  return rows[0]!.count
}

/** Ends a running session. @throws use_raced when somebody else has ended it */
export async function updateEnded(
  db: Db,
  id: string,
  end: { endsAt: string; usedOn: string; meteredSeconds: number; sampleCount: number; content: string | undefined },
): Promise<void> {
  const changed = await db
    .updateTable('usage_session')
    .set({
      ends_at: end.endsAt,
      used_on: end.usedOn,
      metered_seconds: end.meteredSeconds,
      sample_count: end.sampleCount,
      ...(end.content === undefined ? {} : { content: end.content }),
    })
    .where('id', '=', id)
    .where('ends_at', 'is', null)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw sessionRaced({})
}

/** Which time a session holds in its instrument's calendar. */
export async function updateOccupancy(db: Db, id: string, occupancyId: string | null): Promise<void> {
  await db.updateTable('usage_session').set({ occupancy_id: occupancyId }).where('id', '=', id).execute()
}

/** How many uses run on institutions' instruments, and on some. */
export async function countRunningOf(db: Db, { institutionIds, instrumentIds }: Kept): Promise<number> {
  const [row] = await run<{ count: number }>(
    db,
    `select count(*) as count from usage_session u join report_instrument i on i.id = u.instrument_id and i.superseded_at is null
     where (i.institution_id = any($1::uuid[]) or i.id = any($2::uuid[])) and u.ends_at is null and u.source = 'live'`,
    [institutionIds, instrumentIds],
  )
  return row!.count
}

const useColumns = sql`u.id, u.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh", i.inner_code as "innerCode",
  u.customer_id as "customerId", coalesce(o.name_zh, n.name, '') as "customerName", u.booking_id as "bookingId",
  u.test_request_id as "testRequestId", u.source, u.used_on as "usedOn", u.starts_at as "startsAt", u.ends_at as "endsAt",
  u.reserved_seconds as "reservedSeconds", u.metered_seconds as "meteredSeconds", u.declared_seconds as "declaredSeconds",
  u.sample_count as "sampleCount", u.reason, u.content, u.as_booked as "isAsBooked",
  (select coalesce(json_agg(json_build_object('labelZh', q.label_zh, 'labelEn', q.label_en, 'unit', q.unit, 'answer', a.answer)
     order by q.position, q.id), '[]') from run_answer a join run_question q on q.id = a.question_id where a.session_id = u.id) as answers,
  u.recorded_at as "recordedAt"`
const useSource = sql`usage_session u
  join report_instrument i on i.id = u.instrument_id and i.superseded_at is null
  left join report_organisation o on o.id = u.customer_id and o.superseded_at is null
  left join report_named_party n on n.id = u.customer_id`

export async function findUse(db: Db, id: string): Promise<Use | undefined> {
  return (await sql<Use>`select ${useColumns} from ${useSource} where u.id = ${id}`.execute(db)).rows[0]
}

export type DeskScope = { institutionId: string; instrumentIds: readonly string[] | undefined; day: string }

/** What runs on an institution's instruments, the longest first. */
export async function listRunning(db: Db, scope: DeskScope): Promise<Use[]> {
  const only = scope.instrumentIds ? sql`and u.instrument_id = any(${[...scope.instrumentIds]}::uuid[])` : sql``
  const rows = await sql<Use>`select ${useColumns} from ${useSource}
    where i.institution_id = ${scope.institutionId} and u.ends_at is null and u.source = 'live' ${only} order by u.starts_at, u.id`.execute(
    db,
  )
  return rows.rows
}

/** What was finished on a day, the latest first. */
export async function listFinished(db: Db, scope: DeskScope, limit: number): Promise<Use[]> {
  const only = scope.instrumentIds ? sql`and u.instrument_id = any(${[...scope.instrumentIds]}::uuid[])` : sql``
  const rows = await sql<Use>`select ${useColumns} from ${useSource}
    where i.institution_id = ${scope.institutionId} and u.used_on = ${scope.day}::date ${only}
      and (u.ends_at is not null or u.declared_seconds is not null)
    order by coalesce(u.ends_at, u.recorded_at) desc, u.id limit ${limit}`.execute(db)
  return rows.rows
}
