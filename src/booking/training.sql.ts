import { type Db, run } from '../kernel/db.ts'
import { isoOf } from '../kernel/time.ts'
import type { Attendance } from './training.contract.ts'

export type TrainingRow = {
  id: string
  instrumentId: string
  instrumentNameZh: string
  instrumentNameEn: string
  institutionId: string
  levelId: string
  levelZh: string
  levelEn: string
  isRetired: boolean
  startsAt: string
  endsAt: string
  place: string
  trainer: string
  note: string
  seatCount: number
  takenCount: number
  waitingCount: number
  passMark: number | null
  isCancelled: boolean
  cancelNote: string
  own: { seat: number | null; before: number; attendance: Attendance | null; mark: number | null } | null
}

const shown = `select t.id, l.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh", i.name_en as "instrumentNameEn",
    i.institution_id as "institutionId", l.id as "levelId", l.name_zh as "levelZh", l.name_en as "levelEn",
    l.retired_at is not null as "isRetired", t.starts_at as "startsAt", t.ends_at as "endsAt", t.place, t.trainer, t.note,
    t.seat_count as "seatCount", t.pass_mark as "passMark", t.cancelled_at is not null as "isCancelled", t.cancel_note as "cancelNote",
    (select count(*)::int from training_seat s where s.session_id = t.id and s.seat is not null) as "takenCount",
    (select count(*)::int from training_seat s where s.session_id = t.id and s.seat is null) as "waitingCount",
    (select json_build_object('seat', s.seat, 'attendance', s.attendance, 'mark', s.mark, 'before', case when s.seat is null then
        (select count(*)::int from training_seat e where e.session_id = t.id and e.seat is null and e.id < s.id) else 0 end)
      from training_seat s where s.session_id = t.id and s.person_id = $1) as own
  from training_session t join qualification_level l on l.id = t.level_id
  join report_instrument i on i.id = l.instrument_id and i.superseded_at is null`

const told = (row: TrainingRow): TrainingRow => ({ ...row, startsAt: isoOf(row.startsAt), endsAt: isoOf(row.endsAt) })

/** As a person sees it; without a person, nobody's own enrolment is told. */
export async function findTraining(db: Db, id: string, personId: string | null): Promise<TrainingRow | undefined> {
  return (await run<TrainingRow>(db, `${shown} where t.id = $2`, [personId, id])).map(told)[0]
}

type Listed = { instrumentId: string; personId: string | null; at: string }

/** What is still to come, called off or not, for levels that stand. */
export async function listComingTrainings(db: Db, { instrumentId, personId, at }: Listed): Promise<TrainingRow[]> {
  const text = `${shown} where l.instrument_id = $2 and l.retired_at is null and t.ends_at > $3 order by t.starts_at, t.id`
  return (await run<TrainingRow>(db, text, [personId, instrumentId, at])).map(told)
}

export async function listPastTrainings(db: Db, { instrumentId, personId, at }: Listed): Promise<TrainingRow[]> {
  const text = `${shown} where l.instrument_id = $2 and t.ends_at <= $3 order by t.starts_at desc, t.id limit 100`
  return (await run<TrainingRow>(db, text, [personId, instrumentId, at])).map(told)
}

export async function listTrainingsOf(db: Db, personId: string): Promise<TrainingRow[]> {
  const text = `${shown} where exists (select from training_seat s where s.session_id = t.id and s.person_id = $1) order by t.starts_at desc, t.id limit 100`
  return (await run<TrainingRow>(db, text, [personId])).map(told)
}

export type NewTraining = {
  id: string
  levelId: string
  startsAt: string
  endsAt: string
  place: string
  seatCount: number
  trainer: string
  passMark: number | null
  note: string
  announcedBy: string
}

export async function insertTraining(db: Db, one: NewTraining): Promise<void> {
  await run(
    db,
    `insert into training_session (id, level_id, starts_at, ends_at, place, seat_count, trainer, pass_mark, note, announced_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [one.id, one.levelId, one.startsAt, one.endsAt, one.place, one.seatCount, one.trainer, one.passMark, one.note, one.announcedBy],
  )
}

/** Takes a training for this transaction: whoever else wants a seat of it waits here. */
export async function takeTraining(db: Db, id: string): Promise<void> {
  await run(db, 'select id from training_session where id = $1 for no key update', [id])
}

export async function endTraining(db: Db, id: string, at: string, note: string): Promise<void> {
  await run(db, 'update training_session set cancelled_at = $2, cancel_note = $3 where id = $1', [id, at, note])
}

export type SeatRow = {
  seatId: string
  personId: string
  organisationId: string
  organisationNameZh: string
  seat: number | null
  attendance: Attendance | null
  mark: number | null
}

/** By seat, then those who wait in the order in which they asked. */
export function listSeats(db: Db, sessionId: string): Promise<SeatRow[]> {
  return run<SeatRow>(
    db,
    `select s.id as "seatId", s.person_id as "personId", s.organisation_id as "organisationId", o.name_zh as "organisationNameZh", s.seat,
       s.attendance, s.mark
     from training_seat s join report_organisation o on o.id = s.organisation_id and o.superseded_at is null
     where s.session_id = $1 order by s.seat nulls last, s.id`,
    [sessionId],
  )
}

export type NewSeat = { id: string; sessionId: string; personId: string; organisationId: string; seat: number | null }

/** Writes an enrolment in a training that was taken; seats are numbered once by the constraint training_seat_taken. */
export async function insertSeat(db: Db, { id, sessionId, personId, organisationId, seat }: NewSeat): Promise<void> {
  await run(db, 'insert into training_seat (id, session_id, person_id, organisation_id, seat) values ($1, $2, $3, $4, $5)', [
    ...[id, sessionId, personId, organisationId, seat],
  ])
}

export async function deleteSeat(db: Db, seatId: string): Promise<void> {
  await run(db, 'delete from training_seat where id = $1', [seatId])
}

export async function giveSeat(db: Db, seatId: string, seat: number): Promise<void> {
  await run(db, 'update training_seat set seat = $2 where id = $1', [seatId, seat])
}

export async function recordSeat(db: Db, seatId: string, attendance: Attendance | null, mark: number | null): Promise<void> {
  await run(db, 'update training_seat set attendance = $2, mark = $3 where id = $1', [seatId, attendance, mark])
}
