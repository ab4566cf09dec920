import { parse } from 'csv-parse/sync'
import { stringify as stringifyStream } from 'csv-stringify'
import { stringify } from 'csv-stringify/sync'
import { givenCell, inertCell } from './csv.rules.ts'

// A carriage return alone is no record's end to the writer, but it is to readers.
const format = { record_delimiter: 'windows', quoted_match: /[\r\n]/, cast: { string: inertCell } } as const

/** Rows as a .csv in which no cell is a formula; the first piece of a file begins with the mark by which spreadsheets know its encoding. */
export function csvText(rows: readonly (readonly (string | number)[])[], options: { isFirst: boolean }): string {
  return stringify([...rows] as (string | number)[][], { ...format, bom: options.isFirst })
}

/** As csvText, for rows that arrive one by one. */
export const csvStream = () => stringifyStream({ ...format, bom: true })

/**
 * The rows of a small table by the names in its first line, every cell as it was meant.
 * @param options.isRagged lets lines be empty or short @returns undefined where it cannot be read, has no row or lacks a wanted column
 */
export function rowsByColumn(
  text: string,
  wanted: readonly string[],
  { isRagged = false }: { isRagged?: boolean } = {},
): Record<string, string>[] | undefined {
  const columns = (names: string[]) => names.map((name) => name.trim())
  let rows: Record<string, string>[]
  try {
    rows = parse(text, { columns, bom: true, trim: true, skip_empty_lines: isRagged, relax_column_count: isRagged })
  } catch {
    return undefined
  }
  const [first] = rows
  if (!first || !wanted.every((column) => column in first)) return undefined
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, givenCell(cell)])))
}
