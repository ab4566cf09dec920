// How texts become tokens for searching: Chinese by single characters and pairs, Latin by words, models by their normal form.

const han = /\p{Script=Han}/u
const runPattern = /\p{Script=Han}+|[\p{L}\p{N}]+/gu

/** The form in which texts are compared: width and case do not count; punctuation and spaces are one space. */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The normal text without its spaces: JEM-2100F, JEM 2100F and jem2100f are the same. */
export function compactText(text: string): string {
  return normalText(text).replaceAll(' ', '')
}

/** Whether a text has a Chinese character in it. */
export function isHan(text: string): boolean {
  return han.test(text)
}

/** The runs of one script in a text: Chinese characters, or letters and digits. */
export function runsOf(text: string): string[] {
  return [...splitScripts(normalText(text))]
}

function* splitScripts(normal: string): Generator<string> {
  for (const [run] of normal.matchAll(runPattern)) {
    // A letter class also takes Chinese characters, so a mixed run is cut where the script changes.
    for (const [part] of run.matchAll(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)) yield part
  }
}

/** Overlapping pairs of characters; a single character is itself. */
export function pairsOf(run: string): string[] {
  const letters = [...run]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at]! + letter)
}

/** Letters and digits of a Latin run apart: jem2100f gives jem, 2100, f. */
function partsOf(run: string): string[] {
  return run.match(/\p{N}+|\p{L}+/gu) ?? []
}

/** Tokens that stand for a text in the index, each once. `isName` adds single characters, joined neighbours and Latin pairs. */
export function tokensOf(text: string, isName: boolean): string[] {
  const tokens = new Set<string>()
  let before: string | undefined
  for (const run of runsOf(text)) {
    if (isHan(run)) {
      for (const pair of pairsOf(run)) tokens.add(pair)
      if (isName) for (const letter of run) tokens.add(letter)
      before = undefined
      continue
    }
    tokens.add(run.slice(0, 60))
    const parts = partsOf(run)
    if (parts.length > 1) for (const part of parts) tokens.add(part.slice(0, 60))
    if (isName && before && (before + run).length <= 60) tokens.add(before + run)
    before = run
  }
  if (isName) for (const pair of latinPairsOf(text)) tokens.add(pair)
  return [...tokens]
}

/** Pairs of neighbouring characters, one of them Latin, so that any part of a name is found; marked, since they are no words. */
export function latinPairsOf(text: string): string[] {
  return pairsOf(compactText(text))
    .filter((pair) => pair.length > 1 && !/^\p{Script=Han}{2}$/u.test(pair))
    .map((pair) => `_${pair}`)
}

export type FieldTokens = { weight: 'A' | 'B' | 'C' | 'D'; tokens: readonly string[] }
const placeOf = { A: 1, B: 2, C: 3, D: 4 } as const

/** The text of a tsvector: each token with the fields it stands in, as weights A to D. */
export function vectorText(fields: readonly FieldTokens[]): string {
  const places = new Map<string, Set<'A' | 'B' | 'C' | 'D'>>()
  for (const { weight, tokens } of fields)
    for (const token of tokens) {
      const found = places.get(token)
      if (found) found.add(weight)
      else places.set(token, new Set([weight]))
    }
  return [...places]
    .map(([token, weights]) => `${quoted(token)}:${[...weights].map((weight) => placeOf[weight] + weight).join(',')}`)
    .join(' ')
}

/** A token as PostgreSQL's text search reads it. */
export function quoted(token: string): string {
  return `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

/** A word and all its spellings less one letter: two words share one when a single letter was changed, added, left out or swapped. */
export function spellingsOf(word: string): string[] {
  const letters = [...word]
  return [...new Set([word, ...letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(''))])]
}

/** How many letters must be changed, added, left out or swapped with their neighbour to make one word of the other. */
export function editDistance(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const isSame = left[i - 1] === right[j - 1]
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[left.length]![right.length]!
}

/** A word somebody may search by, as it is shown: a term of the synonyms, a maker, a model, an instrument's name. */
export type SearchWord = { shown: string; origin: 'term' | 'maker' | 'model' | 'name' }
