/**
 * What one cell of a sheet says, before anybody decides what it means. Compact on purpose: rows are kept as JSON.
 *
 * - `null`: blank
 * - a string: text as written
 * - `num`: a number the sheet keeps as a number, as plain decimal text of at most 15 significant digits (a spreadsheet's own precision)
 * - `day`: a number the sheet shows as a date, as '2016-01-06' or '2016-01-06 08:30:00', or '2016-01' where it shows no day
 * - `span`: a number the sheet shows as a time of day or a duration, in seconds
 * - `bool`: a tick
 * - `error`: what the sheet shows where a formula failed, such as '#N/A'
 */
export type Cell = null | string | { num: string } | { day: string } | { span: number } | { bool: boolean } | { error: string }

/** One row as it stands in the file; `rowNo` counts from 1 as a spreadsheet does, blank rows included. `cellCount` says how many cells a CSV line had. */
export type SheetRow = { rowNo: number; cells: Cell[]; cellCount?: number }

/** A cell as a person would read it off the sheet. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell
  if ('num' in cell) return cell.num
  if ('day' in cell) return cell.day
  if ('span' in cell) return spanText(cell.span)
  if ('bool' in cell) return cell.bool ? 'TRUE' : 'FALSE'
  return cell.error
}

/** Whether a cell says nothing: empty, or spaces alone. */
export function isBlankCell(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')
}

function spanText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}`
  return seconds % 60 === 0 ? clock : `${clock}:${two(seconds % 60)}`
}
