import { type Db, run } from '../kernel/db.ts'

/** Instruments of an institution that are like these by `likenessOf`. */
export function listByLikeness(
  db: Db,
  institutionId: string,
  likenesses: readonly string[],
): Promise<{ id: string; innerCode: string; likeness: string }[]> {
  return run(
    db,
    `select i.id, i.inner_code as "innerCode", v.likeness
     from unnest($2::text[]) as wanted(likeness)
     join instrument_version v on v.likeness = wanted.likeness and v.superseded_at is null
     join instrument i on i.id = v.instrument_id and i.institution_id = $1`,
    [institutionId, likenesses],
  )
}
