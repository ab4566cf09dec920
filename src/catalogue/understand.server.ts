// What a query means: known words looked up, a slip mended when nothing has every word, and at the last whatever has most of them.
import { organisationsNamed } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { divisionsOn } from '../places/places.server.ts'
import { listClasses } from './catalogue.sql.ts'
import { likeliest } from './match.rules.ts'
import {
  conditionOfAll,
  conditionOfQueryWord,
  type Knowledge,
  looseTokensOf,
  mayNameInstitution,
  partsOf,
  type QueryWord,
  shortPlaceName,
  wordsOfQuery,
} from './query.rules.ts'
import type { Understanding } from './search.contract.ts'
import { countMatching, listSynonymsOf, listTokenCounts, listWordsLike, type Ranking } from './search.sql.ts'
import { classToken, institutionToken, placeToken } from './searchindex.rules.ts'
import { soundOf } from './sound.rules.ts'
import { compactText, editDistance, normalText, quoted, spellingsOf } from './token.rules.ts'

export type Understood = {
  words: readonly QueryWord[]
  /** The condition on tokens; empty when nothing was asked. */
  condition: string
  ranking: Ranking
  understanding: Understanding
}

const likeMost = 200
const correctionsTriedMost = 4
const looseCandidatesMost = 20_000
const looseShareLeast = 0.45

/** Looks up which parts of a query are known words: synonyms, classes, places, institutions. */
async function knowledgeOf(db: Db, query: string, today: string): Promise<Knowledge> {
  const parts = partsOf(query)
  const segments = normalText(query).split(' ')
  const fragments = [...new Set([compactText(query), ...segments])].filter(mayNameInstitution)
  const named = (normalNames: readonly string[], shown: string, token: string) =>
    [...new Set(normalNames)].filter((name) => name.length >= 2).map((normalName) => ({ normalName, shown, token }))
  const organisations = await organisationsNamed(db, parts, fragments)
  return {
    synonyms: await listSynonymsOf(db, parts),
    classes: (await listClasses(db)).flatMap(({ code, nameZh, nameEn }) =>
      named([compactText(nameZh), compactText(nameZh).replace(/仪器$/, ''), compactText(nameEn)], nameZh, classToken(code)),
    ),
    places: (await divisionsOn(db, today)).flatMap(({ code, nameZh, nameEn }) =>
      named([nameZh, shortPlaceName(nameZh), compactText(nameEn)], nameZh, placeToken(code)),
    ),
    institutions: organisations.flatMap(({ id, nameZh, normalName, fragment }) =>
      named([fragment ?? normalName], nameZh, institutionToken(id)),
    ),
  }
}

const exists = async (db: Db, condition: string, scope: string) => (await countMatching(db, { tokens: `${scope} & (${condition})` }, 1)) > 0

/** The words a part of a query may have meant, likeliest first. */
async function correctionsOf(db: Db, typed: string): Promise<{ word: string; shown: string }[]> {
  const spellings = spellingsOf(typed)
  const sound = soundOf(typed)
  const rows = await listWordsLike(db, sound, spellings, likeMost)
  const found = rows.map((row) => ({ ...row, distance: editDistance(typed, row.word), hasSound: row.sound === sound }))
  return likeliest(typed, found).slice(0, correctionsTriedMost)
}

/** Mends one slip: of the whole query, of what stands between its spaces, or of a word that no instrument has. */
async function mend(db: Db, query: string, words: readonly QueryWord[], scope: string, today: string) {
  const segments = normalText(query).split(' ').map(compactText)
  const missing: string[] = []
  for (const word of words) if (!(await exists(db, conditionOfQueryWord(word), scope))) missing.push(word.typed)
  for (const typed of new Set([compactText(query), ...segments, ...missing])) {
    for (const { word, shown } of await correctionsOf(db, typed)) {
      const meant = compactText(query) === typed ? word : compactText(query).replace(typed, ` ${word} `)
      const mended = wordsOfQuery(meant, await knowledgeOf(db, meant, today))
      if (mended.length > 0 && (await exists(db, conditionOfAll(mended, meant), scope)))
        return { words: mended, query: meant, corrections: [{ typed, meant: shown }] }
    }
  }
  return undefined
}

/** Whatever has most of the words: the rarest tokens name the candidates, all tokens weigh them. */
async function loosely(db: Db, words: readonly QueryWord[], scope: string): Promise<{ condition: string; ranking: Ranking } | undefined> {
  const tokens = looseTokensOf(words)
  const counts = await listTokenCounts(db, [...tokens, '@all'])
  const total = Math.max(counts.get('@all') ?? 0, 1)
  const known = tokens
    .map((token) => ({ token, count: counts.get(token) ?? 0 }))
    .filter(({ token, count }) => counts.size === 0 || count > 0 || token.startsWith('@'))
    .sort((a, b) => a.count - b.count)
  if (known.length === 0) return undefined
  let sum = 0
  const rarest = known.filter(({ count }, at) => {
    sum += count
    return at === 0 || sum <= looseCandidatesMost
  })
  const weighed = known.map(({ token, count }) => ({ token: quoted(token), weight: Math.log(1 + total / (count + 1)) }))
  return {
    condition: `${scope} & (${rarest.map(({ token }) => quoted(token)).join(' | ')})`,
    ranking: { by: 'tokens', tokens: weighed, shareLeast: looseShareLeast },
  }
}

function rankingOf(words: readonly QueryWord[]): Ranking {
  return {
    by: 'words',
    words: words.map((word) => ({
      typed: conditionOfQueryWord({ ...word, alternatives: word.alternatives.slice(0, 1) }, 'A'),
      any: conditionOfQueryWord(word, 'A'),
      anywhere: conditionOfQueryWord(word),
    })),
    endings: words.flatMap((word) => word.alternatives.flatMap((each) => ('words' in each && each.words.length === 1 ? each.words : []))),
  }
}

/** Understands a query within a scope of tokens (the state, place, class and institution that are filtered by). */
export async function understand(db: Db, query: string, scope: string, textScope: string, today: string): Promise<Understood> {
  const words = wordsOfQuery(query, await knowledgeOf(db, query, today))
  const nothing = { how: 'everything' as const, corrections: [], words: [] }
  if (words.length === 0) return { words, condition: scope, ranking: { by: 'nothing' }, understanding: nothing }
  const condition = conditionOfAll(words, query)
  if (await exists(db, condition, textScope))
    return { words, condition: `${scope} & (${condition})`, ranking: rankingOf(words), understanding: told('all', words) }
  const mended = await mend(db, query, words, textScope, today)
  if (mended)
    return {
      words: mended.words,
      condition: `${scope} & (${conditionOfAll(mended.words, mended.query)})`,
      ranking: rankingOf(mended.words),
      understanding: { ...told('corrected', mended.words), corrections: mended.corrections },
    }
  const loose = await loosely(db, words, scope)
  if (loose) return { words, ...loose, understanding: told('some', words) }
  return { words, condition: `${scope} & (${condition})`, ranking: rankingOf(words), understanding: told('some', words) }
}

function told(how: Understanding['how'], words: readonly QueryWord[]): Understanding {
  return {
    how,
    corrections: [],
    words: words.map((word) => ({
      typed: word.typed,
      also: word.alternatives.flatMap((each) =>
        each.kind === 'typed' ? [] : [{ term: each.shown, source: each.kind === 'synonym' ? each.source : null }],
      ),
    })),
  }
}
