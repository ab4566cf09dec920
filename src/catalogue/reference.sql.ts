import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { soundOf } from './sound.rules.ts'
import { compactText, type SearchWord, spellingsOf } from './token.rules.ts'

export async function upsertClasses(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await sql`
    insert into instrument_class (code, name_zh, name_en, parent_code, source)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(code text, name_zh text, name_en text, parent_code text, source text)
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, parent_code = excluded.parent_code,
      source = excluded.source
    where instrument_class is distinct from excluded`.execute(db)
}

/** Makes the synonyms what the file says: a pair it no longer names goes, for it was found to mislead. */
export async function replaceSynonyms(db: Db, rows: readonly SeedRow[]): Promise<void> {
  const pairs = rows.map((row) => ({ ...row, normal_term: compactText(row.term ?? ''), normal_means: normalMeans(row.means ?? '') }))
  const given = JSON.stringify(pairs)
  await sql`
    delete from synonym s where not exists (
      select from jsonb_to_recordset(${given}::jsonb) as r(term text, means text) where r.term = s.term and r.means = s.means)`.execute(db)
  await sql`
    insert into synonym (term, means, relation, source, normal_term, normal_means)
    select * from jsonb_to_recordset(${given}::jsonb)
      as r(term text, means text, relation text, source text, normal_term text, normal_means text)
    on conflict (term, means) do update set relation = excluded.relation, source = excluded.source, normal_term = excluded.normal_term,
      normal_means = excluded.normal_means
    where synonym is distinct from excluded`.execute(db)
  const words = new Set(rows.flatMap((row) => [row.term ?? '', ...(row.means ?? '').split(' ')]))
  await insertWords(
    db,
    [...words].map((shown) => ({ shown, origin: 'term' as const })),
  )
}

/** Several words that must all be there stay apart; each is in its compact form. */
function normalMeans(means: string): string {
  return means.split(' ').map(compactText).join(' ')
}

const wordLengthMost = 24

/** Adds words a mistyped query may have meant; one that is there already stays. In one order, so that two writers never cross. */
export async function insertWords(db: Db, words: readonly SearchWord[]): Promise<void> {
  const rows = new Map<string, SearchWord & { word: string }>()
  for (const each of words) {
    const word = compactText(each.shown)
    if (word.length >= 2 && word.length <= wordLengthMost && !rows.has(word)) rows.set(word, { ...each, word })
  }
  if (rows.size === 0) return
  const given = [...rows.values()]
    .sort((a, b) => (a.word < b.word ? -1 : 1))
    .map((row) => ({ ...row, sound: soundOf(row.word), spellings: spellingsOf(row.word) }))
  await sql`
    insert into search_word (word, shown, origin, sound, spellings)
    select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(word text, shown text, origin text, sound text, spellings text[])
    on conflict (word) do nothing`.execute(db)
}
