import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'

/** The lane and the time that an occupancy takes. */
export async function findOccupancy(db: Db, id: string): Promise<{ lane: number; startsAt: string; endsAt: string } | undefined> {
  const [row] = await run<{ lane: number; startsAt: string; endsAt: string }>(
    db,
    'select lane, lower(occupied) as "startsAt", upper(occupied) as "endsAt" from occupancy where id = $1',
    [id],
  )
  return row
}

type TakenWithin = {
  id: string
  instrumentId: string
  lane: number
  kind: 'booking' | 'maintenance' | 'use'
  startsAt: string
  endsAt: string
}

/** What is taken of several instruments, each within its own span. */
export function listTakenWithin(
  db: Db,
  spans: readonly { instrumentId: string; startsAt: string; endsAt: string }[],
): Promise<TakenWithin[]> {
  return run<TakenWithin>(
    db,
    `select o.id, o.instrument_id as "instrumentId", o.lane, o.kind, lower(o.occupied) as "startsAt", upper(o.occupied) as "endsAt"
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as w (instrument_id, starts_at, ends_at)
     join occupancy o on o.instrument_id = w.instrument_id and o.occupied && tstzrange(w.starts_at, w.ends_at)`,
    [spans.map((span) => span.instrumentId), spans.map((span) => span.startsAt), spans.map((span) => span.endsAt)],
  )
}

/** Gives back times that uses took; a booking's or maintenance's time is not theirs to give. */
export async function deleteUses(db: Db, ids: readonly string[]): Promise<void> {
  await run(db, `delete from occupancy where id = any($1::uuid[]) and kind = 'use'`, [ids])
}

export type RequestForUse = {
  id: string
  instrumentId: string
  instrumentNameZh: string
  organisationId: string
  organisationNameZh: string
  material: string
  property: string
  sampleCount: number
  deadlineOn: string | null
  state: 'submitted' | 'accepted' | 'declined' | 'withdrawn' | 'finished'
  quotedFen: number | null
}
const requestColumns = sql`t.id, t.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh", t.organisation_id as "organisationId",
  o.name_zh as "organisationNameZh", t.material, t.property, t.sample_count as "sampleCount", t.deadline_on as "deadlineOn", t.state,
  t.quoted_fen as "quotedFen"`
const requestSource = sql`test_request t join report_instrument i on i.id = t.instrument_id and i.superseded_at is null
  join report_organisation o on o.id = t.organisation_id and o.superseded_at is null`

/** A test request as it stands, held until the transaction ends. */
export async function takeRequest(db: Db, id: string): Promise<RequestForUse | undefined> {
  await run(db, 'select id from test_request where id = $1 for no key update', [id])
  return findRequest(db, id)
}

export async function findRequest(db: Db, id: string): Promise<RequestForUse | undefined> {
  return (await sql<RequestForUse>`select ${requestColumns} from ${requestSource} where t.id = ${id}`.execute(db)).rows[0]
}

export async function updateRequestFinished(db: Db, id: string): Promise<void> {
  await db.updateTable('test_request').set({ state: 'finished' }).where('id', '=', id).where('state', '=', 'accepted').execute()
}

/** Samples that are accepted and wait, the nearest deadline first. */
export async function listAcceptedRequests(
  db: Db,
  filter: { institutionId: string; instrumentId: string | undefined; limit: number },
): Promise<RequestForUse[]> {
  const only = filter.instrumentId ? sql`and t.instrument_id = ${filter.instrumentId}` : sql``
  const rows = await sql<RequestForUse>`select ${requestColumns} from ${requestSource}
    where i.institution_id = ${filter.institutionId} and t.state = 'accepted' ${only}
    order by t.deadline_on nulls last, t.recorded_at limit ${filter.limit}`.execute(db)
  return rows.rows
}
