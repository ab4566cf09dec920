import { stringify as stringifyStream } from 'csv-stringify'
import { stringify } from 'csv-stringify/sync'
import { inertCell } from './csv.rules.ts'

// A carriage return alone is no record's end to the writer, but it is to readers.
const format = { record_delimiter: 'windows', quoted_match: /[\r\n]/, cast: { string: inertCell } } as const

/** Rows as a .csv in which no cell is a formula; the first piece of a file begins with the mark by which spreadsheets know its encoding. */
export function csvText(rows: readonly (readonly (string | number)[])[], options: { isFirst: boolean }): string {
  return stringify([...rows] as (string | number)[][], { ...format, bom: options.isFirst })
}

/** As csvText, for rows that arrive one by one. */
export const csvStream = () => stringifyStream({ ...format, bom: true })
