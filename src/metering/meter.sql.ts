import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type Meter, type MeterKind, meterFixed, meterTaken } from './meter.contract.ts'

export type MeterRow = {
  id: string
  institutionId: string
  code: string
  kind: MeterKind
  lateDays: number
  secretSealed: string
  retiredAt: string | null
}
const columns = `id, institution_id as "institutionId", code, kind, late_days as "lateDays", secret_sealed as "secretSealed",
  retired_at as "retiredAt"`

/** A meter, taken: nobody packs its readings, retires it or gives it another secret meanwhile. */
export async function takeMeter(db: Db, id: string): Promise<MeterRow | undefined> {
  return (await run<MeterRow>(db, `select ${columns} from meter where id = $1 for update`, [id]))[0]
}

/** A meter by its code, held as it is until the transaction ends; others who write readings hold it beside. */
export async function holdMeterCoded(db: Db, code: string): Promise<MeterRow | undefined> {
  return (await run<MeterRow>(db, `select ${columns} from meter where code = $1 for share`, [code]))[0]
}

type NewMeter = { institutionId: string; code: string; kind: MeterKind; note: string; lateDays: number; secretSealed: string } & By
type By = { by: string; at: string }

/** @throws meter_taken */
export async function insertMeter(db: Db, one: NewMeter): Promise<string> {
  const id = newId()
  try {
    await run(
      db,
      `insert into meter (id, institution_id, code, kind, note, late_days, secret_sealed, secret_at, registered_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, one.institutionId, one.code, one.kind, one.note, one.lateDays, one.secretSealed, one.at, one.by],
    )
  } catch (error) {
    if (constraintOf(error) === 'meter_code_key') throw meterTaken({ code: one.code })
    throw error
  }
  return id
}

/** @throws meter_fixed */
export async function insertFixing(
  db: Db,
  one: { meterId: string; instrumentId: string; firstOn: string; lastOn: string | null; by: string },
): Promise<void> {
  await apart(() =>
    run(db, 'insert into meter_fixing (id, meter_id, instrument_id, first_on, last_on, fixed_by) values ($1, $2, $3, $4, $5, $6)', [
      ...[newId(), one.meterId, one.instrumentId, one.firstOn, one.lastOn, one.by],
    ]),
  )
}

/** Sets the last day of a fixing of a meter. @returns whether it is one of that meter @throws meter_fixed */
export async function updateFixing(db: Db, meterId: string, fixingId: string, lastOn: string): Promise<boolean> {
  const text = 'update meter_fixing set last_on = $3 where meter_id = $1 and id = $2 returning id'
  return (await apart(() => run(db, text, [meterId, fixingId, lastOn]))).length > 0
}

async function apart<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (constraintOf(error) === 'meter_fixing_apart') throw meterFixed({})
    throw error
  }
}

export async function updateSecret(db: Db, id: string, secretSealed: string, at: string): Promise<void> {
  await run(db, 'update meter set secret_sealed = $2, secret_at = $3 where id = $1', [id, secretSealed, at])
}

/** Takes a meter out, and off where it still is. */
export async function updateRetired(db: Db, id: string, { by, at }: By, today: string): Promise<void> {
  await run(db, 'update meter set retired_at = $2, retired_by = $3 where id = $1', [id, at, by])
  await run(
    db,
    `update meter_fixing set last_on = greatest(first_on, $2::date)
     where meter_id = $1 and (last_on is null or last_on > $2::date)`,
    [id, today],
  )
}

/** Meters as they are shown, by their ids; those in use first. */
async function shownWhere(db: Db, where: string, value: string): Promise<Meter[]> {
  return run<Meter>(
    db,
    `select m.id, m.code, m.kind, m.note, m.late_days as "lateDays", m.secret_at as "secretAt", m.retired_at as "retiredAt",
       coalesce((select max(r.at) from reading r where r.meter_id = m.id),
         (select max(h.hour_at) from reading_hour h where h.meter_id = m.id)) as "lastReadingAt",
       (select json_agg(json_build_object('id', f.id, 'instrumentId', f.instrument_id, 'instrumentNameZh', i.name_zh,
          'instrumentNameEn', i.name_en, 'firstOn', f.first_on, 'lastOn', f.last_on) order by f.first_on desc, f.id)
        from meter_fixing f join report_instrument i on i.id = f.instrument_id and i.superseded_at is null
        where f.meter_id = m.id) as fixings
     from meter m where ${where} order by m.retired_at nulls first, m.code`,
    [value],
  )
}

export async function findMeterShown(db: Db, id: string): Promise<Meter> {
  return (await shownWhere(db, 'm.id = $1', id))[0]!
}

export function listMetersOf(db: Db, instrumentId: string): Promise<Meter[]> {
  return shownWhere(db, 'exists (select 1 from meter_fixing of where of.meter_id = m.id and of.instrument_id = $1)', instrumentId)
}
