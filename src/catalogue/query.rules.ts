// How a query is understood: cut into words that are known and pieces that are not, each with what else it may be called.
import { compactText, isHan, latinPairsOf, normalText, pairsOf, quoted, runsOf, tokensOf } from './token.rules.ts'

/** One way in which a word of the query may stand in an instrument. */
export type Alternative =
  | { kind: 'typed'; words: readonly string[] }
  | { kind: 'synonym'; words: readonly string[]; shown: string; source: string }
  | { kind: 'class' | 'place' | 'institution'; token: string; shown: string }
/** A word of the query: any of its alternatives will do. */
export type QueryWord = { typed: string; alternatives: readonly Alternative[] }

export type SynonymPair = {
  term: string
  means: string
  relation: 'same' | 'use'
  source: string
  normalTerm: string
  normalMeans: string
}
export type NamedToken = { normalName: string; shown: string; token: string }
/** What is known of the words in a query; found in the database by `partsOf`. */
export type Knowledge = {
  synonyms: readonly SynonymPair[]
  classes: readonly NamedToken[]
  places: readonly NamedToken[]
  institutions: readonly NamedToken[]
}

const partLengthMost = 30
const stopWords = new Set(['的', '和', '与', '及', '或', '等', '用', 'the', 'of', 'and', 'for', 'a', 'an'])

type Letters = { letters: string[]; isEdge: boolean[]; isApart: boolean[] }

/** The letters of a query without spaces, and where a known word may begin or end: anywhere but inside a Latin run. */
function lettersOf(query: string): Letters {
  const letters: string[] = []
  const isEdge = [true]
  const isApart = [true]
  let before = ' '
  for (const letter of normalText(query)) {
    if (letter !== ' ') {
      isEdge[letters.length] = before === ' ' || isHan(before) || isHan(letter)
      isApart[letters.length] = before === ' '
      letters.push(letter)
    }
    before = letter
  }
  isEdge[letters.length] = true
  isApart[letters.length] = true
  return { letters, isEdge, isApart }
}

/** Every part of a query that may be a known word, in its compact form: what the database is asked for. */
export function partsOf(query: string): string[] {
  const { letters, isEdge } = lettersOf(query)
  const parts = new Set<string>()
  for (let from = 0; from < letters.length; from++) {
    if (!isEdge[from]) continue
    for (let to = from + 2; to <= Math.min(letters.length, from + partLengthMost); to++)
      if (isEdge[to]) parts.add(letters.slice(from, to).join(''))
  }
  return [...parts]
}

/** The query cut into the longest known words from the left, and the pieces between them. */
export function wordsOfQuery(query: string, knowledge: Knowledge): QueryWord[] {
  const known = new Set([
    ...knowledge.synonyms.flatMap((pair) => [pair.normalTerm, ...(pair.relation === 'same' ? [pair.normalMeans] : [])]),
    ...[...knowledge.classes, ...knowledge.places, ...knowledge.institutions].map((named) => named.normalName),
  ])
  const { letters, isEdge, isApart } = lettersOf(query)
  const pieces: string[] = []
  let rest = ''
  const endPiece = () => {
    if (rest !== '') pieces.push(rest)
    rest = ''
  }
  for (let from = 0; from < letters.length; ) {
    const length = isEdge[from] ? longestKnown(letters, isEdge, from, known) : 0
    if (isApart[from] || length > 0) endPiece()
    if (length > 0) pieces.push(letters.slice(from, from + length).join(''))
    else rest += letters[from]
    from += Math.max(length, 1)
  }
  endPiece()
  const telling = pieces.filter((piece) => !stopWords.has(piece))
  // Who types nothing but "an" means these letters, as in Quantum; one letter or 的 alone asks for nothing.
  const asked = telling.length > 0 ? telling : pieces.filter((piece) => [...piece].length > 1)
  return [...new Set(asked)].map((typed) => ({ typed, alternatives: alternativesOf(typed, knowledge) }))
}

function longestKnown(letters: readonly string[], isEdge: readonly boolean[], from: number, known: ReadonlySet<string>): number {
  for (let length = Math.min(partLengthMost, letters.length - from); length >= 2; length--)
    if (isEdge[from + length] && known.has(letters.slice(from, from + length).join(''))) return length
  return 0
}

/** Itself; what it means and all that means the same; the class, place or institution of that name. */
export function alternativesOf(typed: string, knowledge: Knowledge): Alternative[] {
  const found = new Map<string, Alternative>([[typed, { kind: 'typed', words: [typed] }]])
  const add = (normal: string, shown: string, source: string) => {
    const words = shown.split(/\s+/).map(compactText)
    if (!found.has(normal)) found.set(normal, { kind: 'synonym', words, shown, source })
  }
  // The whole name of an instrument tells more than several words that stand in it somewhere.
  const own = knowledge.synonyms
    .filter((pair) => pair.normalTerm === typed)
    .sort((a, b) => a.normalMeans.split(' ').length - b.normalMeans.split(' ').length)
  for (const pair of own) add(pair.normalMeans, pair.means, pair.source)
  const centres = new Set([typed, ...own.map((pair) => pair.normalMeans)])
  for (const pair of knowledge.synonyms)
    if (pair.relation === 'same' && centres.has(pair.normalMeans)) add(pair.normalTerm, pair.term, pair.source)
  const named = [
    ...knowledge.classes.map((each) => ({ ...each, kind: 'class' as const })),
    ...knowledge.places.map((each) => ({ ...each, kind: 'place' as const })),
    ...knowledge.institutions.map((each) => ({ ...each, kind: 'institution' as const })),
  ].filter((each) => each.normalName === typed)
  return [...found.values(), ...named.map(({ kind, token, shown }) => ({ kind, token, shown }))]
}

/**
 * The tokens that together stand for a word, each as a condition: pairs that cover a Chinese run (透射 电子 显微 微镜, not every overlap:
 * ranking sees whether they stand in a row), and Latin words, of which what was typed may be the beginning.
 */
function tokensOfWord(word: string, isBeginning: (run: string) => boolean): string[] {
  return runsOf(word).flatMap((run) => {
    if (!run.isHan) return [quoted(run.text.slice(0, 60)) + (isBeginning(run.text) ? ':*' : '')]
    const pairs = pairsOf(run.text)
    return pairs.filter((_, at) => at % 2 === 0 || at === pairs.length - 1).map(quoted)
  })
}

/** All pairs of neighbours in a compact text, as the index has them of names. */
function pairsOfAny(compact: string): string[] {
  return [...latinPairsOf(compact), ...pairsOf(compact).filter((pair) => /^\p{Script=Han}{2}$/u.test(pair))].map(quoted)
}

// What begins with one letter is nearly everything, and the index reads all of it, for every way of the other words anew. Beside other
// words two letters are a word of their own, and a number is a whole one.
const beginsAlone = (run: string) => run.length >= 2
const beginsAmongOthers = (run: string) => run.length >= 3 && !/^\p{N}+$/u.test(run)
const neverBegins = () => false

/** The ways in which a word may stand in an instrument, each a set of tokens; one that asks for more than another is left out. */
function waysOf(word: QueryWord, isAlone: boolean): string[][] {
  const begins = isAlone ? beginsAlone : beginsAmongOthers
  return fewest(
    word.alternatives.flatMap((each) => {
      if ('token' in each) return [[quoted(each.token)]]
      const isTyped = each.kind === 'typed'
      const whole = each.words.flatMap((one) => tokensOfWord(one, isTyped ? begins : neverBegins))
      const hasPairs = isTyped && [...word.typed].length > 1 && latinPairsOf(word.typed).length > 0
      return hasPairs ? [whole, pairsOfAny(word.typed)] : [whole]
    }),
  )
}

/**
 * The ways in which a word may stand in a name: only names are indexed by single characters and by pairs of Latin letters. Synonyms of
 * several words and classes are no names; a place or an institution is none either, but is what was meant.
 */
function nameWaysOf(word: QueryWord): string[][] {
  return fewest(
    word.alternatives.flatMap((each) => {
      if ('token' in each) return each.kind === 'class' ? [] : [[quoted(each.token)]]
      const [one, another] = each.words
      if (one === undefined || another !== undefined) return []
      const ends = runsOf(one).flatMap((run) => (run.isHan ? [...new Set([[...run.text].at(0)!, [...run.text].at(-1)!])].map(quoted) : []))
      const pairs = latinPairsOf(one).map(quoted)
      return [[...new Set([...tokensOfWord(one, neverBegins).filter((token) => pairs.length === 0 || isHan(token)), ...ends, ...pairs])]]
    }),
  )
}

/** Without the ways that ask for more than another. */
function fewest(ways: readonly string[][]): string[][] {
  const sets = ways.map((way) => new Set(way))
  return ways.filter(
    (way, at) =>
      !sets.some((other, no) => no !== at && (other.size < way.length || no < at) && [...other].every((token) => way.includes(token))),
  )
}

const all = (conditions: readonly string[]) => (conditions.length === 1 ? conditions[0]! : `(${conditions.join(' & ')})`)
const any = (conditions: readonly string[]) => (conditions.length === 1 ? conditions[0]! : `(${conditions.join(' | ')})`)

/**
 * Every word in one of its ways. The ways of one word are asked for apart, since the index is quick at what asks for every token and slow at
 * alternatives; those of the others stand beside each of them, where they are only looked up.
 */
function everyWord(ways: readonly string[][][]): string[] {
  const most = ways.reduce((best, each, at) => (each.length > ways[best]!.length ? at : best), 0)
  const beside = ways.flatMap((each, at) => (at === most ? [] : each.length === 1 ? each[0]! : [any(each.map(all))]))
  return (ways[most] ?? []).map((way) => all([...new Set([...way, ...beside])]))
}

/** The conditions of which one must hold: every word in one of its ways, or the whole query as a part of a name, wherever its spaces are. */
export function conditionsOf(words: readonly QueryWord[], query: string): string[] {
  const conditions = everyWord(words.map((word) => waysOf(word, words.length === 1)))
  const compact = compactText(query)
  return words.length < 2 || latinPairsOf(compact).length === 0 ? conditions : [...conditions, all(pairsOfAny(compact))]
}

/** The conditions of which one holds where every word stands in the name: what is ranked first, when more is found than can be ranked. */
export function nameConditionsOf(words: readonly QueryWord[]): string[] {
  return everyWord(words.map(nameWaysOf))
}

/** The tokens of a query for asking which instruments have most of them: no single characters, which stand in nearly all. */
export function looseTokensOf(words: readonly QueryWord[]): string[] {
  const tokens = words.flatMap((word) =>
    word.alternatives.flatMap((each) => ('token' in each ? [each.token] : each.words.flatMap((one) => tokensOf(one, false)))),
  )
  return [...new Set(tokens)].filter((token) => [...token].length > 1)
}

/** A division's name as people say it: 通化县 and 通化市 are both 通化, 伊通满族自治县 is 伊通. */
export function shortPlaceName(nameZh: string): string {
  const short = nameZh.replace(/(满族|朝鲜族|蒙古族|朝鲜族)?自治[州县]$|[省市区县]$/u, '')
  return short.length >= 2 ? short : nameZh
}

/** Whether a part of a query looks like a part of an institution's name: long, or ending as such names do. */
export function mayNameInstitution(part: string): boolean {
  return isHan(part) && ([...part].length >= 4 || /(院|所|学|中心|局|站|校|室)$/u.test(part)) && [...part].length >= 2
}
