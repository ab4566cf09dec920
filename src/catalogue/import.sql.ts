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

/** Takes the institution's instruments that carry these numbers, in id order; what they say is looked at in a later statement. */
export async function takeByInnerCode(db: Db, institutionId: string, innerCodes: readonly string[]): Promise<void> {
  await run(
    db,
    `select i.id from unnest($2::text[]) as wanted(code)
     join instrument i on i.institution_id = $1 and i.inner_code = wanted.code
     order by i.id for no key update of i`,
    [institutionId, innerCodes],
  )
}
