import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { FaultAction, FaultState } from './fault.contract.ts'
import type { Opening } from './opening.rules.ts'

export type FaultRow = {
  id: string
  instrumentId: string
  instrumentNameZh: string
  instrumentNameEn: string
  innerCode: string
  institutionId: string
  personId: string
  organisationNameZh: string | null
  what: string
  brokenAt: string
  state: FaultState
  isUsable: boolean
  stoppedAt: string | null
  expectedEndAt: string | null
  occupancyIds: string[]
  endedAt: string | null
  lostSeconds: number | null
  costFen: number | null
  supplier: string
  recordedAt: string
  openings: Opening[]
  acts: { action: FaultAction; note: string; expectedEndAt: string | null; actorId: string; recordedAt: string }[]
}

const shown = `select f.id, f.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh", i.name_en as "instrumentNameEn",
    i.inner_code as "innerCode", i.institution_id as "institutionId", f.person_id as "personId", o.name_zh as "organisationNameZh", f.what,
    f.broken_at as "brokenAt", f.state, f.is_usable as "isUsable", f.stopped_at as "stoppedAt", f.expected_end_at as "expectedEndAt",
    f.occupancy_ids as "occupancyIds", f.ended_at as "endedAt", f.lost_seconds as "lostSeconds", f.cost_fen as "costFen", f.supplier,
    f.recorded_at as "recordedAt",
    (select coalesce(json_agg(json_build_object('weekday', weekday, 'fromMinute', from_minute, 'toMinute', to_minute)), '[]')
     from opening where instrument_id = f.instrument_id) as openings,
    (select coalesce(json_agg(json_build_object('action', a.action, 'note', a.note, 'expectedEndAt', a.expected_end_at,
       'actorId', a.actor_id, 'recordedAt', a.recorded_at) order by a.id), '[]') from fault_act a where a.fault_id = f.id) as acts
  from fault f join report_instrument i on i.id = f.instrument_id and i.superseded_at is null
  left join report_organisation o on o.id = f.organisation_id and o.superseded_at is null`

export async function findFault(db: Db, id: string): Promise<FaultRow | undefined> {
  return (await run<FaultRow>(db, `${shown} where f.id = $1`, [id]))[0]
}

type Asked = {
  institutionId: string
  instrumentIds: readonly string[] | undefined
  states: readonly FaultState[]
  before: string | undefined
  limit: number
}

/** Faults of an institution's instruments, the latest first; of all of them where no instruments are named. */
export function listFaultRows(db: Db, asked: Asked): Promise<FaultRow[]> {
  return run(
    db,
    `${shown} where i.institution_id = $1 and ($2::uuid[] is null or f.instrument_id = any($2)) and f.state = any($3)
       and ($4::uuid is null or f.id < $4) order by f.id desc limit $5`,
    [asked.institutionId, asked.instrumentIds ?? null, asked.states, asked.before ?? null, asked.limit],
  )
}

export type OwnFault = { id: string; what: string; state: FaultState; recordedAt: string }

/** What a person reported of an instrument since a moment, the latest first. */
export function listFaultsBy(db: Db, instrumentId: string, personId: string, since: string): Promise<OwnFault[]> {
  return run(
    db,
    `select id, what, state, recorded_at as "recordedAt" from fault
     where instrument_id = $1 and person_id = $2 and recorded_at >= $3 order by id desc limit 5`,
    [instrumentId, personId, since],
  )
}

export type StoppedBy = { since: string; expectedEndAt: string | null; isInRepair: boolean }

/** What keeps an instrument from use, by its keeper's word: the earliest that does. */
export async function findStopped(db: Db, instrumentId: string): Promise<StoppedBy | null> {
  const rows = await run<StoppedBy>(
    db,
    `select stopped_at as since, expected_end_at as "expectedEndAt", state = 'in_repair' as "isInRepair" from fault
     where instrument_id = $1 and state in ('accepted', 'in_repair') and stopped_at is not null order by stopped_at, id limit 1`,
    [instrumentId],
  )
  return rows[0] ?? null
}

/** Whether an organisation used an instrument, or has begun to. */
export async function hasUsed(db: Db, instrumentId: string, organisationId: string, now: string): Promise<boolean> {
  const rows = await run(
    db,
    `select from booking where instrument_id = $1 and organisation_id = $2
       and (state in ('in_use', 'finished') or (state = 'confirmed' and starts_at <= $3)) limit 1`,
    [instrumentId, organisationId, now],
  )
  return rows.length > 0
}

type NewFault = { instrumentId: string; personId: string; organisationId: string | null; what: string; brokenAt: string; isUsable: boolean }

export async function insertFault(db: Db, fault: NewFault): Promise<string> {
  const id = newId()
  const { instrumentId, personId, organisationId, what, brokenAt, isUsable } = fault
  await run(
    db,
    `insert into fault (id, instrument_id, person_id, organisation_id, what, broken_at, is_usable, state)
     values ($1, $2, $3, $4, $5, $6, $7, 'reported')`,
    [id, instrumentId, personId, organisationId, what, brokenAt, isUsable],
  )
  await insertAct(db, { faultId: id, action: 'report', note: '', expectedEndAt: null, actorId: personId })
  return id
}

type NewAct = { faultId: string; action: FaultAction; note: string; expectedEndAt: string | null; actorId: string }

export async function insertAct(db: Db, act: NewAct): Promise<void> {
  await run(db, 'insert into fault_act (id, fault_id, action, note, expected_end_at, actor_id) values ($1, $2, $3, $4, $5, $6)', [
    ...[newId(), act.faultId, act.action, act.note, act.expectedEndAt, act.actorId],
  ])
}

export type FaultStep = Pick<
  FaultRow,
  'state' | 'isUsable' | 'stoppedAt' | 'expectedEndAt' | 'occupancyIds' | 'endedAt' | 'lostSeconds' | 'costFen' | 'supplier'
>

/** What became of a fault whose instrument was taken. */
export async function updateFault(db: Db, id: string, step: FaultStep): Promise<void> {
  await run(
    db,
    `update fault set state = $2, is_usable = $3, stopped_at = $4, expected_end_at = $5, occupancy_ids = $6, ended_at = $7,
       lost_seconds = $8, cost_fen = $9, supplier = $10 where id = $1`,
    [
      ...[id, step.state, step.isUsable, step.stoppedAt, step.expectedEndAt, step.occupancyIds, step.endedAt],
      ...[step.lostSeconds, step.costFen, step.supplier],
    ],
  )
}

/** How many faults of kept instruments wait for their keeper's word. */
export async function countFaults(db: Db, kept: { institutionIds: readonly string[]; instrumentIds: readonly string[] }): Promise<number> {
  const [row] = await run<{ count: number }>(
    db,
    `select count(*) as count from fault f join report_instrument i on i.id = f.instrument_id and i.superseded_at is null
     where (i.institution_id = any($1::uuid[]) or i.id = any($2::uuid[])) and f.state = 'reported'`,
    [kept.institutionIds, kept.instrumentIds],
  )
  return row!.count
}
