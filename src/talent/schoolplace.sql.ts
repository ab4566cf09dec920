import { sql } from 'kysely'
import { countedCheck } from '../kernel/check.ts'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { placesFull, placesKept, type SchoolPlace } from './schoolplace.contract.ts'
import { schoolPlaceWords as words } from './schoolplace.words.ts'

const columns = sql`p.id, p.division_code as "divisionCode", p.school, p.stage, p.grade, p.year, p.places, p.kept, p.places - p.kept as "left"`
const order = sql`p.division_code, array_position(array['preschool', 'primary', 'junior', 'senior'], p.stage), p.school, p.grade`

/** The places of some divisions in a school year. */
export async function listPlaceRows(db: Db, divisionCodes: readonly string[], year: number): Promise<SchoolPlace[]> {
  const found = await sql<SchoolPlace>`select ${columns} from school_place p
    where p.division_code = any(${divisionCodes}) and p.year = ${year} order by ${order}`.execute(db)
  return found.rows
}

export async function findPlace(db: Db, id: string): Promise<SchoolPlace | undefined> {
  return (await sql<SchoolPlace>`select ${columns} from school_place p where p.id = ${id}`.execute(db)).rows[0]
}

type NewPlace = Pick<SchoolPlace, 'divisionCode' | 'school' | 'stage' | 'grade' | 'year' | 'places'>
/** Writes how many places there are. @returns the row's id @throws places_kept */
export async function upsertPlace(db: Db, one: NewPlace, by: string): Promise<string> {
  // Whoever keeps a place at this moment is waited for, so that what is refused is refused for what stands.
  const known = await run<{ id: string; kept: number }>(
    db,
    `select id, kept from school_place where division_code = $1 and year = $2 and stage = $3 and school = $4 and grade = $5 for no key update`,
    [one.divisionCode, one.year, one.stage, one.school, one.grade],
  )
  const kept = known[0]?.kept ?? 0
  if (kept > one.places) throw placesKept({ kept })
  const rows = await sql<{ id: string }>`
    insert into school_place (id, division_code, school, stage, grade, year, places, recorded_by)
    values (${newId()}, ${one.divisionCode}, ${one.school}, ${one.stage}, ${one.grade}, ${one.year}, ${one.places}, ${by})
    on conflict on constraint school_place_once
      do update set places = excluded.places, recorded_by = excluded.recorded_by, recorded_at = now()
    returning id`.execute(db)
  return rows.rows[0]!.id
}

/** The place kept for a case. */
export async function findKept(db: Db, caseId: string): Promise<SchoolPlace | undefined> {
  const found = await sql<SchoolPlace>`select ${columns} from school_place_kept k join school_place p on p.id = k.place_id
    where k.case_id = ${caseId} and k.released_at is null`.execute(db)
  return found.rows[0]
}

/** Takes places until the transaction ends, in the order of their ids. */
export async function takePlaces(db: Db, ids: readonly string[]): Promise<void> {
  await run(db, 'select id from school_place where id = any($1::uuid[]) order by id for no key update', [ids])
}

/** Keeps a place that was taken for a case. @throws places_full */
export async function keepPlace(db: Db, place: SchoolPlace, one: { caseId: string; by: string; at: string }): Promise<void> {
  const full = () => placesFull({ school: place.school })
  try {
    const rows = await run(db, 'update school_place set kept = kept + 1 where id = $1 and kept < places returning id', [place.id])
    if (rows.length === 0) throw full()
  } catch (error) {
    if (constraintOf(error) === 'school_place_enough') throw full()
    throw error
  }
  await run(db, 'insert into school_place_kept (id, place_id, case_id, kept_by, kept_at) values ($1, $2, $3, $4, $5)', [
    ...[newId(), place.id, one.caseId, one.by, one.at],
  ])
}

/** Gives back the place that is kept for a case. @returns whether there was one */
export async function releasePlace(db: Db, caseId: string, at: string): Promise<boolean> {
  const rows = await run<{ placeId: string }>(
    db,
    'update school_place_kept set released_at = $2 where case_id = $1 and released_at is null returning place_id as "placeId"',
    [caseId, at],
  )
  for (const { placeId } of rows) await run(db, 'update school_place set kept = kept - 1 where id = $1', [placeId])
  return rows.length > 0
}

/** What every place says is kept is what cases keep. */
export const placesCounted = countedCheck(
  'school_places_counted',
  words.placesCounted,
  `select p.id, p.kept > p.places or p.kept <> (select count(*) from school_place_kept k where k.place_id = p.id and k.released_at is null)
     as is_wrong from school_place p`,
)
