import { constraintOf, type Db, run } from '../kernel/db.ts'
import { type Waiting, waitsAlready } from './waiting.contract.ts'

export type WaitingRow = Waiting & { organisationId: string; personId: string; occupancyId: string | null }
const shown = `w.id, w.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh", w.starts_at as "startsAt", w.ends_at as "endsAt", w.state,
  w.turn_ends_at as "turnEndsAt", w.recorded_at as "recordedAt", w.organisation_id as "organisationId", w.person_id as "personId",
  w.occupancy_id as "occupancyId",
  (select count(*) from waiting e where e.instrument_id = w.instrument_id and e.id < w.id and e.state in ('waiting', 'turn')
    and e.starts_at < w.ends_at and e.ends_at > w.starts_at) as before`
const tables = 'waiting w join report_instrument i on i.id = w.instrument_id and i.superseded_at is null'

export async function findWaiting(db: Db, id: string): Promise<WaitingRow | undefined> {
  const [row] = await run<WaitingRow>(db, `select ${shown} from ${tables} where w.id = $1`, [id])
  return row
}

/** Which instrument somebody waits for, before it is taken. */
export async function findInstrumentOfWaiting(db: Db, id: string): Promise<string | undefined> {
  const [row] = await run<{ instrumentId: string }>(db, 'select instrument_id as "instrumentId" from waiting where id = $1', [id])
  return row?.instrumentId
}

/** What an organisation still waits for, the soonest first. */
export function listWaitingOf(db: Db, organisationId: string): Promise<WaitingRow[]> {
  return run<WaitingRow>(
    db,
    `select ${shown} from ${tables} where w.organisation_id = $1 and w.state in ('waiting', 'turn') order by w.starts_at, w.id`,
    [organisationId],
  )
}

/** All who wait for an instrument, in the order of asking. */
export function listWaitingFor(db: Db, instrumentId: string): Promise<WaitingRow[]> {
  return run<WaitingRow>(db, `select ${shown} from ${tables} where w.instrument_id = $1 and w.state in ('waiting', 'turn') order by w.id`, [
    instrumentId,
  ])
}

/** The instruments for which anybody waits, in the order of their ids. */
export async function listAwaited(db: Db): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    `select distinct instrument_id as id from waiting where state in ('waiting', 'turn') order by instrument_id`,
  )
  return rows.map(({ id }) => id)
}

export async function isAwaited(db: Db, instrumentId: string): Promise<boolean> {
  const rows = await run(db, `select 1 from waiting where instrument_id = $1 and state = 'waiting' limit 1`, [instrumentId])
  return rows.length > 0
}

export type NewWaiting = Pick<WaitingRow, 'id' | 'instrumentId' | 'organisationId' | 'personId' | 'startsAt' | 'endsAt'>
/** @throws waits_already */
export async function insertWaiting(db: Db, { id, instrumentId, organisationId, personId, startsAt, endsAt }: NewWaiting): Promise<void> {
  try {
    await run(
      db,
      `insert into waiting (id, instrument_id, organisation_id, person_id, starts_at, ends_at, state) values ($1, $2, $3, $4, $5, $6, 'waiting')`,
      [id, instrumentId, organisationId, personId, startsAt, endsAt],
    )
  } catch (error) {
    if (constraintOf(error) === 'waiting_once') throw waitsAlready({})
    throw error
  }
}

export type WaitingMove =
  | { state: 'turn'; occupancyId: string; turnEndsAt: string }
  | { state: 'booked'; bookingId: string }
  | { state: 'waiting' | 'passed' | 'left' }

/** Says what became of somebody who waits; a time that was kept for them is no longer theirs. */
export async function moveWaiting(db: Db, id: string, move: WaitingMove): Promise<void> {
  const { occupancyId, turnEndsAt } = move.state === 'turn' ? move : { occupancyId: null, turnEndsAt: null }
  await run(
    db,
    `update waiting set state = $2, occupancy_id = $3, turn_ends_at = coalesce($4, turn_ends_at), booking_id = $5 where id = $1`,
    [id, move.state, occupancyId, turnEndsAt, move.state === 'booked' ? move.bookingId : null],
  )
}

/** Those whose kept time is among these. */
export async function listTurnsOf(db: Db, occupancyIds: readonly string[]): Promise<string[]> {
  const rows = await run<{ id: string }>(db, 'select id from waiting where occupancy_id = any($1::uuid[]) order by id', [occupancyIds])
  return rows.map(({ id }) => id)
}
