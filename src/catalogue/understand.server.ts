// What a query means: known words looked up, a slip mended when nothing has every word, and at the last whatever has most of them.
import { organisationsNamed } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { divisionsOn } from '../places/places.server.ts'
import { listClasses } from './catalogue.sql.ts'
import { likeliest } from './match.rules.ts'
import {
  conditionsOf,
  type Knowledge,
  looseTokensOf,
  mayNameInstitution,
  type NamedToken,
  nameConditionsOf,
  partsOf,
  type QueryWord,
  shortPlaceName,
  wordsOfQuery,
} from './query.rules.ts'
import type { Understanding as Told } from './search.contract.ts'
import { listSynonymsOf, listTokenCounts, listWordsLike, type Ranking } from './search.sql.ts'
import { classToken, institutionToken, placeToken } from './searchindex.rules.ts'
import { soundOf } from './sound.rules.ts'
import { compactText, editDistance, normalText, quoted, spellingsOf } from './token.rules.ts'

/** How the words were understood; the demands among them are read before. */
type Understanding = Omit<Told, 'demands'>

/** One way to read a query. */
export type Reading = {
  words: readonly QueryWord[]
  /** Conditions on tokens of which one must hold; none when nothing was asked. */
  tokens: readonly string[]
  /** Those under which the words stand in names; none when that makes no difference. */
  nameTokens: readonly string[]
  ranking: Ranking
  understanding: Understanding
}

const likeMost = 200
const correctionsTriedMost = 4
const looseCandidatesMost = 2_500
const looseShareLeast = 0.45
// Stands in no instrument.
const nothingToken = quoted('@nothing')

/** Looks up which parts of a query are known words: synonyms, classes, places, institutions. */
async function knowledgeOf(db: Db, query: string, today: string): Promise<Knowledge> {
  const parts = partsOf(query)
  const segments = normalText(query).split(' ')
  const fragments = [...new Set([compactText(query), ...segments])].filter(mayNameInstitution)
  // Asked at once, they travel together.
  const [organisations, synonyms, classes, places] = await Promise.all([
    organisationsNamed(db, parts, fragments),
    listSynonymsOf(db, parts),
    listClasses(db),
    divisionsOn(db, today),
  ])
  return {
    synonyms,
    classes: classes.flatMap(({ code, nameZh, nameEn }) => namedTokens(classNames(nameZh, nameEn), nameZh, classToken(code))),
    places: places.flatMap(({ code, nameZh, nameEn }) => namedTokens(placeNames(nameZh, nameEn), nameZh, placeToken(code))),
    institutions: organisations.flatMap(({ id, nameZh, normalName, fragment }) =>
      namedTokens([fragment ?? normalName], nameZh, institutionToken(id)),
    ),
  }
}

const namedTokens = (normalNames: readonly string[], shown: string, token: string): NamedToken[] =>
  [...new Set(normalNames)].filter((name) => name.length >= 2).map((normalName) => ({ normalName, shown, token }))
const classNames = remembered((nameZh, nameEn) => [compactText(nameZh), compactText(nameZh).replace(/仪器$/, ''), compactText(nameEn)])
const placeNames = remembered((nameZh, nameEn) => [nameZh, shortPlaceName(nameZh), compactText(nameEn)])

/** The same names are asked for with every query: their normal forms are made once. */
function remembered(make: (nameZh: string, nameEn: string) => string[]): (nameZh: string, nameEn: string) => string[] {
  const made = new Map<string, string[]>()
  return (nameZh, nameEn) => {
    const key = `${nameZh}\n${nameEn}`
    const known = made.get(key)
    if (known) return known
    const names = make(nameZh, nameEn)
    if (made.size < 5_000) made.set(key, names)
    return names
  }
}

/** The words a part of a query may have meant, likeliest first. */
async function correctionsOf(db: Db, typed: string): Promise<{ word: string; shown: string }[]> {
  const spellings = spellingsOf(typed)
  const sound = soundOf(typed)
  const rows = await listWordsLike(db, sound, spellings, likeMost)
  const found = rows.map((row) => ({ ...row, distance: editDistance(typed, row.word), hasSound: row.sound === sound }))
  return likeliest(typed, found).slice(0, correctionsTriedMost)
}

function wholeReading(words: readonly QueryWord[], query: string, corrections: Understanding['corrections'] = []): Reading {
  const understanding = { ...told(corrections.length > 0 ? 'corrected' : 'all', words), corrections }
  return { words, tokens: conditionsOf(words, query), nameTokens: nameConditionsOf(words), ranking: rankingOf(words), understanding }
}

/** Readings with one slip mended, the likeliest first: of the whole query, of what stands between its spaces, or of one of its words. */
async function* mendedReadings(db: Db, query: string, words: readonly QueryWord[], today: string): AsyncGenerator<Reading> {
  const segments = normalText(query).split(' ').map(compactText)
  for (const typed of new Set([compactText(query), ...segments, ...words.map((word) => word.typed)])) {
    for (const { word, shown } of await correctionsOf(db, typed)) {
      const meant = compactText(query) === typed ? word : compactText(query).replace(typed, ` ${word} `)
      const mended = wordsOfQuery(meant, await knowledgeOf(db, meant, today))
      if (mended.length > 0) yield wholeReading(mended, meant, [{ typed, meant: shown }])
    }
  }
}

/** Whatever has most of the words: the rarest tokens name the candidates, all tokens weigh them. */
async function looseReading(db: Db, words: readonly QueryWord[]): Promise<Reading> {
  const tokens = looseTokensOf(words)
  const counts = await listTokenCounts(db, [...tokens, '@all'])
  const total = Math.max(counts.get('@all') ?? 0, 1)
  const known = tokens.map((token) => ({ token, count: counts.get(token) ?? 0 })).sort((a, b) => a.count - b.count)
  let sum = 0
  const rarest = known.filter(({ count }, at) => {
    sum += count
    return at === 0 || sum <= looseCandidatesMost
  })
  const weighed = known.map(({ token, count }) => ({ token, weight: Math.log(1 + total / (count + 1)) }))
  const tokensAsked = [rarest.length === 0 ? nothingToken : `(${rarest.map(({ token }) => quoted(token)).join(' | ')})`]
  const ranking: Ranking = rarest.length === 0 ? { by: 'nothing' } : { by: 'tokens', tokens: weighed, shareLeast: looseShareLeast }
  return { words, tokens: tokensAsked, nameTokens: [], ranking, understanding: told('some', words) }
}

function rankingOf(words: readonly QueryWord[]): Ranking {
  return {
    by: 'words',
    words: words.map(({ typed, alternatives }) => {
      const named = alternatives.flatMap((each) => (each.kind === 'synonym' ? [each.words] : []))
      return { typed, others: named.filter((each) => each.length === 1).flat(), parts: named.filter((each) => each.length > 1).flat() }
    }),
  }
}

/**
 * Reads a query in one way after another until something is found: every word; one slip mended; most of the words. `look` answers a
 * reading, `exists` tells whether one finds anything when nothing is filtered: if so, an empty answer is the filters' and not the words'.
 */
export async function answerQuery<T extends { total: number }>(
  db: Db,
  asked: { query: string; today: string; isFiltered: boolean },
  look: (reading: Reading) => Promise<T>,
  exists: (reading: Reading) => Promise<boolean>,
): Promise<{ reading: Reading; answer: T }> {
  const { query, today, isFiltered } = asked
  const words = query === '' ? [] : wordsOfQuery(query, await knowledgeOf(db, query, today))
  const answered = async (reading: Reading) => ({ reading, answer: await look(reading) })
  // Signs alone name nothing, so nothing answers to them.
  if (words.length === 0 && query !== '' && compactText(query) === '')
    return answered({ words, tokens: [nothingToken], nameTokens: [], ranking: { by: 'nothing' }, understanding: told('all', []) })
  if (words.length === 0)
    return answered({ words, tokens: [], nameTokens: [], ranking: { by: 'nothing' }, understanding: told('everything', []) })
  const isRight = async ({ reading, answer }: { reading: Reading; answer: T }) =>
    answer.total > 0 || (isFiltered && (await exists(reading)))
  const whole = await answered(wholeReading(words, query))
  if (await isRight(whole)) return whole
  for await (const reading of mendedReadings(db, query, words, today)) {
    const mended = await answered(reading)
    if (await isRight(mended)) return mended
  }
  return answered(await looseReading(db, words))
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
