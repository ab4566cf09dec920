// Why an instrument was found: read off its facts, so that what is said can be seen on the page.

import type { Alternative, QueryWord } from './query.rules.ts'
import type { Match, MatchField } from './search.contract.ts'
import { compactText, isHan, pairsOf, runsOf } from './token.rules.ts'

/** The fields a match is looked for in, the most telling first, and each field's text. */
export type Fields = readonly (readonly [MatchField, string])[]

/** One match for each word of the query that stands in the instrument: the word itself before a synonym. */
export function matchesOf(words: readonly QueryWord[], fields: Fields, tokens: ReadonlySet<string>): Match[] {
  const compact = fields.map(([field, text]) => [field, compactText(text)] as const)
  return words.flatMap((word) => {
    for (const isLoose of [false, true])
      for (const alternative of word.alternatives) {
        const match = matchOf(word.typed, alternative, compact, tokens, isLoose)
        if (match) return [match]
      }
    return []
  })
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
