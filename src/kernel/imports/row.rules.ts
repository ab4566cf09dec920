import { type Cell, isBlankCell, type SheetRow } from './cell.ts'
import type { ColumnMapping, ImportField } from './mapping.rules.ts'
import type { Reader, Reason } from './value.rules.ts'

export type ImportFields = Readonly<Record<string, ImportField>>

type ValueOf<F> = F extends { reader: Reader<infer T> } ? T : never

/** A row as understood: a field that is absent was not given (no column, or a blank cell), `null` says that there is none. */
export type RowOf<F extends ImportFields> = { [K in keyof F]?: ValueOf<F[K]> | null }

/** Why a row, or one of its cells, cannot go in. */
export type RowReason = Reason & { field?: string; column?: string }

/** One column of the file that is read: where it stands, what it is, and how. */
export type PlannedColumn = { at: number; header: string; name: string; field: ImportField; unit: string | undefined }

export function planColumns(
  headers: readonly string[],
  fields: ImportFields,
  mapping: readonly Pick<ColumnMapping, 'header' | 'field' | 'unit'>[],
): PlannedColumn[] {
  return mapping.flatMap(({ header, field, unit }) => {
    const at = headers.indexOf(header)
    if (at < 0 || field === null || !Object.hasOwn(fields, field)) return []
    return [{ at, header, name: field, field: fields[field]!, unit }]
  })
}

/**
 * Reads every planned cell of a row. All reasons are returned, not the first.
 * @param headerCount how many columns the headings have: a CSV line with another number of cells has slipped and is refused.
 */
export function understandRow(
  sheetRow: SheetRow,
  plan: readonly PlannedColumn[],
  headerCount: number,
  is1904: boolean,
): { row: Record<string, unknown>; reasons: RowReason[] } {
  const row: Record<string, unknown> = {}
  const reasons: RowReason[] = []
  if (sheetRow.cellCount !== undefined && hasSlipped(sheetRow, headerCount)) {
    reasons.push({ code: 'cells_slipped', params: { cells: sheetRow.cellCount, headers: headerCount } })
    return { row, reasons }
  }
  for (const { at, header, name, field, unit } of plan) {
    const cell = sheetRow.cells[at]
    if (cell === undefined || isBlankCell(cell)) {
      if (field.required === 'always') reasons.push({ code: 'missing', params: {}, field: name, column: header })
      continue
    }
    const reading = field.reader.read(cell, { unit, is1904 })
    if ('reason' in reading) reasons.push({ ...reading.reason, field: name, column: header })
    else if (reading.value === null && field.required === 'always')
      reasons.push({ code: 'missing', params: {}, field: name, column: header })
    else row[name] = reading.value
  }
  return { row, reasons }
}

function hasSlipped({ cells, cellCount }: SheetRow, headerCount: number): boolean {
  return cells.length > headerCount || cellCount! < headerCount
}

/**
 * The cells to keep, as given; a day count is kept as the day it was read as, so that a file to mend says the same in any format.
 */
export function cellsToKeep(cells: readonly Cell[], plan: readonly PlannedColumn[], row: Record<string, unknown>): Cell[] {
  const kept = [...cells]
  for (const { at, name, field } of plan) {
    const cell = kept[at]
    const value = row[name]
    if (field.reader.kind === 'day' && typeof value === 'string' && cell !== null && typeof cell === 'object' && 'num' in cell)
      kept[at] = value
  }
  return kept
}
