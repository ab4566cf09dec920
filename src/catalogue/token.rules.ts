// How texts become tokens for searching: Chinese by single characters and pairs, Latin by words, models by their normal form.

const han = /\p{Script=Han}/u
const letterOrDigit = /[\p{L}\p{N}]/u
const tokenLengthMost = 60

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
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Whether a text has a Chinese character in it. */
export function isHan(text: string): boolean {
  return han.test(text)
}

type Script = 'han' | 'latin' | 'space' | 'sign'

function scriptOf(letter: string): Script {
  const code = letter.codePointAt(0)!
  if (code < 128) {
    if (code === 32 || (code >= 9 && code <= 13)) return 'space'
    return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) ? 'latin' : 'sign'
  }
  if (code >= 0x4e00 && code <= 0x9fff) return 'han'
  if (han.test(letter)) return 'han'
  if (letterOrDigit.test(letter)) return 'latin'
  return /\s/u.test(letter) ? 'space' : 'sign'
}

/** A stretch of one script: Chinese characters, or letters and digits; `chunk` counts the stretches that only spaces part. */
export type Run = { text: string; isHan: boolean; chunk: number }

/** The runs of a text in its normal form. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = []
  let chunk = 0
  let open: Script = 'space'
  for (const letter of text.normalize('NFKC').toLowerCase()) {
    const script = scriptOf(letter)
    if (script === 'space') chunk += 1
    else if (script !== 'sign') {
      if (script === open) runs.at(-1)!.text += letter
      else runs.push({ text: letter, isHan: script === 'han', chunk })
    }
    open = script
  }
  return runs
}

/** Overlapping pairs of characters; a single character is itself. */
export function pairsOf(run: string): string[] {
  const letters = [...run]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at]! + letter)
}

/** Letters and digits of a Latin run apart: jem2100f gives jem, 2100, f. */
function partsOf(run: string): string[] {
  return run.match(/\p{N}+|[^\p{N}]+/gu) ?? []
}

/**
 * Tokens that stand for a text in the index, each once: pairs of Chinese characters; Latin words, their letters and digits apart, and
 * whole chunks such as lcmsms of LC-MS/MS. `isName` adds single characters, joined neighbours and pairs across scripts.
 */
export function tokensOf(text: string, isName: boolean): string[] {
  const tokens = new Set<string>()
  const runs = runsOf(text)
  let joined = ''
  for (const [at, run] of runs.entries()) {
    const before = runs[at - 1]
    if (run.isHan) {
      for (const pair of pairsOf(run.text)) tokens.add(pair)
      if (isName) for (const letter of run.text) tokens.add(letter)
      joined = ''
      continue
    }
    addToken(tokens, run.text)
    const parts = partsOf(run.text)
    if (parts.length > 1) for (const part of parts) addToken(tokens, part)
    if (isName && before && !before.isHan) addToken(tokens, before.text + run.text)
    joined = before?.chunk === run.chunk && joined !== '' ? joined + run.text : run.text
    addToken(tokens, joined)
  }
  if (isName) for (const pair of latinPairsOf(compactText(text))) tokens.add(pair)
  return [...tokens]
}

function addToken(tokens: Set<string>, token: string): void {
  if (token.length <= tokenLengthMost) tokens.add(token)
  else tokens.add(token.slice(0, tokenLengthMost))
}

/** Pairs of neighbours in a compact text, one of them not Chinese, so that any part of a name is found; marked, since they are no words. */
export function latinPairsOf(compact: string): string[] {
  const pairs: string[] = []
  let before: { letter: string; isHan: boolean } | undefined
  for (const letter of compact) {
    const now = { letter, isHan: scriptOf(letter) === 'han' }
    if (before && !(before.isHan && now.isHan)) pairs.push(`_${before.letter}${letter}`)
    before = now
  }
  return pairs
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
