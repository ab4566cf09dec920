import { type Cell, cellText } from './cell.ts'

/** Why a cell was not understood: a code with words in imports.words.ts (or the importer's own), and what they mention. */
export type Reason = { code: string; params: Record<string, string | number> }

/** What a cell says. `null` means the cell says that there is none (无, —); a blank cell is never asked. */
export type Reading<T> = { value: T | null } | { reason: Reason }

export type ReadContext = { unit: string | undefined; is1904: boolean }

/** A kind of value a column can hold, and how a cell of it is read: understood or refused, never guessed. */
export type Reader<T> = {
  kind: 'text' | 'code' | 'money' | 'day' | 'moment' | 'span' | 'count' | 'yes_no' | 'choice'
  /** Units or notations a column may be said to be in; the words stand under `units`. */
  units: readonly string[]
  /** Assumed for a column whose heading names none, and shown to whoever confirms the columns. */
  usualUnit?: string
  read(cell: Cell, context: ReadContext): Reading<T>
}

const noneWords = new Set([
  '无',
  '暂无',
  '没有',
  '未填',
  '不详',
  '未知',
  '/',
  '\\',
  '-',
  '--',
  '---',
  '—',
  '——',
  '–',
  '_',
  'n/a',
  'na',
  'nil',
  'none',
  'null',
])
/** A longer text, spaces included, is not taken for one of these words. */
const longestNone = 20
const givenLength = 60

/** A reading that succeeded; `null` where the cell says that there is none. */
export function understood<T>(value: T | null): Reading<T> {
  return { value }
}

/** A reading that failed, with the code of its words and what stands in the cell. */
export function refused(code: string, cell: Cell, params: Reason['params'] = {}): { reason: Reason } {
  const given = cellText(cell)
  return { reason: { code, params: { given: given.length > givenLength ? `${given.slice(0, givenLength)}…` : given, ...params } } }
}

/** Full width to half width, no-break and zero-width spaces gone, ends trimmed: for reading, never for keeping. */
export function halfWidth(text: string): string {
  if (plainAscii.test(text)) return text.trim()
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .trim()
}

const plainAscii = /^[\x20-\x7e]*$/

/** Whether a cell says in words that there is nothing to say. */
export function saysNone(cell: Cell): boolean {
  return typeof cell === 'string' && cell.length < longestNone && noneWords.has(halfWidth(cell).toLowerCase())
}

/**
 * Reads a cell through `readText` after what is common to all kinds: a failed formula is refused, 无 and — say there is none.
 * Numbers reach it as their plain decimal text with `isNumber`.
 */
export function readCommon<T>(cell: Cell, readText: (text: string, isNumber: boolean) => Reading<T>): Reading<T> {
  if (cell !== null && typeof cell === 'object') {
    if ('error' in cell) return refused(cell.error === '#FORMULA' ? 'formula_without_result' : 'cell_error', cell)
    if ('num' in cell) return readText(cell.num, true)
    return readText(cellText(cell), false)
  }
  return saysNone(cell) ? understood<T>(null) : readText(halfWidth(cell ?? ''), false)
}

/** Digits of a plain or comma-grouped decimal as [whole, fraction]; undefined when it is anything else, such as 1,2 or 1.200,50. */
export function decimalParts(text: string): { whole: string; fraction: string } | undefined {
  const match = /^\+?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text)
  return match ? { whole: match[1]!.replaceAll(',', ''), fraction: match[2] ?? '' } : undefined
}

/**
 * A decimal times 10^power as a whole number, exactly, on the digits.
 * @returns 'finer' when something would be left behind the point, 'too_large' above the safe integers.
 */
export function shiftDecimal(parts: { whole: string; fraction: string }, power: number): number | 'finer' | 'too_large' {
  const kept = parts.fraction.slice(0, power).padEnd(power, '0')
  if (/[1-9]/.test(parts.fraction.slice(power))) return 'finer'
  const value = BigInt(parts.whole + kept)
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? 'too_large' : Number(value)
}

/** Text kept as written, without ends and control signs. @param most characters */
export function textReader(most: number): Reader<string> {
  return {
    kind: 'text',
    units: [],
    read(cell) {
      if (cell !== null && typeof cell === 'object' && 'error' in cell) return refused('cell_error', cell)
      if (saysNone(cell)) return understood<string>(null)
      const text = cellText(cell)
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]|\ufeff/gu, '')
        .trim()
      return text.length > most ? refused('text_too_long', cell, { most, length: text.length }) : understood(text)
    },
  }
}

/**
 * A number or name somebody gave to a thing, such as an asset number: half width, kept as written otherwise.
 * Refused when a spreadsheet has already lost digits of it (16 digits and more kept as a number, or 1.23E+17).
 */
export function codeReader(most: number): Reader<string> {
  return {
    kind: 'code',
    units: [],
    read: (cell) =>
      readCommon<string>(cell, (text, isNumber) => {
        if (isNumber && /^\d{16,}$/.test(text)) return refused('code_lost_digits', cell)
        if (isNumber && !/^\d+$/.test(text)) return refused('not_a_code', cell)
        if (/^\d(?:\.\d+)?e\+\d+$/i.test(text)) return refused('code_lost_digits', cell)
        const code = text.replace(/\s+/g, ' ')
        return code.length > most ? refused('text_too_long', cell, { most, length: code.length }) : understood(code)
      }),
  }
}

/** A whole number of things, zero or more: 3, 1,200, 3个, 3.0. */
export const countReader: Reader<number> = {
  kind: 'count',
  units: [],
  read: (cell) =>
    readCommon<number>(cell, (text) => {
      const bare = text.replace(/\s*[个件次台套样份人项组批张]$/, '')
      if (/^-\s*\d/.test(bare)) return refused('negative', cell)
      const parts = decimalParts(bare)
      if (!parts) return refused('not_a_number', cell)
      const count = shiftDecimal(parts, 0)
      if (count === 'finer') return refused('not_whole', cell)
      return count === 'too_large' ? refused('too_large', cell) : understood(count)
    }),
}

/**
 * One of a closed list of words.
 * @param words every accepted spelling in lower case and half width, and what it means
 * @param shown the words to offer in a refusal
 */
export function choiceReader<T extends string>(words: Readonly<Record<string, T>>, shown: string): Reader<T> {
  return {
    kind: 'choice',
    units: [],
    read: (cell) =>
      readCommon<T>(cell, (text) => {
        const key = text.toLowerCase()
        return Object.hasOwn(words, key) ? understood<T>(words[key]!) : refused('not_a_choice', cell, { choices: shown })
      }),
  }
}

const yesWords = new Set(['是', '有', '对', '√', '✓', 'y', 'yes', 'true', 't', '1'])
const noWords = new Set(['否', '无', '没有', '不', '×', '✗', 'n', 'no', 'false', 'f', '0'])

export const yesNoReader: Reader<boolean> = {
  kind: 'yes_no',
  units: [],
  read(cell) {
    if (cell !== null && typeof cell === 'object' && 'bool' in cell) return understood(cell.bool)
    if (cell !== null && typeof cell === 'object' && 'error' in cell) return refused('cell_error', cell)
    const text = halfWidth(cellText(cell)).toLowerCase()
    if (yesWords.has(text)) return understood(true)
    return noWords.has(text) ? understood(false) : refused('not_yes_no', cell)
  },
}
