import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { missedBy, reachedBy } from './indicator.sql.ts'
import type { Demand } from './quantity.rules.ts'
import type { SynonymPair } from './query.rules.ts'
import type { SearchSort } from './search.contract.ts'

/** What must hold of an instrument: a condition on its tokens, its state, what it belongs to, and what is asked of its prices. */
export type SearchConditions = {
  /** One of these must hold; none when any will do, and what it belongs to is then asked of its columns. */
  tokens: readonly string[]
  /** Of those, the ones that hold where the words stand in names: looked at first. */
  nameTokens: readonly string[]
  state: 'online' | 'any'
  institutionId?: string
  /** The beginning of the code, without its closing noughts. */
  classPrefix?: string
  divisionPrefix?: string
  hourFenMost?: number
  sampleFenMost?: number
  isOnRequest?: boolean
  /** What nothing found may say that it does not reach; what reaches it stands first. */
  demands: readonly Demand[]
  /** What says nothing of them is not found either. */
  isReachedOnly: boolean
}

/** A word of the query as it is looked for in names: as typed, by another name, and by a part of one. */
export type RankedWord = { typed: string; others: readonly string[]; parts: readonly string[] }
/** How instruments are ranked: by the words of the query that stand in their names, or by most of its tokens, each weighed by its rarity. */
export type Ranking =
  | { by: 'words'; words: readonly RankedWord[] }
  | { by: 'tokens'; tokens: readonly { token: string; weight: number }[]; shareLeast: number }
  | { by: 'nothing' }

export type Place = { first: number | string; second: number; id: string }
export type RankedRow = { id: string; first: number | string; second: number }

const dearest = sql.raw('9007199254740991')

const anyOf = (tokens: readonly string[]) =>
  sql`(${sql.join(
    tokens.map((each) => sql`terms @@ ${each}::tsquery`),
    sql` or `,
  )})`

function where(conditions: SearchConditions, tokens: readonly string[] = conditions.tokens): RawBuilder<unknown> {
  const { state, institutionId, classPrefix, divisionPrefix, hourFenMost, sampleFenMost, isOnRequest } = conditions
  return sql.join(
    [
      sql`true`,
      ...(tokens.length === 0 ? [] : [anyOf(tokens)]),
      ...(institutionId === undefined ? [] : [sql`institution_id = ${institutionId}::uuid`]),
      ...(classPrefix === undefined ? [] : [sql`class_code like ${`${classPrefix}%`}`]),
      ...(divisionPrefix === undefined ? [] : [sql`division_code like ${`${divisionPrefix}%`}`]),
      ...(state === 'any' ? [] : [sql`state = ${state}`]),
      ...(hourFenMost === undefined ? [] : [sql`hour_fen <= ${hourFenMost}`]),
      ...(sampleFenMost === undefined ? [] : [sql`sample_fen <= ${sampleFenMost}`]),
      ...(isOnRequest === undefined ? [] : [sql`is_on_request = ${isOnRequest}`]),
      ...conditions.demands.map((demand) => (conditions.isReachedOnly ? answeredBy(demand) : sql`not ${missedBy(demand)}`)),
    ],
    sql` and `,
  )
}

/**
 * Tells the planner, for this transaction, to search by the index: it takes a condition on tokens it cannot look into for a common one,
 * and would rather read the whole table.
 */
export async function searchByIndex(db: Db): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`.execute(db)
}

const anywhere = (words: readonly string[]) => words.map((word) => `%${word}%`)
const atEnd = (words: readonly string[]) => words.map((word) => `%${word}`)

// Words hold letters and digits only, so none of them is a sign of LIKE.
function pointsOf({ typed, others, parts }: RankedWord): RawBuilder<unknown> {
  const all = [typed, ...others]
  return sql`case
    when strpos(name_normal, ${typed}) > 0 or strpos(model_normal, ${typed}) > 0 then 300
    when name_normal like any(${anywhere(others)}::text[]) or model_normal like any(${anywhere(others)}::text[]) then 270
    when name_normal like any(${anywhere(parts)}::text[]) then 200
    when maker_normal like any(${anywhere(all)}::text[]) then 150
    else 40 end`
}

/** The score as a whole number, so that a page begins exactly where the one before ended. */
function scoreOf(ranking: Ranking): RawBuilder<unknown> {
  if (ranking.by === 'nothing') return sql`0`
  if (ranking.by === 'tokens') {
    const points = ranking.tokens.map(({ token, weight }) => {
      const most = Math.round(weight * 100)
      return sql`case when strpos(name_normal, ${token}) > 0 or strpos(model_normal, ${token}) > 0 then ${most}::int
        when strpos(maker_normal, ${token}) > 0 then ${Math.round(most / 2)}::int else 0 end`
    })
    return sql`1 + ${sql.join(points, sql` + `)}`
  }
  // What an instrument is stands at the end of its Chinese name: a 透射电子显微镜 before a 透射电子显微镜样品杆.
  const endings = ranking.words.flatMap(({ typed, others }) => [typed, ...others])
  const ending = sql`case when name_normal like any(${atEnd(endings)}::text[]) then 100 else 0 end`
  return sql.join([...ranking.words.map(pointsOf), ending], sql` + `)
}

/** In what order instruments are listed: by their ranking, or by a column; an instrument without a price comes last. */
export type Order = { by: 'ranking'; ranking: Ranking } | { by: Exclude<SearchSort, 'relevance'> }

const keys: Record<Exclude<SearchSort, 'relevance'>, { key: RawBuilder<unknown>; type: RawBuilder<unknown> }> = {
  name: { key: sql`name_sound`, type: sql`text` },
  hour_price: { key: sql`coalesce(hour_fen, ${dearest})`, type: sql`bigint` },
  sample_price: { key: sql`coalesce(sample_fen, ${dearest})`, type: sql`bigint` },
}
const typeOf = (order: Order) => (order.by === 'ranking' ? sql`int` : keys[order.by].type)

/** Whether a demand stands in so many words in a name or a model: 600MHz. */
const namedBy = ({ word }: Demand) => sql`(strpos(name_normal, ${word}) > 0 or strpos(model_normal, ${word}) > 0)`

/** Whether an instrument reaches a demand, or has it in its name. */
const answeredBy = (demand: Demand) => sql`(${reachedBy(demand)} or ${namedBy(demand)})`

/** More than any words weigh, for each demand that is reached. */
function reachPoints({ demands }: SearchConditions): RawBuilder<unknown> {
  if (demands.length === 0) return sql``
  const points = demands.map((demand) => sql`case when ${reachedBy(demand)} then 100000 when ${namedBy(demand)} then 50000 else 0 end`)
  return sql` + ${sql.join(points, sql` + `)}`
}

function matched(conditions: SearchConditions, order: Order, limit: number): RawBuilder<unknown> {
  const columns =
    order.by === 'ranking'
      ? sql`-(${scoreOf(order.ranking)}${reachPoints(conditions)}) as first, length(name_normal) as second`
      : sql`${keys[order.by].key} as first, 0 as second`
  const from = (where: RawBuilder<unknown>) =>
    sql`select instrument_id as id, ${columns}, class_code, division_code, institution_id from instrument_search where ${where}`
  const { nameTokens, demands } = conditions
  if (order.by === 'ranking' && demands.length > 0) {
    const isReached = sql.join(demands.map(answeredBy), sql` and `)
    // What reaches all of it is never crowded out by what says nothing of it.
    return sql`${from(sql`${where(conditions)} and ${isReached}`)} union all ${from(sql`${where(conditions)} and not (${isReached})`)} limit ${limit}`
  }
  if (order.by !== 'ranking' || nameTokens.length === 0) return sql`${from(where(conditions))} limit ${limit}`
  // One after the other, and the second only as far as the first leaves room: what is found in names is never crowded out.
  return sql`
    ${from(where(conditions, nameTokens))} union all ${from(sql`${where(conditions)} and not ${anyOf(nameTokens)}`)} limit ${limit}`
}

/** Of instruments found by most of their tokens only those are kept that have nearly as many as the best. */
function kept(order: Order): RawBuilder<unknown> {
  return order.by === 'ranking' && order.ranking.by === 'tokens'
    ? sql`where first <= (select min(first) from matched) * ${order.ranking.shareLeast}::float8`
    : sql``
}

function after(place: Place | null, order: Order): RawBuilder<unknown> {
  return place ? sql`where (first, second, id) > (${place.first}::${typeOf(order)}, ${place.second}::int, ${place.id}::uuid)` : sql``
}

/** A page of what was found, in order, with how many there are; both look at no more than so many. */
export async function listFound(
  db: Db,
  conditions: SearchConditions,
  order: Order,
  options: { after: Place | null; limit: number; lookedAtMost: number },
): Promise<{ rows: RankedRow[]; total: number }> {
  const found = await sql<RankedRow & { total: number }>`
    with matched as materialized (${matched(conditions, order, options.lookedAtMost)}), kept as (select * from matched ${kept(order)}),
    total as (select count(*) as total from kept)
    select id, first, second, total from total left join lateral (
      select id, first, second from kept ${after(options.after, order)} order by first, second, id limit ${options.limit}) page on true
    order by first, second, id`.execute(db)
  const rows = found.rows.filter((row) => row.id !== null).map(({ id, first, second }) => ({ id, first, second }))
  return { rows, total: found.rows[0]?.total ?? 0 }
}

/** A page in the order of a column by walking its index, for when so many are found that the first that fit are near. */
export async function walkColumn(
  db: Db,
  conditions: SearchConditions,
  sort: Exclude<SearchSort, 'relevance'>,
  options: { after: Place | null; limit: number },
): Promise<RankedRow[]> {
  const { key, type } = keys[sort]
  const place = options.after
  const from = place ? sql`and (${key}, instrument_id) > (${place.first}::${type}, ${place.id}::uuid)` : sql``
  const rows = await sql<RankedRow>`
    select instrument_id as id, ${key} as first, 0 as second from instrument_search
    where ${where(conditions)} ${from} order by ${key}, instrument_id limit ${options.limit}`.execute(db)
  return rows.rows
}

/** How many have all that is asked and say that they do not reach a demand, counted up to a limit. */
export async function countMissed(db: Db, conditions: SearchConditions, countMost: number): Promise<number> {
  if (conditions.demands.length === 0) return 0
  const isMissed = sql.join(conditions.demands.map(missedBy), sql` or `)
  const rows = await sql<{ count: number }>`
    select count(*) as count from (select from instrument_search where ${where({ ...conditions, demands: [], isReachedOnly: false })} and (${isMissed})
      limit ${countMost}) as found`.execute(db)
  return rows.rows[0]!.count
}

/** How many there are, counted up to a limit. */
export async function countMatching(db: Db, conditions: SearchConditions, countMost: number): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*) as count from (select from instrument_search where ${where(conditions)} limit ${countMost}) as found`.execute(db)
  return rows.rows[0]!.count
}

export type Counted = { classes: [string, number][]; divisions: [string, number][]; institutions: [string, number][]; total: number }

/** What was found, counted by class of two and four digits, by prefecture and county, and by institution. */
export async function countByPlace(db: Db, conditions: SearchConditions, ranking: Ranking, lookedAtMost: number | null): Promise<Counted> {
  const order: Order = { by: 'ranking', ranking }
  const found =
    ranking.by === 'tokens'
      ? sql`matched as materialized (${matched(conditions, order, lookedAtMost ?? 0)}), found as (select * from matched ${kept(order)})`
      : sql`found as (select class_code, division_code, institution_id from instrument_search where ${where(conditions)} limit ${lookedAtMost})`
  const counted = await sql<{ counted: Counted }>`
    with ${found},
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
export async function countByInstitution(db: Db): Promise<{ id: string; count: number }[]> {
  const rows = await sql<{ id: string; count: number }>`
    select institution_id as id, count(*) as count from instrument_search where state = 'online' group by 1`.execute(db)
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
