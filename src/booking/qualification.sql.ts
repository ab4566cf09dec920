import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { CertificateFacts } from './certificate.rules.ts'
import type { Level, QualificationAction, QualificationState } from './qualification.contract.ts'
import type { GateFacts } from './qualification.rules.ts'

const levelColumns = `id, rank, name_zh as "nameZh", name_en as "nameEn", is_needed as "isNeeded", months_valid as "monthsValid",
  months_unused as "monthsUnused",
  (select coalesce(json_agg(json_build_object('nameZh', c.name_zh, 'nameEn', c.name_en) order by c.name_zh), '[]')
    from level_certificate c where c.level_id = qualification_level.id) as certificates`
// A use counts on the day it ended; machine time that was only booked does not.
const lastUse = `(select (max(b.ends_at) at time zone 'Asia/Shanghai')::date from booking b
  where b.instrument_id = l.instrument_id and b.person_id = q.person_id and b.state in ('in_use', 'finished'))`

const certifiedUntil = `(select min(c.valid_until) from level_certificate a join safety_certificate c on c.name = a.name_zh
  where a.level_id = l.id and c.person_id = q.person_id)`

export function listLevels(db: Db, instrumentId: string): Promise<Level[]> {
  return run(db, `select ${levelColumns} from qualification_level where instrument_id = $1 and retired_at is null order by rank`, [
    instrumentId,
  ])
}

/** The instrument of a level that stands. */
export async function findLevel(db: Db, id: string): Promise<(Level & { instrumentId: string }) | undefined> {
  const text = `select ${levelColumns}, instrument_id as "instrumentId" from qualification_level where id = $1 and retired_at is null`
  return (await run<Level & { instrumentId: string }>(db, text, [id]))[0]
}

/** Writes the levels of an instrument that was taken, lowest first; whatever of it is not among them retires. */
export async function replaceLevels(db: Db, instrumentId: string, levels: readonly Level[], at: string): Promise<void> {
  await run(
    db,
    `update qualification_level set is_needed = false, retired_at = case when id = any($2::uuid[]) then null else $3::timestamptz end
     where instrument_id = $1 and retired_at is null`,
    [instrumentId, levels.map(({ id }) => id), at],
  )
  for (const level of levels) {
    const { id, rank, nameZh, nameEn, isNeeded, monthsValid, monthsUnused } = level
    await run(
      db,
      `insert into qualification_level (id, instrument_id, rank, name_zh, name_en, is_needed, months_valid, months_unused)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do update set rank = excluded.rank, name_zh = excluded.name_zh,
         name_en = excluded.name_en, is_needed = excluded.is_needed, months_valid = excluded.months_valid, months_unused = excluded.months_unused`,
      [id, instrumentId, rank, nameZh, nameEn, isNeeded, monthsValid, monthsUnused],
    )
    await run(db, 'delete from level_certificate where level_id = $1', [id])
    for (const asked of level.certificates)
      await run(db, 'insert into level_certificate (level_id, name_zh, name_en) values ($1, $2, $3)', [id, asked.nameZh, asked.nameEn])
  }
}

/** What an instrument asks of a person who books it, and what the person has, in one statement. */
export async function findGate(db: Db, instrumentId: string, personId: string): Promise<GateFacts> {
  const [row] = await run<{ needed: GateFacts['needed']; held: GateFacts['held'] }>(
    db,
    `select (select json_build_object('rank', rank, 'nameZh', name_zh, 'nameEn', name_en) from qualification_level
         where instrument_id = $1 and retired_at is null and is_needed) as needed,
       (select coalesce(json_agg(json_build_object('rank', l.rank, 'state', q.state, 'grantedOn', q.granted_on, 'validUntil', q.valid_until,
          'monthsUnused', l.months_unused, 'lastUsedOn', case when l.months_unused is not null then ${lastUse} end,
          'certifiedUntil', ${certifiedUntil})), '[]')
        from qualification q join qualification_level l on l.id = q.level_id
        where l.instrument_id = $1 and l.retired_at is null and q.person_id = $2) as held`,
    [instrumentId, personId],
  )
  return row!
}

export type QualificationRow = {
  id: string
  personId: string
  organisationNameZh: string
  instrumentId: string
  instrumentNameZh: string
  instrumentNameEn: string
  institutionId: string
  levelId: string
  levelZh: string
  levelEn: string
  rank: number
  monthsValid: number | null
  monthsUnused: number | null
  state: QualificationState
  askedAt: string | null
  grantedOn: string | null
  validUntil: string | null
  lastUsedOn: string | null
  certifiedUntil: string | null
  certificates: CertificateFacts[]
  acts: { action: QualificationAction; validUntil: string | null; note: string; recordedAt: string }[]
}

const shown = `select q.id, q.person_id as "personId", o.name_zh as "organisationNameZh", l.instrument_id as "instrumentId",
    i.name_zh as "instrumentNameZh", i.name_en as "instrumentNameEn", i.institution_id as "institutionId", l.id as "levelId",
    l.name_zh as "levelZh", l.name_en as "levelEn", l.rank, l.months_valid as "monthsValid", l.months_unused as "monthsUnused", q.state,
    q.asked_at as "askedAt", q.granted_on as "grantedOn", q.valid_until as "validUntil", ${lastUse} as "lastUsedOn", ${certifiedUntil} as "certifiedUntil",
    (select coalesce(json_agg(json_build_object('name', a.name_zh, 'isTold', c.id is not null, 'validUntil', c.valid_until) order by a.name_zh), '[]')
     from level_certificate a left join safety_certificate c on c.name = a.name_zh and c.person_id = q.person_id where a.level_id = l.id) as certificates,
    (select coalesce(json_agg(json_build_object('action', a.action, 'validUntil', a.valid_until, 'note', a.note,
       'recordedAt', a.recorded_at) order by a.id desc), '[]') from qualification_act a where a.qualification_id = q.id) as acts
  from qualification q join qualification_level l on l.id = q.level_id and l.retired_at is null
  join report_instrument i on i.id = l.instrument_id and i.superseded_at is null
  join report_organisation o on o.id = q.organisation_id and o.superseded_at is null`

export function listQualificationsOf(db: Db, personId: string): Promise<QualificationRow[]> {
  return run(db, `${shown} where q.person_id = $1 order by i.name_zh, l.instrument_id, l.rank`, [personId])
}

/** Those who wait first, then those whose days end soonest. */
export function listQualificationsFor(db: Db, instrumentId: string): Promise<QualificationRow[]> {
  return run(db, `${shown} where l.instrument_id = $1 order by q.asked_at nulls last, q.valid_until nulls last, q.id`, [instrumentId])
}

/** What is held of an instrument that stands and ends by a day, or ends some day for want of use. */
export function listEnding(db: Db, lastOn: string): Promise<QualificationRow[]> {
  return run(
    db,
    `${shown} where q.state = 'held' and (q.valid_until <= $1::date or l.months_unused is not null or ${certifiedUntil} <= $1::date) order by q.id`,
    [lastOn],
  )
}

/** Marks that a person is told so many days before an end; whether it was not marked before. */
export async function markReminded(db: Db, qualificationId: string, endsOn: string, daysBefore: number): Promise<boolean> {
  const rows = await run(
    db,
    'insert into qualification_reminder (qualification_id, ends_on, days_before) values ($1, $2, $3) on conflict do nothing returning days_before',
    [qualificationId, endsOn, daysBefore],
  )
  return rows.length > 0
}

export async function findQualification(db: Db, id: string): Promise<QualificationRow | undefined> {
  return (await run<QualificationRow>(db, `${shown} where q.id = $1`, [id]))[0]
}

/** A person's qualification of a level whose instrument was taken; made where there was none. */
export async function ownQualification(db: Db, levelId: string, personId: string, organisationId: string): Promise<QualificationRow> {
  await run(
    db,
    `insert into qualification (id, level_id, person_id, organisation_id, state) values ($1, $2, $3, $4, 'none')
     on conflict (level_id, person_id) do nothing`,
    [newId(), levelId, personId, organisationId],
  )
  return (await run<QualificationRow>(db, `${shown} where q.level_id = $1 and q.person_id = $2`, [levelId, personId]))[0]!
}

export type QualificationStep = {
  action: QualificationAction
  state: QualificationState
  askedAt: string | null
  grantedOn: string | null
  validUntil: string | null
  note: string
  actorId: string
}

/** Writes what became of a qualification and the next line of its story. */
export async function updateQualification(db: Db, id: string, step: QualificationStep): Promise<void> {
  await run(
    db,
    `with moved as (update qualification set state = $2, asked_at = $3, granted_on = $4, valid_until = $5 where id = $1)
     insert into qualification_act (id, qualification_id, action, valid_until, note, actor_id) values ($6, $1, $7, $5, $8, $9)`,
    [id, step.state, step.askedAt, step.grantedOn, step.validUntil, newId(), step.action, step.note, step.actorId],
  )
}
