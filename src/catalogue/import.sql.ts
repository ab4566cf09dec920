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
     from instrument_version v join instrument i on i.id = v.instrument_id
     where i.institution_id = $1 and v.superseded_at is null and v.likeness <> '' and v.likeness = any($2::text[])`,
    [institutionId, likenesses],
  )
}
