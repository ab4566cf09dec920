import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { IndexedVersion, SearchRow } from './searchindex.rules.ts'

const versionColumns = sql`
  i.id as "instrumentId", v.id as "versionId", i.institution_id as "institutionId", i.inner_code as "innerCode",
  v.name_zh as "nameZh", v.name_en as "nameEn", v.model, v.manufacturer, v.country, v.class_code as "classCode", v.state,
  v.division_code as "divisionCode", v.place, v.function_text as "functionText", v.technical_text as "technicalText",
  v.service_text as "serviceText", v.standards`

/** The versions in force of these instruments, as search reads them. */
export async function listVersionsToIndex(db: Db, instrumentIds: readonly string[]): Promise<IndexedVersion[]> {
  if (instrumentIds.length === 0) return []
  const rows = await sql<IndexedVersion>`
    select ${versionColumns} from instrument i join instrument_version v on v.instrument_id = i.id and v.superseded_at is null
    where i.id = any(${instrumentIds}::uuid[]) order by i.id`.execute(db)
  return rows.rows
}

/** Instruments after an id whose search row is missing or was made from an earlier version. */
export async function listStale(db: Db, after: string | null, limit: number): Promise<string[]> {
  const from = after === null ? sql`` : sql`and v.instrument_id > ${after}`
  const rows = await sql<{ id: string }>`
    select v.instrument_id as id from instrument_version v left join instrument_search s on s.instrument_id = v.instrument_id
    where v.superseded_at is null and s.version_id is distinct from v.id ${from} order by v.instrument_id limit ${limit}`.execute(db)
  return rows.rows.map((row) => row.id)
}

export async function countStale(db: Db): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*) as count from instrument_version v left join instrument_search s on s.instrument_id = v.instrument_id
    where v.superseded_at is null and s.version_id is distinct from v.id`.execute(db)
  return rows.rows[0]!.count
}

// Stands in no token, for tokens hold letters, digits and the marks _ and @.
const between = ' '

/** Writes search rows in one statement; prices that are there stay. @returns the instruments that had none before. */
export async function upsertSearchRows(db: Db, rows: readonly SearchRow[]): Promise<string[]> {
  if (rows.length === 0) return []
  // The tokens travel as one text: PostgreSQL reads that several times as fast as a list of them.
  const given = rows.map((row) => ({ ...row, terms: row.terms.join(between) }))
  const written = await sql<{ id: string; isNew: boolean }>`
    insert into instrument_search (instrument_id, version_id, terms, institution_id, class_code, division_code, state, name_normal,
      model_normal, maker_normal, name_sound)
    select "instrumentId", "versionId", array_to_tsvector(string_to_array(terms, ${between})), "institutionId", "classCode", "divisionCode", state, "nameNormal",
      "modelNormal", "makerNormal", "nameSound"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as r("instrumentId" uuid, "versionId" uuid, terms text, "institutionId" uuid, "classCode" text, "divisionCode" text,
        state text, "nameNormal" text, "modelNormal" text, "makerNormal" text, "nameSound" text)
    on conflict (instrument_id) do update set version_id = excluded.version_id, terms = excluded.terms,
      institution_id = excluded.institution_id, class_code = excluded.class_code,
      division_code = excluded.division_code, state = excluded.state, name_normal = excluded.name_normal,
      model_normal = excluded.model_normal, maker_normal = excluded.maker_normal, name_sound = excluded.name_sound
    returning instrument_id as id, xmax = 0 as "isNew"`.execute(db)
  return written.rows.filter((row) => row.isNew).map((row) => row.id)
}

export type SearchPrice = { instrumentId: string; hourFen: number | null; sampleFen: number | null; isOnRequest: boolean }

/** Notes the prices in force beside what is searched; an instrument that is not indexed yet is passed over. */
export async function updateSearchPrices(db: Db, prices: readonly SearchPrice[]): Promise<void> {
  if (prices.length === 0) return
  await sql`
    update instrument_search s set hour_fen = r."hourFen", sample_fen = r."sampleFen", is_on_request = r."isOnRequest"
    from jsonb_to_recordset(${JSON.stringify(prices)}::jsonb)
      as r("instrumentId" uuid, "hourFen" bigint, "sampleFen" bigint, "isOnRequest" boolean)
    where s.instrument_id = r."instrumentId"
      and (s.hour_fen, s.sample_fen, s.is_on_request) is distinct from (r."hourFen", r."sampleFen", r."isOnRequest")`.execute(db)
}

export async function listShownAfter(db: Db, after: string | null, limit: number): Promise<Omit<SearchPrice, 'isOnRequest'>[]> {
  return db
    .selectFrom('instrument_search')
    .select(['instrument_id as instrumentId', 'hour_fen as hourFen', 'sample_fen as sampleFen'])
    .$if(after !== null, (query) => query.where('instrument_id', '>', after!))
    .orderBy('instrument_id')
    .limit(limit)
    .execute()
}

/** Merges what was written last into the index, for every search reads the list of what is not yet merged. */
export async function mergeSearchIndex(db: Db): Promise<void> {
  await sql`select gin_clean_pending_list('instrument_search_terms')`.execute(db)
}

/** Whether the tokens were counted since instruments last came or went. */
export async function areTokensCounted(db: Db): Promise<boolean> {
  const rows = await sql<{ isCounted: boolean }>`
    select (select instrument_count from search_token where token = '@all') is not distinct from count(*) as "isCounted"
    from instrument_search`.execute(db)
  return rows.rows[0]!.isCounted
}

/** Counts anew in how many instruments each token stands; '@all' is the number of instruments. */
export async function recountTokens(db: Db): Promise<void> {
  await sql`delete from search_token`.execute(db)
  await sql`
    insert into search_token (token, instrument_count)
    select word, ndoc from ts_stat('select terms from instrument_search') where word not like '@%'
    union all select '@all', count(*)::integer from instrument_search`.execute(db)
}
