// Why an instrument was found: read off its facts, so that what is said can be seen on the page.

import type { Alternative, QueryWord } from './query.rules.ts'
import type { Match, MatchField } from './search.contract.ts'
import { compactText, isHan, pairsOf, runsOf } from './token.rules.ts'

/** The fields a match is looked for in, the most telling first, and each field's text. */
export type Fields = readonly (readonly [MatchField, string])[]

/**
 * One match for each word of the query that stands in the instrument: the word itself before a synonym. Where none stands there whole, as
 * when most of the tokens were enough, the longest piece of any that does.
 */
export function matchesOf(words: readonly QueryWord[], fields: Fields, tokens: ReadonlySet<string>): Match[] {
  const compact = fields.map(([field, text]) => [field, compactText(text)] as const)
  const whole = words.flatMap((word) => {
    for (const isLoose of [false, true])
      for (const alternative of word.alternatives) {
        const match = matchOf(word.typed, alternative, compact, tokens, isLoose)
        if (match) return [match]
      }
    return []
  })
  return whole.length > 0 ? whole : longestPiece(words, compact, tokens)
}

type Piece = { match: Match; length: number }

/** The longest piece of a word, or of another name of it, that stands in a field; of equal ones the first word's in the first field. */
function longestPiece(
  words: readonly QueryWord[],
  fields: readonly (readonly [MatchField, string])[],
  tokens: ReadonlySet<string>,
): Match[] {
  const pieces = words.flatMap(({ typed, alternatives }) =>
    alternatives.flatMap((alternative): Piece[] => {
      if ('token' in alternative) return []
      const source = alternative.kind === 'typed' ? null : alternative.source
      return alternative.words.flatMap((word) => {
        const inFields = fields.map(([field, text]) => ({ field, term: commonPiece(word, text) }))
        const inNumber = [...tokens].map((token) => ({ field: 'number' as const, term: commonPiece(word, token) }))
        return [...inFields, ...inNumber].map(({ field, term }) => ({
          match: { typed, field, term, synonymSource: source },
          length: [...term].length,
        }))
      })
    }),
  )
  const longest = pieces.reduce<Piece | undefined>((best, piece) => (piece.length > (best?.length ?? 0) ? piece : best), undefined)
  return longest ? [longest.match] : []
}

/** The longest run of letters that a word and a text have in common. */
function commonPiece(word: string, text: string): string {
  const letters = [...word]
  for (let length = letters.length; length > 0; length -= 1)
    for (let from = 0; from + length <= letters.length; from += 1) {
      const piece = letters.slice(from, from + length).join('')
      if (text.includes(piece)) return piece
    }
  return ''
}

function matchOf(
  typed: string,
  alternative: Alternative,
  fields: readonly (readonly [MatchField, string])[],
  tokens: ReadonlySet<string>,
  isLoose: boolean,
): Match | undefined {
  if ('token' in alternative)
    return tokens.has(alternative.token) ? { typed, field: alternative.kind, term: alternative.shown, synonymSource: null } : undefined
  const places = alternative.words.map((word) => fields.find(([, text]) => (isLoose ? hasPairs(text, word) : text.includes(word)))?.[0])
  const [field] = places
  if (field === undefined || places.includes(undefined)) return undefined
  return alternative.kind === 'typed'
    ? { typed, field, term: typed, synonymSource: null }
    : { typed, field, term: alternative.shown, synonymSource: alternative.source }
}

/** Whether all pairs of a word stand in a text, though not in a row. */
function hasPairs(text: string, word: string): boolean {
  return runsOf(word).every((run) => (run.isHan ? pairsOf(run.text).every((pair) => text.includes(pair)) : text.includes(run.text)))
}

export type WordFound = { word: string; shown: string; origin: 'term' | 'maker' | 'model' | 'name'; distance: number; hasSound: boolean }

const originOrder = ['term', 'model', 'maker', 'name'] as const

/** Which known words a mistyped one may have meant, the likeliest first: the same sound, then one slip of the fingers. */
export function likeliest(typed: string, found: readonly WordFound[]): WordFound[] {
  const length = [...typed].length
  const least = isHan(typed) ? 3 : 4
  return found
    .filter((each) => each.word !== typed && (each.hasSound || (each.distance === 1 && length >= least)))
    .sort(
      (a, b) =>
        Number(b.hasSound) - Number(a.hasSound) ||
        a.distance - b.distance ||
        originOrder.indexOf(a.origin) - originOrder.indexOf(b.origin) ||
        (a.word < b.word ? -1 : 1),
    )
}
