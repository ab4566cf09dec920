import { type Cell, cellText, isBlankCell, type SheetRow } from './cell.ts'
import { moneyUnitOf } from './money.rules.ts'
import { spanUnitOf } from './span.rules.ts'
import { halfWidth, type Reader } from './value.rules.ts'

/** A field something is imported into, as far as columns are concerned. `required: 'new'` is asked only of things not there yet. */
export type ImportField<T = unknown> = {
  title: { zh: string; en: string }
  /** Every heading this field is known to stand under, in any language. */
  aliases: readonly string[]
  reader: Reader<T>
  required?: 'always' | 'new'
}

/** What one column is taken for; `field: null` means that it is left out on purpose or not known. */
export type ColumnMapping = {
  header: string
  field: string | null
  unit?: string
  confidence: 'given' | 'remembered' | 'exact' | 'likely' | 'none'
}

const leastScore = 0.5
const rowsSearched = 25

/** A heading without what people add to it: width, case, spaces, marks; brackets come apart as notes. */
export function plainHeading(header: string): { base: string; notes: string[] } {
  const text = halfWidth(header)
    .toLowerCase()
    .replaceAll('【', '(')
    .replaceAll('】', ')')
    .replace(/[[{<]/g, '(')
    .replace(/[\]}>]/g, ')')
  const notes = [...text.matchAll(/\(([^()]*)\)/g)].map((match) => squeeze(match[1]!)).filter((note) => note !== '')
  return { base: squeeze(text.replace(/\([^()]*\)/g, '')), notes }
}

function squeeze(text: string): string {
  return text.replace(/[\s*_\-.:;,、/|#"'’]+/g, '')
}

/** The unit a heading names for a kind of value: 原值（万元）, 原值/万元, 原值万元. */
function unitOfHeading(header: string, reader: Reader<unknown>): string | undefined {
  const find = reader.kind === 'money' ? moneyUnitOf : reader.kind === 'span' ? spanUnitOf : undefined
  if (!find) return undefined
  const { base, notes } = plainHeading(header)
  const parts = [
    ...notes,
    ...halfWidth(header)
      .split(/[\s/:,、_|-]+/)
      .slice(1),
  ]
  const named = new Set(parts.map(find).filter((unit) => unit !== undefined))
  if (named.size > 1) return undefined
  if (named.size === 1) return [...named][0]
  const tail = reader.kind === 'money' ? /(百万元|万元|千元|亿元|元)$/.exec(base)?.[1] : /(小时|分钟)$/.exec(base)?.[1]
  return tail === undefined || tail === base ? undefined : find(tail)
}

/** How surely a heading means a field: 1 is a known name, 0 no likeness. */
export function headingScore(header: string, field: ImportField): number {
  const { base, notes } = plainHeading(header)
  const unitless = field.reader.kind === 'money' ? base.replace(/(百万元|万元|千元|亿元|元)$/, '') : base.replace(/(小时|分钟)$/, '')
  const candidates = new Set([base + notes.join(''), base, unitless].filter((candidate) => candidate !== ''))
  let best = 0
  for (const name of field.aliases) {
    const alias = squeeze(halfWidth(name).toLowerCase())
    for (const candidate of candidates) {
      if (candidate === alias) best = Math.max(best, candidate === base + notes.join('') ? 1 : 0.95)
      else if (alias.length >= 2 && candidate.includes(alias)) best = Math.max(best, 0.85 * (alias.length / candidate.length))
      else if (candidate.length >= 2 && alias.includes(candidate)) best = Math.max(best, 0.75 * (candidate.length / alias.length))
    }
  }
  return best
}

/**
 * Guesses which column is which field. What was confirmed before for the same heading comes first; the rest by likeness of names,
 * surest first. A field is never given to two columns, nor a column to two fields.
 */
export function guessMapping(
  headers: readonly string[],
  fields: Readonly<Record<string, ImportField>>,
  remembered: readonly ColumnMapping[] = [],
): ColumnMapping[] {
  const known = new Map(remembered.map((column) => [column.header, column]))
  const taken = new Set<string>()
  const result = new Map<string, ColumnMapping>()
  for (const header of headers) {
    const column = known.get(header)
    if (!column || (column.field !== null && (!Object.hasOwn(fields, column.field) || taken.has(column.field)))) continue
    if (column.field !== null) taken.add(column.field)
    result.set(header, { ...column, confidence: 'remembered' })
  }
  const scored = headers
    .filter((header) => !result.has(header))
    .flatMap((header, order) =>
      Object.entries(fields).map(([field, definition]) => ({ header, field, definition, order, score: headingScore(header, definition) })),
    )
    .filter(({ score }) => score >= leastScore)
    .toSorted((a, b) => b.score - a.score || a.order - b.order)
  for (const { header, field, definition, score } of scored) {
    if (result.has(header) || taken.has(field)) continue
    taken.add(field)
    const unit = unitOfHeading(header, definition.reader) ?? definition.reader.usualUnit
    result.set(header, { header, field, ...(unit === undefined ? {} : { unit }), confidence: score >= 0.95 ? 'exact' : 'likely' })
  }
  return headers.map((header) => result.get(header) ?? { header, field: null, confidence: 'none' })
}

export type MappingFault = { code: 'unknown_column' | 'unknown_field' | 'field_twice' | 'unknown_unit' | 'field_missing'; name: string }

/** Everything that keeps a mapping from being used: all faults, none when it may be. */
export function mappingFaults(
  headers: readonly string[],
  fields: Readonly<Record<string, ImportField>>,
  mapping: readonly Pick<ColumnMapping, 'header' | 'field' | 'unit'>[],
): MappingFault[] {
  const faults: MappingFault[] = []
  const taken = new Set<string>()
  for (const { header, field, unit } of mapping) {
    if (!headers.includes(header)) faults.push({ code: 'unknown_column', name: header })
    if (field === null) continue
    if (!Object.hasOwn(fields, field)) faults.push({ code: 'unknown_field', name: field })
    else if (unit !== undefined && !fields[field]!.reader.units.includes(unit)) faults.push({ code: 'unknown_unit', name: header })
    if (taken.has(field)) faults.push({ code: 'field_twice', name: field })
    taken.add(field)
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.required === 'always' && !taken.has(name)) faults.push({ code: 'field_missing', name })
  }
  return faults
}

/**
 * Finds the row of headings among the first rows: the one most fields are recognised in (two at least), past titles and notes;
 * without any recognised, the first row with as many filled cells as most rows below it have.
 * @returns its place in `rows`, or -1
 */
export function findHeaderRow(rows: readonly SheetRow[], fields: Readonly<Record<string, ImportField>>): number {
  const searched = rows.slice(0, rowsSearched)
  let best = { at: -1, recognised: 1 }
  for (const [at, row] of searched.entries()) {
    const recognised = guessMapping(headersOf(row.cells), fields).filter((column) => column.confidence === 'exact').length
    if (recognised > best.recognised) best = { at, recognised }
  }
  if (best.at >= 0) return best.at
  const filled = searched.map((row) => row.cells.filter((cell) => !isBlankCell(cell)).length)
  const usual = filled.toSorted((a, b) => a - b)[Math.floor(filled.length / 2)] ?? 0
  return searched.findIndex(
    (row, at) => filled[at]! >= Math.max(1, usual) && row.cells.every((cell) => cell === null || typeof cell === 'string'),
  )
}

/** The headings of a row, each made unique, a blank one named by its column's letter. */
export function headersOf(cells: readonly Cell[]): string[] {
  const seen = new Map<string, number>()
  return cells.map((cell, at) => {
    const text = cellText(cell).replace(/\s+/g, ' ').trim() || `[${columnLetter(at)}]`
    const count = (seen.get(text) ?? 0) + 1
    seen.set(text, count)
    return count === 1 ? text : `${text} #${count}`
  })
}

/** 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26))
  return index < 26 ? rest : columnLetter(Math.floor(index / 26) - 1) + rest
}
