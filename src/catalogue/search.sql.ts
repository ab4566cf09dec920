import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { SynonymPair } from './query.rules.ts'
import type { SearchSort } from './search.contract.ts'

/** What must hold of an instrument: a condition on its tokens, and what is asked of its prices. */
export type SearchConditions = { tokens: string; hourFenMost?: number; sampleFenMost?: number; isOnRequest?: boolean }

/** How instruments are ranked: by the words of the query that stand in them, or by most of its tokens, each weighed by its rarity. */
export type Ranking =
  | { by: 'words'; words: readonly { typed: string; any: string; anywhere: string }[]; endings: readonly string[] }
  | { by: 'tokens'; tokens: readonly { token: string; weight: number }[]; shareLeast: number }
  | { by: 'nothing' }

export type Place = { first: number | string; second: number; id: string }
export type RankedRow = { id: string; first: number | string; second: number }

const dearest = sql.raw('9007199254740991')

function where({ tokens, hourFenMost, sampleFenMost, isOnRequest }: SearchConditions): RawBuilder<unknown> {
  return sql.join(
    [
      sql`terms @@ ${tokens}::tsquery`,
      ...(hourFenMost === undefined ? [] : [sql`hour_fen <= ${hourFenMost}`]),
      ...(sampleFenMost === undefined ? [] : [sql`sample_fen <= ${sampleFenMost}`]),
      ...(isOnRequest === undefined ? [] : [sql`is_on_request = ${isOnRequest}`]),
    ],
    sql` and `,
  )
}

/** The score as a whole number, so that a page begins exactly where the one before ended. */
function scoreOf(ranking: Ranking): RawBuilder<unknown> {
  if (ranking.by === 'nothing') return sql`0`
  if (ranking.by === 'tokens')
    return sql.join(
      ranking.tokens.map(({ token, weight }) => {
        const points = Math.round(weight * 100)
        return sql`case when heads @@ ${`${token}:A`}::tsquery then ${points}::int when terms @@ ${token}::tsquery then ${Math.round(points / 2)}::int else 0 end`
      }),
      sql` + `,
    )
  const words = ranking.words.map(
    ({ typed, any, anywhere }) =>
      sql`case when heads @@ ${typed}::tsquery then 300 when heads @@ ${any}::tsquery then 270 when heads @@ ${anywhere}::tsquery then 150 else 40 end`,
  )
  // What an instrument is stands at the end of its Chinese name: a 透射电子显微镜 before a 透射电子显微镜样品杆.
  const ending = sql`case when name_normal like any(${ranking.endings.map((each) => `%${each}`)}::text[]) then 100 else 0 end`
  return sql.join([...words, ending], sql` + `)
}

function matched(conditions: SearchConditions, ranking: Ranking, limit: number): RawBuilder<unknown> {
  return sql`
    select instrument_id as id, -(${scoreOf(ranking)}) as first, length(name_normal) as second, class_code, division_code, institution_id
    from instrument_search where ${where(conditions)} limit ${limit}`
}

/** Of instruments found by most of their tokens only those are kept that have nearly as many as the best. */
function kept(ranking: Ranking): RawBuilder<unknown> {
  return ranking.by === 'tokens' ? sql`where first <= (select min(first) from matched) * ${ranking.shareLeast}::float8` : sql``
}

/** A page of what was found, best first, with how many there are, counted up to a limit. */
export async function listByRelevance(
  db: Db,
  conditions: SearchConditions,
  ranking: Ranking,
  options: { after: Place | null; limit: number; countMost: number },
): Promise<{ rows: RankedRow[]; total: number }> {
  const { after, limit, countMost } = options
  const from = after ? sql`where (first, second, id) > (${after.first}::int, ${after.second}::int, ${after.id}::uuid)` : sql``
  const found = await sql<RankedRow & { total: number }>`
    with matched as materialized (${matched(conditions, ranking, countMost)}), kept as (select * from matched ${kept(ranking)})
    select id, first, second, (select count(*) from kept) as total from kept ${from} order by first, second, id limit ${limit}`.execute(db)
  return { rows: found.rows.map(({ id, first, second }) => ({ id, first, second })), total: found.rows[0]?.total ?? 0 }
}

const sortKeys: Record<Exclude<SearchSort, 'relevance'>, RawBuilder<unknown>> = {
  name: sql`name_sound`,
  hour_price: sql`coalesce(hour_fen, ${dearest})`,
  sample_price: sql`coalesce(sample_fen, ${dearest})`,
}

/** A page in the order of a column; an instrument without a price comes last. */
export async function listByColumn(
  db: Db,
  conditions: SearchConditions,
  sort: Exclude<SearchSort, 'relevance'>,
  options: { after: Place | null; limit: number },
): Promise<RankedRow[]> {
  const key = sortKeys[sort]
  const { after, limit } = options
  const first = after && (sort === 'name' ? sql`${after.first}::text` : sql`${after.first}::bigint`)
  const from = after ? sql`and (${key}, instrument_id) > (${first}, ${after.id}::uuid)` : sql``
  const rows = await sql<RankedRow>`
    select instrument_id as id, ${key} as first, 0 as second from instrument_search
    where ${where(conditions)} ${from} order by ${key}, instrument_id limit ${limit}`.execute(db)
  return rows.rows
}

/** How many there are, counted up to a limit. */
export async function countMatching(db: Db, conditions: SearchConditions, countMost: number): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*) as count from (select from instrument_search where ${where(conditions)} limit ${countMost}) as found`.execute(db)
  return rows.rows[0]!.count
}

export type Counted = { classes: [string, number][]; divisions: [string, number][]; institutions: [string, number][]; total: number }

/** What was found, counted by class of two and four digits, by prefecture and county, and by institution. */
export async function countByPlace(db: Db, conditions: SearchConditions, ranking: Ranking, countMost: number): Promise<Counted> {
  const counted = await sql<{ counted: Counted }>`
    with matched as materialized (${matched(conditions, ranking, countMost)}),
    found as (select class_code, division_code, institution_id from matched ${kept(ranking)}),
    grouped as materialized (select class_code, division_code, institution_id, count(*) as n from found group by 1, 2, 3)
    select jsonb_build_object(
      'total', (select coalesce(sum(n), 0) from grouped),
      'classes', (select coalesce(jsonb_agg(jsonb_build_array(code, n) order by code), '[]') from (
        select left(class_code, l) as code, sum(n) as n from grouped, unnest(array[2, 4]) as l where length(class_code) >= l group by 1) c),
      'divisions', (select coalesce(jsonb_agg(jsonb_build_array(code, n) order by code), '[]') from (
        select rpad(left(division_code, l), 6, '0') as code, sum(n) as n from grouped, unnest(array[4, 6]) as l
        where division_code is not null and (l = 4 or right(division_code, 2) <> '00') group by 1) d),
      'institutions', (select coalesce(jsonb_agg(jsonb_build_array(institution_id, n) order by n desc, institution_id), '[]') from (
        select institution_id, sum(n) as n from grouped group by 1 order by 2 desc, 1 limit 50) i)) as counted`.execute(db)
  return counted.rows[0]!.counted
}

/** The prices that search shows beside these instruments. */
export async function listShownPrices(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('instrument_search')
    .select(['instrument_id as id', 'hour_fen as hourFen', 'sample_fen as sampleFen', 'is_on_request as isOnRequest'])
    .where('instrument_id', 'in', [...ids])
    .execute()
}

/** The institutions with instruments that are shared, and how many each. */
export async function countByInstitution(db: Db, sharedToken: string): Promise<{ id: string; count: number }[]> {
  const rows = await sql<{ id: string; count: number }>`
    select institution_id as id, count(*) as count from instrument_search where terms @@ ${sharedToken}::tsquery group by 1`.execute(db)
  return rows.rows
}

/** The synonyms that bear on parts of a query: what they mean, what means them, and what means the same. */
export async function listSynonymsOf(db: Db, parts: readonly string[]): Promise<SynonymPair[]> {
  const rows = await sql<SynonymPair>`
    with own as (
      select normal_means from synonym where normal_term = any(${parts}::text[])
      union select normal_means from synonym where normal_means = any(${parts}::text[]) and relation = 'same')
    select term, means, relation, source, normal_term as "normalTerm", normal_means as "normalMeans" from synonym
    where normal_term = any(${parts}::text[]) or (relation = 'same' and normal_means in (select normal_means from own))
    order by term, means`.execute(db)
  return rows.rows
}

export type WordRow = { word: string; shown: string; origin: 'term' | 'maker' | 'model' | 'name'; sound: string }

/** Words that sound like one, or that are a slip of the fingers away. */
export async function listWordsLike(db: Db, sound: string, spellings: readonly string[], limit: number): Promise<WordRow[]> {
  const rows = await sql<WordRow>`
    select word, shown, origin, sound from search_word where sound = ${sound}
    union select word, shown, origin, sound from search_word where spellings && ${spellings}::text[] limit ${limit}`.execute(db)
  return rows.rows
}

/** In how many instruments each of these tokens stands; one that is not there stands in none. */
export async function listTokenCounts(db: Db, tokens: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('search_token')
    .select(['token', 'instrument_count'])
    .where('token', 'in', [...tokens])
    .execute()
  return new Map(rows.map((row) => [row.token, row.instrument_count]))
}
