import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../kernel/db.ts'

export type StockQuestion = { on: string; asOf: string; scopeIds: readonly string[] | null }
export type StockDimension = 'institution' | 'prefecture' | 'institutionKind' | 'class'
export type StockRow = { key: string; institutionCount: number; instrumentCount: number; worthFen: number }

/** Instruments that were listed on a day, as known on a moment, with their institutions as known then. */
function listed({ on, asOf, scopeIds }: StockQuestion): RawBuilder<unknown> {
  const at = (view: string) =>
    sql`${sql.ref(`${view}.recorded_at`)} <= ${asOf}::timestamptz and (${sql.ref(`${view}.superseded_at`)} is null or ${sql.ref(`${view}.superseded_at`)} > ${asOf}::timestamptz)`
  return sql`
    select i.*, o.name_zh as institution_name, o.credit_code, o.kind as institution_kind, o.division_code as institution_division
    from report_instrument i join report_organisation o on o.id = i.institution_id and ${at('o')}
    where ${at('i')} and i.state <> 'draft' and i.listed_on <= ${on}::date
      and (i.delisted_on > ${on}::date or i.delisted_on is null and i.state <> 'retired')
      ${scopeIds === null ? sql`` : sql`and i.institution_id = any(${[...scopeIds]}::uuid[])`}`
}

/** Whether anything was known on a moment to be listed by a day, by any institution. */
export async function isAnythingListed(db: Db, { on, asOf }: Pick<StockQuestion, 'on' | 'asOf'>): Promise<boolean> {
  const found = await sql<{ is: boolean }>`
    select exists (select from report_instrument where state <> 'draft' and listed_on <= ${on}::date and recorded_at <= ${asOf}::timestamptz) as is`.execute(
    db,
  )
  return found.rows[0]!.is
}

const keyOf: Record<StockDimension, RawBuilder<unknown>> = {
  institution: sql.raw('institution_id::text'),
  prefecture: sql.raw(`coalesce(left(institution_division, 4) || '00', '')`),
  institutionKind: sql.raw(`coalesce(institution_kind, '')`),
  class: sql.raw(`coalesce(left(class_code, 2), '')`),
}

/** Institutions, instruments and original value of a day, for the whole under the key 'all' and by one dimension. */
export async function sumInstruments(db: Db, question: StockQuestion, by: StockDimension | null): Promise<StockRow[]> {
  const key = by === null ? sql`'all'` : keyOf[by]
  const found = await sql<StockRow>`
    with listed as (${listed(question)})
    select coalesce(key, 'all') as key, count(distinct institution_id) as "institutionCount", count(*) as "instrumentCount",
      coalesce(sum(worth_fen), 0)::bigint as "worthFen"
    from (select *, ${key} as key from listed) keyed group by grouping sets ((key), ()) ${by === null ? sql`having grouping(key) = 1` : sql``} order by key`.execute(
    db,
  )
  return found.rows
}

export type ListedInstrument = {
  id: string
  institutionId: string
  institutionDivisionCode: string | null
  institution: string
  innerCode: string
  name: string
  model: string
  classCode: string | null
  listedOn: string
  worthFen: number | null
}

/** The instruments of a day, in the order of their ids. */
export async function listListedInstruments(
  db: Db,
  question: StockQuestion,
  after: string | undefined,
  limit: number,
): Promise<ListedInstrument[]> {
  const found = await sql<ListedInstrument>`
    select id, institution_id as "institutionId", institution_division as "institutionDivisionCode", institution_name as institution, inner_code as "innerCode",
      name_zh as name, model, class_code as "classCode", listed_on as "listedOn", worth_fen as "worthFen"
    from (${listed(question)}) l ${after === undefined ? sql`` : sql`where id > ${after}::uuid`} order by id limit ${limit}`.execute(db)
  return found.rows
}

export type SharingInstitution = {
  institutionId: string
  institution: string
  creditCode: string | null
  divisionCode: string | null
  instrumentCount: number
  worthFen: number
}

/** The institutions that shared instruments on a day, in the order of their ids. */
export async function listSharingInstitutions(
  db: Db,
  question: StockQuestion,
  after: string | undefined,
  limit: number,
): Promise<SharingInstitution[]> {
  const found = await sql<SharingInstitution>`
    select institution_id as "institutionId", institution_name as institution, credit_code as "creditCode", institution_division as "divisionCode",
      count(*) as "instrumentCount", coalesce(sum(worth_fen), 0)::bigint as "worthFen"
    from (${listed(question)}) l ${after === undefined ? sql`` : sql`where institution_id > ${after}::uuid`}
    group by 1, 2, 3, 4 order by 1 limit ${limit}`.execute(db)
  return found.rows
}

export async function listClassNames(db: Db, codes: readonly string[]): Promise<{ code: string; nameZh: string; nameEn: string }[]> {
  return db
    .selectFrom('instrument_class')
    .select(['code', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('code', 'in', codes.length > 0 ? [...codes] : [''])
    .execute()
}
